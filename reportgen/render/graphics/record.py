"""Every judged action since the fiscal year began, one mark each; misses stay."""

from __future__ import annotations

from collections import Counter

from reportgen.formatting import number, short_month
from reportgen.model.blocks import ActionRecordBlock, Tone
from reportgen.model.kpi import ActionVerdict
from reportgen.render.graphics.look import Look
from reportgen.render.graphics.marks import shape, tone_colour, tone_of
from reportgen.render.graphics.svg import Graphic, Stroke, line, text

MARK = 3.6
STEP = 11.0
WIDEST_MONTH = 58.0
LEGEND_LINE = 12.0
ORDER: tuple[Tone, ...] = ("good", "bad", "watch", "hold")


def action_record(block: ActionRecordBlock, look: Look, width: float = 499.0) -> Graphic:
    """The marks by the month they were judged in, stacked where a month has many, and a count.

    The count names every verdict that a shape stands for.
    """
    legend = _legend(block, look)
    face = look.label(look.colours.ink)
    aside = max((look.wide(words, face) for _, words in legend), default=0.0) + 28
    slot = min(WIDEST_MONTH, (width - aside) / max(len(block.months), 1))
    abreast = max(1, int((slot - 2) // STEP))
    rows = max((-(-len(marks) // abreast) for marks in block.marks), default=1)
    height = max(rows * STEP + 14, len(legend) * LEGEND_LINE + 2)
    left = len(block.months) * slot + 12
    parts = [
        *_months(block, slot, abreast, height, look),
        *_legend_shapes(legend, left, look),
    ]
    return look.finish((width, height), "".join(parts), _alt(block, legend, look))


def _months(
    block: ActionRecordBlock, slot: float, abreast: int, height: float, look: Look
) -> list[str]:
    colours = look.colours
    rule = height - 11.5
    parts = [line((0, rule), (len(block.months) * slot, rule), Stroke(colours.rule_strong, 0.5))]
    for index, (month, verdicts) in enumerate(zip(block.months, block.marks, strict=True)):
        left = index * slot
        words = short_month(month, look.style)
        parts.append(text((left, height - 2.5), words, look.label(colours.ink_2)))
        for place, verdict in enumerate(verdicts):
            row, column = divmod(place, abreast)
            tone = tone_of(verdict)
            at = (left + MARK + 0.6 + column * STEP, rule - 6 - row * STEP)
            parts.append(shape(tone, at, MARK, tone_colour(tone, colours)))
    return parts


def _legend(block: ActionRecordBlock, look: Look) -> list[tuple[Tone, str]]:
    """Each shape in use with the verdicts it stands for and how many there are."""
    counts = Counter(verdict for verdicts in block.marks for verdict in verdicts)
    lines: list[tuple[Tone, str]] = []
    for tone in ORDER:
        verdicts = [one for one in ActionVerdict if counts[one] and tone_of(one) == tone]
        named = [_counted(verdict, counts[verdict], look) for verdict in verdicts]
        if named:
            lines.append((tone, look.listed(named)))
    return lines


def _counted(verdict: ActionVerdict, count: int, look: Look) -> str:
    return f"{look.words(f'action.{verdict}')} {number(count, 0, look.style)}"


def _legend_shapes(legend: list[tuple[Tone, str]], left: float, look: Look) -> list[str]:
    parts = []
    for index, (tone, words) in enumerate(legend):
        middle = 6 + index * LEGEND_LINE
        parts.append(shape(tone, (left + 4, middle), 3.2, tone_colour(tone, look.colours)))
        parts.append(text((left + 12, middle + 2.8), words, look.label(look.colours.ink)))
    return parts


def _alt(block: ActionRecordBlock, legend: list[tuple[Tone, str]], look: Look) -> str:
    """The counts in all, then each month's verdicts."""
    in_all = look.listed([words for _, words in legend]) or look.words("graphic.no_data")
    months = [
        f"{short_month(month, look.style)} "
        + look.listed([look.words(f"action.{verdict}") for verdict in verdicts])
        for month, verdicts in zip(block.months, block.marks, strict=True)
        if verdicts
    ]
    return "; ".join([f"{look.say(block.heading)}: {in_all}", *months])

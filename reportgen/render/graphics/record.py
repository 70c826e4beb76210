"""Every judged action since the fiscal year began, one mark each; misses stay."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from reportgen.formatting import number, short_month
from reportgen.model.blocks import ActionRecordBlock, Tone
from reportgen.model.states import ActionVerdict
from reportgen.render.graphics.look import Look
from reportgen.render.graphics.marks import shape, tone_colour, tone_of
from reportgen.render.graphics.svg import Graphic, Stroke, line, moved, text

MARK = 3.6
STEP = 11.0
WIDEST_MONTH = 58.0
LEGEND_LINE = 12.0
ORDER: tuple[Tone, ...] = ("good", "bad", "watch", "hold")


def action_record(block: ActionRecordBlock, look: Look, width: float = 499.0) -> Graphic:
    """The marks by the month they were judged in, stacked where a month has many, and a count.

    The count names every verdict that a shape stands for; it stands beside the months, or below
    them where they would not have the room their names need.
    """
    legend = _legend(block, look)
    aside = max((look.wide(one, look.label("")) for _, one in legend), default=0.0) + 28
    names = [short_month(month, look.style) for month in block.months]
    widest = max((look.wide(name, look.label("")) for name in names), default=0.0) + 4
    count = max(len(names), 1)
    is_beside = (width - aside) / count >= widest
    slot = min(WIDEST_MONTH, (width - aside if is_beside else width) / count)
    field = _Months(block, names, slot, math.ceil(widest / slot))
    below = 0.0 if is_beside or not legend else field.height + 4
    left = count * slot + 12 if is_beside else 0.0
    height = max(field.height, below + len(legend) * LEGEND_LINE + 2)
    top = height - field.height if is_beside else 0.0
    months = moved((0, top), "".join(field.drawn(look)))
    counts = moved((left, below), "".join(_legend_shapes(legend, look)))
    return look.finish((width, height), months + counts, _alt(block, legend, look))


@dataclass(frozen=True)
class _Months:
    """The months in a row, each with its marks; every so many of them are named."""

    block: ActionRecordBlock
    names: list[str]
    slot: float
    every: int

    @property
    def abreast(self) -> int:
        """How many marks stand beside each other in a month."""
        return max(1, int((self.slot - 2) // STEP))

    @property
    def height(self) -> float:
        """As high as the fullest month."""
        fullest = max((len(marks) for marks in self.block.marks), default=0)
        return max(math.ceil(fullest / self.abreast), 1) * STEP + 14

    def drawn(self, look: Look) -> Iterator[str]:
        """The line, the names below it, the marks above it."""
        colours = look.colours
        rule = self.height - 11.5
        end = (len(self.names) * self.slot, rule)
        yield line((0, rule), end, Stroke(colours.rule_strong, 0.5))
        for index, (name, verdicts) in enumerate(zip(self.names, self.block.marks, strict=True)):
            left = index * self.slot
            if index % self.every == 0:
                yield text((left, self.height - 2.5), name, look.label(colours.ink_2))
            for place, verdict in enumerate(verdicts):
                row, column = divmod(place, self.abreast)
                tone = tone_of(verdict)
                at = (left + MARK + 0.6 + column * STEP, rule - 6 - row * STEP)
                yield shape(tone, at, MARK, tone_colour(tone, colours))


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


def _legend_shapes(legend: list[tuple[Tone, str]], look: Look) -> Iterator[str]:
    for index, (tone, words) in enumerate(legend):
        middle = 6 + index * LEGEND_LINE
        yield shape(tone, (4, middle), 3.2, tone_colour(tone, look.colours))
        yield text((12, middle + 2.8), words, look.label(look.colours.ink))


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

"""What the two large charts print: every number in one scale, before anything is drawn."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportgen.formatting import Scale, adding_up, in_scale, scale_for, signed_in_scale
from reportgen.model.blocks import HistoryBlock, WaterfallBlock
from reportgen.model.quantity import Unit
from reportgen.render.graphics.look import Look
from reportgen.render.graphics.periods import PeriodName, axis_names, full_name
from reportgen.render.graphics.scales import Span, from_zero

LEAST_CUT = 0.65
KEPT = 0.45


@dataclass(frozen=True)
class Period:
    """One period of the history as it is drawn; `gap` is value minus target, None without both."""

    name: PeriodName
    full_name: str
    value: float | None
    target: float | None
    gap: float | None
    value_words: str
    gap_words: str
    is_last_year: bool
    is_reported: bool
    is_good: bool | None
    has_event: bool = False


@dataclass(frozen=True)
class History:
    """The periods of a history, the name of their unit and of the gap's."""

    periods: tuple[Period, ...]
    unit: str
    gap_unit: str


@dataclass(frozen=True)
class Bar:
    """One row of a waterfall: from where to where it reaches, and what is printed beside it."""

    label: str
    start: float
    end: float
    words: str
    is_total: bool
    is_good: bool | None


def history_figures(block: HistoryBlock, look: Look) -> History:
    """The history's numbers as words, values and gaps each in one scale for all periods."""
    scale = scale_for([*block.values, *block.targets], block.unit, look.style)
    gap_scale = replace(scale, suffix=look.points) if _is_rate(block) else scale
    periods = tuple(
        _period(block, index, (scale, gap_scale), look) for index in range(len(block.values))
    )
    return History(periods, unit_name(scale), unit_name(gap_scale))


def _period(block: HistoryBlock, index: int, scales: tuple[Scale, Scale], look: Look) -> Period:
    value, target = block.values[index], block.targets[index]
    names = axis_names(block.labels, look.style)
    gap = None if value is None or target is None else value - target
    shown = None if gap is None else rounded(gap, scales[1])
    return Period(
        name=names[index],
        full_name=full_name(block.labels[index], look.style),
        value=value,
        target=target,
        gap=gap,
        value_words=in_scale(value, scales[0], look.style, bare=True),
        gap_words="" if gap is None else signed_in_scale(gap, scales[1], look.style, bare=True),
        is_last_year=index < block.last_year_until,
        is_reported=index == len(block.values) - 1,
        is_good=None if not shown else (shown > 0) != block.lower_is_better,
        has_event=any(event.at == index for event in block.events),
    )


def _is_rate(block: HistoryBlock) -> bool:
    """Rates differ in points, not in per cent."""
    return block.unit is Unit.PERCENT


def waterfall_figures(block: WaterfallBlock, look: Look) -> tuple[Bar, ...]:
    """Start, steps and end; the printed steps add up to the difference of the printed totals."""
    amounts = [step.amount for step in block.steps]
    if not math.isclose(block.start + sum(amounts), block.end, rel_tol=1e-6, abs_tol=1e-9):
        raise ValueError(f"the steps of {look.say(block.heading)!r} do not add up to its end")
    scale = scale_for([block.start, block.end, *amounts], block.unit, look.style)
    difference = rounded(block.end, scale) - rounded(block.start, scale)
    printed = adding_up(amounts, difference, scale.step)
    total = in_scale(block.start, scale, look.style, bare=True)
    bars = [Bar(look.say(block.start_label), 0.0, block.start, total, True, None)]
    reached = block.start
    for step, amount in zip(block.steps, printed, strict=True):
        words = signed_in_scale(amount, scale, look.style, bare=True)
        end = reached + step.amount
        bars.append(Bar(look.say(step.label), reached, end, words, False, step.is_good))
        reached = end
    total = in_scale(block.end, scale, look.style, bare=True)
    return (*bars, Bar(look.say(block.end_label), 0.0, block.end, total, True, None))


def waterfall_unit(block: WaterfallBlock, look: Look) -> str:
    """The name of the unit a waterfall is printed in."""
    amounts = [step.amount for step in block.steps]
    return unit_name(scale_for([block.start, block.end, *amounts], block.unit, look.style))


def rounded(value: float, scale: Scale) -> float:
    """A value as its scale prints it: half away from zero."""
    steps = math.floor(abs(value) / scale.step + 0.5 + 1e-9)
    return math.copysign(steps * scale.step, value)


def unit_name(scale: Scale) -> str:
    """A scale's currency sign and size together: `£k`, `万円`, `%`; nothing for plain counts."""
    return f"{scale.prefix}{scale.suffix}".strip()


def titled(title: str, unit: str, look: Look) -> str:
    """A title with its unit in brackets, where there is one."""
    title = title[:1].upper() + title[1:]
    if not unit:
        return title
    return f"{title}（{unit}）" if look.style.is_japanese else f"{title} ({unit})"


def history_alt(block: HistoryBlock, look: Look) -> str:
    """Every period with its value and its gap to target."""
    figures = history_figures(block, look)
    missing = look.words("graphic.no_data")
    said = []
    for period in figures.periods:
        value = missing if period.value is None else period.value_words
        said.append(
            f"{period.full_name} {value}" + (f" ({period.gap_words})" if period.gap_words else "")
        )
    return f"{titled(look.say(block.heading), figures.unit, look)}: {', '.join(said)}"


def waterfall_alt(block: WaterfallBlock, look: Look) -> str:
    """Every row with its printed amount."""
    rows = ", ".join(f"{bar.label} {bar.words}" for bar in waterfall_figures(block, look))
    return f"{titled(look.say(block.heading), waterfall_unit(block, look), look)}: {rows}"


def span_of(bars: Sequence[Bar]) -> Span:
    """Where a waterfall's horizontal scale begins and ends.

    It begins at zero unless the steps would become too short to compare beside the totals; then
    the totals are cut, and the break must be drawn.
    """
    reaches = [bar.end for bar in bars]
    low, high = min(reaches), max(reaches)
    if low > LEAST_CUT * high > 0:
        return low - KEPT * (high - low), high
    return from_zero(reaches)

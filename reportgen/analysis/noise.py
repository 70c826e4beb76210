"""How far a figure moves between two months when nothing is done about it.

A share of counts moves by chance (Newcombe 1998, method 10); any figure moves as it usually does
from month to month (Wheeler: 3.27 times the mean moving range is the limit of one move).
"""

from __future__ import annotations

from itertools import pairwise

from reportgen.analysis.evaluate import Evaluator
from reportgen.analysis.intervals import newcombe
from reportgen.model.formula import quotient
from reportgen.model.period import Month, Period
from reportgen.model.quantity import Unit

LIMIT_OF_A_MOVE = 3.27
FEWEST_MOVES = 6
LOOKED_AT = 24


def change_between(
    evaluator: Evaluator, kpi: str, before: Month, after: Month
) -> tuple[float, float] | None:
    """Between which two values a change may lie; None where neither sample nor past is enough.

    The wider of chance and usual movement, both around the change that was seen.
    """
    first = evaluator.value(kpi, (before,)).value
    second = evaluator.value(kpi, (after,)).value
    if first is None or second is None:
        return None
    change = second - first
    ranges = [
        one
        for one in (_by_chance(evaluator, kpi, before, after), _usual(evaluator, kpi, before))
        if one is not None
    ]
    if not ranges:
        return None
    below, above = max(low for low, _ in ranges), max(high for _, high in ranges)
    return change - below, change + above


def counts_of(evaluator: Evaluator, kpi: str, month: Month) -> tuple[int, int] | None:
    """The successes and trials behind a share of a month; None for any other figure."""
    definition = evaluator.config.kpis[kpi]
    parts = quotient(evaluator.expression_of(definition))
    if definition.unit is not Unit.PERCENT or parts is None:
        return None
    hits, tries = (evaluator.input(name, (month,)).value for name in parts)
    if hits is None or tries is None or tries < 1 or not 0 <= hits <= tries:
        return None
    return round(hits), round(tries)


def _by_chance(
    evaluator: Evaluator, kpi: str, before: Month, after: Month
) -> tuple[float, float] | None:
    first, second = counts_of(evaluator, kpi, before), counts_of(evaluator, kpi, after)
    if first is None or second is None:
        return None
    difference, low, high = newcombe(second, first)
    return difference - low, high - difference


def _usual(evaluator: Evaluator, kpi: str, before: Month) -> tuple[float, float] | None:
    """The limit of a usual move, from the months up to the one before the action."""
    series = evaluator.series(kpi, Period.month(before)).values[-LOOKED_AT:]
    moves = [
        abs(later - earlier)
        for earlier, later in pairwise(series)
        if earlier is not None and later is not None
    ]
    if len(moves) < FEWEST_MOVES:
        return None
    half = LIMIT_OF_A_MOVE * sum(moves) / len(moves)
    return half, half

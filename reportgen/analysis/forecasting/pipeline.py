"""What has already begun: leads of this month are orders of a later one, at the recent yield.

Where the tree's arithmetic multiplies a figure on its way to a result and that figure is known to
come months earlier, the next months follow from figures that are already counted. That forecast
and the history's own are weighed by the inverse of their mean squared errors so far.

Source: J. M. Bates, C. W. J. Granger, Operational Research Quarterly 20 (1969) 451.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from reportgen.analysis.contributions import arithmetic_children
from reportgen.analysis.evaluate import Evaluator
from reportgen.analysis.forecasting.rolling import Rolled
from reportgen.analysis.forecasting.seasons import Array
from reportgen.model.config import TreeNode
from reportgen.model.forecast import ForecastMethod, ForecastPart
from reportgen.model.formula import Binary, Expression, Name

RECENT = 6
"""How many months the yield is taken from: fewer are noisier, more lag behind a trend."""

LEAST_ERRORS = 12
"""With fewer past errors of the pipeline the history's forecast stands alone."""


@dataclass(frozen=True)
class Reconciled:
    """The weighed forecasts, with what each step of today was weighed from."""

    rolled: Rolled
    parts: tuple[tuple[ForecastPart, ...], ...]


def begins_with(evaluator: Evaluator, kpi: str) -> tuple[str, int] | None:
    """The figure below a KPI that comes months earlier and multiplies up to it, with its lag."""
    node = next((one for one in evaluator.config.tree.walk() if one.id == kpi), None)
    if node is None or not evaluator.adds_up(kpi):
        return None
    return _earlier(evaluator, node)


def _earlier(evaluator: Evaluator, node: TreeNode) -> tuple[str, int] | None:
    factors = _factors(evaluator.expression(node.id))
    for child in arithmetic_children(evaluator, node):
        if child.id not in factors:
            continue
        lags = evaluator.config.kpis[child.id].lag_months
        if len(lags) == 1 and lags[0] > 0 and evaluator.adds_up(child.id):
            return child.id, lags[0]
        below = _earlier(evaluator, child)
        if below is not None:
            return below
    return None


def _factors(expression: Expression) -> frozenset[str]:
    """The names an expression multiplies; those it adds or divides by are none."""
    match expression:
        case Name(id=name):
            return frozenset((name,))
        case Binary(operator="*", left=left, right=right):
            return _factors(left) | _factors(right)
        case Binary(operator="/", left=left):
            return _factors(left)
        case _:
            return frozenset()


def pipeline(result: Sequence[float], earlier: Sequence[float], lag: int) -> Rolled | None:
    """The next `lag` months of a result at the yield of the last six; both end together.

    None where the history is too short, or nothing began that anything could come of.
    """
    came, begun = np.asarray(result, np.float64), np.asarray(earlier, np.float64)
    first = RECENT + lag
    if len(came) != len(begun) or len(came) < first + LEAST_ERRORS:
        return None
    sums, begun_sums = _sums(came), _sums(begun)
    lengths = np.arange(first, len(came) + 1)
    divisor = begun_sums[lengths - lag] - begun_sums[lengths - lag - RECENT]
    if divisor.min() <= 0:
        return None
    each = (sums[lengths] - sums[lengths - RECENT]) / divisor
    made = each[:, None] * begun[(lengths - lag)[:, None] + np.arange(lag)]
    return Rolled(came, made, first, ForecastMethod.PIPELINE, 0.0)


def reconcile(history: Rolled, begun: Rolled, earlier: str) -> Reconciled:
    """Both forecasts weighed at every origin by the errors known there.

    `earlier` is the KPI that the pipeline begins with.
    """
    made = history.made.copy()
    parts = []
    for step in range(min(begun.made.shape[1], made.shape[1])):
        offset = begun.first - history.first
        own, other = history.made[offset:, step], begun.made[:, step]
        weights = _weights(history.actual, own, other, begun.first + step)
        made[offset:, step] = weights * other + (1 - weights) * own
        share = float(weights[-1])
        parts.append(
            (
                ForecastPart(ForecastMethod.PIPELINE, float(other[-1]), share, earlier),
                ForecastPart(history.method, float(own[-1]), 1 - share),
            )
        )
    return Reconciled(replace(history, made=made, method=ForecastMethod.RECONCILED), tuple(parts))


def _weights(actual: Array, own: Array, other: Array, first: int) -> Array:
    """The pipeline's weight at every origin; `first` is the place of the first forecast value."""
    came = actual[first:]
    errors = [np.cumsum((came - one[: len(came)]) ** 2) for one in (own, other)]
    known = np.arange(len(own)) - (len(own) - len(came) - 1) - 1
    weights = np.zeros(len(own))
    told = known + 1 >= LEAST_ERRORS
    mine, theirs = (one[known[told]] for one in errors)
    total = mine + theirs
    weights[told] = np.where(total > 0, mine / np.where(total > 0, total, 1.0), 0.5)
    return weights


def _sums(values: Array) -> Array:
    return np.concatenate(([0.0], np.cumsum(values)))

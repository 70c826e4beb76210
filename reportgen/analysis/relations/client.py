"""The relations of one client: every leading figure of the tree with a lag, tested together."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.analysis.comparable import Comparable
from reportgen.analysis.relations.chance import benjamini_hochberg
from reportgen.analysis.relations.grading import Hypothesis, as_floats, graded
from reportgen.analysis.relations.moves import Floats
from reportgen.model.config import ClientConfig
from reportgen.model.period import Period
from reportgen.model.relation import Relation
from reportgen.model.states import KpiClass

EXPLORED = (1, 2, 3)
"""Lags at which a leading figure outside the tree is looked at; nothing is claimed of it."""


def relations(comparable: Comparable, period: Period) -> Mapping[str, Relation]:
    """The relation of each leading figure to the goal, by its id.

    Declared are those of the tree with a lag; those outside it are explored and stand at C at
    best. A lag of zero is no lead. Months whose figures were counted otherwise stay out.
    """
    config = comparable.evaluator.config
    month = Period.month(period.last_month)
    goal = _comparable_values(comparable, config.kgi.kpi, month)
    told = {
        kpi: Hypothesis(
            kpi=kpi,
            lags=lags,
            sign=_sign(config, kpi),
            lead=_comparable_values(comparable, kpi, month),
            goal=goal,
            last=month.last_month,
            is_declared=is_declared,
        ).test()
        for kpi, lags, is_declared in _hypotheses(config)
    }
    tested = {kpi: one.p for kpi, one in told.items() if one.is_declared and one.p is not None}
    q_values = dict(zip(tested, benjamini_hochberg(tuple(tested.values())), strict=True))
    return {kpi: graded(one, q_values.get(kpi), len(tested)) for kpi, one in told.items()}


def _hypotheses(config: ClientConfig) -> list[tuple[str, tuple[int, ...], bool]]:
    inside = {node.id for node in config.tree.walk()}
    found = []
    for kpi, definition in config.kpis.items():
        is_counted = definition.class_ is KpiClass.LEADING and not definition.qualitative
        lags = lags_between(config.lag_of(kpi)) if kpi in inside else EXPLORED
        if is_counted and lags and kpi != config.kgi.kpi:
            found.append((kpi, lags, kpi in inside))
    return found


def lags_between(written: tuple[int, ...]) -> tuple[int, ...]:
    """The lags to test: the one written, or all from the first to the last; zero is none."""
    return () if not written else tuple(range(max(written[0], 1), written[-1] + 1))


def _sign(config: ClientConfig, kpi: str) -> int:
    return 1 if config.kpis[kpi].direction is config.kpis[config.kgi.kpi].direction else -1


def _comparable_values(comparable: Comparable, kpi: str, month: Period) -> Floats:
    series = comparable.evaluator.series(kpi, month)
    return as_floats(
        [
            None if comparable.parting(kpi, month, point.period) else point.value
            for point in series.points
        ]
    )

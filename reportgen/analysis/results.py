"""Every KPI of one period, evaluated: the tree first, then what stands outside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reportgen.analysis.comparable import Comparable
from reportgen.analysis.contributions import Shares, arithmetic_children, leaves, shares
from reportgen.analysis.evaluate import Evaluator
from reportgen.analysis.stoplines import stop_result
from reportgen.analysis.targets import Targets
from reportgen.analysis.usual import too_wide, usual_range
from reportgen.model.config import Kpi, TreeNode
from reportgen.model.formula import evaluate, names
from reportgen.model.kpi import Contribution, KpiResult, UsualRange
from reportgen.model.period import Month, Period
from reportgen.model.quantity import Measured
from reportgen.model.series import Series
from reportgen.model.states import Direction, KpiClass, Status, is_met

UNEVEN = 0.02
"""How far the shares of days known may lie apart before a rate of two sources is not judged."""


@dataclass(frozen=True)
class Assessment:
    """Assesses the KPIs of one period against targets, history and each other."""

    evaluator: Evaluator
    targets: Targets
    period: Period
    comparisons: Mapping[str, Shares]
    comparable: Comparable

    def results(self) -> tuple[KpiResult, ...]:
        """The tree's root with everything below it, then each KPI outside the tree."""
        config = self.evaluator.config
        inside = {node.id for node in config.tree.walk()}
        outside = tuple(self.result(TreeNode(kpi)) for kpi in config.kpis if kpi not in inside)
        return (self.result(config.tree), *outside)

    def factors(self) -> tuple[str, ...]:
        """The factors at the end of the tree's arithmetic, in the outline's order."""
        return leaves(self.evaluator, self.evaluator.config.tree)

    def result(self, node: TreeNode) -> KpiResult:
        """One node with the nodes below it."""
        kpi = self.evaluator.config.kpis[node.id]
        series = self.evaluator.series(node.id, self.period)
        target = self.targets.span(node.id, self.period.months)
        usual = usual_range(self._alike(node.id, series))
        value = series.last.measured
        to_date, whole = self.targets.year(node.id, self.period)
        used = arithmetic_children(self.evaluator, node)
        return KpiResult(
            id=node.id,
            unit=kpi.unit,
            kpi_class=kpi.class_,
            direction=kpi.direction,
            value=value,
            previous=self.comparable.base(node.id, self.period, self.period.previous()),
            year_ago=self.comparable.base(node.id, self.period, self.period.year_ago()),
            target=target,
            status=self._status(kpi, value, target, usual),
            usual=usual,
            attainment=attainment(value.value, target.value, kpi.direction),
            series=series,
            targets=self.targets.series(node.id, self.period, series),
            year_to_date=self.evaluator.value(node.id, to_date),
            year_to_date_target=self.targets.span(node.id, to_date),
            year_target=self.targets.span(node.id, whole),
            contributions=self._contributions(node.id),
            only_at_target=self._only_at_target(node.id, target),
            speaks_for=self._speaks_for(node.id, kpi),
            lag_months=self.evaluator.config.lag_of(node.id),
            stop=stop_result(self.evaluator, node.id, series, self.period),
            in_formula=frozenset(child.id for child in used),
            children=tuple(self.result(child) for child in node.children),
        )

    def _alike(self, kpi: str, series: Series) -> tuple[float | None, ...]:
        """The series before its last point, without what its tool counted otherwise."""
        return tuple(
            None if self.comparable.parting(kpi, self.period, point.period) else point.value
            for point in series.points[:-1]
        )

    def _status(
        self, kpi: Kpi, value: Measured, target: Measured, usual: UsualRange | None
    ) -> Status:
        """A missed target is unusual only outside the usual range, on the unfavourable side."""
        if value.value is None:
            return Status.NO_DATA
        if target.value is None or not self._is_sampled(kpi) or not self._is_even(kpi):
            return Status.NOT_JUDGED
        if is_met(value.value, target.value, kpi.direction):
            return Status.ON_TARGET
        if usual is None or too_wide(usual, target.value):
            return Status.NOT_JUDGED
        low_side = value.value < usual.low
        unfavourable = low_side if kpi.direction is Direction.UP else value.value > usual.high
        return Status.SHORT_UNUSUAL if unfavourable else Status.SHORT_USUAL

    def _is_even(self, kpi: Kpi) -> bool:
        """False for a rate of one source with missing days over another without them."""
        metrics = {
            name.id
            for name in names(self.evaluator.expression_of(kpi))
            if name.id not in self.evaluator.config.kpis
        }
        if kpi.qualitative:
            return True
        shares = [self.evaluator.measures.coverage(one, self.period.months) for one in metrics]
        return not shares or max(shares) - min(shares) <= UNEVEN

    def _is_sampled(self, kpi: Kpi) -> bool:
        """True when every sample the KPI asks for is there."""
        for name, needed in kpi.min_sample.items():
            value = self.evaluator.input(name, self.period.months).value
            if value is None or value < needed.value:
                return False
        return True

    def _contributions(self, kpi: str) -> tuple[Contribution, ...]:
        unit = self.evaluator.config.kpis[self.evaluator.config.tree.id].unit
        return tuple(
            Contribution(kpi, versus, compared.amounts[kpi], unit)
            for versus, compared in self.comparisons.items()
            if kpi in compared.amounts
        )

    def _only_at_target(self, kpi: str, target: Measured) -> Measured:
        """The root's value if only this factor stood at its target and all others as they are."""
        root = self.evaluator.config.tree
        if kpi not in leaves(self.evaluator, root):
            return Measured.unknown("not_a_factor", kpi)
        if target.value is None:
            return target
        return self._root_with(root, kpi, target)

    def _root_with(self, node: TreeNode, kpi: str, replaced: Measured) -> Measured:
        if node.id == kpi:
            return replaced
        if not arithmetic_children(self.evaluator, node):
            return self.evaluator.value(node.id, self.period.months)
        below = {child.id: child for child in node.children}
        return evaluate(
            self.evaluator.expression(node.id),
            lambda name: self._root_with(below[name], kpi, replaced),
        )

    def _speaks_for(self, kpi: str, definition: Kpi) -> Month | None:
        """The month a leading value speaks of: the reported month plus its shortest lag."""
        lags = self.evaluator.config.lag_of(kpi)
        if definition.class_ is not KpiClass.LEADING or not lags or lags[0] == 0:
            return None
        return self.period.last_month.plus(lags[0])


def attainment(value: float | None, target: float | None, direction: Direction) -> float | None:
    """Value over target where more is better, target over value where less is."""
    if value is None or target is None:
        return None
    top, bottom = (value, target) if direction is Direction.UP else (target, value)
    return None if bottom == 0 else top / bottom


def assess(evaluator: Evaluator, period: Period) -> Assessment:
    """Compare the period with its target, the period before and the year before."""
    targets = Targets(evaluator, period.last_month)
    comparable = Comparable.of(evaluator)

    def base(other: Period) -> dict[str, Measured]:
        return {kpi: comparable.base(kpi, period, other) for kpi in evaluator.config.kpis}

    now = {kpi: evaluator.value(kpi, period.months) for kpi in evaluator.config.kpis}
    befores = {
        "target": {kpi: targets.span(kpi, period.months) for kpi in evaluator.config.kpis},
        "previous": base(period.previous()),
        "year_ago": base(period.year_ago()),
    }
    compared = {
        versus: shares(evaluator, versus, before.__getitem__, now.__getitem__)
        for versus, before in befores.items()
    }
    return Assessment(
        evaluator,
        targets,
        period,
        {versus: one for versus, one in compared.items() if one is not None},
        comparable,
    )

"""Every KPI of one period, evaluated: the tree first, then what stands outside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from reportgen.analysis.comparable import Comparable
from reportgen.analysis.contributions import Shares, arithmetic_children, leaves
from reportgen.analysis.decomposition.bases import VERSUS, Bases
from reportgen.analysis.evaluate import Evaluator
from reportgen.analysis.forecasting.course import Course, course_of, monthly
from reportgen.analysis.forecasting.landing import Landings
from reportgen.analysis.forecasting.outlook import Outlook, outlook
from reportgen.analysis.forecasting.year import year_landing
from reportgen.analysis.relations.client import relations
from reportgen.analysis.stoplines import stop_result
from reportgen.analysis.targets import Targets
from reportgen.analysis.usual import Variation, too_wide, variation
from reportgen.analysis.variation.changes import changes
from reportgen.analysis.variation.cohorts import cohort_rate
from reportgen.model.config import Kpi, TreeNode
from reportgen.model.forecast import Forecast, YearLanding
from reportgen.model.formula import evaluate, names
from reportgen.model.kpi import Contribution, KpiResult, UsualRange
from reportgen.model.period import Month, Period, fiscal_year
from reportgen.model.quantity import Measured, Reason
from reportgen.model.relation import Relation
from reportgen.model.series import Series
from reportgen.model.states import Direction, KpiClass, Status, is_met

MOST_AHEAD = 3
"""How many months ahead a KPI is forecast."""

UNEVEN = 0.02
"""How far the shares of days known may lie apart before a rate of two sources is not judged."""


@dataclass(frozen=True)
class Running:
    """A month that is known up to a day: where it lands, and earlier months cut as it is."""

    until: date
    like: Evaluator
    landings: Landings


@dataclass(frozen=True)
class Assessment:
    """Assesses the KPIs of one period against targets, history and each other.

    Of a running month sums are held against their target by where they land, never as they stand,
    and against earlier months only up to the same day.
    """

    evaluator: Evaluator
    targets: Targets
    period: Period
    comparisons: Mapping[str, Shares]
    comparable: Comparable
    relations: Mapping[str, Relation]
    running: Running | None = None

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
        target = self._target(node.id)
        steady = self._steady(node.id, series)
        usual = None if steady is None else steady.usual
        value = series.last.measured
        to_date, whole = self.targets.year(node.id, self.period)
        used = arithmetic_children(self.evaluator, node)
        relation = self.relations.get(node.id)
        ahead = self._ahead(node.id, series)
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
            targets=self._targets(node.id, series, target),
            year_to_date=self.evaluator.value(node.id, to_date),
            year_to_date_target=self._target_to_date(node.id, to_date),
            year_target=self.targets.span(node.id, whole),
            changes=changes(self.comparable, node.id, self.period, steady),
            cohort=cohort_rate(
                self.evaluator.measures.cohorts.get(node.id, ()), self.period.last_month
            ),
            contributions=self._contributions(node.id),
            only_at_target=self._only_at_target(node.id, target),
            speaks_for=self._speaks_for(node.id, kpi),
            lag_months=self.evaluator.config.lag_of(node.id),
            evidence=None if relation is None else relation.grade,
            relation=relation,
            forecast=tuple(self._wanted(node.id, one) for one in ahead.forecasts),
            record=ahead.record,
            not_forecast=ahead.reason,
            stop=None
            if self.running
            else stop_result(self.evaluator, node.id, series, self.period),
            in_formula=frozenset(child.id for child in used),
            children=tuple(self.result(child) for child in node.children),
        )

    def _wanted(self, kpi: str, forecast: Forecast) -> Forecast:
        """A forecast beside the target of its period."""
        return replace(forecast, target=self.targets.span(kpi, forecast.period.months).value)

    def _target(self, kpi: str) -> Measured:
        """The period's target; a sum that still runs is not held against the whole."""
        if self.running is not None and self.evaluator.adds_up(kpi):
            return Measured.unknown("running", kpi)
        return self.targets.span(kpi, self.period.months)

    def _targets(self, kpi: str, series: Series, target: Measured) -> Series:
        """The target of every period, the reported one's as it may be held against."""
        wanted = self.targets.series(kpi, self.period, series)
        last = replace(wanted.points[-1], measured=target)
        return replace(wanted, points=(*wanted.points[:-1], last))

    def _target_to_date(self, kpi: str, months: tuple[Month, ...]) -> Measured:
        """The plan of the year so far; of months that are over."""
        if self.running is not None and self.evaluator.adds_up(kpi):
            return Measured.unknown("running", kpi)
        return self.targets.span(kpi, months)

    def _ahead(self, kpi: str, series: Series) -> Outlook:
        """The next periods; of a running month first where it lands."""
        if self.running is None:
            return outlook(self.course(kpi, series, MOST_AHEAD), self.period)
        before = self.period.previous()
        over = replace(series, points=series.points[:-1])
        landed = self.running.landings.landed(kpi)
        later = Outlook(reason=Reason("too_few_months", kpi))
        if over.points:
            course = course_of(self.evaluator, self.comparable, kpi, over, MOST_AHEAD)
            later = outlook(course, before)
        if landed is None:
            return later
        return Outlook((landed.forecast, *later.forecasts[1:]), landed.record)

    def course(self, kpi: str, series: Series, steps: int) -> Course | Reason:
        """How a KPI goes on, so many months ahead; or why that is not said."""
        months = monthly(self.evaluator, kpi, self.period, series)
        return course_of(self.evaluator, self.comparable, kpi, months, steps)

    def year(self, result: KpiResult) -> YearLanding | None:
        """Where the fiscal year of a result lands; None where it cannot be said.

        In a running month it is left open: the verdict waits for the month's end.
        """
        if self.running is not None:
            return None
        starts = self.evaluator.config.client.fiscal_year_starts
        year = fiscal_year(self.period.last_month, starts)
        passed = result.year_to_date.value
        left = self.period.last_month.until(year[1])
        course = self.course(result.id, result.series, max(left, 1))
        if isinstance(course, Reason) or passed is None:
            return None
        return year_landing(result, course, year, passed, self.period.last_month)

    def _steady(self, kpi: str, series: Series) -> Variation | None:
        """What is usual by the points before the last, without what its tool counted otherwise."""
        return variation(self.alike(kpi, series), 12 // self.period.grain.months)

    def alike(self, kpi: str, series: Series) -> tuple[float | None, ...]:
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
        if self.running is not None or target.value is None:
            return Status.NOT_JUDGED
        if not self._is_sampled(kpi) or not self._is_even(kpi):
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
        return self.root_if(kpi, target)

    def root_if(self, kpi: str, value: Measured) -> Measured:
        """The root's value with one factor at another value and all others as they are."""
        return self._root_with(self.evaluator.config.tree, kpi, value)

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
        """The month a leading value speaks of: the reported month plus its lag.

        Of several lags the one that was shown to fit best, else the shortest.
        """
        lags, relation = self.evaluator.config.lag_of(kpi), self.relations.get(kpi)
        if definition.class_ is not KpiClass.LEADING or not lags or lags[0] == 0:
            return None
        is_shown = relation is not None and relation.is_shown
        best = relation.lag if is_shown and relation is not None else None
        return self.period.last_month.plus(best or lags[0])


def attainment(value: float | None, target: float | None, direction: Direction) -> float | None:
    """Value over target where more is better, target over value where less is."""
    if value is None or target is None:
        return None
    top, bottom = (value, target) if direction is Direction.UP else (target, value)
    return None if bottom == 0 else top / bottom


def assess(evaluator: Evaluator, period: Period, running: Running | None = None) -> Assessment:
    """Compare the period with its target, the one before, the year before and the quarter.

    A month that still runs is compared with earlier ones cut as it is, and with no target.
    """
    over = period if running is None else period.previous()
    targets = Targets(evaluator, over.last_month)
    comparable = Comparable.of(evaluator if running is None else running.like)
    bases = Bases(evaluator, targets, comparable)
    compared = {
        versus: bases.compared(period, versus)
        for versus in VERSUS
        if running is None or versus != "target"
    }
    return Assessment(
        evaluator,
        targets,
        period,
        {versus: one for versus, one in compared.items() if one is not None},
        comparable,
        relations(Comparable.of(evaluator), over),
        running,
    )

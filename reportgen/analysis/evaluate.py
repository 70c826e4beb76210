"""A KPI's value over months: from its metric, its formula, or the qualitative log."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import assert_never

from reportgen.analysis.measure import Measures
from reportgen.model.config import ClientConfig, Kpi
from reportgen.model.formula import (
    Binary,
    Call,
    Constant,
    Expression,
    Name,
    Negative,
    evaluate,
    names,
    parse,
)
from reportgen.model.period import Month, Period
from reportgen.model.quantity import Measured, Unit
from reportgen.model.series import Point, Series

HISTORY_MONTHS = 49


@dataclass(frozen=True)
class Evaluator:
    """Values of a client's KPIs; formulas work on totals of the span asked for.

    A formula that mixes what adds up with what does not (sales times a month-end rate) is taken
    month by month: money and counts are then added, anything else has no value over several months.
    """

    config: ClientConfig
    measures: Measures

    def value(self, kpi: str, months: tuple[Month, ...]) -> Measured:
        """A KPI's value over consecutive months."""
        definition = self.config.kpis[kpi]
        if definition.qualitative:
            return self._log_count(kpi, months)
        if definition.metric is not None:
            return self.measures.value(definition.metric, months)
        if len(months) > 1 and self._extent(self.expression(kpi)) is None:
            return self._sum_of_months(kpi, months)
        return evaluate(self.expression(kpi), lambda name: self.input(name, months))

    def member_value(
        self, kpi: str, months: tuple[Month, ...], dimension: str, member: str
    ) -> Measured:
        """A KPI's value within one member of a dimension, by the same formula."""

        def input_of(name: str) -> Measured:
            if name in self.config.kpis:
                return self.member_value(name, months, dimension, member)
            return self.measures.value(name, months, dimension, member)

        return evaluate(self.expression(kpi), input_of)

    def input(self, name: str, months: tuple[Month, ...]) -> Measured:
        """The value of a name in a formula: a KPI or a metric."""
        if name in self.config.kpis:
            return self.value(name, months)
        return self.measures.value(name, months)

    def expression(self, kpi: str) -> Expression:
        """A KPI's formula; a KPI that is one metric is that name alone."""
        return self.expression_of(self.config.kpis[kpi])

    def expression_of(self, kpi: Kpi) -> Expression:
        """The formula of a KPI's definition; nothing but 0 for one that is counted by hand."""
        return parse(kpi.formula or kpi.metric or "0")

    def metrics_of(self, kpi: str) -> tuple[str, ...]:
        """Every metric a KPI is made of, through all formulas below it, each once."""
        definition = self.config.kpis[kpi]
        if definition.qualitative:
            return ()
        found: dict[str, None] = {}
        for name in names(self.expression(kpi)):
            below = self.metrics_of(name.id) if name.id in self.config.kpis else (name.id,)
            found.update(dict.fromkeys(below))
        return tuple(found)

    def coverage(self, kpi: str, months: tuple[Month, ...]) -> float:
        """The smallest share of days with data among the metrics of a KPI."""
        shares = [self.measures.coverage(metric, months) for metric in self.metrics_of(kpi)]
        return min(shares, default=1.0)

    def series(self, kpi: str, period: Period) -> Series:
        """The KPI by period, oldest first, up to the reported one."""
        count = HISTORY_MONTHS // period.grain.months
        periods = [period.shifted(-step) for step in range(count - 1, 0, -1)] + [period]
        points = [
            Point(one, self.value(kpi, one.months), self.coverage(kpi, one.months))
            for one in periods
        ]
        known = next((index for index, one in enumerate(points) if one.value is not None), 0)
        return Series(kpi, self.config.kpis[kpi].unit, tuple(points[known:]))

    def adds_up(self, kpi: str) -> bool:
        """True when months of the KPI may be added to a year: sales may, rates may not."""
        if self.config.kpis[kpi].qualitative:
            return True
        extent = self._extent(self.expression(kpi))
        return extent == 1 or (extent is None and self._is_flow(kpi))

    def quotient(self, kpi: str) -> tuple[Expression, Expression] | None:
        """The two figures a rate is made of, where both add up over time; None for all others."""
        definition = self.config.kpis[kpi]
        if definition.qualitative:
            return None
        expression = self.expression(kpi)
        if isinstance(expression, Name) and expression.id in self.config.metrics:
            ratio = self.config.metrics[expression.id].ratio
            if ratio is not None:
                expression = Binary("/", Name(ratio[0], 1), Name(ratio[1], 1))
        match expression:
            case Binary(operator="/", left=left, right=right):
                if self._extent(left) == 1 == self._extent(right):
                    return left, right
        return None

    def _extent(self, expression: Expression) -> int | None:
        """How often the length of a span counts: 1 adds up over time, 0 is a rate, None neither."""
        match expression:
            case Name(id=name):
                return self._extent_of(name)
            case Constant():
                return 0
            case Negative(operand=operand):
                return self._extent(operand)
            case Binary(operator=operator, left=left, right=right):
                return _joined_extent(operator, self._extent(left), self._extent(right))
            case Call(arguments=arguments):
                extents = {self._extent(argument) for argument in arguments}
                return extents.pop() if len(extents) == 1 else None
            case _:
                assert_never(expression)

    def _extent_of(self, name: str) -> int | None:
        if name in self.config.kpis:
            return 1 if self.config.kpis[name].qualitative else self._extent(self.expression(name))
        metric = self.config.metrics[name]
        if metric.sum is not None or metric.count is not None:
            return 1
        if metric.metric is not None:
            return 1 if self.measures.is_additive(name) else None
        return 0 if metric.ratio is not None or metric.mean is not None else None

    def _is_flow(self, kpi: str) -> bool:
        """True for money and counts made by a formula: what a month brings, not a state."""
        definition = self.config.kpis[kpi]
        return definition.formula is not None and definition.unit in (Unit.MONEY, Unit.COUNT)

    def _sum_of_months(self, kpi: str, months: tuple[Month, ...]) -> Measured:
        if not self._is_flow(kpi):
            return Measured.unknown("not_additive", kpi)
        total = 0.0
        for month in months:
            one = self.value(kpi, (month,))
            if one.value is None:
                return one
            total += one.value
        return Measured(total)

    def _log_count(self, kpi: str, months: tuple[Month, ...]) -> Measured:
        """Confirmed entries of the qualitative log, which counts from its first entry on."""
        first, last = months[0].first_day, months[-1].last_day
        begun = months[0].last_day
        if not any(entry.date <= begun for entry in self.config.log if entry.kpi == kpi):
            return Measured.unknown("no_data", kpi)
        return Measured(float(len(confirmed(self.config, kpi, first, last))))


def confirmed(config: ClientConfig, kpi: str, first: date, last: date) -> tuple[str, ...]:
    """Ids of the confirmed log entries of a KPI between two days, both included."""
    return tuple(
        entry.id
        for entry in config.log
        if entry.kpi == kpi and entry.confidence == "confirmed" and first <= entry.date <= last
    )


def _joined_extent(operator: str, left: int | None, right: int | None) -> int | None:
    if left is None or right is None:
        return None
    if operator in "+-":
        return left if left == right else None
    joined = left + right if operator == "*" else left - right
    return joined if joined in (0, 1) else None

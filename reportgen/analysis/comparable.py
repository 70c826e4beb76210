"""Which periods of a KPI may be compared: none that a tool counted otherwise than the other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reportgen.analysis.evaluate import Evaluator
from reportgen.model.incidents import Incident, touching
from reportgen.model.period import Period
from reportgen.model.quantity import Measured


@dataclass(frozen=True)
class Comparable:
    """The incidents that touch each KPI, and what they forbid."""

    evaluator: Evaluator
    touched: Mapping[str, tuple[Incident, ...]]

    @classmethod
    def of(cls, evaluator: Evaluator) -> Comparable:
        """The incidents of every KPI of a client."""
        config = evaluator.config
        return cls(
            evaluator, {kpi: touching(config, evaluator.metrics_of(kpi)) for kpi in config.kpis}
        )

    def parting(self, kpi: str, one: Period, other: Period) -> Incident | None:
        """The incident for which two periods of a KPI must not be compared."""
        return next((each for each in self.touched[kpi] if each.parts(one, other)), None)

    def base(self, kpi: str, period: Period, other: Period) -> Measured:
        """The KPI's value in another period, as far as it may be held against this one's."""
        parting = self.parting(kpi, period, other)
        if parting is not None:
            return Measured.unknown("incident", parting.id)
        return self.evaluator.value(kpi, other.months)

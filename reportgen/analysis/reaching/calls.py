"""Targets that ask for too much or for nothing, judged by the KPI's own past."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from reportgen.model.findings import Fact, Finding, Severity
from reportgen.model.quantity import Quantity, Unit

if TYPE_CHECKING:
    from reportgen.analysis.findings import Evidence

STEADY = ("flat", "linear")
"""Paths whose last month speaks for the rest; a table's last month may be its quietest."""


def targets_beyond(evidence: Evidence) -> Iterator[Finding]:
    """Targets out of reach or unlikely, and those met anyway that do not say why so little.

    Only KPIs of the tree: what stands outside it has a target to be kept, not to be reached.
    """
    for result in evidence.results[0].walk():
        odds, target = result.odds, evidence.config.kpis[result.id].target
        if odds is None or target is None:
            continue
        facts: dict[str, Fact] = {
            "month": odds.month,
            "target": Quantity(odds.target, result.unit),
            "chance": Quantity(odds.chance, Unit.PERCENT),
        }
        if odds.is_out_of_reach:
            yield Finding("target_out_of_reach", result.id, Severity.WATCH, facts)
        elif odds.is_unlikely:
            yield Finding("target_unlikely", result.id, Severity.WATCH, facts)
        elif odds.is_nearly_certain and target.reason is None and target.path in STEADY:
            yield Finding("target_nearly_certain", result.id, Severity.NOTE, facts)

"""What configuration alone can know of SMART: that a target is described, and not over."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.config.agreed import Agreed
from reportgen.errors import Problem
from reportgen.model.period import Month


def targets_are_smart(agreed: Agreed, first: Month) -> Iterator[Problem]:
    """Every target stands on a described figure, and its month is not before the reported one."""
    yield from _described(agreed)
    yield from _not_over(agreed, first)


def _described(agreed: Agreed) -> Iterator[Problem]:
    """The goal is described by whose and of what, a qualitative KPI by its log."""
    for id, kpi in agreed.config.kpis.items():
        if kpi.target is None or kpi.qualitative or id == agreed.config.kgi.kpi:
            continue
        if kpi.smart.specific is None:
            yield agreed.client.warning(
                "RG262",
                ("kpis", id, "smart", "specific"),
                f"the target of {id!r} stands on a figure that is not described",
                why="what is counted, and how, is printed beside the target",
                hint="write smart: {specific: what exactly is counted}",
            )


def _not_over(agreed: Agreed, first: Month) -> Iterator[Problem]:
    for id, kpi in agreed.config.kpis.items():
        if kpi.target is not None and kpi.target.by is not None and kpi.target.by < first:
            yield agreed.client.warning(
                "RG264",
                ("kpis", id, "target", "by"),
                f"the target of {id!r} was agreed until {kpi.target.by}, and that month is over",
                why="reports of later months print the figure without a target",
                hint="agree on the next one, or delete target",
            )

"""Phases: in order, without overlap, each ended by a test of a result and not of output."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from reportgen.config.agreed import Agreed
from reportgen.config.places import Path
from reportgen.errors import Problem
from reportgen.model.quantity import Unit
from reportgen.model.states import Direction


def phases_follow_each_other(agreed: Agreed) -> Iterator[Problem]:
    """Every month lies in one phase at most, and phases are written in their order."""
    phases = agreed.config.phases
    for index, phase in enumerate(phases):
        if phase.from_ > phase.to:
            yield agreed.client.problem(
                "RG270",
                ("phases", index, "to"),
                f"phase {phase.id!r} ends in {phase.to}, before it begins in {phase.from_}",
                hint="correct from or to",
            )
    for index, (before, after) in enumerate(pairwise(phases), start=1):
        if after.from_ <= before.to and before.from_ <= before.to:
            yield agreed.client.problem(
                "RG271",
                ("phases", index, "from"),
                f"phase {after.id!r} begins in {after.from_}, before phase {before.id!r} ends in "
                f"{before.to}",
                why="a month belongs to one phase",
                hint=f"write from: {before.to.plus(1)} or later, or put the phases in order",
            )


def exits_have_one_limit(agreed: Agreed) -> Iterator[Problem]:
    """An exit is at_least or at_most, on the good side of its KPI."""
    for index, phase in enumerate(agreed.config.phases):
        if phase.exit is None:
            continue
        path: Path = ("phases", index, "exit")
        given = [key for key in ("at_least", "at_most") if getattr(phase.exit, key) is not None]
        if len(given) != 1:
            yield agreed.client.problem(
                "RG273",
                path,
                f"the exit of phase {phase.id!r} has {'two limits' if given else 'no limit'}",
                hint="write at_least: … or at_most: …",
                at_key=True,
            )
            continue
        kpi = agreed.config.kpis.get(phase.exit.kpi)
        if kpi is None:
            continue
        good = "at_least" if kpi.direction is Direction.UP else "at_most"
        if given[0] != good:
            yield agreed.client.problem(
                "RG274",
                (*path, given[0]),
                f"{given[0]!r} is the bad side of {phase.exit.kpi!r}",
                why=f"good is {kpi.direction} for this KPI",
                hint=f"write {good}, or correct direction",
                at_key=True,
            )


def exits_do_not_count_output(agreed: Agreed) -> Iterator[Problem]:
    """A phase is over when something moved, not when enough was produced.

    A count without a path to the goal (articles, posts, followers) is output; money, rates and
    days outside the tree are defensive measures and may end a phase.
    """
    inside = agreed.in_tree
    for index, phase in enumerate(agreed.config.phases):
        kpi = agreed.config.kpis.get(phase.exit.kpi) if phase.exit is not None else None
        if phase.exit is None or kpi is None or phase.exit.kpi in inside:
            continue
        if kpi.unit is Unit.COUNT:
            yield agreed.client.problem(
                "RG275",
                ("phases", index, "exit", "kpi"),
                f"the exit of phase {phase.id!r} counts output",
                why=f"{phase.exit.kpi!r} is a count outside the tree: more of it is not yet a "
                "result",
                hint="end the phase by a KPI of the tree",
            )

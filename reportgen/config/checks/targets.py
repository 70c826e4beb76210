"""Targets: how much, by when, on a path that has a figure for every month."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.config.agreed import Agreed
from reportgen.config.places import Path
from reportgen.errors import Problem
from reportgen.model.config import Kpi, Number, Target
from reportgen.model.period import Month, months_between
from reportgen.model.states import Direction

TABLED = ("monthly", "phases")
"""Paths whose months say by when."""


def targets_say_how_much(agreed: Agreed) -> Iterator[Problem]:
    """A value, a stretch from the KPI's own past, or a path that has a figure for each month."""
    for id, target in _targets(agreed):
        path: Path = ("kpis", id, "target")
        if target.value is None and target.stretch is None and target.path not in TABLED:
            yield agreed.client.problem(
                "RG241",
                (*path, "value"),
                f"the target of {id!r} has no value",
                hint="write value: …, or stretch: p75",
            )
        elif target.value is not None and target.stretch is not None:
            yield agreed.client.problem(
                "RG241",
                (*path, "stretch"),
                f"the target of {id!r} has a value and a stretch",
                why="only one of them can be the target",
                hint="delete one of the two",
                at_key=True,
            )


def targets_say_by_when(agreed: Agreed) -> Iterator[Problem]:
    """A flat or linear target ends in a month; a table, phases and a stretch say so themselves."""
    for id, target in _targets(agreed):
        if target.by is None and target.stretch is None and target.path not in TABLED:
            yield agreed.client.problem(
                "RG240",
                ("kpis", id, "target", "by"),
                f"the target of {id!r} does not say by when",
                why="a target without a month can never be missed",
                hint="write by: YYYY-MM",
            )


def target_paths_are_complete(agreed: Agreed) -> Iterator[Problem]:
    """Each path has what it is made from, and nothing that it would not read."""
    needs = {"linear": "start", "monthly": "monthly"}
    for id, target in _targets(agreed):
        path: Path = ("kpis", id, "target")
        for way, key in needs.items():
            is_written = bool(getattr(target, key))
            if target.path == way and not is_written:
                yield agreed.client.problem(
                    "RG244" if way == "linear" else "RG245",
                    (*path, key),
                    f"the target of {id!r} is {way} and has no {key!r}",
                    hint="write start: {value: …, month: YYYY-MM}"
                    if way == "linear"
                    else "write monthly: {YYYY-MM: value}",
                )
            elif target.path != way and is_written:
                yield agreed.client.problem(
                    "RG247",
                    (*path, key),
                    f"{key!r} is not read on a {target.path} path",
                    hint=f"write path: {way}, or delete {key!r}",
                    at_key=True,
                )
        if target.stretch is not None and target.path != "flat":
            yield agreed.client.problem(
                "RG247",
                (*path, "path"),
                f"a stretch has no {target.path} path",
                hint="delete path; a stretch is the same figure in every month",
            )


def phase_paths_have_phases(agreed: Agreed) -> Iterator[Problem]:
    """A target on the path of phases is set by some of them, and only such a target is."""
    phases = agreed.config.phases
    for id, target in _targets(agreed):
        if target.path == "phases" and not any(id in phase.targets for phase in phases):
            yield agreed.client.problem(
                "RG246",
                ("kpis", id, "target", "path"),
                f"no phase sets a target for {id!r}",
                hint=f"write targets: {{{id}: …}} in the phases, or another path",
            )
    for index, phase in enumerate(phases):
        for id in phase.targets:
            kpi = agreed.config.kpis.get(id)
            if kpi is not None and (kpi.target is None or kpi.target.path != "phases"):
                yield agreed.client.problem(
                    "RG250",
                    ("phases", index, "targets", id),
                    f"the target of {id!r} is not read from phases",
                    hint=f"write path: phases at kpis.{id}.target",
                    at_key=True,
                )


def targets_leave_no_month_out(agreed: Agreed) -> Iterator[Problem]:
    """A month without a figure has no target; for the goal that is an error."""
    for id, target in _targets(agreed):
        missing = _months_without_target(agreed, id, target)
        if not missing:
            continue
        key = "monthly" if target.path == "monthly" else "path"
        told = agreed.client.problem if id == agreed.config.kgi.kpi else agreed.client.warning
        yield told(
            "RG249",
            ("kpis", id, "target", key),
            f"{id!r} has no target for {missing[0]}"
            + (f" and {len(missing) - 1} more months" if len(missing) > 1 else ""),
            why="such a month is not judged",
            hint="add it to the table"
            if target.path == "monthly"
            else "set it in a phase of that month",
        )


def _months_without_target(agreed: Agreed, id: str, target: Target) -> tuple[Month, ...]:
    if target.path == "monthly" and target.monthly:
        first, last = min(target.monthly), max(target.monthly)
        wanted = months_between(first, max(last, target.by or last))
        return tuple(month for month in wanted if month not in target.monthly)
    setting = [phase for phase in agreed.config.phases if id in phase.targets]
    if target.path != "phases" or not setting:
        return ()
    end = target.by or max(phase.to for phase in setting)
    return tuple(
        month
        for month in months_between(min(phase.from_ for phase in setting), end)
        if not any(phase.from_ <= month <= phase.to for phase in setting)
    )


def values_are_those_of_the_last_month(agreed: Agreed) -> Iterator[Problem]:
    """A value beside a table or phases is the figure of their last month: one goal, one figure."""
    for id, target in _targets(agreed):
        last = _last_figure(agreed, id, target)
        if last is None or target.value is None or target.value.value == last[1].value:
            continue
        month, figure = last
        yield agreed.client.problem(
            "RG263",
            ("kpis", id, "target", "value"),
            f"the target of {id!r} is {_written(target.value)}, and its last month, {month}, says "
            f"{_written(figure)}",
            why="the months lead to another goal than the one that is written",
            hint="write the same figure in both places, or delete value",
        )


def _last_figure(agreed: Agreed, id: str, target: Target) -> tuple[Month, Number] | None:
    """The month by when a target of a table or of phases is wanted, and what they say of it."""
    if target.path == "monthly":
        found = dict(target.monthly or {})
    elif target.path == "phases":
        found = {
            month: phase.targets[id]
            for phase in agreed.config.phases
            if id in phase.targets
            for month in months_between(phase.from_, phase.to)
        }
    else:
        return None
    last = target.by or max(found, default=None)
    return None if last is None or last not in found else (last, found[last])


def _written(figure: Number) -> str:
    return f"{figure.value * 100:.10g}%" if figure.is_percent else f"{figure.value:,.10g}"


def linear_targets_end_after_they_start(agreed: Agreed) -> Iterator[Problem]:
    """A line needs two months, and a worse end a reason; one that runs backwards has no end."""
    for id, target in _targets(agreed):
        if target.start is None or target.path != "linear":
            continue
        path: Path = ("kpis", id, "target")
        if target.by is not None and target.by <= target.start.month:
            yield agreed.client.problem(
                "RG239",
                (*path, "by"),
                f"the line of {id!r} ends in {target.by}, before it can leave {target.start.month}",
                hint="write a later month",
            )
            continue
        kpi = agreed.config.kpis[id]
        if target.value is None or target.reason is not None:
            continue
        if is_worse(kpi, target.value, target.start.value):
            yield agreed.client.problem(
                "RG248",
                (*path, "value"),
                f"the target of {id!r} is worse than where it starts",
                why=f"good is {kpi.direction} for this KPI",
                hint="correct value, start or direction, or write reason: …",
            )


def is_worse(kpi: Kpi, value: Number, than: Number) -> bool:
    """True when a value lies on the bad side of another."""
    if kpi.direction is Direction.UP:
        return value.value < than.value
    return value.value > than.value


def _targets(agreed: Agreed) -> Iterator[tuple[str, Target]]:
    for id, kpi in agreed.config.kpis.items():
        if kpi.target is not None:
            yield id, kpi.target

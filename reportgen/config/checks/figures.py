"""Figures as their KPI needs them: percents with a sign, stop lines on the bad side."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.config.agreed import Agreed
from reportgen.config.checks.targets import is_worse
from reportgen.config.places import Path
from reportgen.errors import Problem
from reportgen.model.config import Kpi, Number
from reportgen.model.formula import quotient
from reportgen.model.quantity import Unit
from reportgen.model.states import Direction


def percents_carry_their_sign(agreed: Agreed) -> Iterator[Problem]:
    """`5` of a percent could be 5 or 500 %; with the sign nobody can read it two ways."""
    for path, number, unit, name in _figures(agreed):
        if unit is Unit.PERCENT and not number.is_percent and number.value != 0:
            value = number.value
            likely = f"{value * 100:.12g}%" if abs(value) <= 1 else f"{value:.12g}%"
            yield agreed.client.problem(
                "RG242",
                path,
                f"{name!r} is a percent, and this figure has no %",
                why="without the sign it could be read in two ways",
                hint=f"write {likely}",
            )
        elif unit is not Unit.PERCENT and number.is_percent:
            yield agreed.client.problem(
                "RG243",
                path,
                f"{name!r} is counted in {unit}, and this figure is a percent",
                hint="write the figure without %, or correct the unit",
            )


def stop_lines_face_the_bad_side(agreed: Agreed) -> Iterator[Problem]:
    """A line is crossed on the side that is bad, beyond the target and not before it."""
    for id, kpi in agreed.config.kpis.items():
        if kpi.stop is None:
            continue
        path: Path = ("kpis", id, "stop")
        bad = "below" if kpi.direction is Direction.UP else "above"
        if kpi.stop.when != bad:
            yield agreed.client.problem(
                "RG251",
                (*path, "when"),
                f"{kpi.stop.when!r} is the good side of {id!r}",
                why=f"good is {kpi.direction} for this KPI",
                hint=f"write when: {bad}, or correct direction",
            )
            continue
        target = kpi.target
        if target is None or target.value is None or target.path != "flat":
            continue
        is_comparable = target.value.is_percent == kpi.stop.value.is_percent
        if is_comparable and is_worse(kpi, target.value, kpi.stop.value):
            yield agreed.client.problem(
                "RG252",
                (*path, "value"),
                f"the stop line of {id!r} lies on the good side of its target",
                why="it would be crossed while the target is met",
                hint="write a value worse than the target",
            )


def zero_conversions_need_a_quotient(agreed: Agreed) -> Iterator[Problem]:
    """Spend without a conversion is known only where the KPI is spend over conversions."""
    for id, kpi in agreed.config.kpis.items():
        if kpi.stop is None or kpi.stop.zero_conversions is None:
            continue
        expression = agreed.formula(id)
        if expression is None or quotient(expression) is None:
            yield agreed.client.problem(
                "RG253",
                ("kpis", id, "stop", "zero_conversions"),
                "zero_conversions needs a formula of the form cost / conversions",
                why="spend without a conversion is looked up in its numerator",
                hint=f"write such a formula at kpis.{id}, or delete zero_conversions",
                at_key=True,
            )


Figure = tuple[Path, Number, Unit, str]


def _figures(agreed: Agreed) -> Iterator[Figure]:
    """Every figure of client.yml that is in the unit of a KPI or metric."""
    config = agreed.config
    for id, kpi in config.kpis.items():
        path: Path = ("kpis", id)
        yield from _kpi_figures(path, id, kpi)
        samples = [((*path, "min_sample"), kpi.min_sample)]
        if kpi.stop is not None:
            samples.append(((*path, "stop", "min_sample"), kpi.stop.min_sample))
        for where, sample in samples:
            for name, number in sample.items():
                if name in config.metrics:
                    yield (*where, name), number, config.metrics[name].unit, name
        check = kpi.check_against
        if check is not None and check.tolerance is not None:
            where = (*path, "check_against", "tolerance")
            yield where, check.tolerance, Unit.PERCENT, "tolerance"
    for index, phase in enumerate(config.phases):
        for id, number in phase.targets.items():
            if id in config.kpis:
                yield ("phases", index, "targets", id), number, config.kpis[id].unit, id
        exit = phase.exit
        if exit is not None and exit.kpi in config.kpis:
            for key, limit in (("at_least", exit.at_least), ("at_most", exit.at_most)):
                if limit is not None:
                    unit = config.kpis[exit.kpi].unit
                    yield ("phases", index, "exit", key), limit, unit, exit.kpi


def _kpi_figures(path: Path, id: str, kpi: Kpi) -> Iterator[Figure]:
    target = kpi.target
    if target is not None:
        at = (*path, "target")
        if target.value is not None:
            yield (*at, "value"), target.value, kpi.unit, id
        if target.start is not None:
            yield (*at, "start", "value"), target.start.value, kpi.unit, id
        if target.benchmark is not None:
            yield (*at, "benchmark", "value"), target.benchmark.value, kpi.unit, id
        for month, number in (target.monthly or {}).items():
            yield (*at, "monthly", str(month)), number, kpi.unit, id
    if kpi.stop is not None:
        yield (*path, "stop", "value"), kpi.stop.value, kpi.unit, id

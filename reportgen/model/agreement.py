"""What was agreed of a KPI, as it stands in an edition: so that the next one can be held to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from reportgen.model.config import ClientConfig, Kpi, Metric, Number, Phase
from reportgen.model.formula import names, parse
from reportgen.model.period import Month, months_between


@dataclass(frozen=True)
class AgreedKpi:
    """A KPI's definition, good side, stop line and monthly targets, each as text.

    `metrics` are those that its own formula names, with source, column and filter. `targets` are
    those of the months of the phase.
    """

    formula: str
    metrics: str
    direction: str
    stop: str
    targets: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Agreement:
    """What is agreed in a phase, by KPI; without phases the id is empty."""

    phase: str
    kpis: Mapping[str, AgreedKpi]


def agreement(config: ClientConfig, month: Month) -> Agreement:
    """What is agreed of every KPI in the phase that a month lies in."""
    phase = phase_of(config, month)
    months = () if phase is None else months_between(phase.from_, phase.to)
    return Agreement(
        "" if phase is None else phase.id,
        {id: _agreed(config, id, kpi, months) for id, kpi in config.kpis.items()},
    )


def phase_of(config: ClientConfig, month: Month) -> Phase | None:
    """The phase that a month lies in."""
    return next((one for one in config.phases if one.from_ <= month <= one.to), None)


def read_agreement(document: Any) -> Agreement | None:
    """What a report.json says was agreed; None where it says nothing of it."""
    if not isinstance(document, dict) or not isinstance(document.get("kpis"), dict):
        return None
    try:
        kpis = {id: AgreedKpi(**one) for id, one in document["kpis"].items()}
        return Agreement(str(document["phase"]), kpis)
    except (KeyError, TypeError):
        return None


def _agreed(config: ClientConfig, id: str, kpi: Kpi, months: tuple[Month, ...]) -> AgreedKpi:
    stop = kpi.stop
    return AgreedKpi(
        formula=kpi.formula or kpi.metric or "qualitative",
        metrics="; ".join(_metrics(config, kpi)),
        direction=str(kpi.direction),
        stop="" if stop is None else f"{stop.when} {number(stop.value)} for {stop.for_periods}",
        targets={
            str(month): written
            for month in months
            if (written := _target(config, id, kpi, month)) is not None
        },
    )


def number(figure: Number) -> str:
    """A figure as an agreement writes it: with its sign, and no more digits than it has."""
    return f"{figure.value * 100:.12g}%" if figure.is_percent else f"{figure.value:.12g}"


def _target(config: ClientConfig, id: str, kpi: Kpi, month: Month) -> str | None:
    """The target of a month as it was written; a line by its ends, a stretch by its name."""
    target = kpi.target
    if target is None or (target.by is not None and month > target.by):
        return None
    if target.stretch is not None:
        return str(target.stretch)
    if target.path == "monthly":
        entry = (target.monthly or {}).get(month)
        return None if entry is None else number(entry)
    if target.path == "phases":
        phase = phase_of(config, month)
        figure = None if phase is None else phase.targets.get(id)
        return None if figure is None else number(figure)
    if target.value is None:
        return None
    if target.start is not None:
        return f"{number(target.start.value)}..{number(target.value)}"
    return number(target.value)


def _metrics(config: ClientConfig, kpi: Kpi) -> tuple[str, ...]:
    """The definitions of the metrics that a KPI's own formula names."""
    if kpi.qualitative:
        return ()
    used = dict.fromkeys(name.id for name in names(parse(kpi.formula or kpi.metric or "0")))
    named = [id for id in used if id in config.metrics]
    parts = [part for id in named for part in (id, *(config.metrics[id].ratio or ()))]
    return tuple(f"{id}: {_plain(config.metrics[id])}" for id in dict.fromkeys(parts))


def _plain(metric: Metric) -> str:
    """A metric's definition in one line; how it may be broken down is no part of it."""
    written = metric.model_dump(mode="json", exclude_defaults=True, by_alias=True)
    return ", ".join(f"{key} {value}" for key, value in sorted(written.items()) if key != "by")

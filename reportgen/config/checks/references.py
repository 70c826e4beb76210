"""Everything that names a KPI, a metric or a source names one that exists."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.config.agreed import Agreed, Named
from reportgen.config.places import Path
from reportgen.config.spelling import did_you_mean
from reportgen.errors import Level, Problem


def named_kpis_exist(agreed: Agreed) -> Iterator[Problem]:
    """The goal, phases, page 1, log, actions, events and agreements speak of KPIs we know."""
    for named in (*_kpis_named_by_client(agreed), *_kpis_named_by_records(agreed)):
        yield from _unknown_kpi(agreed, named, Level.ERROR)
    for named in _kpis_named_by_agreements(agreed):
        yield from _unknown_kpi(agreed, named, Level.WARNING)


def _unknown_kpi(agreed: Agreed, named: Named, level: Level) -> Iterator[Problem]:
    config = agreed.config
    if named.id in config.kpis:
        return
    hint = did_you_mean(named.id, config.kpis, "the KPIs")
    if named.id in config.metrics:
        hint = "it is a metric; name the KPI that shows it"
    yield named.origins.problem(
        "RG222",
        named.path,
        f"{named.id!r} is not a KPI of {config.client.id}",
        hint=hint,
        level=level,
        at_key=named.at_key,
    )


def named_metrics_exist(agreed: Agreed) -> Iterator[Problem]:
    """KPIs, samples, checks and ratios speak of metrics we know."""
    config = agreed.config
    for named in _named_metrics(agreed):
        if named.id in config.metrics:
            continue
        hint = did_you_mean(named.id, config.metrics, "the metrics")
        if named.id in config.kpis:
            made_of = ", ".join(agreed.metrics_of(named.id))
            hint = f"it is a KPI; name a metric{f' it is made of: {made_of}' if made_of else ''}"
        yield named.origins.problem(
            "RG221",
            named.path,
            f"{named.id!r} is not a metric of {config.client.id}",
            hint=hint,
            at_key=named.at_key,
        )


def named_sources_exist(agreed: Agreed) -> Iterator[Problem]:
    """A metric is read from a source we know."""
    for id, metric in agreed.config.metrics.items():
        if metric.from_ is not None and metric.from_ not in agreed.config.sources:
            yield agreed.client.problem(
                "RG212",
                ("metrics", id, "from"),
                f"{metric.from_!r} is not a source of {agreed.config.client.id}",
                hint=did_you_mean(metric.from_, agreed.config.sources, "the sources"),
            )


def _kpis_named_by_client(agreed: Agreed) -> Iterator[Named]:
    config = agreed.config
    plain: list[tuple[str | None, Path]] = [
        (config.kgi.kpi, ("kgi", "kpi")),
        (config.report.summary.profit, ("report", "summary", "profit")),
        (config.report.summary.cost, ("report", "summary", "cost")),
    ]
    for index, phase in enumerate(config.phases):
        path: Path = ("phases", index)
        plain.append((phase.lead, (*path, "lead")))
        plain += [(id, (*path, "focus", at)) for at, id in enumerate(phase.focus)]
        if phase.exit is not None:
            plain.append((phase.exit.kpi, (*path, "exit", "kpi")))
        for id in phase.targets:
            yield Named(id, agreed.client, (*path, "targets", id), at_key=True)
    for named, where in plain:
        if named is not None:
            yield Named(named, agreed.client, where)


def _kpis_named_by_records(agreed: Agreed) -> Iterator[Named]:
    config, files = agreed.config, agreed.files
    for index, entry in enumerate(config.log):
        yield Named(entry.kpi, files["log.yml"], ("entries", index, "kpi"))
    for index, action in enumerate(config.actions):
        yield Named(action.kpi, files["actions.yml"], ("items", index, "kpi"))
    for index, event in enumerate(config.events):
        for at, id in enumerate(event.kpis):
            yield Named(id, files["events.yml"], ("entries", index, "kpis", at))


def _kpis_named_by_agreements(agreed: Agreed) -> Iterator[Named]:
    for index, entry in enumerate(agreed.config.agreements):
        if entry.what is not None:
            path: Path = ("entries", index, "what", "kpi")
            yield Named(entry.what.kpi, agreed.files["agreements.yml"], path)


def _named_metrics(agreed: Agreed) -> Iterator[Named]:
    for id, kpi in agreed.config.kpis.items():
        path: Path = ("kpis", id)
        if kpi.metric is not None:
            yield Named(kpi.metric, agreed.client, (*path, "metric"))
        for name in kpi.min_sample:
            yield Named(name, agreed.client, (*path, "min_sample", name), at_key=True)
        for name in kpi.stop.min_sample if kpi.stop else ():
            yield Named(name, agreed.client, (*path, "stop", "min_sample", name), at_key=True)
        if kpi.check_against is not None:
            written = (*path, "check_against", "metric")
            short = (*path, "check_against")
            where = written if agreed.client.has(written) else short
            yield Named(kpi.check_against.metric, agreed.client, where)
    for id, metric in agreed.config.metrics.items():
        for at, part in enumerate(metric.ratio or ()):
            yield Named(part, agreed.client, ("metrics", id, "ratio", at))

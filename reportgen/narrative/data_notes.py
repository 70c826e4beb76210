"""What a reader must know of the data, in plain words."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.formatting import Voice
from reportgen.model.blocks import DataNote
from reportgen.model.config import Metric
from reportgen.model.edition import EditionKind
from reportgen.model.material import Material
from reportgen.model.text import Text, listed, same
from reportgen.narrative.flags import flag_notes
from reportgen.narrative.incidents import incident_notes
from reportgen.narrative.restated import restated_notes
from reportgen.narrative.zones import zone_notes


def data_notes(material: Material, voice: Voice) -> tuple[DataNote, ...]:
    """Provisional data, holes, excluded rows, flags, sources that disagree; agreement too."""
    return (
        *_provisional(material, voice),
        *_missing(material, voice),
        *_excluded(material, voice),
        *flag_notes(material, voice),
        *incident_notes(material, voice),
        *zone_notes(material, voice),
        *restated_notes(material, voice),
        *_checks(material, voice),
        *_warnings(material, voice),
    )


def _source_name(material: Material, voice: Voice, source: str) -> Text:
    return voice.named(f"source.{material.config.sources[source].type}", source.upper())


def _sources_of(material: Material, voice: Voice, name: str) -> Text:
    return listed(_source_name(material, voice, one) for one in material.sources_of(name))


def _provisional(material: Material, voice: Voice) -> Iterator[DataNote]:
    if material.edition is EditionKind.PROVISIONAL:
        yield DataNote(
            "watch",
            voice.say("data_notes.provisional.label"),
            voice.say("data_notes.provisional.saying", day=material.as_of),
        )


def _missing(material: Material, voice: Voice) -> Iterator[DataNote]:
    for finding in material.analysis.findings.all("missing_days"):
        facts = {**finding.facts, "source": _source_name(material, voice, finding.kpi)}
        several = "many" if finding.facts["days"] != 1 else "one"
        if finding.facts["whole_months"]:
            several = "whole"
        yield DataNote(
            "watch",
            voice.say("data_notes.missing.label"),
            voice.say(f"data_notes.missing.{several}", **facts),
        )


def _excluded(material: Material, voice: Voice) -> Iterator[DataNote]:
    for metric, excluded in material.excluded.items():
        definition = material.config.metrics[metric]
        adding = "mean" if definition.mean is not None else "sum"
        yield DataNote(
            "watch",
            voice.say("data_notes.excluded.label"),
            voice.say(
                f"data_notes.excluded.{adding}",
                source=_source_name(material, voice, definition.from_ or ""),
                column=same(_header(material, definition)),
                kpis=listed(material.name(kpi) for kpi in _made_of(material, metric)),
                count=excluded.rows,
                total=excluded.of,
                rest=excluded.of - excluded.rows,
            ),
        )


def _header(material: Material, metric: Metric) -> str:
    """The column as the client's own export calls it, where it does."""
    columns = material.config.sources[metric.from_ or ""].columns
    headers = (header for header, column in columns.items() if column.as_ == metric.column)
    return next(headers, metric.column)


def _checks(material: Material, voice: Voice) -> Iterator[DataNote]:
    findings = material.analysis.findings
    for finding in findings.all("sources_disagree"):
        check = material.config.kpis[finding.kpi].check_against
        second = check.metric if check else finding.kpi
        facts = {
            **finding.facts,
            "kpi": material.name(finding.kpi),
            "source": _sources_of(material, voice, finding.kpi),
            "second": _sources_of(material, voice, second),
        }
        yield DataNote(
            "watch",
            voice.say("data_notes.disagree.label"),
            voice.say("data_notes.disagree.saying", **facts),
        )
    agreeing = [material.name(finding.kpi) for finding in findings.all("sources_agree")]
    if agreeing:
        yield DataNote(
            "good",
            voice.say("data_notes.agree.label"),
            voice.say("data_notes.agree.saying", kpis=listed(agreeing)),
        )


def _made_of(material: Material, metric: str) -> list[str]:
    """The KPIs whose figures the rows of a metric would have changed."""
    return [kpi for kpi in material.config.kpis if metric in material.metrics_of(kpi)]


def _warnings(material: Material, voice: Voice) -> Iterator[DataNote]:
    if material.warnings:
        yield DataNote(
            "hold",
            voice.say("data_notes.warnings.label"),
            voice.say("data_notes.warnings.saying", count=len(material.warnings)),
        )

"""Footnotes of what tools did to their own figures, and which comparisons are left out for it."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.formatting import Voice
from reportgen.model.blocks import DataNote
from reportgen.model.findings import Finding
from reportgen.model.incidents import incidents
from reportgen.model.material import Material
from reportgen.model.text import Text, listed


def incident_notes(material: Material, voice: Voice) -> Iterator[DataNote]:
    """One note for each incident, with the KPIs it touches."""
    found = material.analysis.findings.all("incident")
    for one in incidents():
        of_it = [finding for finding in found if _id(finding) == one.id]
        if of_it:
            kpis = listed(material.name(finding.kpi) for finding in of_it)
            yield DataNote(
                "watch",
                voice.say("data_notes.incident.label"),
                voice.say(f"data_notes.incident.{_hidden(of_it)}", what=one.saying, kpis=kpis),
            )


def _id(finding: Finding) -> str:
    id = finding.facts["incident"]
    return (id.en or "") if isinstance(id, Text) else ""


def _hidden(findings: list[Finding]) -> str:
    """Which comparisons are left out: `previous`, `year_ago`, `both` or `none`."""
    previous = any(finding.facts["hides_previous"] for finding in findings)
    year_ago = any(finding.facts["hides_year_ago"] for finding in findings)
    if previous and year_ago:
        return "both"
    return "previous" if previous else "year_ago" if year_ago else "none"

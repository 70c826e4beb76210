"""The finished report as a document of numbers and words; report.json is this, published."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any

from reportgen.model.agreement import Agreement
from reportgen.model.blocks import Block, DataNote
from reportgen.model.decomposition import Lever, Method, SegmentSplit, WhatIf
from reportgen.model.edition import EditionKind
from reportgen.model.findings import Findings
from reportgen.model.forecast import YearLanding
from reportgen.model.kpi import KpiResult
from reportgen.model.period import Month, Period
from reportgen.model.pursuit import Pursuit
from reportgen.model.quantity import Measured, Quantity, Reason
from reportgen.model.series import Series
from reportgen.model.states import Verdict
from reportgen.model.text import Language, Text

SCHEMA = "reportgen/report@1"
SIGNIFICANT = 12
"""Digits of a published number; further ones are only the dust of binary arithmetic."""


@dataclass(frozen=True)
class Section:
    """One section: `name` stands in the running head, `title` is its conclusion."""

    key: str
    name: Text
    title: Text
    lead: Text
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Masthead:
    """Who the report is from and for, and the state of its data."""

    client: Text
    addressee: Text
    agency: Text
    title: Text
    period: Text
    edition: Text
    as_of: Text
    foot: Text


@dataclass(frozen=True)
class Report:
    """One client's report for one period, in all its languages; figures are the same in each."""

    client: str
    languages: tuple[Language, ...]
    currency: str
    negative: str
    period: Period
    edition: EditionKind
    revision: int | None
    verdict: Verdict
    masthead: Masthead
    sections: tuple[Section, ...]
    kpis: tuple[KpiResult, ...]
    data_notes: tuple[DataNote, ...]
    problems: tuple[str, ...]
    splits: tuple[SegmentSplit, ...] = ()
    levers: tuple[Lever, ...] = ()
    proposals: tuple[WhatIf, ...] = ()
    methods: Mapping[str, Method] = field(default_factory=dict)
    chained: tuple[str, ...] = ()
    landings: tuple[YearLanding, ...] = ()
    findings: Findings = field(default_factory=Findings)
    pursuit: Pursuit = field(default_factory=Pursuit)
    agreement: Agreement | None = None


WHY_NULL = {
    "forecast": "not_forecast",
    "record": "not_forecast",
    "cohort": "not_followed",
    "evidence": "not_tested",
    "relation": "not_tested",
    "stop": "no_stop_line",
    "usual": "too_few",
    "attainment": "no_target",
    "speaks_for": "no_lag",
    "odds": "too_few",
    "smart": "no_target",
}
"""Why a field of a KPI is null where nothing nearer is known."""


UNPUBLISHED = frozenset(
    {"id", "kpi_class", "children", "contributions", "in_formula", "not_forecast"}
)
"""Fields that stand elsewhere in the document, or under another name."""


def to_json(report: Report) -> dict[str, Any]:
    """The public document: plain values, unknown numbers as null beside their reason."""
    return {
        "schema": SCHEMA,
        "client": {"id": report.client, "name": plain(report.masthead.client)},
        "period": plain(report.period),
        "currency": report.currency,
        "languages": [str(language) for language in report.languages],
        "edition": {"kind": str(report.edition), "revision": report.revision},
        "verdict": str(report.verdict),
        "year": [plain(one) for one in report.landings],
        "kpis": {result.id: _kpi(result) for root in report.kpis for result in root.walk()},
        "agreement": plain(report.agreement),
        "decomposition": {
            "methods": plain(report.methods),
            "chained": plain(report.chained),
            "segments": plain(report.splits),
            "levers": plain(report.levers),
            "proposals": plain(report.proposals),
        },
        "pursuit": plain(report.pursuit),
        "actions": plain(report.findings.actions),
        "phases": plain(report.findings.phases),
        "sections": [plain(section) for section in report.sections],
        "data_notes": plain(report.data_notes),
        "problems": list(report.problems),
    }


def _kpi(result: KpiResult) -> dict[str, Any]:
    entry = {
        one.name: plain(getattr(result, one.name))
        for one in fields(result)
        if one.name not in UNPUBLISHED
    }
    entry["class"] = str(result.kpi_class)
    entry["contributions"] = [plain(one) for one in result.contributions]
    entry["children"] = [child.id for child in result.children]
    for name, code in WHY_NULL.items():
        if entry.get(name) in (None, []):
            entry[name] = {"value": None, "reason": {"code": code, "about": result.id}}
    if result.not_forecast is not None:
        entry["forecast"] = {"value": None, "reason": plain(result.not_forecast)}
    return entry


def plain(value: object) -> Any:
    """A value as JSON can hold it."""
    match value:
        case None | bool() | int():
            return value
        case float():
            return float(f"{value:.{SIGNIFICANT}g}")
        case Measured(value=number, reason=reason):
            return plain(number) if reason is None else {"value": None, "reason": plain(reason)}
        case Quantity(value=number, unit=unit, reason=reason):
            document = {"value": plain(number), "unit": str(unit)}
            return document if reason is None else {**document, "reason": plain(reason)}
        case Reason(code=code, about=about):
            return {"code": code, "about": about}
        case Text(ja=ja, en=en):
            return {"ja": ja, "en": en}
        case Series(points=points):
            return [
                {"period": p.period.name, "value": plain(p.value), "coverage": plain(p.coverage)}
                for p in points
            ]
        case Month():
            return str(value)
        case date():
            return value.isoformat()
        case Enum():
            return value.value
        case str():
            return value
        case Mapping():
            return {str(plain(key)): plain(one) for key, one in value.items()}
        case tuple() | list():
            return [plain(one) for one in value]
        case frozenset() | set():
            return sorted(plain(one) for one in value)
    if is_dataclass(value):
        return {one.name: plain(getattr(value, one.name)) for one in fields(value)}
    raise TypeError(f"{type(value).__name__} has no place in a report")

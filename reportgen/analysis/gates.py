"""What must hold before a report may be an edition: agreed data there, and sources that agree.

Whether the data have settled is another question, and not asked here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import chain

from reportgen.errors import Level, Place, Problem
from reportgen.model.config import ClientConfig
from reportgen.model.findings import Finding, Findings
from reportgen.model.observations import FEWER, Extract
from reportgen.model.period import Period
from reportgen.model.quantity import Quantity
from reportgen.model.text import Text


def failed_gates(
    config: ClientConfig,
    period: Period,
    extracts: Mapping[str, Extract],
    findings: Findings,
    today: date,
) -> tuple[Problem, ...]:
    """Why the period's report may not be an edition, in words; empty where it may."""
    fewer = (one for extract in extracts.values() for one in extract.problems if one.code == FEWER)
    return tuple(
        chain(
            _late(config, period, extracts, today),
            fewer,
            _apart(config, findings),
        )
    )


def expected_by(config: ClientConfig, source: str, period: Period) -> date | None:
    """The day on which a source's export of the period is agreed to be there."""
    days = config.sources[source].freshness.expect_by_day
    return None if days is None else period.end + timedelta(days=days)


def _late(
    config: ClientConfig, period: Period, extracts: Mapping[str, Extract], today: date
) -> Iterator[Problem]:
    """Exports that end before the period does, although their agreed day is over."""
    for source, extract in extracts.items():
        due = expected_by(config, source, period)
        if due is not None and due < today and extract.as_of < period.end:
            yield _warning(
                config,
                "RG437",
                f"{source!r} was expected by {due}, and its data are of {extract.as_of}",
                f"sources.{source}",
                why=f"days of {period.name} after {extract.as_of} are not in it",
                hint="ask whoever delivers it for the export of the whole month",
            )


def _apart(config: ClientConfig, findings: Findings) -> Iterator[Problem]:
    """KPIs whose two sources lie further apart than agreed."""
    for finding in findings.all("sources_disagree"):
        check = config.kpis[finding.kpi].check_against
        if check is not None:
            yield _warning(
                config,
                "RG436",
                _gap(finding, check.metric),
                f"kpis.{finding.kpi}.check_against",
                why="one of the two is wrong, or they count different things; neither is adjusted",
                hint="compare their rows (reportgen explain), mend the one that is wrong, or agree"
                " on a wider `tolerance`",
            )


def _gap(finding: Finding, metric: str) -> str:
    facts = finding.facts
    value, other, gap = (_number(facts[name]) for name in ("value", "other", "gap"))
    share = f" ({abs(gap / other) * 100:.3g} %)" if other else ""
    return (
        f"{finding.kpi!r} is {value:,.10g} by {_words(facts['source'])}, and {other:,.10g} by"
        f" {metric!r} of {_words(facts['second'])}: a gap of {gap:,.10g}{share},"
        f" {_number(facts['tolerance']) * 100:.3g} % was agreed"
    )


def _number(fact: object) -> float:
    return (fact.value or 0.0) if isinstance(fact, Quantity) else 0.0


def _words(fact: object) -> str:
    return (fact.en or "") if isinstance(fact, Text) else ""


def _warning(config: ClientConfig, code: str, what: str, key: str, why: str, hint: str) -> Problem:
    place = Place(f"configs/{config.client.id}/client.yml", field=key)
    return Problem(code, what, place, Level.WARNING, why, hint)

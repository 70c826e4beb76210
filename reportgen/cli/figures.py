"""A figure's lineage as lines of text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from reportgen.analysis.analyse import analyse
from reportgen.analysis.lineage import Lineage, lineage
from reportgen.cli.forecasts import forecast_lines
from reportgen.cli.judged import judged
from reportgen.cli.problems import line_ranges
from reportgen.cli.reports import job_for
from reportgen.cli.what_if_text import METHODS
from reportgen.config import Workspace, chosen_clients
from reportgen.errors import UsageFailed
from reportgen.formatting import Style, quantity, signed
from reportgen.model.config import ClientConfig
from reportgen.model.flags import Flag, FlagKind
from reportgen.model.observations import Extract, Provenance, RowRange
from reportgen.model.period import Period
from reportgen.model.quantity import Quantity
from reportgen.model.text import Language
from reportgen.pipeline import fetch, observe


def explained(workspace: Workspace, subject: str, month: str, now: datetime) -> Iterator[str]:
    """The lineage of a figure named CLIENT.KPI, a line for every formula, source and file.

    Below it stand its comparisons, judged, and the test of its link to the goal.
    """
    client, dot, kpi = subject.rpartition(".")
    if not dot:
        raise UsageFailed(
            f"{subject!r} names no figure", "write CLIENT.KPI, for example minato.orders, or a code"
        )
    chosen_clients(workspace, [client])
    job = job_for(workspace.root, client, month, now)
    if kpi not in job.config.kpis:
        known = ", ".join(job.config.kpis)
        raise UsageFailed(f"{client} has no KPI {kpi!r}", f"there are {known}")
    snapshot = fetch(job)
    observations = observe(job, snapshot)[0]
    traced = lineage(observations, job.config, kpi, job.period)
    yield f"{client}.{kpi}, {job.period.name} ({job.period.start} to {job.period.end})"
    yield f"snapshot {snapshot.path}"
    yield from _lines(traced, _Said(snapshot.extracts, job.period), 0)
    analysis = analyse(observations, job.config, job.period)
    yield from judged(analysis.of(kpi), job.config.kgi.kpi)
    yield from forecast_lines(analysis, kpi)
    yield from _shared(traced, job.config)


@dataclass(frozen=True)
class _Said:
    """What the sources said, and the period that is asked about."""

    extracts: Mapping[str, Extract]
    period: Period


def _lines(one: Lineage, said: _Said, depth: int) -> Iterator[str]:
    indent = "  " * depth
    formula = f" = {one.formula}" if one.formula and one.formula != one.id else ""
    yield f"{indent}{one.id}{formula}  →  {_value(one)}"
    if one.provenance is not None:
        yield from (f"{indent}  {line}" for line in _source(one.provenance, one.rows, said))
    for below in one.inputs:
        yield from _lines(below, said, depth + 1)


VERSUS = {
    "target": "against target",
    "previous": "against the period before",
    "year_ago": "against last year",
    "trailing": "against the mean of the three months before",
}


def _shared(one: Lineage, config: ClientConfig) -> Iterator[str]:
    """What of the root's change lies here, by every comparison, shared on over what is below."""
    for change in one.changes:
        months = f", {change.months} months added up" if change.months else ""
        yield ""
        yield f"{VERSUS[change.versus]}, contribution to {config.tree.id}{months}"
        yield from _share_lines(one, change.versus, config, 0)


def _share_lines(one: Lineage, versus: str, config: ClientConfig, depth: int) -> Iterator[str]:
    change = next((change for change in one.changes if change.versus == versus), None)
    if change is None:
        return
    style = Style(Language.EN, config.client.currency)
    unit = config.kpis[one.id].unit
    before, after = (quantity(Quantity(v, unit), style) for v in (change.before, change.after))
    amount = signed(Quantity(change.amount, change.unit), style)
    how = f"   {METHODS[change.method]}" if change.method is not None else ""
    yield f"{'  ' * (depth + 1)}{one.id}  {before} → {after}  {amount}{how}"
    for below in one.inputs:
        yield from _share_lines(below, versus, config, depth + 1)


def _value(one: Lineage) -> str:
    measured = one.measured
    if measured.value is not None:
        return f"{measured.value:,.6g}" if one.unit == "percent" else f"{measured.value:,.10g}"
    reason = measured.reason
    return f"n/a ({reason.code}: {reason.about})" if reason else "n/a"


def _source(traced: Provenance, rows: tuple[RowRange, ...], said: _Said) -> Iterator[str]:
    filter = f" where {traced.filter}" if traced.filter else ""
    dated = f", dated by {traced.date_column}" if traced.date_column else ""
    fee = f", plus the fee of {traced.fee}" if traced.fee else ""
    yield f"{traced.kind} {traced.column} of {traced.source}{filter}{dated}{fee}"
    for found in rows:
        yield _rows_of(found)
    if not rows:
        yield "no rows in this period"
    extract = said.extracts[traced.source]
    yield _days(traced, extract, said.period)
    left_out = sum(traced.excluded.get(month, 0) for month in said.period.months)
    if left_out:
        yield f"{left_out} without an amount left out, as configured"
    paths = {found.path for found in rows}
    about = [flag for flag in extract.flags if _is_about(flag, traced, extract, paths, said.period)]
    yield from dict.fromkeys(f"flagged: {_flagged(flag)}" for flag in about)


def _days(traced: Provenance, extract: Extract, period: Period) -> str:
    """How many of the period's days are known, and which are not; a missing day is not 0."""
    days = tuple(period.days())
    missing = [day for day in days if day not in traced.days]
    known = f"{len(days) - len(missing)} of {len(days)} days known, as of {extract.as_of}"
    return f"{known}; nothing known of {_spans(missing)}" if missing else known


def _spans(days: Sequence[date]) -> str:
    """Days as spans: `2026-10-05, 2026-10-07 to 2026-10-09`."""
    spans: list[list[date]] = []
    for day in days:
        if spans and day - spans[-1][-1] == timedelta(days=1):
            spans[-1].append(day)
        else:
            spans.append([day])
    return ", ".join(f"{one[0]} to {one[-1]}" if len(one) > 1 else str(one[0]) for one in spans)


def _is_about(
    flag: Flag, traced: Provenance, extract: Extract, paths: set[str], period: Period
) -> bool:
    """True for a flag of a file the figure was made of, or that says why there is none."""
    if flag.kind is FlagKind.RESTRICTED:
        return traced.column in flag.about
    is_of_rows = flag.file is None or not paths or extract.files[flag.file].path in paths
    return is_of_rows and flag.touches(period.start, period.end)


def _flagged(flag: Flag) -> str:
    words = {
        FlagKind.SAMPLED: f"sampled, {flag.share or 0:.1%} of the data were counted",
        FlagKind.THRESHOLDED: "thresholded, groups of few people are left out",
        FlagKind.OTHER_ROW: "other_row, rare members stand together under (other)",
        FlagKind.TRUNCATED: f"truncated, data are cut off up to {flag.last}",
        FlagKind.RESTRICTED: "restricted, whoever asked may not see it",
        FlagKind.EMPTY: f"empty, {', '.join(flag.about) or 'for no reason given'}",
    }
    return words[flag.kind]


def _rows_of(found: RowRange) -> str:
    """A file with its line numbers; notes hold figures by name and have no rows."""
    if found.path.endswith(".yml"):
        return f"{found.path}, under manual:"
    count = len(found.lines)
    rows, lines = ("row", "line") if count == 1 else ("rows", "lines")
    return f"{found.path}: {count} {rows}, {lines} {line_ranges(found.lines)}"

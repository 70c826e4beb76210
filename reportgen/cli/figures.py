"""A figure's lineage as lines of text."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from reportgen.analysis.analyse import analyse
from reportgen.analysis.lineage import Lineage, lineage
from reportgen.cli.forecasts import forecast_lines
from reportgen.cli.problems import line_ranges
from reportgen.cli.reports import job_for
from reportgen.config import Workspace, chosen_clients
from reportgen.errors import UsageFailed
from reportgen.model.observations import Provenance, RowRange
from reportgen.pipeline import fetch, observe


def explained(workspace: Workspace, subject: str, month: str, now: datetime) -> Iterator[str]:
    """The lineage of a figure named CLIENT.KPI, a line for every formula, source and file."""
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
    yield from _lines(traced, 0)
    yield from forecast_lines(analyse(observations, job.config, job.period), kpi)


def _lines(one: Lineage, depth: int) -> Iterator[str]:
    indent = "  " * depth
    formula = f" = {one.formula}" if one.formula and one.formula != one.id else ""
    yield f"{indent}{one.id}{formula}  →  {_value(one)}"
    if one.provenance is not None:
        yield from (f"{indent}  {line}" for line in _source(one.provenance, one.rows))
    for below in one.inputs:
        yield from _lines(below, depth + 1)


def _value(one: Lineage) -> str:
    measured = one.measured
    if measured.value is not None:
        return f"{measured.value:,.6g}" if one.unit == "percent" else f"{measured.value:,.10g}"
    reason = measured.reason
    return f"n/a ({reason.code}: {reason.about})" if reason else "n/a"


def _source(traced: Provenance, rows: tuple[RowRange, ...]) -> Iterator[str]:
    filter = f" where {traced.filter}" if traced.filter else ""
    dated = f", dated by {traced.date_column}" if traced.date_column else ""
    fee = f", plus the fee of {traced.fee}" if traced.fee else ""
    yield f"{traced.kind} {traced.column} of {traced.source}{filter}{dated}{fee}"
    for found in rows:
        yield _rows_of(found)
    if not rows:
        yield "no rows in this period"


def _rows_of(found: RowRange) -> str:
    """A file with its line numbers; notes hold figures by name and have no rows."""
    if found.path.endswith(".yml"):
        return f"{found.path}, under manual:"
    count = len(found.lines)
    rows = "row" if count == 1 else "rows"
    return f"{found.path}: {count} {rows}, lines {line_ranges(found.lines)}"

"""What GA4 answered: pages of text become columns, and what it says against them becomes flags."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from itertools import chain

from google.analytics.data_v1beta import types

from reportgen.connectors.exports.cells import plain
from reportgen.connectors.ga4.plan import DATED, Lines, Report
from reportgen.model.flags import Flag, FlagKind
from reportgen.model.period import Month, months_between
from reportgen.model.query import PERIOD_COLUMN

RANGE_NAME = "dateRange"
"""The dimension GA4 adds by itself where a request has several date ranges."""

Columns = Mapping[str, Sequence[str]]

_PLAIN = re.compile(r"0|-?(?:[1-9][0-9]*|0(?=\.))(?:\.[0-9]*[1-9])?")


class WrongAnswer(ValueError):
    """An answer that is not what was asked for; the text says in what."""


@dataclass(frozen=True)
class Answer:
    """All rows of one report in canonical text, column by column.

    `flags` speak of this answer alone. `timezone` and `currency` are the property's.
    """

    report: Report
    columns: Mapping[str, Sequence[str]]
    rows: int
    flags: tuple[Flag, ...]
    timezone: str
    currency: str


def decode(page: types.RunReportResponse) -> list[str]:
    """The cells of a page as GA4 wrote them, row after row, dimensions first.

    The message below proto-plus is read: through proto-plus it takes ten times as long.
    """
    rows = types.RunReportResponse.pb(page).rows
    return [cell.value for row in rows for cell in chain(row.dimension_values, row.metric_values)]


def read_answer(report: Report, pages: Sequence[types.RunReportResponse], known: date) -> Answer:
    """The answer of a report from all its pages; WrongAnswer where they are not what was asked.

    `known` is the first day of the reported period: data that are cut off nobody says where are
    taken to be cut off before it.
    """
    names = _checked_names(report, pages)
    rows = sum(len(page.rows) for page in pages)
    cells = list(chain.from_iterable(map(decode, pages)))
    if len(cells) != rows * len(names):
        raise WrongAnswer(f"{len(cells)} cells stand in {rows} rows below {len(names)} headers")
    written = _by_period(report, {name: cells[at :: len(names)] for at, name in enumerate(names)})
    _refuse_repeated([written[name] for name in names[: -len(report.metrics)]], rows)
    metadata = pages[0].metadata
    restricted = tuple(
        one.metric_name for one in metadata.schema_restriction_response.active_metric_restrictions
    )
    return Answer(
        report,
        _canonical(report, written, restricted),
        rows,
        tuple(_flags(report, metadata, restricted, known)),
        metadata.time_zone,
        metadata.currency_code,
    )


def _checked_names(report: Report, pages: Sequence[types.RunReportResponse]) -> tuple[str, ...]:
    """The headers of an answer, which are those of the question."""
    added = (RANGE_NAME,) if len(report.ranges) > 1 else ()
    asked = (*report.dimensions, *added, *report.metrics)
    for page in pages:
        dimensions = [header.name for header in page.dimension_headers]
        found = (*dimensions, *(header.name for header in page.metric_headers))
        if found != asked:
            raise WrongAnswer(
                f"it has {', '.join(found) or 'no headers'} where {', '.join(asked)} was asked for"
            )
    return asked


def _refuse_repeated(dimensions: Sequence[Sequence[str]], rows: int) -> None:
    """The same members twice: pages overlapped, or the answer counts something twice."""
    different = len(set(zip(*dimensions, strict=True))) if dimensions else 1
    if different < rows:
        raise WrongAnswer(f"{rows - different} of its {rows} rows repeat others")


def _by_period(report: Report, written: Columns) -> Columns:
    """The rows of one period after those of another: GA4 can be told no order for that."""
    if RANGE_NAME not in written:
        return written
    place = {one.name: number for number, one in enumerate(report.ranges)}
    names = written[RANGE_NAME]
    order = sorted(range(len(names)), key=lambda row: place.get(names[row], len(place)))
    return {name: [cells[row] for row in order] for name, cells in written.items()}


def _canonical(report: Report, written: Columns, restricted: Sequence[str]) -> Columns:
    columns: dict[str, Sequence[str]] = {name: written[name] for name in report.split}
    rows = len(written[report.metrics[0]])
    if report.lines is Lines.PERIOD:
        columns[PERIOD_COLUMN] = _periods(report, written, rows)
    elif report.lines is Lines.DAY:
        columns["date"] = _days(report, written["date"])
    else:
        columns[DATED[report.lines]] = _months(report, written[DATED[report.lines]])
    for name in report.metrics:
        columns[name] = [""] * rows if name in restricted else _numbers(name, written[name])
    return columns


def _periods(report: Report, written: Columns, rows: int) -> Sequence[str]:
    cells = {one.name: one.cell for one in report.ranges}
    if RANGE_NAME not in written:
        return [report.ranges[0].cell] * rows
    return _translated(written[RANGE_NAME], cells, "a period that was asked for")


def _days(report: Report, written: Sequence[str]) -> Sequence[str]:
    first, last = report.ranges[0].first, report.ranges[0].last
    days = (first + timedelta(days=ahead) for ahead in range((last - first).days + 1))
    return _translated(written, {f"{day:%Y%m%d}": str(day) for day in days}, "a day asked for")


def _months(report: Report, written: Sequence[str]) -> Sequence[str]:
    first, last = (Month.of(day) for day in (report.ranges[0].first, report.ranges[0].last))
    asked = [f"{one.year:04d}{one.month:02d}" for one in months_between(first, last)]
    return _translated(written, dict(zip(asked, asked, strict=True)), "a month asked for")


def _translated(written: Sequence[str], known: Mapping[str, str], what: str) -> Sequence[str]:
    try:
        return [known[one] for one in written]
    except KeyError as error:
        raise WrongAnswer(f"it speaks of {error.args[0]!r}, which is not {what}") from None


def _numbers(name: str, written: Sequence[str]) -> Sequence[str]:
    """Figures as plain decimal text; what is that already stays as it is."""
    others = {text for text in set(written) if not _PLAIN.fullmatch(text)}
    if not others:
        return written
    read = {text: _number(name, text) for text in others}
    return [read.get(text, text) for text in written]


def _number(name: str, text: str) -> str:
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("nan")
    if not number.is_finite():
        raise WrongAnswer(f"its {name} {text!r} is not a number")
    return plain(number)


def _flags(
    report: Report, metadata: types.ResponseMetaData, restricted: tuple[str, ...], known: date
) -> list[Flag]:
    flags = [
        Flag(
            FlagKind.SAMPLED,
            share=one.samples_read_count / one.sampling_space_size,
            first=asked.first,
            last=asked.last,
        )
        for one, asked in zip(metadata.sampling_metadatas, report.ranges, strict=False)
        if one.sampling_space_size
    ]
    if metadata.subject_to_thresholding:
        flags.append(Flag(FlagKind.THRESHOLDED))
    if metadata.data_loss_from_other_row:
        flags.append(Flag(FlagKind.OTHER_ROW))
    if restricted:
        flags.append(Flag(FlagKind.RESTRICTED, about=restricted))
    if metadata.empty_reason:
        flags.append(Flag(FlagKind.EMPTY, about=(metadata.empty_reason,)))
    for reason in metadata.data_truncation_reasons:
        flags += _truncated(reason, known)
    return flags


def _truncated(reason: types.ResponseMetaData.DataTruncationReason, known: date) -> list[Flag]:
    """The days that are cut off: as GA4 names them, else all before the reported period."""
    about = (reason.data_truncation_message,) if reason.data_truncation_message else ()
    ranges = [
        Flag(
            FlagKind.TRUNCATED,
            about=about,
            first=_day(one.start_date),
            last=_day(one.end_date),
        )
        for one in reason.data_truncation_date_ranges
    ]
    if ranges:
        return ranges
    whole_from = _day(reason.data_truncation_date) or known
    return [Flag(FlagKind.TRUNCATED, about=about, last=whole_from - timedelta(days=1))]


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None

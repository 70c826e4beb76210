"""A source's rows then and now, known again by their ids: what became of those reported before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reportgen.errors import Level, Place, Problem
from reportgen.mapping.columns import date_column
from reportgen.mapping.coverage import days_spoken_of
from reportgen.mapping.rows import SourceRows, source_rows
from reportgen.model.columns import ColumnType
from reportgen.model.config import Metric, Source
from reportgen.model.dialects import ID_COLUMNS, WON
from reportgen.model.observations import Extract
from reportgen.model.period import Month
from reportgen.model.restated import ChangedRows, Restated, RestatedFigure, RowChange

WON_DAY = "won_on"
"""The day of a deal that is there only while the deal is won."""

Cells = Mapping[str, str]
Id = tuple[str, ...]

_WHAT = {
    RowChange.GONE: "rows of months reported before are gone",
    RowChange.REOPENED: "rows that counted as won are won no more",
    RowChange.UNCOUNTED: "rows of months reported before count no more",
    RowChange.REDATED: "rows of months reported before have another date",
    RowChange.REVALUED: "rows of months reported before have another amount",
    RowChange.LATE: "rows have come since with a date in a month reported before",
}


def changed_rows(
    source: Source,
    metrics: Sequence[Metric],
    said: tuple[Extract, Extract],
    months: Sequence[Month],
) -> Iterator[ChangedRows]:
    """The rows that counted in the months and are otherwise now, or count in them since."""
    ids = source.unique_by or ID_COLUMNS.get(source.type, ())
    types = said[1].types
    columns = tuple(name for name in types if name in said[0].types)
    if not ids or not set(ids).issubset(columns):
        return
    before, after = (source_rows("", source, extract)[0] for extract in said)
    then, now = _by_id(before, ids, columns), _by_id(after, ids, columns)
    comparison = _Comparison(
        tuple(_counting(source, metrics, columns)),
        frozenset(map(str, months)),
        frozenset(str(day) for day in days_spoken_of(after, metrics).tolist()),
        tuple(one for one in columns if types[one] is ColumnType.STATUS),
    )
    found: dict[RowChange, list[str]] = {}
    for id in dict.fromkeys((*then, *now)):
        if then.get(id) != now.get(id):
            cells = (
                dict(zip(columns, one[id], strict=True)) if id in one else None
                for one in (then, now)
            )
            change = comparison.change(*cells)
            if change is not None:
                found.setdefault(change, []).append(" ".join(id))
    for change in RowChange:
        if change in found:
            yield ChangedRows(after.name, change, tuple(found[change]))


def restated_problems(
    client: str, restated: Restated, said: Mapping[str, Extract]
) -> Iterator[Problem]:
    """The same for the operator, in the sources' own words: every id, every month."""
    hint = "look whether the source was corrected, or an export is incomplete"
    for rows in restated.rows:
        yield Problem(
            "RG430",
            f"{len(rows.ids)} {_WHAT[rows.change]}: {', '.join(rows.ids)}",
            Place(said[rows.source].files[-1].path),
            level=Level.WARNING,
            hint=hint,
        )
    by_metric: dict[str, list[RestatedFigure]] = {}
    for figure in restated.figures:
        by_metric.setdefault(figure.metric, []).append(figure)
    for metric, figures in by_metric.items():
        changes = ", ".join(
            f"{one.month} {_plain(one.before)} → {_plain(one.after)}" for one in figures
        )
        yield Problem(
            "RG430",
            f"{metric} is not as it was reported: {changes}",
            Place(f"configs/{client}/client.yml"),
            level=Level.WARNING,
            hint=hint,
            key=f"metrics.{metric}",
        )


def _by_id(
    rows: SourceRows, ids: Sequence[str], columns: Sequence[str]
) -> dict[Id, tuple[str, ...]]:
    keys = zip(*(rows.table[name].tolist() for name in ids), strict=True)
    cells = zip(*(rows.table[name].tolist() for name in columns), strict=True)
    return dict(zip(keys, cells, strict=True))


@dataclass(frozen=True)
class _Counting:
    """How one metric counts a row: on which day, if its words are these, and with which figure."""

    date: str
    where: tuple[tuple[str, tuple[str, ...]], ...]
    figure: str

    def day(self, row: Cells, months: frozenset[str]) -> str | None:
        """The day of the months on which the row counts."""
        day = row[self.date][:10]
        counts = day[:7] in months and all(row[name] in words for name, words in self.where)
        return day if counts else None


def _counting(
    source: Source, metrics: Sequence[Metric], columns: Sequence[str]
) -> Iterator[_Counting]:
    for metric in metrics:
        if metric.ratio is None:
            date = date_column(metric, source)
            figure = metric.sum or metric.mean or ""
            needed = {date, *metric.where, *([figure] if figure else [])}
            if needed.issubset(columns):
                where = tuple((name, tuple(words)) for name, words in metric.where.items())
                yield _Counting(date, where, figure)


@dataclass(frozen=True)
class _Comparison:
    """What became of one row; `months` were reported, `spoken` are the days the source has now."""

    metrics: tuple[_Counting, ...]
    months: frozenset[str]
    spoken: frozenset[str]
    states: tuple[str, ...]

    def change(self, then: Cells | None, now: Cells | None) -> RowChange | None:
        was = self._counted(then)
        if now is None:
            return None if self.spoken.isdisjoint(was.values()) else RowChange.GONE
        counts = self._counted(now)
        if then is None or not was:
            return RowChange.LATE if counts else None
        if self._is_reopened(then, now):
            return RowChange.REOPENED
        if any(now[one.date][:10] not in ("", day) for one, day in was.items()):
            return RowChange.REDATED
        if not was.keys() <= counts.keys():
            return RowChange.UNCOUNTED
        if any(one.figure and then[one.figure] != now[one.figure] for one in was):
            return RowChange.REVALUED
        return None if counts.keys() <= was.keys() else RowChange.LATE

    def _is_reopened(self, then: Cells, now: Cells) -> bool:
        has_left = any(then[name] == WON and now[name] != WON for name in self.states)
        return has_left or bool(then.get(WON_DAY) and not now.get(WON_DAY))

    def _counted(self, row: Cells | None) -> dict[_Counting, str]:
        """The metrics that the row counts for in the months, each with its day."""
        days = {one: one.day(row, self.months) for one in self.metrics} if row is not None else {}
        return {one: day for one, day in days.items() if day is not None}


def _plain(value: float | None) -> str:
    return "unknown" if value is None else f"{value:,.15g}"

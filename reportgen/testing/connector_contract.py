"""What every connector keeps, as tests that the package of a connector inherits.

    class TestTills(ConnectorContract):
        never_told = ("a-secret-of-the-till", "hanako@shop.example")

        def question(self, root):
            return asked_at(root, {"type": "tills", "auth": "tills"}, "date", "sales")

        def refusals(self, root):
            yield asked_at(root, {"type": "tills", "auth": "nobody"}, "date", "sales")

pytest runs the tests. The connector is asked the way reports ask it, by the type of its source, so
that its entry point is tested too; what it needs to answer (files, a server on this machine, a
secret in the environment) the class lays out itself.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from reportgen.connectors import registry
from reportgen.connectors.base import Context
from reportgen.errors import (
    AccessFailed,
    ConfigInvalid,
    DataRefused,
    Problem,
    ReportgenError,
    UpstreamFailed,
    errors_in,
)
from reportgen.model.columns import ColumnType
from reportgen.model.config import Source
from reportgen.model.flags import FlagKind
from reportgen.model.observations import NOT_IN_TABLE, UNTIL, Extract
from reportgen.model.period import Month, months_between
from reportgen.model.query import FILTER_COLUMN, PERIOD_COLUMN, Query
from reportgen.snapshots.store import Shelf, changed

if TYPE_CHECKING:
    import pytest

REFUSALS = (AccessFailed, ConfigInvalid, DataRefused, UpstreamFailed)
"""The ways to say that a question cannot be answered: by what the operator does next."""

OCTOBER = Month(2026, 10)

_PLACES = ("_file", "_row")
_OF_ANSWERS = (FILTER_COLUMN, PERIOD_COLUMN, "yearMonth")
_FIGURE = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")
_LONG_AGO = 240
"""Months before the question, of which nothing was recorded."""


@dataclass(frozen=True)
class Question:
    """What a connector is called with."""

    query: Query
    source: Source
    context: Context


def asked_at(
    root: Path,
    source: Mapping[str, object],
    *columns: str,
    name: str = "source",
    last: Month = OCTOBER,
    months: int = 3,
) -> Question:
    """A question of a client in Tokyo for some columns of the months up to `last`.

    It is asked on the fourth day of the month after, at noon where the client is.
    """
    day = last.plus(1).first_day + timedelta(days=3)
    asked_on = datetime(day.year, day.month, day.day, 3, tzinfo=UTC)
    query = Query(name, columns, months_between(last.plus(1 - months), last))
    context = Context(root, "acme", "Asia/Tokyo", "JPY", asked_on)
    return Question(query, Source.model_validate(source), context)


class ConnectorContract(ABC):
    """The promises of a connector, one test each; a class of tests inherits them.

    `never_told` are words that stand in its credentials or in personal columns of its data: they
    may be in no extract, no message and no line of the log.
    """

    never_told: tuple[str, ...] = ()

    @abstractmethod
    def question(self, root: Path) -> Question:
        """A question that is answered, with rows of the reported month; its files lie in `root`."""

    @abstractmethod
    def refusals(self, root: Path) -> Iterable[Question]:
        """Questions that cannot be answered: a missing month, no credentials, an outage."""

    def test_it_answers_what_was_asked_and_nothing_else(self, tmp_path: Path) -> None:
        """The extract is of this query, and has its columns: all that are asked for, no other."""
        asked, extract = self._answered(tmp_path)
        assert isinstance(extract, Extract), "fetch returns an Extract"
        assert extract.query == asked.query, "the extract is of another query"
        delivered = set(extract.table.columns) - {*_PLACES, UNTIL}
        wanted = set(asked.query.columns)
        for figure in asked.query.figures:
            wanted |= {figure.metric, *figure.by, *_OF_ANSWERS}
        assert delivered - {"date"} == wanted - {"date"}, "columns asked for, and columns delivered"
        assert delivered == set(extract.types), "every column but the places has a type"

    def test_it_is_frozen(self, tmp_path: Path) -> None:
        """Nobody can change what a source said, nor what it says next."""
        asked, extract = self._answered(tmp_path)
        for field in (extract.files, extract.flags, extract.problems):
            assert isinstance(field, tuple), "files, flags and problems are tuples"
        before = extract.content_sha256()
        extract.table["_row"] = 0
        assert _ask(asked).content_sha256() == before, "two answers share one table"

    def test_its_table_is_tidy(self, tmp_path: Path) -> None:
        """Every cell is text in canonical form: plain figures, ISO days, nothing missing unsaid."""
        _, extract = self._answered(tmp_path)
        for name in extract.table.columns:
            if name in _PLACES:
                continue
            kind = ColumnType.DATE if name == UNTIL else extract.types[name]
            for cell in extract.table[name].tolist():
                assert isinstance(cell, str), f"{name}: {cell!r} is not text"
                assert _is_canonical(cell, kind), f"{name}: {cell!r} is no canonical {kind}"

    def test_every_row_is_counted_and_has_its_place(self, tmp_path: Path) -> None:
        """Rows read are rows used, totals, refused or left out, and each used one has its line."""
        _, extract = self._answered(tmp_path)
        numbers = extract.table["_file"].tolist()
        assert all(isinstance(one, int) and 0 <= one < len(extract.files) for one in numbers)
        assert all(isinstance(one, int) and one >= 1 for one in extract.table["_row"].tolist())
        for number, file in enumerate(extract.files):
            used = numbers.count(number)
            assert file.rows_used == used, f"{file.path}: {file.rows_used} rows used, {used} there"
        read = sum(file.rows_read for file in extract.files)
        aside = sum(file.rows_totals + file.rows_refused for file in extract.files)
        aside += sum(extract.excluded.values())
        assert read == extract.rows_used + aside, "a row that was read is not accounted for"

    def test_it_speaks_of_the_months_that_were_asked_for(self, tmp_path: Path) -> None:
        """The reported month is there, and a file that states a month states one of those asked."""
        asked, extract = self._answered(tmp_path)
        months = {file.month for file in extract.files} - {None}
        assert months <= set(asked.query.months), "a file of a month that was not asked for"
        reported = str(asked.query.months[-1])
        assert any(day.startswith(reported) for day in _days(extract)), f"no row of {reported}"

    def test_a_month_of_which_nothing_was_recorded_has_no_rows(self, tmp_path: Path) -> None:
        """It is refused, or a hole: never another month's figures, and never 0."""
        asked = _long_ago(self.question(tmp_path))
        try:
            extract = _ask(asked)
        except REFUSALS:
            return
        reported = str(asked.query.months[-1])
        assert not any(day.startswith(reported) for day in _days(extract)), f"rows of {reported}"

    def test_the_same_data_have_the_same_hash_whenever_they_are_asked_for(
        self, tmp_path: Path
    ) -> None:
        """The hash is that of the content; the one clock is the context's."""
        asked, extract = self._answered(tmp_path)
        assert extract.sha256 == extract.content_sha256(), "sha256 is not the content's"
        assert extract.fetched_at == asked.context.fetched_at, "fetched_at is not the context's"
        later = replace(asked.context, fetched_at=asked.context.fetched_at + timedelta(minutes=1))
        again = _ask(replace(asked, context=later))
        assert again.sha256 == extract.sha256, "the same data, a minute later, have another hash"

    def test_the_day_its_data_speak_of_is_told(self, tmp_path: Path) -> None:
        """As configuration says; never a day that is still to come."""
        asked, extract = self._answered(tmp_path)
        assert type(extract.as_of) is date, "as_of is a day"
        zone = ZoneInfo(asked.source.timezone or asked.context.timezone)
        today = asked.context.fetched_at.astimezone(zone).date()
        agreed = asked.source.as_of
        assert agreed in (None, extract.as_of), "as_of is not the configured one"
        # What is typed in for a month that is not over speaks of its last day.
        assert extract.as_of <= max(today, asked.query.months[-1].last_day), "as_of is to come"

    def test_its_flags_and_warnings_can_be_told(self, tmp_path: Path) -> None:
        """A flag is of a known kind and of one of the files; what stops a report is raised."""
        _, extract = self._answered(tmp_path)
        for flag in extract.flags:
            assert isinstance(flag.kind, FlagKind)
            assert flag.file is None or 0 <= flag.file < len(extract.files)
            assert flag.share is None or 0 < flag.share <= 1
        assert not errors_in(extract.problems), "an extract carries warnings; errors are raised"
        for problem in extract.problems:
            _assert_tells(problem)

    def test_it_comes_back_from_its_snapshot_and_is_not_asked_again(self, tmp_path: Path) -> None:
        """A snapshot holds all of it, and tells that the same question was answered."""
        asked, extract = self._answered(tmp_path)
        shelf = Shelf(tmp_path / "kept", asked.context.client, str(asked.query.months[-1]))
        kept = shelf.load(shelf.write([extract]).id)
        back = kept.extracts[asked.query.source]
        assert back.content_sha256() == extract.sha256, "the snapshot holds something else"
        now = registry.fingerprint(asked.query, asked.source, asked.context)
        news = changed(kept, {asked.query.source: now})
        assert news == (), "an unchanged source counts as changed: are `settings` and `files` said?"

    def test_what_cannot_be_answered_is_refused_with_all_that_helps(self, tmp_path: Path) -> None:
        """By an exception whose class says what to do next; what, where and a hint are said."""
        refused = tuple(map(_refusal, self.refusals(tmp_path)))
        assert refused, "say at least one question that cannot be answered"
        for error in refused:
            assert error.problems, f"{error} carries no problem"
            for problem in error.problems:
                _assert_tells(problem)
                assert problem.is_error, f"{problem.what}: a refusal is no warning"
            for told in _told(error):
                self._assert_not_told(told)

    def test_nothing_personal_or_secret_is_kept_or_logged(
        self, tmp_path: Path, caplog: pytest.LogCaptureFixture
    ) -> None:
        """Neither the extract, nor its snapshot, nor the log has a word that may not be told."""
        with caplog.at_level(0):
            _, extract = self._answered(tmp_path)
        self._assert_not_told(repr(replace(extract, table=extract.table.head(0))))
        for name in extract.table.columns:
            for cell in extract.table[name].unique().tolist():
                self._assert_not_told(str(cell))
        for record in caplog.records:
            self._assert_not_told(record.getMessage())

    def _answered(self, root: Path) -> tuple[Question, Extract]:
        asked = self.question(root)
        return asked, _ask(asked)

    def _assert_not_told(self, words: str) -> None:
        for one in self.never_told:
            # The words themselves are not repeated here either.
            assert one not in words, f"word {self.never_told.index(one)} of never_told is told"


def _ask(asked: Question) -> Extract:
    return registry.fetch(asked.query, asked.source, asked.context)


def _refusal(asked: Question) -> ReportgenError:
    try:
        _ask(asked)
    except REFUSALS as error:
        return error
    raise AssertionError(f"{asked.source.type} answers a question that it should refuse")


def _told(error: BaseException) -> Iterator[str]:
    """All words of an error and of what a traceback would tell of its causes."""
    while True:
        yield f"{error} {error!r} {vars(error)!r}"
        cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        if cause is None:
            return
        error = cause


def _assert_tells(problem: Problem) -> None:
    assert re.fullmatch(r"[A-Z]+[0-9]+", problem.code), f"{problem.code!r} is no code"
    assert problem.what, f"{problem.code} does not say what is wrong"
    assert problem.place.path, f"{problem.code} does not say where"
    assert problem.hint, f"{problem.code} does not say what to do: {problem.what}"


def _long_ago(asked: Question) -> Question:
    query = asked.query
    months = tuple(month.plus(-_LONG_AGO) for month in query.months)
    periods = tuple(one.shifted(-_LONG_AGO // one.grain.months) for one in query.periods)
    return replace(asked, query=replace(query, months=months, periods=periods))


def _days(extract: Extract) -> Iterator[str]:
    for name, kind in extract.types.items():
        if kind in (ColumnType.DATE, ColumnType.DATETIME):
            yield from (cell for cell in extract.table[name] if cell != NOT_IN_TABLE)


def _is_canonical(cell: str, kind: ColumnType) -> bool:
    if cell in ("", NOT_IN_TABLE):
        return True
    if kind in (ColumnType.NUMBER, ColumnType.MONEY, ColumnType.PERCENT):
        return _FIGURE.fullmatch(cell) is not None
    try:
        if kind is ColumnType.DATE:
            return date.fromisoformat(cell[:10]).isoformat() == cell[:10]
        if kind is ColumnType.DATETIME:
            return datetime.fromisoformat(cell) is not None
    except ValueError:
        return False
    return True

"""A connector that breaks a promise of the contract fails the test of that promise."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pandas as pd
import pytest

from reportgen.connectors import manual
from reportgen.connectors.base import Connector, Context
from reportgen.connectors.registry import CONNECTORS
from reportgen.errors import AccessFailed, DataRefused, Place, Problem, ReportgenError
from reportgen.model.config import Source
from reportgen.model.flags import Flag, FlagKind
from reportgen.model.observations import Extract
from reportgen.model.query import Query
from tests.testing.typed_figures import TypedFigures


def changed(change: Callable[[Extract], Extract]) -> Connector:
    """The connector of typed figures, with what it says changed."""

    def fetch(query: Query, source: Source, context: Context) -> Extract:
        return change(manual.fetch(query, source, context))

    return fetch


def hashed(extract: Extract) -> Extract:
    return replace(extract, sha256=extract.content_sha256())


def with_cell(extract: Extract, name: str, cell: str | int) -> Extract:
    kind = "str" if isinstance(cell, str) else "int64"
    table = extract.table.assign(**{name: pd.Series([cell] * len(extract.table), dtype=kind)})
    return hashed(replace(extract, table=table))


SHARED = pd.DataFrame({"date": ["2026-10-01"], "members": ["3380"], "_file": [0], "_row": [1]})
BROKEN: dict[str, tuple[str, Callable[[Extract], Extract]]] = {
    "a column nobody asked for": (
        "test_it_answers_what_was_asked_and_nothing_else",
        lambda one: with_cell(one, "mail", "yamada@x.example"),
    ),
    "a column that is missing": (
        "test_it_answers_what_was_asked_and_nothing_else",
        lambda one: replace(one, table=one.table.drop(columns="members")),
    ),
    "one table for all answers": ("test_it_is_frozen", lambda one: replace(one, table=SHARED)),
    "a number that is no text": (
        "test_its_table_is_tidy",
        lambda one: with_cell(one, "members", 1),
    ),
    "thousands with a comma": (
        "test_its_table_is_tidy",
        lambda one: with_cell(one, "members", "3,380"),
    ),
    "a day as people write it": (
        "test_its_table_is_tidy",
        lambda one: with_cell(one, "date", "2026/10/01"),
    ),
    "a row nobody counted": (
        "test_every_row_is_counted_and_has_its_place",
        lambda one: replace(one, files=(replace(one.files[0], rows_read=2),)),
    ),
    "a row without a file": (
        "test_every_row_is_counted_and_has_its_place",
        lambda one: with_cell(one, "_file", 7),
    ),
    "another month": (
        "test_it_speaks_of_the_months_that_were_asked_for",
        lambda one: with_cell(one, "date", "2025-10-01"),
    ),
    "a hash of the moment": (
        "test_the_same_data_have_the_same_hash_whenever_they_are_asked_for",
        lambda one: replace(one, sha256=one.fetched_at.isoformat()),
    ),
    "a clock of its own": (
        "test_the_same_data_have_the_same_hash_whenever_they_are_asked_for",
        lambda one: replace(one, fetched_at=datetime(2026, 1, 1, tzinfo=UTC)),
    ),
    "a day to come": (
        "test_the_day_its_data_speak_of_is_told",
        lambda one: hashed(replace(one, as_of=date(2027, 1, 1))),
    ),
    "an error as a remark": (
        "test_its_flags_and_warnings_can_be_told",
        lambda one: replace(one, problems=(Problem("RG1", "what", Place("x"), hint="do"),)),
    ),
    "a flag of no file": (
        "test_its_flags_and_warnings_can_be_told",
        lambda one: replace(one, flags=(Flag(FlagKind.SAMPLED, file=3),)),
    ),
    "settings that are not said": (
        "test_it_comes_back_from_its_snapshot_and_is_not_asked_again",
        lambda one: hashed(replace(one, settings="")),
    ),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_a_broken_promise_fails_its_test(
    fault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    test, change = BROKEN[fault]
    monkeypatch.setitem(CONNECTORS, "manual", changed(change))
    with pytest.raises(AssertionError):
        getattr(TypedFigures(), test)(tmp_path)


def test_a_month_made_up_fails_its_test(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = TypedFigures().question(tmp_path)
    october = manual.fetch(asked.query, asked.source, asked.context)

    def fetch(query: Query, source: Source, context: Context) -> Extract:
        return with_cell(replace(october, query=query), "date", str(query.months[-1].first_day))

    monkeypatch.setitem(CONNECTORS, "manual", fetch)
    with pytest.raises(AssertionError, match="rows of 2006-10"):
        TypedFigures().test_a_month_of_which_nothing_was_recorded_has_no_rows(tmp_path)


@pytest.mark.parametrize(
    ("error", "why"),
    [
        (DataRefused("no"), "carries no problem"),
        (DataRefused("no", problems=(Problem("RG1", "no", Place("x")),)), "what to do"),
        (DataRefused("no", problems=(Problem("RG1", "no", Place(""), hint="do"),)), "where"),
        (AccessFailed("s3cret", problems=(Problem("RG1", "no", Place("x"), hint="do"),)), "word 0"),
    ],
)
def test_a_refusal_that_helps_nobody_fails_its_test(
    error: ReportgenError, why: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fetch(query: Query, source: Source, context: Context) -> Extract:
        raise error

    monkeypatch.setitem(CONNECTORS, "manual", fetch)
    tested = TypedFigures()
    tested.never_told = ("s3cret",)
    with pytest.raises(AssertionError, match=why):
        tested.test_what_cannot_be_answered_is_refused_with_all_that_helps(tmp_path)


def test_a_secret_in_the_log_fails_its_test(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fetch(query: Query, source: Source, context: Context) -> Extract:
        logging.getLogger("tills").info("signing in with s3cret")
        return manual.fetch(query, source, context)

    monkeypatch.setitem(CONNECTORS, "manual", fetch)
    tested = TypedFigures()
    tested.never_told = ("s3cret",)
    with pytest.raises(AssertionError, match="word 0 of never_told"):
        tested.test_nothing_personal_or_secret_is_kept_or_logged(tmp_path, caplog)

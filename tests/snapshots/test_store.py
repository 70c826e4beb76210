from __future__ import annotations

import gzip
import io
import json
import os
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import BinaryIO

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportgen.errors import DataRefused, EnvironmentFailed, Level, Place, Problem
from reportgen.model.columns import ColumnType
from reportgen.model.flags import Flag, FlagKind
from reportgen.model.observations import Extract, FileRead, Fingerprint, Query
from reportgen.model.period import Month
from reportgen.snapshots import store
from reportgen.snapshots.codec import pack_table
from reportgen.snapshots.store import Shelf, changed

QUERY = Query("crm", ("deal_id", "amount"), (Month(2026, 9), Month(2026, 10)))


def extract(*rows: tuple[str, str], source: str = "crm", sha256: str = "aa") -> Extract:
    table = pd.DataFrame(
        {
            "deal_id": pd.Series([row[0] for row in rows], dtype="str"),
            "amount": pd.Series([row[1] for row in rows], dtype="str"),
            "_file": pd.Series([0] * len(rows), dtype="int64"),
            "_row": pd.Series(range(2, len(rows) + 2), dtype="int64"),
        }
    )
    file = FileRead(
        "crm_2026-10.csv", sha256, Month(2026, 10), "cp932", 3, len(rows), 1, 0, date(2026, 10, 1)
    )
    warning = Problem("RG417", "totals", Place("crm.csv", 3, rows=(4, 5)), Level.WARNING)
    made = Extract(
        query=replace(QUERY, source=source),
        table=table,
        types={"deal_id": ColumnType.TEXT, "amount": ColumnType.MONEY},
        files=(file,),
        as_of=date(2026, 11, 4),
        fetched_at=datetime(2026, 11, 4, 3, tzinfo=UTC),
        flags=(Flag(FlagKind.SAMPLED, 0, share=0.25, first=date(2026, 10, 1)),),
        excluded={"superseded": 2},
        problems=(warning,),
        settings="how",
    )
    return replace(made, sha256=made.content_sha256())


def assert_equal(first: Extract, second: Extract) -> None:
    assert list(first.table.columns) == list(second.table.columns)
    assert all(list(first.table[name]) == list(second.table[name]) for name in first.table.columns)
    blank = pd.DataFrame()
    assert repr(replace(first, table=blank)) == repr(replace(second, table=blank))


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path, "minato", "2026-10")


texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=8)


@settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(rows=st.lists(st.tuples(texts, texts), max_size=4))
def test_what_is_read_back_is_what_was_written(shelf: Shelf, rows: list[tuple[str, str]]) -> None:
    written = extract(*rows)
    snapshot = shelf.write([written])
    assert_equal(shelf.load(snapshot.id).extracts["crm"], written)


def test_equal_data_are_kept_once_whenever_they_were_fetched(shelf: Shelf) -> None:
    first = extract(("C-1", "100"))
    later = replace(first, fetched_at=datetime(2026, 12, 1, tzinfo=UTC))
    assert shelf.write([first]).id == shelf.write([later]).id
    assert [path.name for path in shelf.folder.iterdir() if path.is_dir()] == [
        shelf.write([first]).id
    ]


def test_the_newest_snapshot_is_the_one_written_last(shelf: Shelf) -> None:
    assert shelf.newest() is None
    first, second = extract(("C-1", "100")), extract(("C-1", "101"))
    old, new = shelf.write([first]).id, shelf.write([second]).id
    assert old != new
    for extract_written, id in ((second, new), (first, old)):
        assert shelf.write([extract_written]).id == id
        newest = shelf.newest()
        assert newest is not None
        assert (newest.id, newest.path) == (id, f".reportgen/snapshots/minato/2026-10/{id}")


def test_a_snapshot_holds_every_source(shelf: Shelf) -> None:
    shelf.write([extract(source="crm"), extract(("a", "1"), source="広告/b")])
    newest = shelf.newest()
    assert newest is not None
    assert sorted(newest.extracts) == ["crm", "広告/b"]


def packed(table: pd.DataFrame) -> bytes:
    file = io.BytesIO()
    pack_table(table, file)
    return file.getvalue()


def test_the_same_table_packs_to_the_same_bytes() -> None:
    table = extract(("C-1", "100")).table
    assert packed(table) == packed(table.copy())
    assert packed(table)[4:8] == b"\x00\x00\x00\x00"


def tampered_table(folder: Path) -> None:
    text = gzip.decompress((folder / "crm.csv.gz").read_bytes()).replace(b"100", b"900")
    (folder / "crm.csv.gz").write_bytes(gzip.compress(text))


def cut_table(folder: Path) -> None:
    content = (folder / "crm.csv.gz").read_bytes()
    (folder / "crm.csv.gz").write_bytes(content[:-9])


def lost_table(folder: Path) -> None:
    (folder / "crm.csv.gz").unlink()


def changed_description(folder: Path) -> None:
    content = json.loads((folder / "crm.json").read_text())
    content["as_of"] = "2026-11-05"
    (folder / "crm.json").write_text(json.dumps(content))


def other_schema(folder: Path) -> None:
    content = json.loads((folder / "crm.json").read_text())
    (folder / "crm.json").write_text(json.dumps(content | {"schema": "reportgen/snapshot@9"}))


def cut_description(folder: Path) -> None:
    (folder / "crm.json").write_text("{")


def lost_source(folder: Path) -> None:
    (folder / "crm.json").unlink()


@pytest.mark.parametrize(
    ("damage", "why"),
    [
        (tampered_table, "its hash is not the one written"),
        (cut_table, "its table cannot be read"),
        (lost_table, "No such file"),
        (changed_description, "its hash is not the one written"),
        (other_schema, "its description is not of schema reportgen/snapshot@1"),
        (cut_description, "its description cannot be read"),
        (lost_source, "its sources are not the ones written"),
    ],
)
def test_a_snapshot_that_is_not_what_was_written_is_refused(
    shelf: Shelf, damage: object, why: str
) -> None:
    id = shelf.write([extract(("C-1", "100"))]).id
    assert callable(damage)
    damage(shelf.folder / id)
    with pytest.raises(DataRefused, match="the snapshot of minato 2026-10 is damaged") as refused:
        shelf.newest()
    (problem,) = refused.value.problems
    assert problem.code == "RG425"
    assert why in problem.why


@pytest.mark.parametrize("id", ["../../../etc", "", "0" * 15, "0" * 16])
def test_what_is_no_id_or_not_there_is_refused(shelf: Shelf, id: str) -> None:
    shelf.write([extract()])
    with pytest.raises(DataRefused):
        shelf.load(id)


@pytest.mark.parametrize("step", range(1, 12))
def test_a_write_that_is_cut_off_leaves_the_last_snapshot_whole(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    old = shelf.write([extract(("C-1", "100"))]).id
    calls = 0

    def full(name: str) -> None:
        nonlocal calls
        calls += 1
        if calls == step:
            raise OSError(28, f"No space left on device ({name})")

    for name in ("fsync", "rename", "replace"):
        real = getattr(os, name)
        monkeypatch.setattr(
            os, name, lambda *args, name=name, real=real: (full(name), real(*args))[1]
        )
    try:
        shelf.write([extract(("C-1", "101"))])
    except EnvironmentFailed as error:
        assert "No space left" in error.message
    monkeypatch.undo()
    newest = shelf.newest()
    assert newest is not None
    assert newest.id == old or newest.extracts["crm"].table["amount"].tolist() == ["101"]
    assert shelf.write([extract(("C-1", "101"))]).id != old


def test_only_sources_with_something_new_to_say_have_changed(shelf: Shelf) -> None:
    held = extract(("C-1", "100"))
    api = extract(("C-1", "100"), source="ga4")
    snapshot = shelf.write([held, api])
    now, asked = held.fingerprint, replace(api.fingerprint, files=None)
    assert changed(snapshot, {"crm": now, "ga4": asked}) == ()
    assert changed(snapshot, {"ga4": replace(asked, settings="another property")}) == ("ga4",)
    assert changed(None, {"crm": now}) == ("crm",)
    assert changed(snapshot, {"crm": now, "ads": asked}) == ("ads",)
    other_bytes = Fingerprint(now.query, now.settings, (("crm_2026-10.csv", "bb"),))
    other_settings = Fingerprint(now.query, "other", now.files)
    other_query = Fingerprint(replace(now.query, columns=("deal_id",)), now.settings, now.files)
    for other in (other_bytes, other_settings, other_query):
        assert changed(snapshot, {"crm": other}) == ("crm",)


@pytest.mark.parametrize("call", ["mkdtemp", "mkstemp"])
def test_an_interrupted_writing_leaves_nothing_half_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    synced = store._synced

    def interrupt(path: Path) -> AbstractContextManager[BinaryIO]:
        if (path.parent.name.startswith(".unfinished-")) == (call == "mkdtemp"):
            raise KeyboardInterrupt
        return synced(path)

    monkeypatch.setattr(store, "_synced", interrupt)
    shelf = Shelf(tmp_path, "minato", "2026-10")
    with pytest.raises(KeyboardInterrupt):
        shelf.write([extract(("C-1", "100"))])
    assert not [path for path in shelf.folder.iterdir() if path.name.startswith(".unfinished-")]

"""A large file is read a little at a time, and says the same as when it is read at once."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import BinaryIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.connectors.exports import files, opening, reading, records, written
from reportgen.errors import DataRefused, Problem
from reportgen.model.observations import Extract
from reportgen.model.tables import growing, words
from tests.connectors import test_totals_agree as shop
from tests.connectors.asking import Workspace, told

CASES = max(200, settings().max_examples // 10)

CRM = {
    "type": "csv",
    "path": "crm.csv",
    "unique_by": ["deal_id"],
    "as_of": "2026-11-04",
    "columns": {
        "案件ID": {"as": "deal_id"},
        "金額": {"as": "amount", "type": "money"},
        "受注日": {"as": "won_on", "type": "date"},
    },
}
ASKED = ("deal_id", "amount", "won_on")


def in_small_pieces(patch: pytest.MonkeyPatch, block: int) -> None:
    """As if a few bytes were many: nothing is held at once, and texts are packed early."""
    patch.setattr(files, "HELD", 16)
    patch.setattr(records, "BLOCK", block)
    patch.setattr(written, "AT_ONCE", 3)
    patch.setattr(growing, "MOST_DIFFERENT", 4)
    for module in (growing, reading, words):
        patch.setattr(module, "AT_ONCE", 2)


def said(workspace: Workspace, *columns: str) -> tuple[str, tuple[Problem, ...]]:
    """What the source says, by its hash, with all problems; of a refused one the problems."""
    try:
        extract = workspace.ask(shop.SOURCE | {"as_of": "2026-11-04"}, *columns)
    except DataRefused as refused:
        return "", refused.problems
    return extract.sha256, extract.problems


@settings(max_examples=CASES)
@given(shop.tables(), st.sampled_from([1, 2, 7, 30, 200]), st.booleans())
def test_where_a_piece_ends_never_matters(table: shop.Table, block: int, has_bare_cr: bool) -> None:
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        workspace = Workspace(Path(folder))
        content = table.written
        if has_bare_cr and b"\r" not in content and b"\n\x00" not in content:
            content = content.replace(b"\n", b"\r")
        workspace.put({"inbox/shop_2026-10.csv": content})
        at_once = said(workspace, "date", "shop", "items", "amount")
        in_small_pieces(patch, block)
        assert said(workspace, "date", "shop", "items", "amount") == at_once


def deals(*lines: str) -> dict[str, str | bytes]:
    return {"crm.csv": "番号,案件ID,金額,受注日\n" + "".join(f"{line}\n" for line in lines)}


def many(count: int) -> list[str]:
    return [f"{n},D-{n:04d},{100 + n % 7},2026-10-{1 + n % 28:02d}" for n in range(count)]


def ask(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Extract:
    in_small_pieces(monkeypatch, 64)
    return workspace.ask(CRM, *ASKED)


def test_ids_and_lines_are_those_of_the_file(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace.put(deals(*many(50)))
    extract = ask(workspace, monkeypatch)
    assert list(extract.table["deal_id"]) == [f"D-{n:04d}" for n in range(50)]
    assert list(extract.table["_row"]) == list(range(2, 52))


def test_an_id_that_lost_its_digits_and_an_empty_one_are_found_among_many(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace.put(deals(*many(40), "x,2.82E+18,1,2026-10-01", "y,,1,2026-10-01"))
    with pytest.raises(DataRefused) as refused:
        ask(workspace, monkeypatch)
    assert [str(one.place) for one in refused.value.problems] == ["crm.csv:42"]


def test_an_id_that_stands_twice_is_found_among_many(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace.put(deals(*many(40), "x,D-0003,1,2026-10-01"))
    with pytest.raises(DataRefused) as refused:
        ask(workspace, monkeypatch)
    (problem,) = refused.value.problems
    assert told(problem).startswith("crm.csv:5+42 RG414 the id D-0003 stands twice")


def test_a_row_of_other_width_is_told_by_its_line(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace.put(deals(*many(30), "x,D-x,1,000,2026-10-01"))
    with pytest.raises(DataRefused) as refused:
        ask(workspace, monkeypatch)
    (problem,) = refused.value.problems
    assert told(problem).startswith("crm.csv:32 RG407 the row has 5 cells, the header has 4")


def test_a_file_that_changes_while_it_is_read_is_refused(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace.put(deals(*many(30)))
    read = opening.as_utf8

    def changing(file: BinaryIO, declared: str | None, path: str) -> tuple[BinaryIO, str]:
        os.utime(workspace.root / "crm.csv", (0, 0))
        return read(file, declared, path)

    monkeypatch.setattr(opening, "as_utf8", changing)
    with pytest.raises(DataRefused, match="the file was changed while it was read"):
        ask(workspace, monkeypatch)

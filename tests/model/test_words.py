"""A compact column of text says what the list of its cells says."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.model.tables import growing
from reportgen.model.tables.cells import Listed
from reportgen.model.tables.growing import GrowingWords
from reportgen.model.tables.word_array import column_of_words
from reportgen.model.tables.words import Words
from reportgen.model.tables.writing import as_json

CELLS = st.lists(st.text('ab店"\\\n, é', max_size=4), max_size=30)


def packed(cells: list[str]) -> Words:
    return Words.packed(np.array([cell.encode() for cell in cells] or [], dtype="S20"))


@given(CELLS)
def test_coded_or_packed_a_column_is_its_cells(cells: list[str]) -> None:
    for words in (Words.of(cells), packed(cells)):
        assert list(words) == cells
        assert words.distinct() == list(dict.fromkeys(cells))
        assert words.is_in(("a", "")).tolist() == [cell in ("a", "") for cell in cells]
        assert words.counts() == {cell: cells.count(cell) for cell in cells}
        assert list(words.translated(str.upper)) == [cell.upper() for cell in cells]
        is_a = words.is_in(("a",))
        assert list(words.where(is_a, "other")) == [c if c == "a" else "other" for c in cells]
        assert list(words.take(is_a)) == [cell for cell in cells if cell == "a"]
        assert words == Words.of(cells)


@given(CELLS, CELLS)
def test_equal_texts_have_equal_numbers_coded_or_packed(one: list[str], two: list[str]) -> None:
    number = dict(zip(one, Words.of(one).numbered().tolist(), strict=True))
    for cell, other in zip(two, packed(two).numbered().tolist(), strict=True):
        assert number.get(cell, other) == other


@given(CELLS)
def test_its_json_is_that_of_the_list(cells: list[str]) -> None:
    for words in (Words.of(cells), packed(cells)):
        written = b"".join(as_json(column_of_words(words))).decode()
        assert written == json.dumps(cells, ensure_ascii=False)


@given(st.lists(CELLS, max_size=4))
def test_in_a_table_it_is_text_like_any_other(parts: list[list[str]]) -> None:
    cells = [cell for part in parts for cell in part]
    column, plain = column_of_words(cells), pd.Series(cells, dtype="str")
    assert column.tolist() == plain.tolist()
    assert (column == "a").tolist() == (plain == "a").tolist()
    assert (column >= "b").tolist() == (plain >= "b").tolist()
    assert column.unique().tolist() == plain.unique().tolist()
    assert pd.factorize(column, sort=True)[0].tolist() == pd.factorize(plain, sort=True)[0].tolist()
    assert pd.concat([column, column]).tolist() == cells + cells
    assert pd.DataFrame({"a": column}).duplicated().tolist() == plain.duplicated().tolist()


@pytest.mark.parametrize("long", ["", "x" * 100])
def test_a_column_is_packed_once_nearly_all_texts_differ_and_stays_the_same(
    monkeypatch: pytest.MonkeyPatch, long: str
) -> None:
    monkeypatch.setattr(growing, "MOST_DIFFERENT", 10)
    column, cells = GrowingWords(), [f"D-{number}" for number in range(40)] + [long, "D-1"]
    for start in range(0, len(cells), 7):
        column.add(Listed(cells[start : start + 7]))
    assert list(column.words()) == cells
    assert column.words().is_packed == (long == "")

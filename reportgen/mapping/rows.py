"""A source's rows ready for its metrics: words translated, days cut, figures exact."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from reportgen.errors import Place, Problem
from reportgen.mapping.figures import DayColumn, FigureColumn
from reportgen.model.columns import ColumnType
from reportgen.model.config import Column, Source
from reportgen.model.observations import NOT_IN_TABLE, UNTIL, Extract
from reportgen.model.period import Month
from reportgen.model.tables.word_array import column_of_words, words_of

DAY_TYPES = (ColumnType.DATE, ColumnType.DATETIME)
FIGURE_TYPES = (ColumnType.NUMBER, ColumnType.MONEY, ColumnType.PERCENT)

Mask = npt.NDArray[np.bool_]
Days = npt.NDArray[np.datetime64]


@dataclass(frozen=True)
class SourceRows:
    """One source's rows; `shape` tells apart rows of tables with different columns."""

    name: str
    client: str
    source: Source
    extract: Extract
    table: pd.DataFrame
    days: Mapping[str, DayColumn]
    figures: Mapping[str, FigureColumn]
    shape: npt.NDArray[np.int64]

    @property
    def months(self) -> tuple[Month, ...]:
        """The months of history, the reported one last."""
        return self.extract.query.months

    @property
    def has_spans(self) -> bool:
        """True where rows speak of several days."""
        return UNTIL in self.table.columns

    def spanned(self, rows: Mask) -> Days:
        """Every day that some rows of several days speak of."""
        if not self.has_spans:
            return np.array([], dtype="datetime64[D]")
        pairs = self.table.loc[rows & np.asarray(self.table[UNTIL] != ""), ["date", UNTIL]]
        days = [
            np.arange(np.datetime64(first[:10]), np.datetime64(last) + 1)
            for first, last in pairs.drop_duplicates().itertuples(index=False)
            if first
        ]
        return np.unique(np.concatenate(days)) if days else np.array([], dtype="datetime64[D]")

    def has(self, column: str) -> Mask:
        """The rows whose table has the column."""
        if column not in self.table.columns:
            return np.zeros(len(self.table), dtype=bool)
        return np.asarray(self.table[column] != NOT_IN_TABLE, dtype=bool)

    def places(self, rows: Mask, field: str) -> list[Place]:
        """Where some rows stand: one place a file, with all their lines."""
        chosen = self.table.loc[rows, ["_file", "_row"]]
        places = []
        for file, lines in chosen.groupby("_file")["_row"]:
            first, *others = sorted(lines.tolist())
            read = self.extract.files[int(str(file))]
            place = Place(read.path, first, field=field, rows=tuple(others), sheet=read.sheet)
            places.append(place)
        return places


def source_rows(
    client: str, source: Source, extract: Extract
) -> tuple[SourceRows, tuple[Problem, ...]]:
    """Prepare an extract; the problems are words that configuration does not know."""
    table = extract.table.copy(deep=False)
    types = extract.types
    rows = SourceRows(
        extract.query.source,
        client,
        source,
        extract,
        table,
        {
            column: DayColumn.of(words_of(table[column]))
            for column, kind in types.items()
            if kind in DAY_TYPES
        },
        {
            column: FigureColumn.of(words_of(table[column]))
            for column, kind in types.items()
            if kind in FIGURE_TYPES
        },
        _shapes(table, tuple(types)),
    )
    problems: list[Problem] = []
    for header, declared in source.columns.items():
        if declared.values is None or declared.as_ not in types:
            continue
        problems += _unknown_words(rows, header, declared, declared.values)
        known = dict(declared.values)
        words = words_of(table[declared.as_])
        said = {word: known.get(word, word) for word in words.distinct()}
        table[declared.as_] = column_of_words(words.translated(said.__getitem__))
    return rows, tuple(problems)


def _shapes(table: pd.DataFrame, columns: tuple[str, ...]) -> npt.NDArray[np.int64]:
    shape: npt.NDArray[np.int64] = np.broadcast_to(np.int64(0), len(table))
    for bit, column in enumerate(columns):
        absent = words_of(table[column]).is_in((NOT_IN_TABLE,))
        if absent.any():
            shape = shape | absent.astype(np.int64) << min(bit, 62)
    return shape


_WHY_KNOWN = {
    ColumnType.STATUS: "a row whose status is not known can neither be counted nor left out",
    ColumnType.TEXT: "under a name of its own it would stand beside those it belongs to",
}


def _unknown_words(
    rows: SourceRows, header: str, column: Column, known: Mapping[str, str]
) -> list[Problem]:
    """Words that are not declared; an empty cell is one where it says a status."""
    problems = []
    words = rows.table[column.as_]
    without = [] if column.type is ColumnType.STATUS else [""]
    for word in words[~words.isin([*known, *without, NOT_IN_TABLE])].unique().tolist():
        found = np.asarray(words == word, dtype=bool)
        listed = ", ".join(known)
        for place in rows.places(found, header):
            empty = f"{header!r} is empty in {len(place.rows) + 1} of the rows"
            unknown = f"{word!r} is not among the values of {header!r}"
            problems.append(
                Problem(
                    "RG410",
                    unknown if word else empty,
                    place,
                    why=_WHY_KNOWN.get(column.type, ""),
                    hint=f"the known words are {listed}; add this one under `values:`",
                )
            )
    return problems

"""Which columns of an export are read: those a query needs, by the headers they stand under."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from reportgen.connectors.base import Context, refusal
from reportgen.connectors.exports.table import Row
from reportgen.errors import Place, Problem
from reportgen.model.config import Source
from reportgen.model.dialects import NormalisedColumn, header_key
from reportgen.model.dialects.column import CURRENCY_SUFFIX, bare_key
from reportgen.model.observations import ColumnType, Query

DAY_TYPES = (ColumnType.DATE, ColumnType.DATETIME)
MOST_HEADERS = 24
"""Headers of a file told in one message."""
FIGURE_TYPES = (ColumnType.NUMBER, ColumnType.MONEY, ColumnType.PERCENT)


@dataclass(frozen=True)
class WantedColumn:
    """A column to read; `is_needed`: a file without it is refused, `is_kept`: the query asked.

    `is_required`: every cell must be filled. The value of a `is_pii` column is never kept or
    told. `values` are the words that configuration translates.
    """

    column: NormalisedColumn
    is_needed: bool
    is_kept: bool
    is_required: bool = False
    is_pii: bool = False
    values: Mapping[str, str] | None = None

    @property
    def name(self) -> str:
        """Our name for the column."""
        return self.column.name

    @property
    def type(self) -> ColumnType:
        """How its cells are read."""
        return self.column.type


@dataclass(frozen=True)
class Wanted:
    """All columns to read of a source, in a stable order, and what its files are known by."""

    columns: tuple[WantedColumn, ...]
    known: frozenset[str]
    unique_by: tuple[str, ...] = ()
    currency: str = ""

    @property
    def least(self) -> int:
        """How many known headers make a row the header."""
        return min(2, len(self.known))

    def of(self, name: str) -> WantedColumn:
        """The column by our name."""
        return next(one for one in self.columns if one.name == name)

    def has(self, name: str) -> bool:
        """True when the column is read, asked for or beside what is."""
        return any(one.name == name for one in self.columns)


@dataclass(frozen=True)
class Beside:
    """What a dialect reads besides what was asked: `needs` by column, and ids of its own."""

    needs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unique_by: tuple[str, ...] = ()


def wanted_columns(
    query: Query,
    source: Source,
    context: Context,
    dialect: Sequence[NormalisedColumn],
    beside: Beside,
) -> Wanted:
    """The columns a query needs of a source; refuses one that nothing declares."""
    defined = {column.name: column for column in dialect}
    defined |= {column.name: column for column in declared_columns(source)}
    settings = {column.as_: column for column in source.columns.values()}
    unique_by = source.unique_by or beside.unique_by
    needed = dict.fromkeys((*query.columns, *unique_by))
    needed |= dict.fromkeys(name for name, setting in settings.items() if setting.required)
    extra = dict.fromkeys(other for name in needed for other in beside.needs.get(name, ()))
    if any(defined[name].type is ColumnType.MONEY for name in needed if name in defined):
        extra |= dict.fromkeys(name for name in ("currency",) if name in defined)
    _refuse_undeclared(needed, defined, query, context)
    columns = []
    for name in dict.fromkeys((*needed, *extra)):
        setting = settings.get(name)
        columns.append(
            WantedColumn(
                defined[name],
                is_needed=name in needed,
                is_kept=name in query.columns,
                is_required=bool(setting and setting.required) or name in unique_by,
                is_pii=bool(setting and setting.pii),
                values=setting.values if setting else None,
            )
        )
    _refuse_personal(columns, query, context)
    known = frozenset(header_key(header) for one in defined.values() for header in one.headers)
    return Wanted(tuple(columns), known, unique_by, source.currency or context.currency)


def declared_columns(source: Source) -> Iterable[NormalisedColumn]:
    """The columns that configuration names by their headers."""
    for header, setting in source.columns.items():
        yield NormalisedColumn(setting.as_, setting.type, (header,))


def _refuse_undeclared(
    needed: Iterable[str],
    defined: Mapping[str, NormalisedColumn],
    query: Query,
    context: Context,
) -> None:
    place = Place(f"configs/{context.client}/client.yml", field=f"sources.{query.source}.columns")
    problems = [
        Problem(
            "RG421",
            f"source {query.source!r} has no column {name!r}",
            place,
            hint=_nearest(name, defined) or "declare it under `columns:` with its header",
        )
        for name in needed
        if name not in defined
    ]
    if problems:
        raise refusal(problems)


def _refuse_personal(columns: Iterable[WantedColumn], query: Query, context: Context) -> None:
    place = Place(f"configs/{context.client}/client.yml", field=f"sources.{query.source}.columns")
    problems = [
        Problem(
            "RG421",
            f"column {one.name!r} is personal (`pii`), so no metric can be made of it",
            place,
            hint="count or group by an id instead",
        )
        for one in columns
        if one.is_pii and one.is_kept
    ]
    if problems:
        raise refusal(problems)


def _nearest(name: str, others: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, list(others), 1)
    return f"did you mean {near[0]!r}?" if near else ""


@dataclass(frozen=True)
class HeaderKeys:
    """A header ready to be searched: its cells as keys, and the same without a currency."""

    row: Row
    keys: tuple[str, ...]
    bare: tuple[str, ...]

    @classmethod
    def of(cls, row: Row) -> HeaderKeys:
        """The keys of a header row."""
        return cls(
            row,
            tuple(header_key(cell) for cell in row.cells),
            tuple(bare_key(cell) for cell in row.cells),
        )


def places_of_any(wanted: Wanted, header: Row) -> list[int]:
    """Where the columns to read may stand in a header."""
    sought = {header_key(words) for one in wanted.columns for words in one.column.headers}
    keys = HeaderKeys.of(header)
    return [
        place
        for place, (key, bare) in enumerate(zip(keys.keys, keys.bare, strict=True))
        if key in sought or bare in sought
    ]


def place_of(column: NormalisedColumn, header: HeaderKeys, path: str, currency: str) -> int | None:
    """The place of a column in a header, None where it is not there.

    A header may end in the currency its amounts are in; another one than the source's is refused.
    """
    for words in column.headers:
        key = header_key(words)
        matches = header.keys if key in header.keys else header.bare
        if key not in matches:
            continue
        if matches.count(key) > 1:
            what = f"the column {words!r} stands twice in the header"
            place = Place(path, header.row.line, field=words)
            raise refusal([Problem("RG404", what, place, hint="export it once")])
        found = matches.index(key)
        _check_suffix(column, header.row, found, path, currency)
        return found
    return None


def _check_suffix(
    column: NormalisedColumn, header: Row, place: int, path: str, currency: str
) -> None:
    words = header.cells[place].strip()
    suffix = CURRENCY_SUFFIX.search(words)
    if column.type is ColumnType.MONEY and suffix and suffix[1] != currency:
        raise refusal(
            [
                Problem(
                    "RG418",
                    f"the column {words!r} is in {suffix[1]}, the source is in {currency}",
                    Place(path, header.line, field=words),
                    hint="amounts of several currencies are never added up; set `currency:`",
                )
            ]
        )


def missing_column(one: WantedColumn, header: Row, path: str) -> Problem:
    """The problem of a header without a column it had, and the header that is nearest to it."""
    words = " or ".join(repr(header) for header in _shown(one.column))
    near = _nearest_header(one.column, header)
    hint = f"the nearest header found is {near!r}; " if near else ""
    return Problem(
        "RG404",
        f"the column {words} is missing from the header",
        Place(path, header.line, field=one.column.headers[0]),
        why=f"the header is: {_listed(header)}",
        hint=f"{hint}export with that column, or write the file's own header under the source's "
        "`columns:`",
    )


def _listed(header: Row) -> str:
    """The cells of a header, the first two dozen of them."""
    words = [cell.strip() for cell in header.cells if cell.strip()]
    more = f" and {len(words) - MOST_HEADERS} more" if len(words) > MOST_HEADERS else ""
    return ", ".join(words[:MOST_HEADERS]) + more


def _shown(column: NormalisedColumn) -> tuple[str, ...]:
    return tuple(words for words in column.headers if words != column.name) or column.headers


def _nearest_header(column: NormalisedColumn, header: Row) -> str:
    by_key = {header_key(cell): cell.strip() for cell in header.cells if cell.strip()}
    for words in column.headers:
        near = difflib.get_close_matches(header_key(words), list(by_key), 1, cutoff=0.5)
        if near:
            return by_key[near[0]]
    return ""

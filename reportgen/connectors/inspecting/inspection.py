"""What the reader sees in a file that no client has declared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from reportgen.connectors.base import refuse_one
from reportgen.connectors.exports.files import FileBytes, FoundFile, read_bytes
from reportgen.connectors.exports.table import RawTable, find_header
from reportgen.connectors.inspecting.grid import Grid, grids_of
from reportgen.connectors.inspecting.inspected_table import InspectedTable, inspected
from reportgen.connectors.inspecting.layout import Layout
from reportgen.connectors.inspecting.recognition import Candidate, candidates
from reportgen.connectors.workbooks.sheets import as_table
from reportgen.errors import DataRefused, Level, Place, Problem, UsageFailed, errors_in


@dataclass(frozen=True)
class Inspection:
    """A file as the reader sees it: which tool wrote it, how, and every table in it.

    `headers` are those by which the tool is known; none for a table of no known tool, whose types
    are inferred. `others` are tools that write as many of its headers.
    """

    file: str
    dialect: str
    encoding: str
    delimiter: str | None
    tables: tuple[InspectedTable, ...]
    headers: tuple[str, ...] = ()
    others: tuple[str, ...] = ()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All that is to be said of its tables."""
        return tuple(problem for table in self.tables for problem in table.problems)

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What a report could not be made with."""
        return errors_in(self.problems)


def inspect(path: Path) -> Inspection:
    """Read a file without knowing whose it is; DataRefused where it cannot be read as any table."""
    contents = _contents(path)
    grids = grids_of(contents.data, str(path))
    found = candidates(grids)
    if not found:
        plain = "xlsx" if grids[0].encoding == "xlsx" else "csv"
        return _inspected(contents, grids, Candidate(plain, ()), ())
    likeliest = [one for one in found if one.weight == found[0].weight]
    chosen, *rest = sorted(
        (_as_one_of(contents, grids, one, found) for one in likeliest), key=_unfitness
    )
    if isinstance(chosen, DataRefused):
        raise chosen
    alike = [one.dialect for one in rest if _unfitness(one) == 0 and isinstance(one, Inspection)]
    return _with_doubt(chosen, alike) if alike else chosen


def _contents(path: Path) -> FileBytes:
    if not path.exists():
        raise UsageFailed(f"there is no file {str(path)!r}", "give the path of an export")
    if path.is_dir():
        raise UsageFailed(f"{str(path)!r} is a folder", "give the path of one file in it")
    real = path.resolve()
    contents = read_bytes(FoundFile(real.name, None), real.parent)
    return replace(contents, found=FoundFile(str(path), None))


def _as_one_of(
    contents: FileBytes, grids: Sequence[Grid], one: Candidate, every: Sequence[Candidate]
) -> Inspection | DataRefused:
    others = tuple(
        other.dialect
        for other in every
        if other is not one and len(other.headers) == len(one.headers)
    )
    try:
        return _inspected(contents, grids, one, others)
    except DataRefused as refused:
        return refused


def _unfitness(one: Inspection | DataRefused) -> int:
    """How little a file fits a tool: the errors it has when it is read as the tool's."""
    return max(1, len(one.problems)) * 1000 if isinstance(one, DataRefused) else len(one.errors)


def _inspected(
    contents: FileBytes, grids: Sequence[Grid], as_one: Candidate, others: tuple[str, ...]
) -> Inspection:
    layout = Layout.of(as_one.dialect, contents.modified)
    tables = _tables(grids, layout)
    if not tables:
        what = "no sheet holds a table with a header"
        hint = "write the names of the columns above the rows"
        raise refuse_one("RG432", what, Place(contents.found.path), hint)
    first, *rest = (
        inspected(table, name, layout)
        for table, name in zip(tables, _names(grids, tables), strict=True)
    )
    of_file = tuple(_not_read(grids, tables))
    return Inspection(
        file=contents.found.path,
        dialect=as_one.dialect,
        encoding=", ".join(dict.fromkeys(grid.encoding for grid in grids)),
        delimiter=grids[0].delimiter,
        tables=(replace(first, problems=(*of_file, *first.problems)), *rest),
        headers=as_one.headers,
        others=others,
    )


def _tables(grids: Sequence[Grid], layout: Layout) -> tuple[RawTable, ...]:
    """The tables of all parts in the file's order, knowing of each other."""
    found = [table for grid in grids for table in _tables_of(grid, layout)]
    return layout.dialect.gather(tuple(found), layout.wanted)


def _tables_of(grid: Grid, layout: Layout) -> Sequence[RawTable]:
    if not grid.rows or (grid.sheet is not None and not _is_table(grid, layout)):
        return ()
    wanted = layout.wanted_in(grid.rows, grid.path)
    tables = layout.dialect.recognise(grid.rows, wanted, grid.path)
    if grid.sheet is not None:
        return [as_table(table, grid.sheet, wanted, grid.path) for table in tables]
    return [replace(table, path=grid.path) for table in tables]


def _is_table(grid: Grid, layout: Layout) -> bool:
    """False for a sheet of notes, or of another kind than the tool's."""
    try:
        wanted = layout.wanted_in(grid.rows, grid.path)
    except DataRefused:
        return False
    return find_header(grid.rows, wanted.known, wanted.least) is not None


def _not_read(grids: Sequence[Grid], tables: Sequence[RawTable]) -> list[Problem]:
    """A warning of the sheets that are passed over."""
    read = {table.sheet for table in tables}
    others = [one.name for one in grids if one.sheet and one.rows and one.name not in read]
    if not others:
        return []
    what = f"sheets that hold no such table are not read: {', '.join(map(repr, others))}"
    return [Problem("RG432", what, Place(grids[0].path), level=Level.WARNING)]


def _names(grids: Sequence[Grid], tables: Sequence[RawTable]) -> list[str]:
    """What each table is called: its sheet, member or file, numbered where several are alike."""
    by_place = {(grid.path, grid.sheet.name if grid.sheet else ""): grid.name for grid in grids}
    names = [by_place[table.path, table.sheet] for table in tables]
    return [
        f"{name} ({names[: at + 1].count(name)})" if names.count(name) > 1 else name
        for at, name in enumerate(names)
    ]


def _with_doubt(one: Inspection, others: Sequence[str]) -> Inspection:
    """The inspection with a warning that other tools write such files too."""
    words = " and ".join((one.dialect, *others))
    first = one.tables[0]
    doubt = Problem(
        "RG419",
        f"exports of {words} have these headers; the file is read as {one.dialect}",
        Place(one.file, first.line),
        level=Level.WARNING,
        hint="write the right one as the source's `type:`",
    )
    return replace(one, tables=(replace(first, problems=(doubt, *first.problems)), *one.tables[1:]))

"""Workbooks (.xlsx) as sheets of rows: every cell the text that an export would have in its place.

Formulas are read as the results the file holds.
"""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from reportgen.connectors.base import refuse_one
from reportgen.connectors.exports.table import HEADER_WITHIN, MOST_COLUMNS, MOST_ROWS, Row
from reportgen.connectors.workbooks.damage import MERGED, NOT_CALCULATED
from reportgen.connectors.workbooks.package import check_package, damaged, sheet_parts
from reportgen.connectors.workbooks.package import is_workbook as is_workbook
from reportgen.connectors.workbooks.sheet_cells import cell_text
from reportgen.connectors.workbooks.sheet_layout import Block, Layout, is_laid_out, scan
from reportgen.errors import DataRefused, Place

if TYPE_CHECKING:
    import openpyxl

LAST_ROW = 1_048_576
MOST_CELLS = 20_000_000


@dataclass(frozen=True)
class Sheet:
    """A sheet by its name; `rows` are those that hold something, without the blanks behind it."""

    name: str
    is_hidden: bool
    rows: tuple[Row, ...]
    hidden_rows: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Workbook:
    """A workbook's bytes, checked; `path` is where they come from."""

    data: bytes
    path: str

    @classmethod
    def checked(cls, data: bytes, path: str) -> Workbook:
        """The workbook; DataRefused for one that is not read, before anything in it is."""
        check_package(data, path)
        return cls(data, path)

    def heads(self) -> tuple[Sheet, ...]:
        """Every sheet with its first rows, among which a header must stand."""
        with _reading(self.path), self._opened() as opened:
            return tuple(opened.head(name) for name in opened.names())

    def sheet(self, name: str) -> Sheet:
        """One sheet with all its rows."""
        with _reading(self.path), self._opened() as opened:
            return opened.whole(name)

    @contextmanager
    def _opened(self) -> Iterator[_Opened]:
        import openpyxl

        with warnings.catch_warnings(), zipfile.ZipFile(io.BytesIO(self.data)) as archive:
            # The library warns of everything it does not keep; nothing of it is read.
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(
                io.BytesIO(self.data), read_only=True, data_only=True, keep_links=False
            )
            yield _Opened(self.path, archive, sheet_parts(archive), book)


@dataclass(frozen=True)
class _Opened:
    """A workbook while it is read; `parts` are the places of its sheets in the archive."""

    path: str
    archive: zipfile.ZipFile
    parts: Mapping[str, str]
    book: openpyxl.Workbook

    def names(self) -> tuple[str, ...]:
        return tuple(name for name in self.book.sheetnames if name in self.parts)

    def head(self, name: str) -> Sheet:
        rows = tuple(islice(self._rows(name, Layout()), HEADER_WITHIN))
        return Sheet(name, self._is_hidden(name), rows)

    def whole(self, name: str) -> Sheet:
        layout = self._layout(name)
        rows = tuple(islice(self._rows(name, layout), MOST_ROWS + 1))
        if len(rows) > MOST_ROWS:
            raise refuse_one("RG406", f"there are more than {MOST_ROWS:,} rows", Place(self.path))
        hidden = layout.hidden_rows.intersection(row.line for row in rows)
        return Sheet(name, self._is_hidden(name), rows, frozenset(hidden))

    def _is_hidden(self, name: str) -> bool:
        return bool(self.book[name].sheet_state != "visible")

    def _layout(self, name: str) -> Layout:
        with self.archive.open(self.parts[name]) as part:
            if not is_laid_out(part):
                return Layout()
        with self.archive.open(self.parts[name]) as part:
            return scan(part)

    def _rows(self, name: str, layout: Layout) -> Iterator[Row]:
        """The rows that hold something, each as long as its last filled cell."""
        sheet = self.book[name]
        # What a sheet says of its own size is often wrong.
        sheet.reset_dimensions()
        merged = _Merged(layout.merged)
        read = 0
        for line, row in enumerate(sheet.iter_rows(), start=1):
            cells = [cell_text(cell) for cell in row]
            for column in layout.not_calculated.get(line, ()):
                cells[column - 1] = NOT_CALCULATED
            merged.mark(line, cells)
            read += len(cells)
            if line > LAST_ROW or read > MOST_CELLS:
                what = f"sheet {name!r} has more than {LAST_ROW:,} rows or {MOST_CELLS:,} cells"
                raise refuse_one("RG406", what, Place(self.path))
            while cells and not cells[-1].strip():
                cells.pop()
            if len(cells) > MOST_COLUMNS:
                what = f"there are more than {MOST_COLUMNS:,} columns"
                raise refuse_one("RG406", what, Place(self.path, line, sheet=name))
            if cells:
                yield Row(line, cells)


class _Merged:
    """The merged cells that the present row runs through; those without a value are no matter."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.ahead = sorted(blocks, reverse=True)
        self.around: list[Block] = []

    def mark(self, line: int, cells: list[str]) -> None:
        self.around = [block for block in self.around if block.bottom >= line]
        while self.ahead and self.ahead[-1].top <= line:
            block = self.ahead.pop()
            if block.left <= len(cells) and cells[block.left - 1].strip():
                self.around.append(block)
        for block in self.around:
            # A cell that is merged away need not stand in the file.
            cells += [""] * (min(block.right, MOST_COLUMNS) - len(cells))
            for column in block.columns_in(line):
                if column <= MOST_COLUMNS:
                    cells[column - 1] = MERGED


@contextmanager
def _reading(path: str) -> Iterator[None]:
    """Whatever a workbook's parts hold, it is read or refused; its library raises of everything."""
    try:
        yield
    except (DataRefused, MemoryError):
        raise
    except Exception as error:
        raise damaged(path, str(error) or type(error).__name__) from error

"""An inspected file for people: what it is, and a list of columns for every table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap
from typing import TYPE_CHECKING

from reportgen.cli.problems import cells, visible

if TYPE_CHECKING:
    from reportgen.connectors.inspecting.inspected_table import (
        InspectedColumn,
        InspectedTable,
        RowCounts,
    )
    from reportgen.connectors.inspecting.inspection import Inspection

_DELIMITERS = {",": "comma", "\t": "tab", ";": "semicolon"}
_MOST_HEADERS = 6
_WIDTH = 100


def text_lines(inspection: Inspection) -> Iterator[str]:
    """What the file is, and every table in it."""
    yield visible(inspection.file)
    yield f"  dialect    {inspection.dialect}: {_why(inspection)}"
    if inspection.others:
        yield f"  or else    {', '.join(inspection.others)} (they write as many of its headers)"
    yield f"  encoding   {inspection.encoding}"
    if inspection.delimiter:
        yield f"  delimiter  {_DELIMITERS[inspection.delimiter]}"
    for table in inspection.tables:
        yield ""
        yield from _table(table)


def _why(inspection: Inspection) -> str:
    headers = inspection.headers
    if not headers:
        return "no known tool's headers; the types of its columns are inferred"
    shown = ", ".join(visible(header) for header in headers[:_MOST_HEADERS])
    more = len(headers) - _MOST_HEADERS
    return f"known by {shown}" + (f" and {more} more" if more > 0 else "")


def _table(table: InspectedTable) -> Iterator[str]:
    days = f"{table.days.start} to {table.days.end}" if table.days else "no days"
    yield visible(table.name)
    yield f"  range      {days}"
    yield f"  currency   {table.currency or 'none named'}"
    yield f"  rows       {_rows(table.rows)}"
    read = [column for column in table.columns if column.type is not None]
    if read:
        yield ""
        yield from _columns(read)
    unread = [visible(column.header) for column in table.columns if column.type is None]
    if unread:
        yield ""
        yield from wrap(
            f"not read ({len(unread)}): {', '.join(unread)}",
            _WIDTH,
            initial_indent="  ",
            subsequent_indent="    ",
        )


def _rows(rows: RowCounts) -> str:
    parts = [f"{rows.read:,} read", f"{rows.used:,} used", f"{rows.totals:,} totals"]
    parts += [f"{count:,} {reason.replace('_', ' ')}" for reason, count in rows.aside.items()]
    rest = rows.read - rows.used - rows.totals - rows.refused - sum(rows.aside.values())
    if rest > 0:
        parts.append(f"{rest:,} folded into others")
    return ", ".join([*parts, f"{rows.refused:,} refused"])


def _columns(columns: Sequence[InspectedColumn]) -> Iterator[str]:
    lines = [("header", "as", "type", "sum"), *(_line(column) for column in columns)]
    widths = [max(cells(line[at]) for line in lines) for at in range(4)]
    for header, name, kind, total in lines:
        words = (
            f"{part}{' ' * (width - cells(part))}"
            for part, width in zip((header, name, kind), widths, strict=False)
        )
        yield f"  {'  '.join(words)}  {' ' * (widths[3] - cells(total))}{total}".rstrip()


def _line(column: InspectedColumn) -> tuple[str, str, str, str]:
    kind = f"{column.type}, inferred" if column.is_inferred else str(column.type)
    total = "" if column.sum is None else f"{column.sum:,f}"
    return visible(column.header), column.name or "", kind, total

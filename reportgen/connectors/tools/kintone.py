"""kintone: a record may take several rows, of which the first is marked with an asterisk."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.connectors.base import refuse_one
from reportgen.connectors.exports.table import RawTable, Row, find_header
from reportgen.connectors.exports.wanted import Wanted
from reportgen.errors import Place
from reportgen.model.dialects.column import header_key

_START = header_key("レコードの開始行")


def recognise(rows: Sequence[Row], wanted: Wanted, path: str) -> tuple[RawTable, ...]:
    """One table of records; the further rows of a record are its tables' and are left aside."""
    at = find_header(rows, wanted.known, wanted.least)
    if at is None:
        raise refuse_one(
            "RG419",
            "no row holds the labels that `columns:` names",
            Place(path, 1),
            "in kintone: the list of records, ･･･, ファイルに書き出す, with レコード番号 and the"
            " first row as 項目名",
        )
    header, body = rows[at], rows[at + 1 :]
    start = next((n for n, cell in enumerate(header.cells) if header_key(cell) == _START), None)
    if start is None:
        return (RawTable(header, body),)
    # A row too short to be told stays, so that its width is refused.
    records = [row for row in body if start >= len(row.cells) or row.cells[start].strip() == "*"]
    further = len(body) - len(records)
    return (RawTable(header, records, aside={"continued": further} if further else {}),)

"""Whose an export is, as far as it says so: the accounts, properties and shops it names.

Analytics write them above the table (`# Account: …`, `# Property: …`); advertising tools and shops
have columns of them, where these were chosen for the export.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from reportgen.connectors.exports.table import Row
from reportgen.model.accounts import account_key

MOST_ROWS = 2_000
"""Rows looked through; an export of several accounts shows them early."""

_ABOVE = re.compile(
    r"#?\s*(?:account|property|customer id|アカウント|プロパティ)(?:\s*(?:id|名))?"
    r"\s*[:：]\s*(?P<name>.+)",
    re.IGNORECASE,
)
_NOBODY = frozenset(("", "--", "total", "合計", "総計", "grand total"))
"""What stands in such a column in rows that are no account's."""

_COLUMNS = frozenset(
    (
        "account",
        "account id",
        "account name",
        "account number",
        "customer id",
        "external customer id",
        "property",
        "property id",
        "アカウント",
        "アカウントid",
        "アカウント名",
        "アカウント番号",
        "お客様id",
        "広告アカウントid",
        "広告アカウント名",
        "広告アカウント",
        "プロパティ",
        "プロパティid",
    )
)


def accounts_in(rows: Sequence[Row]) -> frozenset[str]:
    """Every account a table or the lines above it name, as they are compared."""
    return frozenset(map(account_key, _names(rows))) - _NOBODY


def _names(rows: Sequence[Row]) -> Iterator[str]:
    columns: list[int] = []
    for row in rows[:MOST_ROWS]:
        cells = [cell.strip() for cell in row.cells]
        above = _ABOVE.fullmatch(",".join(cells).rstrip(",").strip('"'))
        if above is not None:
            yield above["name"].strip()
            continue
        found = [at for at, cell in enumerate(cells) if header(cell) in _COLUMNS]
        if found:
            columns = found
            continue
        yield from (cells[at] for at in columns if at < len(cells))


def header(cell: str) -> str:
    """A header as it is compared."""
    return unicodedata.normalize("NFKC", cell).casefold().strip()

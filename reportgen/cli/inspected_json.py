"""An inspected file for programs: one object of JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from reportgen.cli.formats import json_object

if TYPE_CHECKING:
    from reportgen.connectors.inspecting.inspected_table import InspectedColumn, InspectedTable
    from reportgen.connectors.inspecting.inspection import Inspection


def json_lines(inspection: Inspection) -> Iterator[str]:
    """The inspection as JSON; a sum is text, so that no digit of it is lost."""
    shown = {
        "file": inspection.file,
        "dialect": inspection.dialect,
        "candidates": list(inspection.others),
        "encoding": inspection.encoding,
        "delimiter": inspection.delimiter,
        "tables": [_table(table) for table in inspection.tables],
    }
    yield json.dumps(shown, ensure_ascii=False, indent=2)


def _table(table: InspectedTable) -> dict[str, Any]:
    days = table.days
    rows = table.rows
    return {
        "name": table.name,
        "range": {
            "start": days.start.isoformat() if days else None,
            "end": days.end.isoformat() if days else None,
        },
        "currency": table.currency,
        "rows": {
            "read": rows.read,
            "used": rows.used,
            "totals": rows.totals,
            "refused": rows.refused,
        },
        "columns": [_column(column) for column in table.columns],
        "problems": [json.loads(json_object(problem)) for problem in table.problems],
    }


def _column(column: InspectedColumn) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "header": column.header,
        "as": column.name,
        "type": column.type,
        "sum": None if column.sum is None else format(column.sum, "f"),
    }
    return shown | {"inferred": True} if column.is_inferred else shown

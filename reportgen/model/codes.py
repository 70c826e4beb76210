"""Every problem's stable code with its one-line meaning; `reportgen explain CODE` prints more."""

from __future__ import annotations

from collections.abc import Mapping

CODES: Mapping[str, str] = {
    # 4xx data
    "RG401": "a source's file is missing",
    "RG402": "rows that count have no amount",
    "RG403": "a source's file has no data in it",
    "RG404": "a column is missing from an export's header, or stands there twice",
    "RG405": "a file's bytes are not in its encoding",
    "RG406": "a source's path or file cannot be used: outside the workspace, no text, too large",
    "RG407": "a row does not have the header's number of cells, or its quotes do not close",
    "RG408": "a cell cannot be read as its column's type",
    "RG409": "a date can be read in two ways",
    "RG410": "a status word is not among the column's declared values",
    "RG411": "a cell that must not be empty is empty",
    "RG412": "two files claim the same month",
    "RG413": "two files cover the same days",
    "RG414": "an id stands twice with different contents",
    "RG415": "the reported month has no rows, or fewer than agreed",
    "RG416": "a row lies outside the days its file states",
    "RG417": "an export's own totals differ from the sum of its rows",
    "RG418": "amounts are in another currency than the source's",
    "RG419": "a file is not the export its source type names",
    "RG420": "a figure that does not add up is not given for whole months",
    "RG421": "a metric's rows cannot be told: no such column, day or single meaning",
    "RG422": "rows are dated after the day the data speak of",
    "RG423": "the month's hand-typed figures are missing",
    "RG424": "no connector reads this source type",
    "RG425": "a snapshot on disk is not what was written",
}

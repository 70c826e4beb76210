"""Cells that a spreadsheet broke: failed formulas, results it never wrote, cells merged away."""

from __future__ import annotations

from collections.abc import Callable

from reportgen.connectors.exports.cells import UnreadableCell

NOT_CALCULATED = "#NOT CALCULATED!"
"""What a formula's cell holds when the file has no result for it."""

MERGED = "#MERGED!"
"""What a cell holds that is part of a wider one and not its first."""

FAILED = frozenset(
    {
        "#REF!",
        "#N/A",
        "#VALUE!",
        "#DIV/0!",
        "#NAME?",
        "#NUM!",
        "#NULL!",
        "#SPILL!",
        "#CALC!",
        "#FIELD!",
        "#BLOCKED!",
        "#CONNECT!",
        "#UNKNOWN!",
        "#GETTING_DATA",
    }
)
"""What spreadsheets write where a formula failed."""


def unless_damaged(read: Callable[[str], str]) -> Callable[[str], str]:
    """A reader of cells that a spreadsheet may have broken: those are told as what they are."""

    def reader(cell: str) -> str:
        text = cell.strip()
        if text in FAILED:
            raise UnreadableCell(
                f"the spreadsheet's formula failed: {text}",
                "mend the formula, or export again from the tool itself",
            )
        if text == NOT_CALCULATED:
            raise UnreadableCell(
                "the formula's result is not in the file",
                "open the workbook in a spreadsheet program, save it, and put it here again",
            )
        if text == MERGED:
            raise UnreadableCell(
                "the cell is merged with others, which hold the value",
                "take the merged cells apart and write the value into every row",
            )
        return read(cell)

    return reader

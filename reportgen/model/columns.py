"""How the cells of a source's column are to be read."""

from __future__ import annotations

from enum import StrEnum


class ColumnType(StrEnum):
    """How the text of a column is to be read."""

    TEXT = "text"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    DATETIME = "datetime"
    PERCENT = "percent"
    STATUS = "status"

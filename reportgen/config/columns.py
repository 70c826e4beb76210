"""Which columns a source delivers, and how their cells are read."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.model.catalogue import DIMENSIONS, METRICS, is_dimension, metric_named
from reportgen.model.columns import ColumnType
from reportgen.model.config import SOURCE_TYPES, Column, Source
from reportgen.model.dialects import GA4_TYPES, HEADERS, MONTHLY_TYPES, NORMALISED_COLUMNS
from reportgen.model.quantity import Unit

Columns = Mapping[str, ColumnType | None]
"""Columns by our name; None where the vocabulary does not say how they are read."""

DAYS = (ColumnType.DATE, ColumnType.DATETIME)
SUMMABLE = (ColumnType.NUMBER, ColumnType.MONEY)
FIGURES = (*SUMMABLE, ColumnType.PERCENT)

_TYPES: Mapping[str, ColumnType] = {
    "stage": ColumnType.STATUS,
    "created_on": ColumnType.DATE,
    "won_on": ColumnType.DATE,
    "lost_on": ColumnType.DATE,
    "deal_id": ColumnType.TEXT,
    "company": ColumnType.TEXT,
    "channel": ColumnType.TEXT,
    "query": ColumnType.TEXT,
    "page": ColumnType.TEXT,
    "position": ColumnType.NUMBER,
    "amount": ColumnType.MONEY,
} | {column.name: column.type for columns in HEADERS.values() for column in columns}


def is_open(source: Source) -> bool:
    """True when only the source knows its columns: a sheet, typed figures, other packages'."""
    return _is_of_unknown_layout(source.type) and not source.columns


def _is_of_unknown_layout(source_type: str) -> bool:
    return source_type in ("sheet", "manual") or source_type not in SOURCE_TYPES


def columns_of(source: Source) -> Columns:
    """Every column a metric of the source may name."""
    known: dict[str, ColumnType | None] = {}
    if source.type in GA4_TYPES:
        known |= dict.fromkeys(DIMENSIONS, ColumnType.TEXT)
        known |= {
            metric.name: ColumnType.MONEY if metric.unit is Unit.MONEY else ColumnType.NUMBER
            for metric in METRICS.values()
        }
    for name in NORMALISED_COLUMNS.get(source.type, ()):
        known[name] = _TYPES.get(name)
    known |= {column.name: column.type for column in HEADERS.get(source.type, ())}
    known |= {column.as_: column.type for column in source.columns.values()}
    if source.type in MONTHLY_TYPES:
        known.setdefault("date", ColumnType.DATE)
    return known


def has_column(source: Source, name: str) -> bool:
    """True when a metric of the source may name a column."""
    if is_open(source) or name in columns_of(source):
        return True
    is_analytics = source.type in GA4_TYPES
    return is_analytics and (is_dimension(name) or metric_named(name) is not None)


def declared(source: Source, name: str) -> Column | None:
    """What configuration says of a column, by our name."""
    return next((column for column in source.columns.values() if column.as_ == name), None)

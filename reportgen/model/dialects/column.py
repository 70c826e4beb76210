"""A column of an export: our name for it, how its cells are read, the headers above it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from reportgen.model.columns import ColumnType


@dataclass(frozen=True)
class NormalisedColumn:
    """A column by our name, how its cells are read, and the headers tools write above it.

    `adds_up`: the sum over the rows must be what the file's own totals row says. `estimate`: the
    tool counts it approximately, so its total may differ from that sum by a little.
    `blank_is_zero`: the tool leaves the cell empty where it counted nothing.
    """

    name: str
    type: ColumnType
    headers: tuple[str, ...]
    adds_up: bool = False
    estimate: bool = False
    blank_is_zero: bool = False


CURRENCY_SUFFIX = re.compile(r"\s*[(（]([A-Z]{3})[)）]\s*$")
"""What ends a header that says which currency its amounts are in."""


def bare_key(header: str) -> str:
    """The header's key without the currency it ends in."""
    return header_key(CURRENCY_SUFFIX.sub("", header))


@lru_cache(maxsize=8192)
def header_key(header: str) -> str:
    """What makes two headers the same: width, case and spaces do not matter."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", header)).casefold()


def text(name: str, *headers: str) -> NormalisedColumn:
    """A column of words."""
    return NormalisedColumn(name, ColumnType.TEXT, (*headers, name))


def number(name: str, *headers: str, estimate: bool = False) -> NormalisedColumn:
    """A column of counts that add up."""
    return NormalisedColumn(
        name, ColumnType.NUMBER, (*headers, name), adds_up=True, estimate=estimate
    )


def money(name: str, *headers: str) -> NormalisedColumn:
    """A column of amounts that add up."""
    return NormalisedColumn(name, ColumnType.MONEY, (*headers, name), adds_up=True)


def never_summed(name: str, *headers: str) -> NormalisedColumn:
    """A column of counts that overlap between rows."""
    return NormalisedColumn(name, ColumnType.NUMBER, (*headers, name))

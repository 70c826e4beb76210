"""Periods in a graphic: short on an axis, with their year where it begins, and in full in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportgen.formatting import Style, month, short_month
from reportgen.model.period import Month


@dataclass(frozen=True)
class PeriodName:
    """A period on an axis; `year` is empty unless a year begins here."""

    short: str
    year: str = ""


def axis_names(labels: Sequence[str], style: Style) -> tuple[PeriodName, ...]:
    """The periods' names: months without their year, but for the first and each January."""
    return tuple(_axis_name(label, index == 0, style) for index, label in enumerate(labels))


def full_name(label: str, style: Style) -> str:
    """A period's name in a sentence."""
    named = _month(label)
    return label if named is None else month(named, style)


def span_name(labels: Sequence[str], style: Style) -> str:
    """From the first period to the last."""
    names = [full_name(label, style) for label in (*labels[:1], *labels[-1:])]
    between = "〜" if style.is_japanese else "–"
    return between.join(dict.fromkeys(names))


def _axis_name(label: str, is_first: bool, style: Style) -> PeriodName:
    named = _month(label)
    if named is None:
        return PeriodName(label)
    begins = is_first or named.month == 1
    year = label[:4] + ("年" if style.is_japanese else "")
    return PeriodName(short_month(named, style), year if begins else "")


def _month(label: str) -> Month | None:
    """The month a label names as `2026-10`; other periods go by their own name."""
    try:
        return Month.parse(label)
    except ValueError:
        return None

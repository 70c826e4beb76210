"""Dates that end in their year, 08/10/2026: the column tells what stands first, nobody guesses.

One number above 12 tells the order of all dates of its column, in every file of the source. Where
nothing tells it, or two dates tell different orders, the column is refused.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reportgen.connectors.exports.dates import DateOrder, is_order_needed, order_told
from reportgen.errors import Level, Place, Problem
from reportgen.model.tables.words import Words

NO_ORDER = "RG409"
"""The problem of dates that can be read in two ways."""


@dataclass(frozen=True)
class ToldOrder:
    """An order of day and month, and the cell that tells it."""

    order: DateOrder
    place: Place

    def problem(self) -> Problem:
        """That the order was concluded is told, so that a person can say it is not so."""
        return Problem(
            "RG440",
            f"dates of {self.place.field!r} are read with {self.order} first, as {self.place}"
            " tells",
            self.place,
            level=Level.WARNING,
            why="a number above 12 stands there, which can be no month",
            hint="if that is wrong, export dates as YYYY-MM-DD",
        )


def told_by(
    cells: Sequence[str], lines: Sequence[int], path: str, header: str
) -> tuple[ToldOrder | None, Problem | None]:
    """The order that a column's dates tell, or the problem of dates that tell different ones."""
    first: dict[DateOrder, int] = {}
    for text in Words.of(cells).distinct():
        if is_order_needed(text) and (order := order_told(text)) is not None:
            first.setdefault(order, lines[cells.index(text)])
        if len(first) > 1:
            return None, _contradiction(first, path, header)
    for order, line in first.items():
        return ToldOrder(order, Place(path, line, field=header)), None
    return None, None


def settled(
    told: Sequence[Mapping[str, ToldOrder]],
) -> tuple[Mapping[str, ToldOrder], list[Problem]]:
    """The order of each column over all files, and what to say of it: once a column."""
    orders: dict[str, ToldOrder] = {}
    problems: list[Problem] = []
    for of_file in told:
        for column, one in of_file.items():
            before = orders.setdefault(column, one)
            if before is one:
                problems.append(one.problem())
            elif before.order is not one.order:
                problems.append(_other_than_before(one, before))
    return orders, problems


def _contradiction(first: Mapping[DateOrder, int], path: str, header: str) -> Problem:
    start, *others = sorted(first.values())
    return Problem(
        NO_ORDER,
        f"some dates of {header!r} have the day first, others the month",
        Place(path, start, field=header, rows=tuple(others)),
        why="the order of the dates between them cannot be told",
        hint="export dates as YYYY-MM-DD, for example 2026-10-08",
    )


def _other_than_before(one: ToldOrder, before: ToldOrder) -> Problem:
    return Problem(
        NO_ORDER,
        f"dates of {one.place.field!r} have {one.order} first, those of {before.place} have"
        f" {before.order}",
        one.place,
        why="the files come from exports of different settings",
        hint="export dates as YYYY-MM-DD, for example 2026-10-08",
    )

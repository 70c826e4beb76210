"""Shopify's order export: a row per article, of which the first carries what the order says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from reportgen.connectors.base import refusal, refuse_one
from reportgen.connectors.exports.cells import plain
from reportgen.connectors.exports.table import RawTable, Row, TableRead, find_header
from reportgen.connectors.exports.wanted import Wanted
from reportgen.errors import Place, Problem

BESIDE: Mapping[str, tuple[str, ...]] = {"status": ("cancelled_at", "payment_method")}
TEST_GATEWAY = "bogus"


def recognise(rows: Sequence[Row], wanted: Wanted, path: str) -> tuple[RawTable, ...]:
    """One table with its header in the first row."""
    if find_header(rows[:1], wanted.known, wanted.least) is None:
        raise refuse_one(
            "RG419",
            "the first row does not hold the headers of a Shopify order export",
            Place(path, 1),
            "in Shopify: Orders, Export, plain CSV file",
        )
    return (RawTable(rows[0], rows[1:]),)


def one_row_an_order(table: TableRead) -> TableRead:
    """Orders: each article row is added to the order it follows, and the status says it all."""
    firsts, order_of = _orders(table)
    columns = {
        name: [cells[at] for at in firsts]
        for name, cells in table.columns.items()
        if name not in ("cancelled_at", "payment_method")
    }
    if "items" in columns:
        columns["items"] = _items(table.columns["items"], order_of, len(firsts))
    if "status" in columns:
        columns["status"] = _statuses(table, firsts)
    lines = [table.lines[at] for at in firsts]
    return TableRead(table.file, table.path, lines, columns, table.days)


def _orders(table: TableRead) -> tuple[list[int], list[int]]:
    """Where each order starts, and the order that each row belongs to."""
    firsts: list[int] = []
    order_of: list[int] = []
    seen: dict[str, int] = {}
    again = []
    for at, name in enumerate(table.columns["order_id"]):
        if at == 0 or name != table.columns["order_id"][at - 1]:
            if name in seen:
                again.append((name, table.lines[at]))
            seen[name] = len(firsts)
            firsts.append(at)
        order_of.append(len(firsts) - 1)
    if again:
        raise refusal(
            Problem(
                "RG414",
                f"the order {name} stands twice in the file",
                Place(table.path, line, field="Name"),
                hint="export the orders once, sorted by order",
            )
            for name, line in again
        )
    return firsts, order_of


def _items(quantities: Sequence[str], order_of: Sequence[int], orders: int) -> list[str]:
    sums = [Decimal(0)] * orders
    unknown = set()
    for quantity, order in zip(quantities, order_of, strict=True):
        if quantity:
            sums[order] += Decimal(quantity)
        else:
            unknown.add(order)
    return ["" if order in unknown else plain(one) for order, one in enumerate(sums)]


def _statuses(table: TableRead, firsts: Sequence[int]) -> list[str]:
    financial = table.columns["status"]
    cancelled = table.columns.get("cancelled_at")
    payment = table.columns.get("payment_method")
    statuses = []
    for at in firsts:
        if payment and TEST_GATEWAY in payment[at].casefold():
            statuses.append("test")
        elif cancelled and cancelled[at]:
            statuses.append("cancelled")
        else:
            statuses.append(financial[at])
    return statuses

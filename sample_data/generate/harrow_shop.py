"""Harrow & Finch's shop: one Shopify orders export a month.

A month's file holds the orders created in it, and earlier orders that were refunded or paid in it;
those stand there again, whole, with their new state. Later files win.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from sample_data.generate.chance import Chance
from sample_data.generate.harrow_catalogue import (
    FIRST_NAMES,
    LAST_NAMES,
    NOTES,
    STREETS,
    TAGS,
    TOWNS,
)
from sample_data.generate.harrow_orders import Order, orders_of
from sample_data.generate.harrow_story import STORY
from sample_data.generate.months import clock_time
from sample_data.generate.writers import Export, csv_text, pounds

# fmt: off
HEADER = (
    "Name", "Email", "Financial Status", "Paid at", "Fulfillment Status", "Fulfilled at",
    "Accepts Marketing", "Currency", "Subtotal", "Shipping", "Taxes", "Total", "Discount Code",
    "Discount Amount", "Shipping Method", "Created at", "Lineitem quantity", "Lineitem name",
    "Lineitem price", "Lineitem compare at price", "Lineitem sku", "Lineitem requires shipping",
    "Lineitem taxable", "Lineitem fulfillment status", "Billing Name", "Billing Street",
    "Billing Address1", "Billing Address2", "Billing Company", "Billing City", "Billing Zip",
    "Billing Province", "Billing Country", "Billing Phone", "Shipping Name", "Shipping Street",
    "Shipping Address1", "Shipping Address2", "Shipping Company", "Shipping City", "Shipping Zip",
    "Shipping Province", "Shipping Country", "Shipping Phone", "Notes", "Note Attributes",
    "Cancelled at", "Payment Method", "Payment Reference", "Refunded Amount", "Vendor",
    "Outstanding Balance", "Employee", "Location", "Device ID", "Id", "Tags", "Risk Level",
    "Source", "Lineitem discount", "Tax 1 Name", "Tax 1 Value", "Tax 2 Name", "Tax 2 Value",
    "Tax 3 Name", "Tax 3 Value", "Tax 4 Name", "Tax 4 Value", "Tax 5 Name", "Tax 5 Value", "Phone",
    "Receipt Number", "Duties", "Billing Province Name", "Shipping Province Name", "Payment ID",
    "Payment Terms Name", "Next Payment Due At", "Payment References",
)
# fmt: on

FIRST_NUMBER = 10001


def export() -> Export:
    """Every orders export of the client, newest order first; nothing changes after two months."""
    number = FIRST_NUMBER
    previous: list[Order] = []
    for story in STORY:
        month = story.month
        created = orders_of(story, number)
        number += len(created)
        changed = [order for order in previous if order.changed_in(month)]
        rows = [row for order in reversed(changed + created) for row in _rows(order, month.last)]
        yield f"harrow/orders_{story.name}.csv", csv_text([HEADER, *rows]).encode()
        previous = created


def _rows(order: Order, day: date) -> Iterable[list[str]]:
    """The order as exported at the end of a day: order-level fields on its first line only."""
    for position, line in enumerate(order.lines):
        row = dict.fromkeys(HEADER, "")
        if position == 0:
            row |= _order_fields(order, day)
        row |= {
            "Name": f"#{order.number}",
            "Email": _email(order),
            "Lineitem quantity": str(line.quantity),
            "Lineitem name": line.product.name,
            "Lineitem price": pounds(line.price),
            "Lineitem sku": line.product.sku,
            "Lineitem requires shipping": "true",
            "Lineitem taxable": "true",
            "Lineitem fulfillment status": "fulfilled" if _fulfilled(order, day) else "pending",
            "Vendor": "H&F",
            "Lineitem discount": "0.00",
        }
        yield [row[name] for name in HEADER]


def _order_fields(order: Order, day: date) -> dict[str, str]:
    chance = Chance(f"harrow order {order.number}")
    status = order.status_at(day)
    vat = pounds((order.total + 3) // 6)
    paid_at = order.created + timedelta(seconds=2)
    if order.paid_on:
        paid_at = datetime.combine(order.paid_on, time(10, 15))
    fulfilled_at = order.created + timedelta(days=1)
    reference = f"rHF{order.number}"
    has_money = status not in ("pending", "voided")
    cancelled_at = order.created + timedelta(minutes=41)
    fields = {
        "Financial Status": status,
        "Paid at": clock_time(paid_at) if has_money else "",
        "Fulfillment Status": "fulfilled" if _fulfilled(order, day) else "unfulfilled",
        "Fulfilled at": clock_time(fulfilled_at) if _fulfilled(order, day) else "",
        "Accepts Marketing": "yes" if order.customer % 3 else "no",
        "Currency": "GBP",
        "Subtotal": pounds(order.total),
        "Shipping": "0.00",
        "Taxes": vat,
        "Total": pounds(order.total),
        "Discount Code": order.code,
        "Discount Amount": pounds(order.discount),
        "Shipping Method": "Standard",
        "Created at": clock_time(order.created),
        "Notes": chance.pick(NOTES) if chance.happens(0.05) else "",
        "Note Attributes": "gift_wrap: yes" if chance.happens(0.04) else "",
        "Cancelled at": clock_time(cancelled_at) if order.kind in ("voided", "withdrawn") else "",
        "Payment Method": _payment_method(order, chance),
        "Payment Reference": reference,
        "Refunded Amount": pounds(order.refunded_by(day)),
        "Outstanding Balance": pounds(order.total) if status == "pending" else "0.00",
        "Id": str(5_200_000_000_000 + order.number * 131_071),
        "Tags": chance.pick(TAGS) if chance.happens(0.15) else "",
        "Risk Level": "Low",
        "Source": "web",
        "Tax 1 Name": "GB VAT 20%",
        "Tax 1 Value": vat,
        "Payment ID": reference,
        "Billing Name": " ".join(_name(order)),
    }
    return fields | _address(order)


def _fulfilled(order: Order, day: date) -> bool:
    """Parcels leave a day after the order, once it is paid; cancelled ones never."""
    sent = order.created.date() + timedelta(days=1) <= day
    if order.paid_on:
        return order.paid_on <= day
    return sent and order.kind in ("paid", "test")


def _payment_method(order: Order, chance: Chance) -> str:
    if order.kind == "test":
        return "(for testing) Bogus Gateway"
    if order.kind in ("late", "pending"):
        return "Bank Deposit"
    return "PayPal Express Checkout" if chance.happens(0.25) else "Shopify Payments"


def _name(order: Order) -> tuple[str, str]:
    first = FIRST_NAMES[order.customer % len(FIRST_NAMES)]
    return first, LAST_NAMES[order.customer // len(FIRST_NAMES) % len(LAST_NAMES)]


def _email(order: Order) -> str:
    return f"{_name(order)[0].lower()}{order.customer}@mail.example"


def _address(order: Order) -> dict[str, str]:
    """Where it goes; Shopify writes a leading apostrophe before the postcode."""
    town, postcode, county = TOWNS[order.customer % len(TOWNS)]
    street = f"{order.customer % 89 + 1} {STREETS[order.customer % len(STREETS)]}"
    return {
        "Shipping Name": " ".join(_name(order)),
        "Shipping Street": street,
        "Shipping Address1": street,
        "Shipping City": town,
        "Shipping Zip": f"'{postcode} {order.customer % 9}ZZ",
        "Shipping Country": "GB",
        "Shipping Province Name": county,
    }

"""Harrow & Finch's orders: what was bought, discounted and sent back."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Literal

from sample_data.generate.chance import Chance
from sample_data.generate.harrow_analytics import day_weight
from sample_data.generate.harrow_catalogue import DISCOUNT_CODES, PRODUCTS, Product
from sample_data.generate.harrow_story import STORY, HarrowMonth
from sample_data.generate.months import Month

LAST_DAY = STORY[-1].month.last
HOURS = (1.0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 5, 6, 5, 5, 5, 5, 6, 7, 9, 11, 10, 7, 3)
"""How busy each hour of the day is; at night, when the clocks change, nobody orders."""

Kind = Literal["paid", "late", "pending", "voided", "withdrawn", "test"]
"""Paid; paid in a later month; not paid yet; cancelled unpaid; cancelled and refunded; a test."""


@dataclass
class Line:
    """One article of an order; the price in pence."""

    product: Product
    price: int
    quantity: int = 1


@dataclass
class Order:
    """One order of the shop and what became of it; amounts in pence, VAT included."""

    kind: Kind
    created: datetime
    customer: int
    lines: list[Line] = field(default_factory=list)
    number: int = 0
    discount: int = 0
    code: str = ""
    refund: int = 0
    refunded_on: date | None = None
    paid_on: date | None = None

    @property
    def listed(self) -> int:
        """What its lines cost before the discount."""
        return sum(line.price * line.quantity for line in self.lines)

    @property
    def total(self) -> int:
        """What the customer pays; delivery is free and VAT is in the price."""
        return self.listed - self.discount

    def changed_in(self, month: Month) -> bool:
        """True when it was created, refunded or paid in the month."""
        moments = (self.created.date(), self.refunded_on, self.paid_on)
        return any(moment and Month.of(moment) == month for moment in moments)

    def refunded_by(self, day: date) -> int:
        """What had been paid back at the end of a day."""
        return self.refund if self.refunded_on and self.refunded_on <= day else 0

    def status_at(self, day: date) -> str:
        """Shopify's financial status at the end of a day."""
        if self.kind == "voided":
            return "voided"
        if self.kind == "pending" or (self.paid_on and self.paid_on > day):
            return "pending"
        refunded = self.refunded_by(day)
        if refunded == 0:
            return "paid"
        return "refunded" if refunded == self.total else "partially_refunded"


def orders_of(story: HarrowMonth, first_number: int) -> list[Order]:
    """The month's orders, numbered by their moment; the counted ones add up to the story."""
    chance = Chance(f"harrow shop {story.name}")
    is_last = story.month.last == LAST_DAY
    kinds: list[Kind] = ["paid"] * (story.orders if is_last else story.orders - 1)
    kinds.append("pending" if is_last else "late")
    kinds += ["voided"] * chance.whole(3, 6)
    kinds.append("withdrawn")
    kinds += ["test"] * chance.whole(1, 2)
    days = story.month.days()
    weights = [day_weight(day) * chance.between(0.85, 1.15) for day in days]
    orders = [_order(kind, days, weights, chance) for kind in kinds]
    counted = [order for order in orders if order.kind in ("paid", "late")]
    _fill_lines(counted, story, chance)
    for order in orders:
        if order.kind not in ("paid", "late"):
            order.lines = [_line(chance.pick(PRODUCTS), story) for _ in range(chance.whole(1, 2))]
    _refund(orders, chance)
    _reach_net_sales(counted, story, chance)
    orders.sort(key=lambda order: order.created)
    for position, order in enumerate(orders):
        order.number = first_number + position
    return orders


def _order(kind: Kind, days: list[date], weights: list[float], chance: Chance) -> Order:
    day = days[chance.weighted(weights)]
    if kind in ("late", "pending"):
        day = days[-1]
    hour = chance.weighted(HOURS)
    moment = datetime.combine(day, time(hour, chance.whole(0, 59), chance.whole(0, 59)))
    order = Order(kind, moment, customer=int(9000 * chance.fraction() * chance.fraction()))
    if kind == "late":
        order.paid_on = day + timedelta(days=chance.whole(2, 5))
    return order


def _line(product: Product, story: HarrowMonth) -> Line:
    """An article at the month's price: a little cheaper in each earlier year, to 50 pence."""
    years_ago = 2026 - story.month.year
    return Line(product, round(product.price * (1 - 0.025 * years_ago) / 50) * 50)


def _fill_lines(orders: list[Order], story: HarrowMonth, chance: Chance) -> None:
    """Give every order at least one article, and all of them the month's items."""
    for order in orders:
        order.lines = [_line(chance.pick(PRODUCTS), story)]
    for _ in range(story.items - len(orders)):
        order = chance.pick(orders)
        if chance.happens(0.3):
            order.lines[0].quantity += 1
        else:
            order.lines.append(_line(chance.pick(PRODUCTS), story))


def _refund(orders: list[Order], chance: Chance) -> None:
    """About one order in fifty comes back, whole or one article; withdrawn ones within the hour."""
    for order in orders:
        if order.kind == "withdrawn":
            order.refunded_on = order.created.date()
            order.refund = order.total
        elif order.kind == "paid" and chance.happens(0.022):
            day = order.created.date() + timedelta(days=chance.whole(3, 26))
            whole = chance.happens(0.6)
            if day <= LAST_DAY:
                order.refunded_on = day
                order.refund = order.total if whole else order.lines[0].price


def _reach_net_sales(orders: list[Order], story: HarrowMonth, chance: Chance) -> None:
    """Swap articles until a usual discount is left, then give it: net sales are the story's."""
    kept = [order for order in orders if order.refund == 0]
    net = story.net_sales * 100
    least, most = net + net * 25 // 1000, net + net * 45 // 1000
    listed = sum(order.listed - order.refund for order in orders)
    while not least <= listed <= most:
        line = chance.pick(chance.pick(kept).lines)
        other = _line(chance.pick(PRODUCTS), story)
        if (other.price > line.price) == (listed < least):
            listed += (other.price - line.price) * line.quantity
            line.product, line.price = other.product, other.price
    left = listed - net
    for order in chance.shuffled(kept):
        tenth = round(order.listed / 10)
        if left <= order.listed // 4:
            order.discount, order.code = left, "THANKYOU"
            return
        if tenth <= left:
            order.discount, order.code = tenth, chance.pick(DISCOUNT_CODES)
            left -= tenth

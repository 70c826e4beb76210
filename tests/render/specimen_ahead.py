"""The specimen's forecast: thirteen months of orders and three to come."""

from __future__ import annotations

from reportgen.model.blocks import AheadPoint, ForecastBlock
from reportgen.model.period import Month, months_between
from reportgen.model.quantity import Unit
from reportgen.model.text import Text

FORECAST = ForecastBlock(
    heading=Text("受注数の見込み", "Orders: what to expect"),
    sub=Text("実線は実績、破線は見込み", "solid: actual; dashed: expected"),
    kpi="orders",
    labels=tuple(str(month) for month in months_between(Month(2025, 10), Month(2026, 10))),
    values=(5.0, 6.0, 4.0, 6.0, 7.0, 8.0, 7.0, 8.0, 6.0, 8.0, 9.0, 9.0, 9.0),
    targets=(None,) * 6 + (8.0,) * 6 + (10.0,),
    ahead=(
        AheadPoint("2026-11", 8.3, 5.9, 10.5, 7.0, 9.8, 10.0),
        AheadPoint("2026-12", 8.4, 5.4, 11.3, 7.1, 10.0, 10.0),
        AheadPoint("2027-01", 8.8, 5.7, 14.0, 8.1, 11.6, 10.0),
    ),
    unit=Unit.COUNT,
    counter=Text("件", ""),
    sayings=(
        Text("2026年11月の受注数は、約8件の見込みです。", "Orders in November: about 8."),
        Text("これまでの推移から見込みました。", "It follows from the course so far."),
    ),
)

"""A small shop for tests: sales = visits x rate x basket, with figures written in the test."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Mapping
from copy import deepcopy
from datetime import date
from typing import Any

import pandas as pd

from reportgen.analysis.evaluate import Evaluator
from reportgen.analysis.measure import measure
from reportgen.model.config import ClientConfig
from reportgen.model.observations import OBSERVATION_COLUMNS, Observations, Provenance
from reportgen.model.period import Month, Period

OCTOBER = Period.month(Month(2026, 10))

SHOP: dict[str, Any] = {
    "schema": "reportgen/client@1",
    "client": {
        "id": "shop",
        "name": "Shop",
        "timezone": "Europe/London",
        "currency": "GBP",
        "language": "en",
        "fiscal_year_starts": "4",
    },
    "sources": {"web": {"type": "csv", "path": "web.csv"}},
    "metrics": {
        "sessions": {"from": "web", "sum": "sessions", "by": ["channel"]},
        "orders": {"from": "web", "sum": "orders", "by": ["channel"]},
        "revenue": {"from": "web", "sum": "revenue", "unit": "money"},
        "cost": {"from": "web", "sum": "cost", "unit": "money"},
        "followers": {"from": "web", "last": "followers"},
        "users": {"from": "web", "unique": "user"},
    },
    "kgi": {"kpi": "sales", "who": "new customers", "what": "homeware"},
    "tree": {"sales": {"visits": None, "rate": None, "basket": None}},
    "kpis": {
        "sales": {
            "name": "Sales",
            "class": "lagging",
            "unit": "money",
            "direction": "up",
            "formula": "visits * rate * basket",
            "target": {"value": "1200", "by": "2027-03"},
        },
        "visits": {
            "name": "Visits",
            "class": "leading",
            "unit": "count",
            "direction": "up",
            "metric": "sessions",
            "target": {"value": "1000", "by": "2027-03"},
            "lag_months": "1",
        },
        "rate": {
            "name": "Conversion rate",
            "class": "leading",
            "unit": "percent",
            "direction": "up",
            "formula": "orders / sessions",
            "target": {"value": "2%", "by": "2027-03"},
        },
        "basket": {
            "name": "Order value",
            "class": "lagging",
            "unit": "money",
            "direction": "up",
            "formula": "revenue / orders",
            "target": {"value": "60", "by": "2027-03"},
        },
    },
}


def shop(changes: Mapping[str, Any] | None = None, **more: Any) -> ClientConfig:
    """The shop's configuration; `changes` merges into its keys, `more` are other files' values."""
    merged = _merged(deepcopy(SHOP), changes or {})
    return ClientConfig.model_validate({**merged, **more})


def _merged(base: dict[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    for key, value in changes.items():
        if isinstance(value, Mapping) and isinstance(base.get(key), dict) and key != "tree":
            base[key] = _merged(base[key], value)
        else:
            base[key] = value
    return base


def months(metric: str, **values: float) -> list[dict[str, Any]]:
    """Rows of one metric, a value for each month named `m2026_10`, on the month's first day."""
    return [
        _row(date(int(name[1:5]), int(name[6:]), 1), metric, value)
        for name, value in values.items()
    ]


def _row(
    day: date, metric: str, value: float, dimension: str = "", member: str = ""
) -> dict[str, Any]:
    return dict(
        zip(
            OBSERVATION_COLUMNS,
            (day.isoformat(), "day", "web", metric, dimension, member, value, 1.0),
            strict=True,
        )
    )


def member_row(metric: str, month: str, member: str, value: float) -> dict[str, Any]:
    """A row of one member of the channel dimension."""
    return _row(date.fromisoformat(f"{month}-01"), metric, value, "channel", member)


def observed(*rows: list[dict[str, Any]]) -> Observations:
    """Observations of these rows; a metric is known on every day of a month it has a row in."""
    flat = [row for group in rows for row in group]
    table = pd.DataFrame(flat, columns=list(OBSERVATION_COLUMNS))
    known: dict[str, set[date]] = {}
    for row in flat:
        year, month = (int(part) for part in row["date"].split("-")[:2])
        days = {date(year, month, day + 1) for day in range(calendar.monthrange(year, month)[1])}
        known.setdefault(row["metric"], set()).update(days)
    seen = frozenset(day for days in known.values() for day in days)
    return Observations(
        table,
        {"web": seen},
        {metric: known_on(metric, days) for metric, days in known.items()},
    )


def known_on(metric: str, days: Iterable[date]) -> Provenance:
    """The provenance of a metric that is known on these days."""
    return Provenance("web", "sum", metric, "", "date", {}, frozenset(days))


def evaluator(config: ClientConfig, *rows: list[dict[str, Any]]) -> Evaluator:
    """An evaluator over these rows."""
    return Evaluator(config, measure(observed(*rows), config))

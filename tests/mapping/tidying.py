"""A client with one source of a few lines, its observations and its problems."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from reportgen.connectors.base import Context
from reportgen.connectors.registry import fetch
from reportgen.errors import Problem
from reportgen.mapping.queries import queries
from reportgen.mapping.tidy import tidy
from reportgen.model.config import ClientConfig
from reportgen.model.observations import Observations
from reportgen.model.period import Month, Period

OCTOBER = Period.month(Month(2026, 10))


def client(source: Mapping[str, Any], metrics: Mapping[str, Any]) -> ClientConfig:
    """A client in Tokyo with one source called `crm`; every metric is of it."""
    return ClientConfig.model_validate(
        {
            "schema": "reportgen/client@1",
            "client": {
                "id": "minato",
                "name": "Minato",
                "timezone": "Asia/Tokyo",
                "currency": "JPY",
            },
            "sources": {"crm": {"as_of": "2026-11-04"} | dict(source)},
            "metrics": {id: {"from": "crm"} | dict(one) for id, one in metrics.items()},
            "kgi": {"kpi": "goal", "who": "all", "what": "all"},
            "tree": {"goal": None},
            "kpis": {
                "goal": {
                    "name": "Goal",
                    "class": "lagging",
                    "unit": "count",
                    "direction": "up",
                    "qualitative": "true",
                }
            },
        }
    )


class Desk:
    """Files in a workspace, and what becomes of them."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def tidy(
        self,
        files: Mapping[str, str],
        source: Mapping[str, Any],
        metrics: Mapping[str, Any],
        period: Period = OCTOBER,
    ) -> tuple[Observations, tuple[Problem, ...]]:
        for name, text in files.items():
            (self.root / name).write_text(text, encoding="utf-8")
        config = client(source, metrics)
        context = Context(
            self.root, "minato", "Asia/Tokyo", "JPY", datetime(2026, 11, 4, tzinfo=UTC)
        )
        extracts = [
            fetch(query, config.sources[query.source], context) for query in queries(config, period)
        ]
        return tidy(extracts, config)


def total(observations: Observations, metric: str, month: str = "2026-10") -> float | None:
    """The sum of a metric's daily totals in a month; None where there is none."""
    values = by_day(observations, metric, month)
    return sum(values.values()) if values else None


def by_day(observations: Observations, metric: str, month: str = "2026-10") -> dict[str, float]:
    """A metric's daily totals in a month."""
    return {
        day: value
        for (grain, member, day), value in figures(observations, metric).items()
        if grain == "day" and not member and day.startswith(month)
    }


def figures(observations: Observations, metric: str) -> dict[tuple[str, str, str], float]:
    """Every observation of a metric by grain, member and date."""
    table = observations.table[observations.table["metric"] == metric]
    return {
        (row.grain, row.member, str(row.date)[:10]): row.value
        for row in table.itertuples(index=False)
    }

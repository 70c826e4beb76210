"""A month reported before: what became of its deals, by their ids, and of its figures."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from reportgen.connectors.base import Context
from reportgen.connectors.registry import fetch
from reportgen.mapping.queries import queries
from reportgen.mapping.restated import changed_rows, restated_problems
from reportgen.model.observations import Extract
from reportgen.model.period import Month
from reportgen.model.restated import Restated, RestatedFigure
from tests.mapping.tidying import OCTOBER, client

SOURCE = {
    "type": "csv",
    "path": "crm.csv",
    "unique_by": ["deal_id"],
    "columns": {
        "id": {"as": "deal_id", "required": True},
        "stage": {"as": "stage", "type": "status", "values": {"W": "won", "O": "open"}},
        "won": {"as": "won_on", "type": "date"},
        "made": {"as": "created_on", "type": "date"},
        "yen": {"as": "amount", "type": "money"},
    },
}
METRICS = {
    "leads": {"count": "deal_id", "date": "created_on"},
    "won": {"count": "deal_id", "where": {"stage": "won"}, "date": "won_on"},
    "sales": {"sum": "amount", "where": {"stage": "won"}, "date": "won_on", "unit": "money"},
}
HEADER = "id,stage,won,made,yen\n"
THEN = "A,W,2026-09-10,2026-08-01,100\nB,O,,2026-09-02,\nC,O,,2026-10-01,\n"
SEPTEMBER = (Month(2026, 8), Month(2026, 9))


def said(root: Path, rows: str) -> Extract:
    (root / "crm.csv").write_text(HEADER + rows)
    config = client(SOURCE, METRICS)
    context = Context(root, "minato", "Asia/Tokyo", "JPY", datetime(2026, 11, 4, tzinfo=UTC))
    (query,) = queries(config, OCTOBER)
    return fetch(query, config.sources["crm"], context)


def changes(root: Path, now: str) -> dict[str, tuple[str, ...]]:
    config = client(SOURCE, METRICS)
    both = (said(root, THEN), said(root, now))
    found = changed_rows(config.sources["crm"], tuple(config.metrics.values()), both, SEPTEMBER)
    return {str(one.change): one.ids for one in found}


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (THEN, {}),
        (THEN.replace("C,O,,2026-10-01,", "C,W,2026-10-20,2026-10-01,5"), {}),
        (THEN.replace("B,O,,2026-09-02,", "B,W,2026-10-03,2026-09-02,7"), {}),
        (THEN.replace("A,W,2026-09-10,2026-08-01,100\n", ""), {"gone": ("A",)}),
        (THEN.replace("A,W,2026-09-10", "A,O,2026-09-10"), {"reopened": ("A",)}),
        (THEN.replace("A,W,2026-09-10", "A,O,"), {"reopened": ("A",)}),
        (THEN.replace("2026-09-10", "2026-10-10"), {"redated": ("A",)}),
        (THEN.replace(",100", ",90"), {"revalued": ("A",)}),
        (THEN.replace("B,O,,2026-09-02", "B,O,,2026-10-02"), {"redated": ("B",)}),
        (THEN.replace("B,O,,2026-09-02,", "B,W,2026-09-30,2026-09-02,7"), {"late": ("B",)}),
        (THEN + "D,O,,2026-09-30,\n", {"late": ("D",)}),
        (THEN + "D,O,,2026-10-30,\n", {}),
    ],
    ids=[
        "the same",
        "won in the new month",
        "an amount that comes with the new month's win",
        "a deal that disappeared",
        "a deal reopened, its day left behind",
        "a deal reopened",
        "a won day moved into the new month",
        "another amount",
        "another day of creation",
        "won with a day of the reported month",
        "created with a day of the reported month",
        "created in the new month",
    ],
)
def test_what_became_of_a_reported_deal(
    tmp_path: Path, now: str, expected: dict[str, tuple[str, ...]]
) -> None:
    assert changes(tmp_path, now) == expected


def test_deals_of_months_that_an_export_no_longer_covers_are_not_gone(tmp_path: Path) -> None:
    assert changes(tmp_path, "C,O,,2026-10-01,\n") == {}


def test_without_ids_nothing_is_compared(tmp_path: Path) -> None:
    source = {key: value for key, value in SOURCE.items() if key != "unique_by"}
    config = client(source, METRICS)
    both = (said(tmp_path, THEN), said(tmp_path, THEN.replace(",100", ",90")))
    assert not list(
        changed_rows(config.sources["crm"], tuple(config.metrics.values()), both, SEPTEMBER)
    )


def test_a_personal_id_is_neither_asked_for_nor_compared() -> None:
    columns = SOURCE["columns"] | {"id": {"as": "mail", "pii": True}}  # type: ignore[operator]
    metrics = {"won": {"count": "stage", "date": "won_on"}}
    config = client(SOURCE | {"columns": columns, "unique_by": ["mail"]}, metrics)
    (query,) = queries(config, OCTOBER)
    assert "mail" not in query.columns


def test_the_operator_is_told_every_id_and_month(tmp_path: Path) -> None:
    extract = said(tmp_path, THEN)
    config = client(SOURCE, METRICS)
    both = (extract, said(tmp_path, THEN.replace(",100", ",90")))
    rows = changed_rows(config.sources["crm"], tuple(config.metrics.values()), both, SEPTEMBER)
    figures = (
        RestatedFigure("sales", Month(2026, 9), 100.0, 90.0),
        RestatedFigure("sales", Month(2026, 8), 1_200_000.0, None),
    )
    restated = Restated(figures, tuple(rows))
    told = [
        (one.code, str(one.place), one.what)
        for one in restated_problems("minato", restated, {"crm": extract})
    ]
    assert told == [
        ("RG430", "crm.csv", "1 rows of months reported before have another amount: A"),
        (
            "RG430",
            "configs/minato/client.yml",
            "sales is not as it was reported: 2026-09 100 → 90, 2026-08 1,200,000 → unknown",
        ),
    ]

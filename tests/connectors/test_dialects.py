"""Each recognised export in a few lines, its totals and its traps."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from reportgen.connectors.registry import CONNECTORS, connector_of, fetch, fingerprint
from reportgen.errors import ConfigInvalid
from reportgen.model.config import Notes, Source
from reportgen.model.dialects import HEADERS, NORMALISED_COLUMNS
from reportgen.model.observations import Query
from reportgen.model.period import Month
from tests.connectors.asking import OCTOBER, Workspace, rows, told

SHOP = {"type": "shopify_orders", "path": "inbox/orders_{month}.csv", "timezone": "Europe/London"}
ORDERS = """\
Name,Email,Financial Status,Currency,Total,Created at,Lineitem quantity,Cancelled at,\
Payment Method,Refunded Amount
#3,a@x.example,paid,JPY,95.40,2026-10-31 14:30:00 +0000,1,,Card,0.00
#3,a@x.example,,,,,2,,,
#2,b@x.example,paid,JPY,10.00,2026-10-31 15:30:00 +0000,1,,(for testing) Bogus Gateway,0.00
#1,c@x.example,refunded,JPY,20.00,2026-10-01 10:00:00 +0100,1,2026-10-02 10:00:00 +0100,Card,20.00
"""
ORDER = ("order_id", "ordered_on", "amount", "refunded", "status", "items")


def test_shopify_gives_one_row_an_order(workspace: Workspace) -> None:
    workspace.put({"inbox/orders_2026-10.csv": ORDERS})
    extract = workspace.ask(SHOP, *ORDER)
    assert rows(extract) == [
        ("#3", "2026-10-31T23:30:00+09:00", "95.4", "0", "paid", "3"),
        ("#2", "2026-11-01T00:30:00+09:00", "10", "0", "test", "1"),
        ("#1", "2026-10-01T18:00:00+09:00", "20", "20", "cancelled", "1"),
    ]
    assert list(extract.table["_row"]) == [2, 4, 5]
    assert "x.example" not in extract.table.to_csv()


def test_an_order_exported_again_in_a_later_month_counts_once(workspace: Workspace) -> None:
    header, *lines = ORDERS.splitlines(keepends=True)
    september = header + lines[3].replace("2026-10-01", "2026-09-01").replace("refunded", "paid")
    workspace.put({"inbox/orders_2026-09.csv": september, "inbox/orders_2026-10.csv": ORDERS})
    extract = workspace.ask(SHOP, "order_id", "status", "ordered_on")
    assert [row[0] for row in rows(extract)] == ["#3", "#2", "#1"]


def test_an_order_that_comes_back_in_the_same_file_is_refused(workspace: Workspace) -> None:
    lines = ORDERS.splitlines(keepends=True)
    workspace.put({"inbox/orders_2026-10.csv": "".join([*lines, lines[1]])})
    (problem,) = workspace.problems(SHOP, *ORDER)
    assert told(problem).startswith(
        "inbox/orders_2026-10.csv:6 RG414 the order #3 stands twice in the file"
    )


# ---- hand-typed figures


def notes(month: str, **figures: str) -> Notes:
    return Notes.model_validate(
        {"schema": "reportgen/notes@1", "month": month, "manual": {"crm": figures}}
    )


def test_hand_typed_figures_are_a_row_a_month(workspace: Workspace) -> None:
    written = {
        Month(2026, 9): notes("2026-09", margin="45.5%"),
        Month(2026, 10): notes("2026-10", margin="46%", members="3_380"),
    }
    workspace.context = replace(workspace.context, notes=written)
    extract = workspace.ask({"type": "manual"}, "date", "margin", "members")
    assert rows(extract) == [("2026-09-01", "0.455", "\\N"), ("2026-10-01", "0.46", "3380")]
    assert extract.files[1].path == "configs/minato/notes/2026-10.yml"


def test_a_figure_that_was_not_typed_in_is_refused(workspace: Workspace) -> None:
    workspace.context = replace(
        workspace.context, notes={Month(2026, 10): notes("2026-10", margin="46%")}
    )
    (problem,) = workspace.problems({"type": "manual"}, "margin", "members")
    assert told(problem) == (
        "configs/minato/notes/2026-10.yml RG423 'members' of 2026-10 has not been typed in"
        " | write it under manual: {crm: {members: ...}}"
    )


# ---- the table of connectors


def test_a_source_type_without_connector_is_refused(workspace: Workspace) -> None:
    unheard = Source.model_construct(type="unheard_of", path="inbox/x.csv")
    with pytest.raises(ConfigInvalid, match="no connector reads sources of type 'unheard_of'"):
        fetch(Query("crm", ("deal_id",), OCTOBER), unheard, workspace.context)
    assert connector_of("unheard_of") is None


def test_every_connector_delivers_the_columns_that_configuration_may_name() -> None:
    for name in set(HEADERS) & set(NORMALISED_COLUMNS) & set(CONNECTORS):
        delivered = {column.name for column in HEADERS[name]}
        assert set(NORMALISED_COLUMNS[name]) <= delivered


SOURCE = {"type": "google_ads", "path": "inbox/ads_{month}.csv"}
ADS = "Day,Campaign,Cost\n2026-10-01,Brand,7556\n"


def test_a_fingerprint_changes_with_the_bytes_and_with_how_they_are_read(
    workspace: Workspace, tmp_path: Path
) -> None:
    workspace.put({"inbox/ads_2026-10.csv": ADS})
    query = Query("crm", ("date", "cost"), OCTOBER)
    source = Source.model_validate(SOURCE)
    first = fingerprint(query, source, workspace.context)
    assert first == workspace.ask(SOURCE, "date", "cost").fingerprint
    declared = Source.model_validate(SOURCE | {"encoding": "utf-8"})
    assert fingerprint(query, declared, workspace.context) != first
    charged = Source.model_validate(SOURCE | {"fee": {"rate": "20%"}})
    assert fingerprint(query, charged, workspace.context) == first
    workspace.put({"inbox/ads_2026-10.csv": ADS + "\n"})
    assert fingerprint(query, source, workspace.context) != first

"""Every connector of our own keeps the contract that connectors of others are tested by."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import grpc
import pytest

from reportgen.connectors.registry import CONNECTORS
from reportgen.model.query import AskedFigure
from reportgen.testing.connector_contract import (
    ConnectorContract,
    Question,
    asked_at,
)
from tests.connectors.books import book
from tests.connectors.exports import EXPORTS, JAPANESE_CRM
from tests.connectors.ga4.service import NUMBER, PERIODS, Service
from tests.kpi_sheets import filled_sheet
from tests.testing.typed_figures import TypedFigures

DEAL_COLUMNS = ("deal_id", "stage", "amount", "won_on")
JAPANESE_DEALS: Mapping[str, object] = {
    "案件ID": {"as": "deal_id"},
    "氏名": {"as": "person", "pii": True},
    "メール": {"as": "mail", "pii": True},
    "ステージ": {"as": "stage", "type": "status", "values": {"受注": "won", "失注": "lost"}},
    "金額": {"as": "amount", "type": "money"},
    "受注日": {"as": "won_on", "type": "date"},
}
KINTONE = {
    "確度": {"as": "stage", "type": "status", "values": {"受注": "won", "A": "open"}},
    "受注金額": {"as": "amount", "type": "money"},
    "受注日": {"as": "won_on", "type": "date"},
}
ADS = ("date", "campaign", "cost")
ASKED: Mapping[str, tuple[tuple[str, ...], Mapping[str, object]]] = {
    "google_ads": (ADS, {}),
    "meta_ads": (ADS, {}),
    "yahoo_ads": (ADS, {}),
    "line_ads": (ADS, {}),
    "microsoft_ads": (ADS, {}),
    "ga4_export": (("date", "sessions", "sessionDefaultChannelGroup"), {}),
    "search_console": (("date", "clicks", "query"), {}),
    "shopify_orders": (("order_id", "ordered_on", "amount"), {"currency": "JPY"}),
    "salesforce": (DEAL_COLUMNS, {}),
    "hubspot": (DEAL_COLUMNS, {}),
    "zoho": (DEAL_COLUMNS, {}),
    "pipedrive": (DEAL_COLUMNS, {}),
    "kintone": (DEAL_COLUMNS, {"columns": KINTONE}),
    "csv": (DEAL_COLUMNS, {"columns": JAPANESE_DEALS}),
    "xlsx": (DEAL_COLUMNS, {"columns": JAPANESE_DEALS}),
}
FILES = EXPORTS | {"xlsx": book({"S": list(csv.reader(JAPANESE_CRM.splitlines()))})}
PERSONAL = ("山田 太郎", "yamada@x.example", "a@x.example", "b@x.example")


@pytest.fixture(params=sorted(ASKED))
def file_type(request: pytest.FixtureRequest) -> str:
    return str(request.param)


class TestFiles(ConnectorContract):
    """Every type that is read from a file."""

    never_told = PERSONAL

    @pytest.fixture(autouse=True)
    def of_each_type(self, file_type: str) -> None:
        self.type = file_type

    def question(self, root: Path) -> Question:
        return self.of_file(root, FILES[self.type])

    def refusals(self, root: Path) -> Iterator[Question]:
        yield asked_at(root / "nothing", {"type": self.type, "path": "{month}.csv"}, "date")
        yield self.of_file(root / "empty", b"")
        yield self.of_file(root / "half", b"date,name\n2026-10-01,\xe6")
        yield self.of_file(root / "zeros", bytes(4096))
        yield asked_at(root / "away", {"type": self.type, "path": "http://x.example/a.csv"}, "date")

    def of_file(self, root: Path, content: bytes) -> Question:
        columns, settings = ASKED[self.type]
        (root / "inbox").mkdir(parents=True)
        file = root / "inbox" / "export_2026-10.csv"
        file.write_bytes(content)
        made_on = datetime(2026, 11, 2, tzinfo=UTC).timestamp()
        os.utime(file, (made_on, made_on))
        source = {"type": self.type, "path": "inbox/export_{month}.csv"} | dict(settings)
        return asked_at(root, source, *columns)


class TestManual(TypedFigures):
    """Figures typed into the month's notes."""


class TestKpiSheet(ConnectorContract):
    """The monthly figures of a KPI sheet."""

    def question(self, root: Path) -> Question:
        (root / "inbox").mkdir(parents=True)
        (root / "inbox" / "sheet.xlsx").write_bytes(filled_sheet())
        return self.asked(root, "date", "k1", "k4")

    def refusals(self, root: Path) -> Iterator[Question]:
        yield self.asked(root, "date", "k1")
        self.question(root)
        yield self.asked(root, "date", "k9")
        (root / "inbox" / "sheet.xlsx").write_bytes(FILES["xlsx"])
        yield self.asked(root, "date", "k1")

    def asked(self, root: Path, *columns: str) -> Question:
        source = {"type": "sheet", "path": "inbox/sheet.xlsx", "as_of": "2026-11-02"}
        return asked_at(root, source, *columns)


class TestGa4(ConnectorContract):
    """The real client of the GA4 Data API, over gRPC to a server on this machine."""

    never_told = ("private-key-canary",)

    @pytest.fixture(autouse=True)
    def served(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
        self.environment = monkeypatch
        monkeypatch.setenv("HOME", str(tmp_path))
        monkeypatch.delenv("GOOGLE_APPLICATION_CREDENTIALS", raising=False)
        monkeypatch.setenv("REPORTGEN_SECRET__GA4", json.dumps({"private_key": self.never_told[0]}))
        with Service() as self.service:
            monkeypatch.setenv("REPORTGEN_GA4_ENDPOINT", self.service.endpoint)
            yield

    def question(self, root: Path) -> Question:
        return self.of_property(root, NUMBER)

    def refusals(self, root: Path) -> Iterator[Question]:
        yield self.of_property(root, "999999999")
        for code in ("PERMISSION_DENIED", "NOT_FOUND", "INVALID_ARGUMENT", "RESOURCE_EXHAUSTED"):
            self.service.faults = [(grpc.StatusCode[code], "refused")]
            yield self.of_property(root, NUMBER)
        self.environment.delenv("REPORTGEN_GA4_ENDPOINT")
        yield self.of_property(root, NUMBER, auth="ga4")
        yield self.of_property(root, NUMBER)

    def of_property(self, root: Path, number: str, **settings: str) -> Question:
        asked = asked_at(
            root, {"type": "ga4", "property": number} | settings, name="web", months=14
        )
        query = replace(asked.query, figures=(AskedFigure("sessions"),), periods=PERIODS)
        return replace(asked, query=query)


def test_no_connector_is_left_out() -> None:
    assert {*ASKED, "manual", "sheet", "ga4"} == set(CONNECTORS)

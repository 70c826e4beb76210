"""The tests of that package: the contract, over tills that answer on this machine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from shop_tills import KEY, tills

from reportgen.testing.connector_contract import ConnectorContract, Question, asked_at


class TestTills(ConnectorContract):
    never_told = (KEY, "hanako@shop.example")

    @pytest.fixture(autouse=True)
    def served(self, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
        self.environment = monkeypatch
        monkeypatch.setenv("REPORTGEN_SECRET__TILLS", KEY)
        monkeypatch.setenv("REPORTGEN_SECRET__OLD", f"{KEY}-of-last-year")
        with tills() as url:
            monkeypatch.setenv("TILLS_URL", url)
            yield

    def question(self, root: Path) -> Question:
        return self.signed_in_with("tills", root)

    def refusals(self, root: Path) -> Iterator[Question]:
        yield self.signed_in_with("nobody", root)
        yield self.signed_in_with("old", root)
        self.environment.setenv("TILLS_URL", "http://127.0.0.1:1")
        yield self.signed_in_with("tills", root)

    def signed_in_with(self, secret: str, root: Path) -> Question:
        return asked_at(root, {"type": "tills", "auth": secret}, "date", "takings", "receipts")

"""Figures typed into the month's notes, asked for as the contract asks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from reportgen.model.config import Notes
from reportgen.testing.connector_contract import (
    OCTOBER,
    ConnectorContract,
    Question,
    asked_at,
)

TYPED = {"month": "2026-10", "manual": {"hand": {"members": "3_380"}}}


class TypedFigures(ConnectorContract):
    """What is asked of typed figures."""

    def question(self, root: Path) -> Question:
        asked = asked_at(root, {"type": "manual"}, "date", "members", name="hand")
        notes = Notes.model_validate({"schema": "reportgen/notes@1"} | TYPED)
        return replace(asked, context=replace(asked.context, notes={OCTOBER: notes}))

    def refusals(self, root: Path) -> Iterator[Question]:
        yield asked_at(root, {"type": "manual"}, "date", "members", name="hand")

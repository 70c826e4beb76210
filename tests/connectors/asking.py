"""A workspace of a few files, and what a source in it says or refuses."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reportgen.connectors.base import Context
from reportgen.connectors.registry import fetch
from reportgen.errors import DataRefused, Problem
from reportgen.model.config import Source
from reportgen.model.observations import Extract, Query
from reportgen.model.period import Month, months_between

OCTOBER = months_between(Month(2026, 8), Month(2026, 10))


class Workspace:
    """A folder with a source's files in it, and a client in Tokyo who asks them."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.context = self.at(root)

    @staticmethod
    def at(root: Path) -> Context:
        """For whom a workspace's sources are read."""
        fetched_at = datetime(2026, 11, 4, 3, tzinfo=UTC)
        return Context(root, "minato", "Asia/Tokyo", "JPY", fetched_at)

    def put(self, files: Mapping[str, str | bytes]) -> None:
        for name, content in files.items():
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())

    def ask(self, source: Mapping[str, object], *columns: str) -> Extract:
        return fetch(Query("crm", columns, OCTOBER), Source.model_validate(source), self.context)

    def problems(self, source: Mapping[str, object], *columns: str) -> tuple[Problem, ...]:
        with pytest.raises(DataRefused) as refused:
            self.ask(source, *columns)
        return refused.value.problems


def rows(extract: Extract) -> list[tuple[str, ...]]:
    """The extract's rows without file and line."""
    table = extract.table.drop(columns=["_file", "_row"])
    return [tuple(row) for row in table.itertuples(index=False)]


def told(problem: Problem) -> str:
    """A problem as one line: place, code, what, hint."""
    lines = ",".join(str(line) for line in problem.place.rows)
    place = f"{problem.place}+{lines}" if lines else str(problem.place)
    return f"{place} {problem.code} {problem.what} | {problem.hint}"


def warned(extract: Extract) -> list[str]:
    """The codes of an extract's warnings."""
    return [problem.code for problem in extract.problems]


def accounted(extract: Extract) -> tuple[int, int, int, dict[str, int]]:
    """Rows read, used, of totals, and set aside by reason; every row is one of them."""
    read = sum(file.rows_read for file in extract.files)
    totals = sum(file.rows_totals + file.rows_refused for file in extract.files)
    aside = dict(extract.excluded)
    assert read == extract.rows_used + totals + sum(aside.values()), "a row is not accounted for"
    return read, extract.rows_used, totals, aside


def zipped(members: Mapping[str, bytes]) -> bytes:
    """A zip of tables, as tools hand it out."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return archive.getvalue()

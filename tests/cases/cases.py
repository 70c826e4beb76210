"""The acceptance cases: published or derived figures, each with its source."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def case(number: int) -> dict[str, Any]:
    """One case, read from its file."""
    file = Path(__file__).parent / f"case{number:02d}.json"
    read: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return read

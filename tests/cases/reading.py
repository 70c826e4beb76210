"""The acceptance cases: inputs, expected values and tolerance, each with its source."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def case(number: int) -> dict[str, Any]:
    """An acceptance case by its number."""
    file = Path(__file__).parent / f"case{number:02d}.json"
    return dict(json.loads(file.read_text(encoding="utf-8")))

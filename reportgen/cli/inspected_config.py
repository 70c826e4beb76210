"""An inspected file as the source to declare: YAML to paste into client.yml."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportgen.connectors.inspecting.inspection import Inspection
    from reportgen.connectors.inspecting.suggestion import SuggestedColumn, Suggestion

AGENCY_FILE = Path("configs") / "agency.yml"
_MONTH = re.compile(r"(?<!\d)\d{4}-(0[1-9]|1[0-2])(?!\d|-\d)")


def config_lines(inspection: Inspection) -> Iterator[str]:
    """The `sources:` block of a file; words that a person must look at say so."""
    from reportgen.connectors.inspecting.suggestion import suggested

    source = suggested(inspection)
    file = Path(inspection.file)
    yield "# For client.yml; where it has `sources:` already, leave that line out. Correct names,"
    yield "# types and words, and delete the columns that no metric needs."
    yield "sources:"
    yield f"  {_name(file, source.type)}:"
    yield f"    type: {source.type}"
    yield f"    path: {_quoted(_path(file))}"
    if source.currency:
        yield f"    currency: {source.currency}"
    if source.unique_by:
        yield f"    unique_by: [{', '.join(source.unique_by)}]"
    yield from _columns(source)


def _columns(source: Suggestion) -> Iterator[str]:
    if not source.columns:
        return
    yield "    columns:"
    for column in source.columns:
        yield f"      {_quoted(column.header)}: {{{_settings(column)}}}"


def _settings(column: SuggestedColumn) -> str:
    parts = [f"as: {_quoted(column.name)}", f"type: {column.type}"]
    if column.is_personal:
        parts.append("pii: true")
    if column.values:
        words = (f"{_quoted(word)}: {_quoted(ours)}" for word, ours in column.values.items())
        parts.append(f"values: {{{', '.join(words)}}}")
    return ", ".join(parts)


def _path(file: Path) -> str:
    """Where the file lies in its workspace, or should; a month in its name becomes {month}."""
    real = file.resolve()
    root = next((one for one in real.parents if (one / AGENCY_FILE).is_file()), None)
    place = f"inbox/{file.name}" if root is None else real.relative_to(root).as_posix()
    return _MONTH.sub("{month}", place)


def _name(file: Path, type: str) -> str:
    """A name for the source: the file's, without its month."""
    words = re.sub(r"[^a-z0-9]+", "_", _MONTH.sub("", file.stem).lower()).strip("_")
    return words if words[:1].isalpha() and words.isascii() else type


def _quoted(text: str) -> str:
    """A word as YAML that no reader takes for anything else."""
    is_plain = re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", text) is not None
    is_word = text.lower() not in ("true", "false", "yes", "no", "on", "off", "null", "y", "n")
    return text if is_plain and is_word else json.dumps(text, ensure_ascii=False)

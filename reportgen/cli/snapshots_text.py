"""Snapshots as lines of a terminal and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from reportgen.cli.problems import visible
from reportgen.cli.snapshots_found import Standing
from reportgen.model.flags import Flag
from reportgen.model.observations import Extract, Query
from reportgen.snapshots.store import Snapshot

HEADINGS = ("month", "id", "made at", "rows", "sources", "kept as")
HASH_SHOWN = 12


def row(one: Standing) -> tuple[str, ...]:
    """A snapshot as a line of the list."""
    kept = one.kept
    if kept.damage:
        return (kept.shelf.month, kept.id, "damaged", "", "", one.marks)
    made_at = _moment(kept.made_at) if kept.made_at else ""
    return (
        kept.shelf.month,
        kept.id,
        made_at,
        f"{kept.rows:,}",
        " ".join(kept.extracts),
        one.marks,
    )


def damage(one: Standing) -> Iterator[str]:
    """What is wrong with a damaged snapshot, and what to do; nothing of a whole one."""
    kept = one.kept
    if kept.damage:
        yield f"{kept.shelf.path_of(kept.id)} is damaged: {visible(kept.damage)}"
        gone = "the next build reads the sources again" if kept.is_newest else "nothing reads it"
        lost = f"r{one.editions[-1]} was made from it" if one.editions else gone
        yield f"  hint: restore the folder from a backup, or delete it ({lost})"


def summary(one: Standing) -> dict[str, Any]:
    """A snapshot as JSON, without its sources' details."""
    kept = one.kept
    return {
        "month": kept.shelf.month,
        "id": kept.id,
        "path": kept.shelf.path_of(kept.id),
        "made_at": kept.made_at.isoformat() if kept.made_at else None,
        "newest": kept.is_newest,
        "pinned": kept.is_pinned,
        "editions": list(one.editions),
        "rows": kept.rows,
        "sources": list(kept.extracts),
        "damage": kept.damage or None,
    }


def lines(one: Standing, snapshot: Snapshot) -> Iterator[str]:
    """A snapshot with its sources, their questions, files and flags."""
    marks = f"  {one.marks}" if one.marks else ""
    yield f"{one.kept.shelf.client} {one.kept.shelf.month} {snapshot.id}{marks}"
    yield snapshot.path
    for source, extract in snapshot.extracts.items():
        yield ""
        yield from map(visible, _of_source(source, extract))


def _of_source(source: str, extract: Extract) -> Iterator[str]:
    yield f"{source}  {_rows(extract.rows_used)}"
    yield f"  as of {extract.as_of}, fetched {_moment(extract.fetched_at)}"
    yield f"  sha256 {extract.sha256}"
    yield f"  asked for {_asked(extract.query)}"
    for flag in extract.flags:
        yield f"  flag: {_flag(flag)}"
    for problem in extract.problems:
        yield f"  warning[{problem.code}]: {problem.what}"
    for file in extract.files:
        yield f"  {file.path}  {_rows(file.rows_used)}  sha256 {file.sha256[:HASH_SHOWN]}…"


def _asked(query: Query) -> str:
    figures = dict.fromkeys(figure.metric for figure in query.figures)
    return f"{', '.join((*query.columns, *figures))}; {query.months[0]} to {query.months[-1]}"


def _flag(flag: Flag) -> str:
    days = f", {flag.first} to {flag.last}" if flag.first and flag.last else ""
    about = f": {', '.join(flag.about)}" if flag.about else ""
    return f"{flag.kind}{about}{days}"


def details(one: Standing, snapshot: Snapshot) -> dict[str, Any]:
    """A snapshot as JSON, with all of its sources but their tables."""
    return summary(one) | {
        "sources": {source: _source(extract) for source, extract in snapshot.extracts.items()}
    }


def _source(extract: Extract) -> dict[str, Any]:
    return {
        "rows": extract.rows_used,
        "as_of": extract.as_of.isoformat(),
        "fetched_at": extract.fetched_at.isoformat(),
        "sha256": extract.sha256,
        "query": {
            "columns": list(extract.query.columns),
            "figures": list(dict.fromkeys(one.metric for one in extract.query.figures)),
            "months": [str(extract.query.months[0]), str(extract.query.months[-1])],
        },
        "flags": [_flag(flag) for flag in extract.flags],
        "problems": [f"{problem.code} {problem.what}" for problem in extract.problems],
        "files": [
            {"path": file.path, "rows": file.rows_used, "sha256": file.sha256}
            for file in extract.files
        ],
    }


def _rows(count: int) -> str:
    return f"{count:,} row{'' if count == 1 else 's'}"


def _moment(at: datetime) -> str:
    """A moment in the one time that reads the same everywhere."""
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"

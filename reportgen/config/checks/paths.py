"""Paths: below the workspace, with no placeholder but the month."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.config.agreed import Agreed
from reportgen.config.places import Origins, Path
from reportgen.errors import Problem

WrittenPath = tuple[Origins, Path, str]
"""A path as it is written, and where."""


def paths_stay_in_the_workspace(agreed: Agreed) -> Iterator[Problem]:
    """Every path is relative to the workspace, so that it means the same on every machine."""
    agency = agreed.config.agency
    for origins, where, written in paths_of_the_client(agreed):
        yield from outside_workspace(origins, where, written)
    if agency is not None and agency.logo is not None:
        yield from outside_workspace(agreed.client, ("agency", "logo"), agency.logo)
    for origins, where, written in _source_paths(agreed):
        yield from _unknown_placeholders(origins, where, written)


def paths_of_the_client(agreed: Agreed) -> Iterator[WrittenPath]:
    """What is read for this client alone, and where its reports are put."""
    yield from _source_paths(agreed)
    if agreed.config.delivery.folder is not None:
        yield agreed.client, ("delivery", "folder"), agreed.config.delivery.folder
    for index, entry in enumerate(agreed.config.log):
        if entry.evidence.file is not None:
            where: Path = ("entries", index, "evidence", "file")
            yield agreed.files["log.yml"], where, entry.evidence.file


def _source_paths(agreed: Agreed) -> Iterator[WrittenPath]:
    for name, source in agreed.config.sources.items():
        if source.path is not None:
            yield agreed.client, ("sources", name, "path"), source.path


def outside_workspace(origins: Origins, path: Path, written: str) -> Iterator[Problem]:
    """A path that is not relative to the workspace, or leaves it."""
    is_absolute = written.startswith(("/", "~")) or re.match(r"[A-Za-z]:|\w+://", written)
    if is_absolute or "\\" in written or ".." in written.split("/") or not written.strip():
        yield origins.problem(
            "RG142",
            path,
            f"the path {written!r} does not stay in the workspace",
            why="paths are relative to the workspace, so that they mean the same on every machine",
            hint="put the file below the workspace and write its path from there, with `/`",
        )


def _unknown_placeholders(origins: Origins, path: Path, written: str) -> Iterator[Problem]:
    for match in PLACEHOLDER.finditer(written):
        if match[0] != "{month}":
            yield origins.problem(
                "RG143",
                path,
                f"{match[0]!r} is no placeholder",
                hint="only {month} may stand in a path; it is the month as 2026-10",
                part=(match.start(), match[0]),
            )


PLACEHOLDER = re.compile(r"\{[^{}]*\}?|\}")
"""A word in braces, or a brace that has lost its other half."""

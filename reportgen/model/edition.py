"""What a build leaves: pages, documents, and the edition that holds them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from reportgen.model.text import Language


class EditionKind(StrEnum):
    """Only a final edition has a revision and is never overwritten."""

    DRAFT = "draft"
    PROVISIONAL = "provisional"
    FINAL = "final"


@dataclass(frozen=True)
class Html:
    """One language's finished page source with the charts it refers to by name.

    `charts` maps the name in `chart:NAME` to SVG; `assets` the name in `asset:NAME` to bytes.
    """

    language: Language
    text: str
    charts: Mapping[str, str]
    assets: Mapping[str, bytes]


@dataclass(frozen=True)
class Pdf:
    """One language's finished document."""

    language: Language
    content: bytes
    pages: int
    sha256: str


@dataclass(frozen=True)
class Edition:
    """The files of one build, as they stand on disk.

    `revision` is None for drafts. `paths` are relative to the workspace. `held_back` says in words
    why no new revision was made although one was due.
    """

    client: str
    period: str
    kind: EditionKind
    revision: int | None
    paths: tuple[str, ...]
    unchanged: bool = False
    held_back: str = ""

"""Editions on disk: written under temporary names, renamed, and real once their manifest stands.

A draft or provisional build has fixed names and is replaced freely; a final build is an edition
with a revision. Same inputs, no new edition.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from reportgen.errors import EnvironmentFailed
from reportgen.model.edition import Edition, EditionKind, Pdf
from reportgen.model.text import Language

MANIFEST_SCHEMA = "reportgen/manifest@1"


@dataclass(frozen=True)
class Inputs:
    """Hashes of everything an edition is made from; the tool's own version makes none."""

    configuration: str
    templates: str
    notes: str
    snapshots: Mapping[str, str]
    fonts: Mapping[str, str]

    def document(self) -> dict[str, Any]:
        """As the manifest holds them."""
        return {
            "configuration": self.configuration,
            "templates": self.templates,
            "notes": self.notes,
            "snapshots": dict(sorted(self.snapshots.items())),
            "fonts": dict(sorted(self.fonts.items())),
        }


@dataclass(frozen=True)
class Archive:
    """The editions of one client and period below a workspace's `out` folder."""

    root: Path
    client: str
    period: str

    @property
    def folder(self) -> Path:
        """Where the files of this client and period lie."""
        return self.root / "out" / self.period / self.client

    def latest(self) -> int | None:
        """The newest revision that has a manifest."""
        return max(self.revisions(), default=None)

    def has_draft(self) -> bool:
        """Whether a draft stands there."""
        return (self.folder / f"{self._stem}_draft.pdf").is_file()

    def revisions(self) -> tuple[int, ...]:
        """Every revision that has a manifest, the first one first."""
        names = (path.name for path in self.folder.glob(f"{self._stem}_r*.manifest.json"))
        return tuple(
            sorted(
                int(name.removeprefix(f"{self._stem}_r").removesuffix(".manifest.json"))
                for name in names
            )
        )

    def inputs_of(self, revision: int) -> dict[str, Any]:
        """What an edition was made from."""
        inputs: dict[str, Any] = self.manifest_of(revision)["inputs"]
        return inputs

    def manifest_of(self, revision: int) -> dict[str, Any]:
        """An edition's manifest."""
        path = self.folder / f"{self._stem}_r{revision}.manifest.json"
        try:
            manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
            _, _ = manifest["inputs"], manifest["files"]
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise EnvironmentFailed(
                f"{self._relative(path)} cannot be read: {error}",
                "restore it from a backup; without it nobody can say what the edition was made of",
            ) from error
        return manifest

    def whole(self, name: str, sha256: str) -> bytes:
        """A file of an edition, with the very bytes its manifest speaks of."""
        path = self.folder / name
        try:
            content = path.read_bytes()
        except OSError as error:
            raise EnvironmentFailed(
                f"{self._relative(path)} cannot be read: {error.strerror}",
                "restore it from a backup",
            ) from error
        if hashlib.sha256(content).hexdigest() != sha256:
            raise EnvironmentFailed(
                f"{self._relative(path)} is not the file that was made: its hash differs",
                "restore it from a backup; reportgen verify looks at all editions",
            )
        return content

    def approvals_path(self, revision: int) -> Path:
        """Where the approvals of an edition are written."""
        return self.folder / f"{self._stem}_r{revision}.approval.jsonl"

    def report_of(self, revision: int) -> dict[str, Any]:
        """The report.json of an edition."""
        path = self.folder / f"{self._stem}_r{revision}.json"
        try:
            report: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise EnvironmentFailed(
                f"{self._relative(path)} cannot be read: {error}",
                "restore it from a backup; without it nobody can say what was agreed then",
            ) from error
        return report

    def existing(self, revision: int) -> Edition:
        """An edition as it stands, for a build that made no new one."""
        paths = tuple(
            self._relative(path)
            for path in sorted(self.folder.glob(f"{self._stem}_r{revision}.*"))
            if path.suffix == ".pdf"
        )
        return Edition(self.client, self.period, EditionKind.FINAL, revision, paths, unchanged=True)

    def store(
        self,
        kind: EditionKind,
        pdfs: tuple[Pdf, ...],
        report: Mapping[str, Any],
        letter: str,
        about: About,
    ) -> Edition:
        """Write a build's files; the manifest of a final one comes last and makes it an edition."""
        revision = about.revision if kind is EditionKind.FINAL else None
        stem = f"{self._stem}_draft" if revision is None else f"{self._stem}_r{revision}"
        files = {self._pdf_name(stem, pdf.language, pdfs[0].language): pdf.content for pdf in pdfs}
        files[f"{stem}.json"] = _json_bytes(report)
        files[f"{stem}.mail.txt"] = letter.encode()
        manifest = self._manifest(kind, revision, files, about)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            if revision is not None and self.latest() == revision:
                raise EnvironmentFailed(
                    f"{self.client}: another build made r{revision} in the meantime",
                    "build again; the edition that stands is left as it is",
                )
            for name, content in files.items():
                write_whole(self.folder / name, content)
            if revision is not None:
                write_whole(self.folder / f"{stem}.manifest.json", _json_bytes(manifest))
        except OSError as error:
            raise EnvironmentFailed(
                f"{error.filename or self.folder} cannot be written: {error.strerror}",
                "free disk space or mend the folder's permissions, then build again",
            ) from error
        paths = tuple(self._relative(self.folder / name) for name in files if name.endswith(".pdf"))
        return Edition(self.client, self.period, kind, revision, paths, held_back=about.held_back)

    @property
    def _stem(self) -> str:
        return f"{self.client}_{self.period}"

    def _relative(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()

    def _pdf_name(self, stem: str, language: Language, first: Language) -> str:
        return f"{stem}.pdf" if language is first else f"{stem}.{language}.pdf"

    def _manifest(
        self, kind: EditionKind, revision: int | None, files: Mapping[str, bytes], about: About
    ) -> dict[str, Any]:
        return {
            "schema": MANIFEST_SCHEMA,
            "client": self.client,
            "period": self.period,
            "kind": str(kind),
            "revision": revision,
            "inputs": about.inputs.document(),
            "files": {name: hashlib.sha256(content).hexdigest() for name, content in files.items()},
            "tool": about.tool,
            "made_at": about.made_at.isoformat(timespec="seconds"),
            "why": about.why,
            "problems": list(about.problems),
        }


@dataclass(frozen=True)
class About:
    """What a manifest says besides the files: inputs, when, with which tool, why, and problems."""

    inputs: Inputs
    revision: int
    made_at: datetime
    tool: str
    problems: tuple[str, ...]
    why: str = "first edition"
    held_back: str = ""


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that a reader sees the old one or the new one, never a part."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with temporary.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _json_bytes(document: Mapping[str, Any]) -> bytes:
    return (json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()

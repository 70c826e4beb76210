"""Who approved which document: the hash of its bytes, a name, a time; withdrawn by a later line.

out/<period>/<client>/<stem>_r1.approval.jsonl     a line for each approval and withdrawal
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from reportgen.errors import EnvironmentFailed


@dataclass(frozen=True)
class Approval:
    """Somebody's word for the very bytes of an edition."""

    by: str
    at: datetime
    pdf_sha256: str


@dataclass(frozen=True)
class Approvals:
    """The approvals of one edition."""

    path: Path

    def standing(self, pdf_sha256: str) -> Approval | None:
        """The approval in force for these bytes; None where there is none, or it was withdrawn."""
        standing: Approval | None = None
        for line in self._lines():
            if line["event"] == "unapproved":
                standing = None
            elif line["pdf_sha256"] == pdf_sha256:
                standing = Approval(
                    line["by"], datetime.fromisoformat(line["at"]), line["pdf_sha256"]
                )
        return standing

    def approve(self, approval: Approval) -> None:
        """Write an approval down."""
        self._add("approved", approval)

    def unapprove(self, withdrawal: Approval) -> None:
        """Withdraw what was approved; the line of the approval stays."""
        self._add("unapproved", withdrawal)

    def _add(self, event: str, one: Approval) -> None:
        line = {
            "event": event,
            "by": one.by,
            "at": one.at.isoformat(timespec="seconds"),
            "pdf_sha256": one.pdf_sha256,
        }
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")

    def _lines(self) -> list[dict[str, Any]]:
        try:
            written = self.path.read_text(encoding="utf-8").splitlines()
            return [json.loads(line) for line in written]
        except FileNotFoundError:
            return []
        except (OSError, ValueError) as error:
            raise EnvironmentFailed(
                f"{self.path.name} cannot be read: {error}", "restore it, or approve again"
            ) from error

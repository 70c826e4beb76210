"""What was sent, and what was only meant to be: written down before and after, never lost.

.reportgen/sent/<client>/<period>/<key>.json      one letter on one way
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from reportgen.errors import EnvironmentFailed
from reportgen.model.delivery import Channel, Letter, Receipt, ReceiptState, Way

FOLDER = ".reportgen/sent"


@dataclass(frozen=True)
class Ledger:
    """The receipts of one client's month."""

    root: Path
    client: str
    period: str

    @property
    def folder(self) -> Path:
        """Where its receipts lie."""
        return self.root / FOLDER / self.client / self.period

    def of(self, key: str) -> Receipt | None:
        """What became of a letter; None where it was never meant to be sent."""
        path = self.folder / f"{key}.json"
        try:
            said = json.loads(path.read_text(encoding="utf-8"))
            return Receipt(
                key=key,
                channel=Channel(said["channel"]),
                revision=int(said["revision"]),
                state=ReceiptState(said["state"]),
                at=datetime.fromisoformat(said["at"]),
                why=str(said["why"]),
            )
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise EnvironmentFailed(
                f"{path.relative_to(self.root)} cannot be read: {error}",
                "restore it; without it nobody can say whether the report was sent",
            ) from error

    def all(self) -> Iterator[Receipt]:
        """Every receipt, in the order of their keys."""
        for path in sorted(self.folder.glob("*.json")) if self.folder.is_dir() else ():
            receipt = self.of(path.stem)
            if receipt is not None:
                yield receipt

    def write(
        self, way: Way, letter: Letter, state: ReceiptState, at: datetime, why: str = ""
    ) -> Receipt:
        """Write down what becomes of a letter, so that it outlives a fall of the machine."""
        receipt = Receipt(way.key(letter), way.channel, letter.revision, state, at, why)
        document = {
            "schema": "reportgen/receipt@1",
            "client": letter.client,
            "period": letter.period,
            "revision": letter.revision,
            "channel": str(way.channel),
            "to": [*way.to, *way.cc],
            "content": letter.sha256,
            "state": str(state),
            "at": at.isoformat(timespec="seconds"),
            "why": why,
        }
        content = (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / f"{receipt.key}.json"
        temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
        with temporary.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
        return receipt

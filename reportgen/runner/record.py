"""The record of a run: which clients, how each ended, what it took; ids, codes and counts only.

.reportgen/runs/<run-id>/run.json     the run as it stands, replaced as it goes on
.reportgen/runs/<run-id>/log.jsonl    one line an event, as they came
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from reportgen.errors import UsageFailed
from reportgen.runner.supervisor import TaskEnded

FOLDER = ".reportgen/runs"
SCHEMA = "reportgen/run@1"


@dataclass(frozen=True)
class Ordered:
    """What a run was asked for: its period as written, its clients, and its command line."""

    month: str
    clients: tuple[str, ...]
    command: tuple[str, ...]


class RunRecord:
    """One run's record, written as the run goes on."""

    def __init__(self, root: Path, began: datetime, ordered: Ordered) -> None:
        self.id = f"{began:%Y%m%dT%H%M%S.%f}-{os.getpid()}"
        self.folder = root / FOLDER / self.id
        self.folder.mkdir(parents=True)
        self._log = (self.folder / "log.jsonl").open("a", encoding="utf-8")
        self._document: dict[str, Any] = {
            "schema": SCHEMA,
            "id": self.id,
            "month": ordered.month,
            "command": list(ordered.command),
            "began": began.isoformat(timespec="seconds"),
            "ended": None,
            "exit_code": None,
            "lacking": [],
            "clients": {client: {"state": "waiting"} for client in ordered.clients},
        }
        self._write()

    def lacks(self, lacking: tuple[str, ...]) -> None:
        """Note what the machine could not take away from the children."""
        self._document["lacking"] = list(lacking)
        self._write()

    def note(self, now: datetime, event: str, **facts: object) -> None:
        """Add a line to the log."""
        line = {"at": now.isoformat(timespec="milliseconds"), "event": event, **facts}
        self._log.write(json.dumps(line, ensure_ascii=True) + "\n")
        self._log.flush()

    def ended(self, now: datetime, one: TaskEnded) -> None:
        """Note how a client ended."""
        client = one.task.client
        facts = {key: value for step in one.steps for key, value in step.facts.items()}
        state = "done" if one.exit_code == 0 else "locked" if one.locked else "failed"
        self._document["clients"][client] = {
            "state": state,
            "exit_code": one.exit_code,
            "tries": one.tries,
            **facts,
            "steps": [
                {
                    "name": step.step,
                    "exit_code": step.exit_code,
                    "stopped_for": step.reason or None,
                    "seconds": round(step.seconds, 3),
                    "cpu_seconds": round(step.cpu_seconds, 3),
                    "memory": step.memory,
                }
                for step in one.steps
            ],
        }
        self.note(now, "client", client=client, state=state, exit_code=one.exit_code)
        self._write()

    def close(self, now: datetime, exit_code: int) -> None:
        """Note the end of the run; clients that were not begun stay `waiting`."""
        self._document |= {
            "ended": now.isoformat(timespec="seconds"),
            "exit_code": exit_code,
        }
        self.note(now, "end", exit_code=exit_code)
        self._write()
        self._log.close()

    def _write(self) -> None:
        content = json.dumps(self._document, ensure_ascii=False, indent=1) + "\n"
        temporary = self.folder / f".run.json.{os.getpid()}.tmp"
        temporary.write_text(content, encoding="utf-8")
        temporary.replace(self.folder / "run.json")


@dataclass(frozen=True)
class PastRun:
    """A run as its record tells it."""

    id: str
    document: Mapping[str, Any] = field(default_factory=dict)

    @property
    def month(self) -> str:
        """The period it was asked for, as written."""
        return str(self.document.get("month", ""))

    @property
    def clients(self) -> Mapping[str, Mapping[str, Any]]:
        """How each client ended."""
        found: Mapping[str, Mapping[str, Any]] = self.document.get("clients", {})
        return found

    @property
    def unfinished(self) -> tuple[str, ...]:
        """The clients that failed, or were never begun."""
        return tuple(id for id, one in self.clients.items() if one.get("state") != "done")


def past_runs(root: Path) -> Iterator[PastRun]:
    """Every run of a workspace, the newest first; one whose record is damaged holds nothing."""
    folder = root / FOLDER
    for one in sorted(folder.iterdir(), reverse=True) if folder.is_dir() else ():
        try:
            document = json.loads((one / "run.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            document = {}
        yield PastRun(one.name, document if isinstance(document, dict) else {})


def past_run(root: Path, id: str) -> PastRun:
    """The run of an id, its beginning, or `last`."""
    runs = tuple(past_runs(root))
    found = runs[:1] if id == "last" else [one for one in runs if one.id.startswith(id)]
    if len(found) != 1:
        there = ", ".join(one.id for one in runs[:5]) or "none yet"
        raise UsageFailed(
            f"there is {'no' if not found else 'more than one'} run {id!r}",
            f"the last ones are: {there}",
        )
    return found[0]

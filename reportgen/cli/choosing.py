"""Which clients a run is for: by name, tag or share, by what earlier runs left, and by the day."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from reportgen.config import Workspace, chosen_clients, load_client
from reportgen.errors import UsageFailed
from reportgen.model.config import ClientConfig
from reportgen.model.workdays import Workdays
from reportgen.runner.record import past_runs

REPROCESS = ("none", "failed", "all")


@dataclass(frozen=True)
class Choosing:
    """What was written on the command line about which clients.

    `shard` is (i, n): the i-th of n shares, by a hash of the client's id, so that each machine of
    several makes the same share every time. `reprocess` says what an earlier run of the same month
    leaves to do: all, what failed, or only what was never begun.
    """

    names: tuple[str, ...] = ()
    is_all: bool = False
    tag: str | None = None
    shard: tuple[int, int] | None = None
    reprocess: str = "all"
    on_workday: int | None = None


def chosen(workspace: Workspace, choosing: Choosing, month: str, now: datetime) -> tuple[str, ...]:
    """The clients of a run, in the order of their ids; UsageFailed where a name is none."""
    clients = chosen_clients(workspace, choosing.names, choosing.is_all or bool(choosing.tag))
    rules: list[Callable[[str], bool]] = []
    if choosing.shard is not None:
        mine, of = choosing.shard
        rules.append(lambda client: share_of(client, of) == mine)
    if choosing.reprocess != "all":
        left = _left(workspace.root, month, choosing.reprocess)
        rules.append(left)
    if choosing.tag is not None:
        tag = choosing.tag
        rules.append(lambda client: tag in _tags(workspace, client))
    if choosing.on_workday is not None:
        due = choosing.on_workday
        rules.append(lambda client: _is_workday(workspace, client, due, now))
    return tuple(client for client in clients if all(rule(client) for rule in rules))


def share_of(client: str, shares: int) -> int:
    """Which of so many shares a client is in, from 1."""
    digest = hashlib.sha256(client.encode()).digest()
    return int.from_bytes(digest[:8], "big") % shares + 1


def read_shard(written: str | None) -> tuple[int, int] | None:
    """`2/3` is the second of three shares."""
    if written is None:
        return None
    parts = re.fullmatch(r"([1-9]\d{0,3})/([1-9]\d{0,3})", written, re.ASCII)
    if parts is None or int(parts[1]) > int(parts[2]):
        raise UsageFailed(f"{written!r} is no share", "write for example --shard 1/3")
    return int(parts[1]), int(parts[2])


def _left(root: Path, month: str, reprocess: str) -> Callable[[str], bool]:
    """Whether the last run of the month that knew a client leaves something to do."""
    states: dict[str, str] = {}
    for run in past_runs(root):
        if run.month == month:
            for client, one in run.clients.items():
                if one.get("state") != "locked":  # another run made it then
                    states.setdefault(client, str(one.get("state")))
    if reprocess == "failed":
        return lambda client: states.get(client, "waiting") != "done"
    return lambda client: states.get(client, "waiting") == "waiting"


def _tags(workspace: Workspace, client: str) -> Sequence[str]:
    config = _config(workspace, client)
    return () if config is None else config.client.tags


def _is_workday(workspace: Workspace, client: str, due: int, now: datetime) -> bool:
    """Whether today, where the client is, is the so-manieth working day of the month.

    A client whose configuration cannot be read is not left out in silence: its run says why.
    """
    config = _config(workspace, client)
    if config is None:
        return True
    today = now.astimezone(ZoneInfo(config.client.timezone)).date()
    days = Workdays.of(config.client)
    return days.is_working(today) and days.count(today.replace(day=1), today) == due


def _config(workspace: Workspace, client: str) -> ClientConfig | None:
    return load_client(workspace, client).config

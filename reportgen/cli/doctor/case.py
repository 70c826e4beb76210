"""What the doctor looks at: the machine, and a workspace with some of its clients."""

from __future__ import annotations

import logging
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from reportgen.config import Loaded, Workspace, chosen_clients, load_client, load_workspace
from reportgen.errors import EnvironmentFailed, ReportgenError, UsageFailed

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Case:
    """The workspace and the clients chosen; where there is none, why, and the folder we are in.

    `command` is how reportgen is called for this workspace: `reportgen -C DIR` or `reportgen`.
    """

    root: Path
    command: str
    now: datetime
    environment: Mapping[str, str] = field(repr=False)
    workspace: Workspace | None = None
    missing: ReportgenError | None = None
    clients: Mapping[str, Loaded] = field(default_factory=dict)


def case_of(
    here: Path,
    chosen: Path | None,
    clients: Sequence[str],
    now: datetime,
    environment: Mapping[str, str],
) -> Case:
    """The case of a command; UsageFailed where a client is named that does not exist."""
    command = f"reportgen -C {shlex.quote(str(chosen))}" if chosen is not None else "reportgen"
    try:
        workspace = load_workspace(here, chosen)
    except UsageFailed as missing:
        return Case(chosen or here, command, now, environment, missing=missing)
    ids = chosen_clients(workspace, clients) if clients else workspace.clients
    try:
        loaded = {id: load_client(workspace, id) for id in ids}
    except Exception as error:
        log.debug("the workspace cannot be read", exc_info=error)
        seen = f"{workspace.root} cannot be read: {type(error).__name__}: {error}"
        unread = EnvironmentFailed(seen, "mend what else is named here, then look again")
        return Case(workspace.root, command, now, environment, missing=unread)
    return Case(workspace.root, command, now, environment, workspace, clients=loaded)

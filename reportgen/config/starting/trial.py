"""A new client's files, checked as they will stand before any of them is written."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

from reportgen.config.load import load_client
from reportgen.config.starting.client import NewFile
from reportgen.config.workspace import AGENCY_FILE, CLIENT_FILE, CONFIGS, Workspace
from reportgen.errors import Problem


def problems_of(root: Path, id: str, files: Iterable[NewFile]) -> tuple[Problem, ...]:
    """What `validate` would say of the client's client.yml under the agency's defaults."""
    with tempfile.TemporaryDirectory(prefix="reportgen-") as folder:
        trial = Path(folder)
        client = trial / CONFIGS / id
        client.mkdir(parents=True)
        shutil.copy(root / AGENCY_FILE, trial / AGENCY_FILE)
        for file in files:
            path = client / file.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(file.text.encode())
        loaded = load_client(Workspace(trial, (id,)), id)
    name = f"{CONFIGS}/{id}/{CLIENT_FILE}"
    return tuple(problem for problem in loaded.problems if problem.place.path == name)

"""The sample workspace, copied so that a test may write into it, and one build of each client."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

from reportgen.config import Workspace, load_client
from reportgen.model.period import parse_period
from reportgen.pipeline import Choice, Job, Run, build, fetch

ROOT = Path(__file__).parent.parent
NOW = datetime(2026, 11, 4, 6, 15, tzinfo=UTC)
MONTH = "2026-10"


def copy_workspace(target: Path, *clients: str) -> Path:
    """A workspace with these sample clients and their data."""
    (target / "configs").mkdir(parents=True)
    shutil.copy(ROOT / "configs" / "agency.yml", target / "configs")
    for client in clients:
        shutil.copytree(ROOT / "configs" / client, target / "configs" / client)
        shutil.copytree(ROOT / "sample_data" / client, target / "sample_data" / client)
    return target


def job(root: Path, client: str, month: str = MONTH, now: datetime = NOW) -> Job:
    """The job of one client and month; the sample's configuration has no errors."""
    loaded = load_client(Workspace(root, (client,)), client)
    assert loaded.config is not None, loaded.problems
    period = parse_period(month, loaded.config.client.fiscal_year_starts)
    return Job(root, loaded.config, period, now, loaded.problems)


def run(root: Path, client: str, choice: Choice = Choice.SETTLED, now: datetime = NOW) -> Run:
    """A build that made something."""
    one = job(root, client, now=now)
    made = build(one, fetch(one), choice)
    assert isinstance(made, Run)
    return made

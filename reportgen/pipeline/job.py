"""What is to be made, for whom and when; what the operator wants; what a build leaves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from zoneinfo import ZoneInfo

from reportgen.errors import DataRefused, Problem
from reportgen.model.config import ClientConfig
from reportgen.model.edition import Edition, Html, Pdf
from reportgen.model.findings import Analysis
from reportgen.model.narrative import Narrative
from reportgen.model.observations import Observations
from reportgen.model.period import Period
from reportgen.model.report import Report
from reportgen.snapshots.store import Snapshot


class Choice(StrEnum):
    """What the operator wants: an edition when the data are settled, or one kind whatever comes."""

    SETTLED = "settled"
    DRAFT = "draft"
    FINAL = "final"


class Asking(StrEnum):
    """Which sources are asked: those with news, every one, or none that needs a network."""

    CHANGED = "changed"
    AGAIN = "again"
    OFFLINE = "offline"


@dataclass(frozen=True)
class Wish:
    """What the operator wants asked: how, and of `only` one source where it is named."""

    asking: Asking = Asking.CHANGED
    only: str | None = None


@dataclass(frozen=True)
class Job:
    """One client and period of a workspace, with its configuration and the one clock's time.

    `as_of` is a day of the period up to which it is reported; None for the whole of it.
    """

    root: Path
    config: ClientConfig
    period: Period
    now: datetime
    warnings: tuple[Problem, ...] = ()
    as_of: date | None = None

    @property
    def client(self) -> str:
        """The client's id."""
        return self.config.client.id


@dataclass(frozen=True)
class Run:
    """Every intermediate of one build, in the order the stages made them.

    `gates` say what keeps the report from being an edition, whatever kind it is now.
    """

    job: Job
    snapshot: Snapshot
    observations: Observations
    warnings: tuple[Problem, ...]
    gates: tuple[Problem, ...]
    analysis: Analysis
    narrative: Narrative
    report: Report
    pages: tuple[Html, ...]
    documents: tuple[Pdf, ...]
    edition: Edition


def today(job: Job) -> date:
    """The client's own day at the one clock's time."""
    return job.now.astimezone(ZoneInfo(job.config.client.timezone)).date()


def refused(job: Job, problems: Iterable[Problem]) -> DataRefused:
    """The exception for data that no report can be made of."""
    hint = "no report was made; mend what is named above, then build again"
    if today(job) <= job.period.end:
        hint = f"{job.period.name} is not over before {job.period.end}; -m last is the last that is"
    return DataRefused(f"{job.client} {job.period.name}: the data are refused", hint, problems)

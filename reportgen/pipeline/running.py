"""A report in the middle of its month: the last day that every source has settled figures of."""

from __future__ import annotations

from datetime import date, timedelta

from reportgen.errors import DataRefused
from reportgen.model.dialects import MONTHLY_TYPES, settle_days
from reportgen.pipeline.job import Job
from reportgen.snapshots.store import Snapshot


def known_until(job: Job, snapshot: Snapshot) -> date | None:
    """The day the report's figures end on; None for a period that is reported as a whole.

    All figures end on one day, so that a rate of two sources is of the same days: the earliest of
    the days each source had settled by. Figures typed by hand do not hold the others back.
    """
    if job.as_of is None:
        return None
    settled = {
        name: min(job.as_of, extract.as_of)
        - timedelta(days=settle_days(source.type, source.settle_days))
        for name, source in job.config.sources.items()
        if source.type not in MONTHLY_TYPES and (extract := snapshot.extracts.get(name)) is not None
    }
    until = min(settled.values(), default=job.as_of)
    if until < job.period.start:
        slow = min(settled, key=lambda name: settled[name])
        raise DataRefused(
            f"{job.client} {job.period.name}: on {job.as_of} no day of the month has settled",
            f"{slow!r} has settled figures up to {until}; choose a later day with --as-of",
        )
    return until

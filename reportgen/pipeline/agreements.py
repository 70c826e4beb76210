"""What was agreed when the last edition was made, held against what is configured now."""

from __future__ import annotations

from reportgen.analysis.agreed import changed_without_agreement
from reportgen.archive.editions import Archive
from reportgen.errors import ConfigInvalid
from reportgen.model.agreement import Agreement, read_agreement
from reportgen.pipeline.job import Job

EDITIONS_WITHIN = 12
"""How many months back an earlier edition is looked for."""


def refuse_silent_changes(job: Job) -> None:
    """A KPI or target that changed inside a phase needs a record; without an edition, no check."""
    found = _last_agreement(job)
    if found is None:
        return
    reported, agreed = found
    problems = changed_without_agreement(job.config, job.period, agreed, reported)
    if problems:
        raise ConfigInvalid(
            f"{job.client} {job.period.name}: what was agreed changed in the middle of a phase",
            "record who agreed, or set it back; then build again",
            problems,
        )


def _last_agreement(job: Job) -> tuple[str, Agreement] | None:
    """The newest edition's agreement, of this period or one up to a year before it."""
    periods = (
        job.period.name,
        *(str(job.period.first_month.plus(-step)) for step in range(1, EDITIONS_WITHIN + 1)),
    )
    for name in periods:
        archive = Archive(job.root, job.client, name)
        latest = archive.latest()
        if latest is not None:
            agreed = read_agreement(archive.report_of(latest).get("agreement"))
            return None if agreed is None else (name, agreed)
    return None

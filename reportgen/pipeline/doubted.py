"""Doubts about the month's words as warnings, told where the words stand in the notes."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.config import written_at
from reportgen.errors import Problem
from reportgen.model.narrative import Narrative
from reportgen.pipeline.job import Job


def doubted(job: Job, narrative: Narrative) -> Iterator[Problem]:
    """A warning for every doubt of the narrative."""
    if not narrative.doubts:
        return
    notes = written_at(job.root, job.client, f"notes/{job.period.last_month}.yml")
    for doubt in narrative.doubts:
        in_language = (*doubt.path, str(doubt.language))
        yield notes.warning(
            doubt.code,
            in_language if notes.has(in_language) else doubt.path,
            doubt.what,
            why=doubt.why,
            hint=doubt.hint,
            part=(doubt.offset, doubt.fragment),
        )

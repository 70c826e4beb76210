"""What a client's month still lacks, by the names of its files alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from reportgen.analysis.gates import expected_by
from reportgen.connectors.base import Context
from reportgen.connectors.exports.files import find_files
from reportgen.errors import DataRefused
from reportgen.model.query import Query
from reportgen.pipeline.job import Job
from reportgen.snapshots.store import Shelf


def lacking_sources(job: Job) -> Iterator[tuple[str, str, date | None]]:
    """Each source whose month is not there: its name, what is missing, and when it is due.

    A source that is asked, not read from files, lacks its month until a snapshot holds it.
    """
    client = job.config.client
    context = Context(job.root, client.id, client.timezone, client.currency, job.now)
    newest = Shelf(job.root, job.client, job.period.name).newest_id()
    for name, source in job.config.sources.items():
        due = expected_by(job.config, name, job.period)
        if source.type == "manual":
            notes = job.config.notes.get(job.period.last_month)
            if notes is None or name not in notes.manual:
                yield name, f"no figures in notes/{job.period.last_month}.yml", due
        elif source.path is not None:
            try:
                find_files(Query(name, (), job.period.months), source, context)
            except DataRefused as refused:
                yield name, f"{refused.problems[0].place.path} is missing", due
        elif newest is None:
            yield name, "it was not asked yet: reportgen fetch", due

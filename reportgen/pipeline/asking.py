"""The first half: the sources are asked, and what they say is kept as a snapshot."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from reportgen.analysis.gates import expected_by
from reportgen.connectors import registry
from reportgen.connectors.base import Context
from reportgen.connectors.probed import Probed
from reportgen.connectors.prospects import Prospect, prospect
from reportgen.errors import (
    AccessFailed,
    ConfigInvalid,
    DataRefused,
    Problem,
    ReportgenError,
    UpstreamFailed,
    UsageFailed,
)
from reportgen.mapping.queries import queries
from reportgen.model.observations import Extract, Fingerprint, Query
from reportgen.pipeline.job import Asking, Job, Wish, refused, today
from reportgen.snapshots.store import Shelf, Snapshot, changed, is_answered

log = logging.getLogger(__name__)

T = TypeVar("T")

WHATEVER_IS_NEW = Wish()
"""What a build asks by itself: all sources that have news."""

MISSING = "RG401"
"""The code of a source's missing file."""


@dataclass(frozen=True)
class Answers:
    """What the sources say: what is new, what stands as it was kept, and why some failed."""

    fresh: Mapping[str, Extract]
    held: Mapping[str, Extract]
    failures: Mapping[str, ReportgenError]


def fetch(job: Job, wish: Wish = WHATEVER_IS_NEW) -> Snapshot:
    """Ask the sources, and keep what all of them said; the exception tells all their problems."""
    return keep(job, ask(job, wish))


def ask(job: Job, wish: Wish) -> Answers:
    """Ask every source that has something new to say, or those that the operator names.

    A source whose files, query and settings are those of the newest snapshot is not read again,
    unless its day is that of its files: an unchanged export made later speaks of a later day. What
    a source said that has no files stands until another question is asked of it, or it is to be
    asked anew. Nothing is read where a source cannot be.
    """
    asked = _queries(job)
    context = _context(job)
    newest = Shelf(job.root, job.client, job.period.name).newest()
    held = {} if newest is None else newest.extracts
    chosen = _chosen(job, asked, held, wish.only)

    def fingerprint(source: str) -> Fingerprint:
        told = registry.fingerprint if source in held else registry.presence
        return told(asked[source], job.config.sources[source], context)

    def extract(source: str) -> Extract:
        if wish.asking is Asking.OFFLINE and now[source].files is None:
            raise _not_stored(job, source, held)
        log.info("2 connectors: %s %s", job.client, source)
        return registry.fetch(asked[source], job.config.sources[source], context)

    now, failures = _of_each(chosen, fingerprint)
    if failures:
        return Answers({}, {}, failures)
    undated = {
        source
        for source in chosen
        if job.config.sources[source].as_of is None and now[source].files is not None
    }
    due = set(chosen) if wish.asking is Asking.AGAIN else undated | set(changed(newest, now))
    said, failures = _of_each([source for source in chosen if source in due], extract)
    fresh = {
        source: one
        for source, one in said.items()
        if source not in held or held[source].sha256 != one.sha256
    }
    standing = {
        source: one for source, one in held.items() if source in asked.keys() - fresh.keys()
    }
    return Answers(fresh, standing, failures)


def keep(job: Job, said: Answers) -> Snapshot:
    """Keep what the sources said as the newest snapshot; all of it or, where one failed, none."""
    if said.failures:
        raise _failed(job, said.failures)
    log.info("3 snapshots: %s", job.client)
    return Shelf(job.root, job.client, job.period.name).write(
        (*said.fresh.values(), *said.held.values())
    )


def foresee(job: Job, wish: Wish) -> dict[str, Prospect | ReportgenError]:
    """What asking would take, source by source, or why it would fail; nothing is asked."""
    asked = _queries(job)
    context = _context(job)
    newest = Shelf(job.root, job.client, job.period.name).newest()

    def foreseen(source: str) -> Prospect:
        settings = job.config.sources[source]
        one = prospect(asked[source], settings, context)
        if one.requests and wish.asking is not Asking.AGAIN:
            now = registry.fingerprint(asked[source], settings, context)
            return replace(one, is_answered=not changed(newest, {source: now}))
        return one

    prospects, failures = _of_each(_known(job, asked, wish.only), foreseen)
    return prospects | failures


def probe(job: Job) -> dict[str, Probed | ReportgenError]:
    """Whether each source answers the smallest question, or why it does not."""
    context = _context(job)
    asked = _queries(job)

    def probed(source: str) -> Probed:
        return registry.probe(asked[source], job.config.sources[source], context)

    answered, failures = _of_each(asked, probed)
    return answered | failures


def stored(job: Job, id: str) -> Snapshot:
    """The snapshot of an id, or of its beginning, where it answers what is asked today."""
    shelf = Shelf(job.root, job.client, job.period.name)
    found = [one for one in shelf.ids() if one.startswith(id)]
    if len(found) != 1:
        there = ", ".join(found or shelf.ids()) or "none yet; reportgen fetch makes one"
        raise UsageFailed(
            f"{job.client} {job.period.name} has "
            + (f"several snapshots {id!r}…" if found else f"no snapshot {id!r}"),
            f"there are: {there}",
        )
    snapshot = shelf.load(found[0])
    asked = _queries(job)
    others = set(snapshot.extracts) ^ set(asked)
    lacking = others | {
        source
        for source in asked
        if source not in others and not is_answered(asked[source], snapshot.extracts[source])
    }
    if lacking:
        raise DataRefused(
            f"{job.client} {job.period.name}: snapshot {snapshot.id} does not answer what is asked"
            f" of {', '.join(sorted(lacking))} today",
            "the configuration has changed since; build without --snapshot",
        )
    return snapshot


def _queries(job: Job) -> dict[str, Query]:
    return {query.source: query for query in queries(job.config, job.period)}


def _context(job: Job) -> Context:
    return Context(
        root=job.root,
        client=job.client,
        timezone=job.config.client.timezone,
        currency=job.config.client.currency,
        fetched_at=job.now,
        notes=job.config.notes,
    )


def _known(job: Job, asked: Mapping[str, Query], only: str | None) -> tuple[str, ...]:
    """The sources that are meant: the one that is named, or all."""
    if only is None:
        return tuple(asked)
    if only not in asked:
        raise UsageFailed(
            f"{job.client} reads no source {only!r}", f"its sources are: {', '.join(asked)}"
        )
    return (only,)


def _chosen(
    job: Job, asked: Mapping[str, Query], held: Mapping[str, Extract], only: str | None
) -> tuple[str, ...]:
    """The sources that may be asked; what all others said must be there already."""
    chosen = _known(job, asked, only)
    missing = [source for source in asked if source not in chosen and source not in held]
    if missing:
        raise DataRefused(
            f"{job.client} {job.period.name}: nothing is stored of {', '.join(missing)}",
            "a snapshot holds every source: fetch once without --source",
        )
    return chosen


def _not_stored(job: Job, source: str, held: Mapping[str, Extract]) -> DataRefused:
    stale = "what is stored answers another question" if source in held else "nothing is stored"
    return DataRefused(
        f"{job.client} {job.period.name}: {source} may not be asked offline, and {stale}",
        f"reportgen fetch {job.client} -m {job.period.name} asks it; then build --offline",
    )


def _of_each(
    sources: Iterable[str], answer: Callable[[str], T]
) -> tuple[dict[str, T], dict[str, ReportgenError]]:
    """What each source answers, and of those that do not, why."""
    answered: dict[str, T] = {}
    failures: dict[str, ReportgenError] = {}
    for source in sources:
        try:
            answered[source] = answer(source)
        except (AccessFailed, ConfigInvalid, DataRefused, UpstreamFailed) as failed:
            failures[source] = failed
    return answered, failures


def _failed(job: Job, failures: Mapping[str, ReportgenError]) -> ReportgenError:
    """One exception for all sources that failed; of their kind where they are of one."""
    problems = [
        _with_due_day(job, source, problem)
        for source, failure in failures.items()
        for problem in failure.problems
    ]
    kinds = {type(failure) for failure in failures.values()}
    if kinds == {DataRefused} and problems:
        return refused(job, problems)
    first, *others = failures.values()
    if not others:
        return first
    kind = kinds.pop() if len(kinds) == 1 else ReportgenError
    said = "; ".join(failure.message for failure in failures.values())
    return kind(f"{job.client} {job.period.name}: {said}", problems=problems)


def _with_due_day(job: Job, source: str, problem: Problem) -> Problem:
    """A missing file, with the day on which it was agreed to be there."""
    due = expected_by(job.config, source, job.period)
    if due is None or problem.code != MISSING:
        return problem
    when = "was" if due < today(job) else "is"
    return replace(problem, why=f"it {when} expected by {due}")

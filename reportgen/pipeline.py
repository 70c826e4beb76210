"""One client, one period, one way through: the stages in order, once.

The run comes in two halves. `fetch` asks the sources and keeps what they said as a snapshot;
`build` turns a snapshot into an edition and needs neither network nor secrets.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from reportgen import __version__
from reportgen.analysis.analyse import analyse
from reportgen.analysis.gates import expected_by, failed_gates
from reportgen.archive.editions import About, Archive, Inputs
from reportgen.composition.compose import compose
from reportgen.connectors import registry
from reportgen.connectors.base import Context
from reportgen.connectors.prospects import Prospect, prospect
from reportgen.errors import (
    AccessFailed,
    ConfigInvalid,
    DataRefused,
    Problem,
    ReportgenError,
    UpstreamFailed,
    UsageFailed,
    errors_in,
)
from reportgen.formatting import Voice
from reportgen.mapping.queries import queries
from reportgen.mapping.restated import restated_problems
from reportgen.mapping.tidy import tidy
from reportgen.model.config import Brand, ClientConfig
from reportgen.model.dialects import settle_days
from reportgen.model.edition import Edition, EditionKind, Html, Pdf
from reportgen.model.findings import Analysis
from reportgen.model.material import Excluded, Material, SourceState
from reportgen.model.narrative import Narrative
from reportgen.model.observations import Extract, Fingerprint, Observations, Query
from reportgen.model.period import Period
from reportgen.model.report import Report, to_json
from reportgen.model.shipped import shipped
from reportgen.model.wording import built_in
from reportgen.narrative.tell import tell
from reportgen.render import fonts, html, pdf
from reportgen.render.fonts import Faces
from reportgen.reported import reported_otherwise
from reportgen.snapshots.store import Shelf, Snapshot, changed, is_answered

log = logging.getLogger(__name__)

T = TypeVar("T")

MISSING = "RG401"
"""The code of a source's missing file."""

OPEN_QUESTIONS = "RG134"
"""The code of the warning that examples still stand where the client's answers belong."""


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
class Answers:
    """What the sources say: what is new, what stands as it was kept, and why some failed."""

    fresh: Mapping[str, Extract]
    held: Mapping[str, Extract]
    failures: Mapping[str, ReportgenError]


@dataclass(frozen=True)
class Job:
    """One client and period of a workspace, with its configuration and the one clock's time."""

    root: Path
    config: ClientConfig
    period: Period
    now: datetime
    warnings: tuple[Problem, ...] = ()

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


def fetch(job: Job, wish: Wish = Wish()) -> Snapshot:
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
        return registry.fingerprint(asked[source], job.config.sources[source], context)

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
        return _refused(job, problems)
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
    when = "was" if due < _today(job) else "is"
    return replace(problem, why=f"it {when} expected by {due}")


def _today(job: Job) -> date:
    return job.now.astimezone(ZoneInfo(job.config.client.timezone)).date()


def observe(job: Job, snapshot: Snapshot) -> tuple[Observations, tuple[Problem, ...]]:
    """What the snapshot says as one tidy table, and what to know of it; errors are refused."""
    log.info("4 mapping: %s", job.client)
    observations, problems = tidy(snapshot.extracts.values(), job.config)
    if errors_in(problems):
        raise _refused(job, problems)
    return observations, problems


def build(job: Job, snapshot: Snapshot, choice: Choice) -> Run | Edition:
    """Make the report; an edition that already stands for the same inputs is returned as it is."""
    archive = Archive(job.root, job.client, job.period.name)
    faces = fonts.faces()
    inputs = _inputs(job, snapshot, faces.sha256)
    latest = archive.latest()
    kind, held_back = _kind(job, snapshot, choice)
    if kind is EditionKind.FINAL and latest is not None:
        if archive.inputs_of(latest) == inputs.document():
            return archive.existing(latest)
        kind = EditionKind.DRAFT
        held_back = f"its inputs changed since r{latest}, which stays as it is: wrote the draft"
    observations, warnings = observe(job, snapshot)
    restated = reported_otherwise(job.root, job.config, job.period, snapshot, observations)
    log.info("5 analysis: %s", job.client)
    analysis = analyse(observations, job.config, job.period)
    gates = failed_gates(job.config, job.period, snapshot.extracts, analysis.findings, _today(job))
    kind, held_back = _gated(job, kind, held_back, gates, choice)
    revision = (latest or 0) + 1
    material = Material(
        config=job.config,
        period=job.period,
        analysis=analysis,
        sources=_sources(job, snapshot),
        edition=kind,
        revision=revision if kind is EditionKind.FINAL else None,
        warnings=tuple(problem.what for problem in (*job.warnings, *warnings)),
        excluded=_excluded(job, observations),
        restated=restated,
    )
    voice = _voice(job)
    log.info("6 narrative: %s", job.client)
    narrative = tell(material, voice)
    log.info("7 composition: %s", job.client)
    report = compose(material, narrative, voice)
    log.info("8 render: %s", job.client)
    pages = tuple(_pages(job, report, voice, faces))
    documents = tuple(pdf.render_pdf(page, faces) for page in pages)
    log.info("9 archive: %s", job.client)
    about = About(inputs, revision, job.now, __version__, material.warnings, held_back=held_back)
    edition = archive.store(kind, documents, to_json(report), about)
    return Run(
        job,
        snapshot,
        observations,
        (*warnings, *restated_problems(job.client, restated, snapshot.extracts)),
        gates,
        analysis,
        narrative,
        report,
        pages,
        documents,
        edition,
    )


def _refused(job: Job, problems: list[Problem] | tuple[Problem, ...]) -> DataRefused:
    hint = "no report was made; mend what is named above, then build again"
    if _today(job) <= job.period.end:
        hint = f"{job.period.name} is not over before {job.period.end}; -m last is the last that is"
    return DataRefused(f"{job.client} {job.period.name}: the data are refused", hint, problems)


def _kind(job: Job, snapshot: Snapshot, choice: Choice) -> tuple[EditionKind, str]:
    """What is made, and in words what an edition waits for.

    Final when the client has answered every question and every source had settled on its data's
    day; the reader's clock plays no part.
    """
    if choice is Choice.DRAFT:
        return EditionKind.DRAFT, ""
    asked = next((one for one in job.warnings if one.code == OPEN_QUESTIONS), None)
    if asked is not None:
        if choice is Choice.FINAL:
            raise ConfigInvalid(
                f"{job.client} {job.period.name}: {asked.what}, at {asked.place}", asked.hint
            )
        return EditionKind.DRAFT, "questions to the client stand open: wrote the draft"
    moving = tuple(_unsettled(job, snapshot))
    if not moving:
        return EditionKind.FINAL, ""
    if choice is Choice.FINAL:
        raise DataRefused(
            f"{job.client} {job.period.name}: the data of {', '.join(moving)} are not final yet",
            "export again once they have settled, or build a provisional report without --final",
        )
    return EditionKind.PROVISIONAL, ""


def _gated(
    job: Job, kind: EditionKind, held_back: str, gates: tuple[Problem, ...], choice: Choice
) -> tuple[EditionKind, str]:
    """What is made where gates failed: no edition, whatever had settled."""
    if not gates:
        return kind, held_back
    if choice is Choice.FINAL:
        raise DataRefused(
            f"{job.client} {job.period.name}: the data are not as agreed",
            "mend what is named above, or build the draft without --final",
            gates,
        )
    if kind is EditionKind.FINAL:
        return EditionKind.DRAFT, "the data are not as agreed: wrote the draft"
    return kind, held_back


def _unsettled(job: Job, snapshot: Snapshot) -> Iterator[str]:
    """The sources whose data's day lies before the period's end plus their settling days.

    Hand-typed figures are the month's own from the moment they are typed.
    """
    for name, source in job.config.sources.items():
        extract = snapshot.extracts.get(name)
        if extract is None:
            continue
        settled = job.period.end + timedelta(days=settle_days(source.type, source.settle_days))
        if source.type != "manual" and extract.as_of < settled:
            yield name


def _voice(job: Job) -> Voice:
    client = job.config.client
    wording = built_in().with_client_words(job.config.report.wording)
    return Voice(wording, client.currency, client.negative)


def _sources(job: Job, snapshot: Snapshot) -> tuple[SourceState, ...]:
    return tuple(
        SourceState(
            name=name,
            type=job.config.sources[name].type,
            as_of=extract.as_of,
            files=extract.files,
            snapshot=snapshot.id,
            flags=extract.flags,
            excluded=extract.excluded,
        )
        for name in job.config.sources
        if (extract := snapshot.extracts.get(name)) is not None
    )


def _excluded(job: Job, observations: Observations) -> dict[str, Excluded]:
    months = job.period.months
    counts = {
        metric: Excluded(
            rows=sum(traced.excluded.get(month, 0) for month in months),
            of=sum(len(one.lines) for month in months for one in traced.rows.get(month, ())),
        )
        for metric, traced in observations.provenance.items()
    }
    return {metric: count for metric, count in counts.items() if count.rows}


def template_folders(root: Path, client: str) -> tuple[Path, ...]:
    """Where templates are looked for: the client's own, the agency's, then the built-in theme."""
    return (
        root / "templates" / "clients" / client,
        root / "templates" / "agency",
        shipped("templates") / "default",
    )


def _inputs(job: Job, snapshot: Snapshot, fonts_sha256: Mapping[str, str]) -> Inputs:
    notes = job.config.notes.get(job.period.last_month)
    return Inputs(
        configuration=job.config.sha256,
        templates=_folder_hash(template_folders(job.root, job.client)),
        notes=hashlib.sha256(notes.model_dump_json().encode()).hexdigest() if notes else "",
        snapshots={name: extract.sha256 for name, extract in sorted(snapshot.extracts.items())},
        fonts=fonts_sha256,
    )


def _folder_hash(folders: tuple[Path, ...]) -> str:
    """One hash over the names and bytes of all files in the folders."""
    digest = hashlib.sha256()
    for index, folder in enumerate(folders):
        for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
            if path.is_file():
                digest.update(f"{index}/{path.relative_to(folder).as_posix()}\n".encode())
                digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _pages(job: Job, report: Report, voice: Voice, faces: Faces) -> Iterator[Html]:
    """The page source of every language of the client."""
    folders = template_folders(job.root, job.client)
    settings = html.Settings(
        templates=folders,
        wording=voice.wording,
        faces=faces,
        brand_colour=_brand_colour(job.config.brand),
    )
    for language in job.config.client.language:
        yield html.render_html(report, language, settings)


def _brand_colour(brand: Brand) -> str | None:
    """The primary colour of brand.yml, looked up in its palette where it is a name."""
    primary = brand.color.get("primary")
    palette = brand.color.get("palette")
    named = palette.get(primary) if isinstance(palette, Mapping) else None
    return str(named or primary) if primary else None

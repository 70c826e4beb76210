"""One client, one period, one way through: the stages in order, once.

The run comes in two halves. `fetch` asks the sources and keeps what they said as a snapshot;
`build` turns a snapshot into an edition and needs neither network nor secrets.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from reportgen import __version__
from reportgen.analysis.analyse import analyse
from reportgen.archive.editions import About, Archive, Inputs
from reportgen.composition.compose import compose
from reportgen.connectors import registry
from reportgen.connectors.base import Context
from reportgen.errors import DataRefused, Problem, errors_in
from reportgen.formatting import Voice
from reportgen.mapping.queries import queries
from reportgen.mapping.tidy import tidy
from reportgen.model.config import Brand, ClientConfig
from reportgen.model.dialects import settle_days
from reportgen.model.edition import Edition, EditionKind, Html, Pdf
from reportgen.model.findings import Analysis
from reportgen.model.material import Material, SourceState
from reportgen.model.narrative import Narrative
from reportgen.model.observations import Extract, Fingerprint, Observations
from reportgen.model.period import Period
from reportgen.model.report import Report, to_json
from reportgen.model.wording import built_in
from reportgen.narrative.tell import tell
from reportgen.render import fonts, html, pdf
from reportgen.render.fonts import Faces
from reportgen.snapshots.store import Shelf, Snapshot, changed

log = logging.getLogger(__name__)

T = TypeVar("T")


class Choice(StrEnum):
    """What the operator wants: an edition when the data are settled, or one kind whatever comes."""

    SETTLED = "settled"
    DRAFT = "draft"
    FINAL = "final"


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
    """Every intermediate of one build, in the order the stages made them."""

    job: Job
    snapshot: Snapshot
    observations: Observations
    warnings: tuple[Problem, ...]
    analysis: Analysis
    narrative: Narrative
    report: Report
    pages: tuple[Html, ...]
    documents: tuple[Pdf, ...]
    edition: Edition


def fetch(job: Job) -> Snapshot:
    """Ask every source that has something new to say, and keep what all of them said.

    A source whose files, query and settings are those of the newest snapshot is not read again,
    unless its day is that of its files: an unchanged export made later speaks of a later day.
    DataRefused tells all problems of all sources.
    """
    asked = {query.source: query for query in queries(job.config, job.period)}
    context = Context(
        root=job.root,
        client=job.client,
        timezone=job.config.client.timezone,
        currency=job.config.client.currency,
        fetched_at=job.now,
        notes=job.config.notes,
    )

    def fingerprint(source: str) -> Fingerprint | None:
        return registry.fingerprint(asked[source], job.config.sources[source], context)

    def extract(source: str) -> Extract:
        log.info("2 connectors: %s %s", job.client, source)
        return registry.fetch(asked[source], job.config.sources[source], context)

    shelf = Shelf(job.root, job.client, job.period.name)
    newest = shelf.newest()
    undated = {source for source in asked if job.config.sources[source].as_of is None}
    stale = undated | set(changed(newest, _of_each(job, asked, fingerprint)))
    held = {} if newest is None else newest.extracts
    fresh = _of_each(job, [source for source in asked if source in stale], extract)
    log.info("3 snapshots: %s", job.client)
    return shelf.write(fresh[source] if source in fresh else held[source] for source in asked)


def _of_each(job: Job, sources: Iterable[str], ask: Callable[[str], T]) -> dict[str, T]:
    """What each source answers; the problems of all of them at once where any refuses."""
    answers: dict[str, T] = {}
    problems: list[Problem] = []
    for source in sources:
        try:
            answers[source] = ask(source)
        except DataRefused as refused:
            problems.extend(refused.problems)
    if problems:
        raise _refused(job, problems)
    return answers


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
    kind, held_back = _kind(job, snapshot, choice), ""
    if kind is EditionKind.FINAL and latest is not None:
        if archive.inputs_of(latest) == inputs.document():
            return archive.existing(latest)
        kind = EditionKind.DRAFT
        held_back = f"its inputs changed since r{latest}, which stays as it is: wrote the draft"
    observations, warnings = observe(job, snapshot)
    log.info("5 analysis: %s", job.client)
    analysis = analyse(observations, job.config, job.period)
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
        warnings,
        analysis,
        narrative,
        report,
        pages,
        documents,
        edition,
    )


def _refused(job: Job, problems: list[Problem] | tuple[Problem, ...]) -> DataRefused:
    count = len(errors_in(problems))
    errors = "1 error" if count == 1 else f"{count} errors"
    hint = "no report was made; mend what is named above, then build again"
    if job.now.astimezone(ZoneInfo(job.config.client.timezone)).date() <= job.period.end:
        hint = f"{job.period.name} is not over before {job.period.end}; -m last is the last that is"
    return DataRefused(
        f"{job.client} {job.period.name}: the data are refused, for {errors}", hint, problems
    )


def _kind(job: Job, snapshot: Snapshot, choice: Choice) -> EditionKind:
    """Final when every source had settled on its data's day; the reader's clock plays no part."""
    if choice is Choice.DRAFT:
        return EditionKind.DRAFT
    moving = tuple(_unsettled(job, snapshot))
    if not moving:
        return EditionKind.FINAL
    if choice is Choice.FINAL:
        raise DataRefused(
            f"{job.client} {job.period.name}: the data of {', '.join(moving)} are not final yet",
            "export again once they have settled, or build a provisional report without --final",
        )
    return EditionKind.PROVISIONAL


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
        )
        for name in job.config.sources
        if (extract := snapshot.extracts.get(name)) is not None
    )


def _excluded(job: Job, observations: Observations) -> dict[str, int]:
    counts = {
        metric: sum(traced.excluded.get(month, 0) for month in job.period.months)
        for metric, traced in observations.provenance.items()
    }
    return {metric: count for metric, count in counts.items() if count}


def template_folders(root: Path, client: str) -> tuple[Path, ...]:
    """Where templates are looked for: the client's own, the agency's, then the built-in theme."""
    packaged = Path(__file__).parent / "_templates"
    built_in_theme = packaged if packaged.is_dir() else Path(__file__).parent.parent / "templates"
    return (
        root / "templates" / "clients" / client,
        root / "templates" / "agency",
        built_in_theme / "default",
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

"""The second half: a snapshot becomes an edition; it needs neither network nor secrets."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from reportgen import __version__
from reportgen.analysis.agreed import cautions
from reportgen.analysis.analyse import analyse
from reportgen.analysis.gates import failed_gates
from reportgen.archive.editions import About, Archive, Inputs
from reportgen.composition.compose import compose
from reportgen.errors import (
    ConfigInvalid,
    DataRefused,
    Problem,
    errors_in,
)
from reportgen.formatting import Voice
from reportgen.formatting import period as written_period
from reportgen.mapping.restated import restated_problems
from reportgen.mapping.tidy import tidy
from reportgen.model.config import Brand
from reportgen.model.dialects import settle_days
from reportgen.model.edition import Edition, EditionKind, Html
from reportgen.model.findings import Analysis
from reportgen.model.material import Excluded, Material, SourceState
from reportgen.model.narrative import Narrative
from reportgen.model.observations import Observations
from reportgen.model.report import Report, to_json
from reportgen.model.restated import Restated
from reportgen.model.shipped import shipped
from reportgen.model.wording import built_in
from reportgen.narrative.tell import tell
from reportgen.pipeline.agreements import refuse_silent_changes
from reportgen.pipeline.doubted import doubted
from reportgen.pipeline.job import Choice, Job, Run, refused, today
from reportgen.pipeline.reported import reported_otherwise
from reportgen.pipeline.running import known_until
from reportgen.render import fonts, html
from reportgen.render.fonts import Faces
from reportgen.snapshots.store import Shelf, Snapshot

log = logging.getLogger(__name__)

OPEN_QUESTIONS = "RG134"
"""The code of the warning that examples still stand where the client's answers belong."""


def observe(job: Job, snapshot: Snapshot) -> tuple[Observations, tuple[Problem, ...]]:
    """What the snapshot says as one tidy table, and what to know of it; errors are refused."""
    log.info("4 mapping: %s", job.client)
    observations, problems = tidy(snapshot.extracts.values(), job.config)
    if errors_in(problems):
        raise refused(job, problems)
    return observations, problems


@dataclass(frozen=True)
class Written:
    """A report with every intermediate it was written from, before a page is drawn."""

    observations: Observations
    warnings: tuple[Problem, ...]
    restated: Restated
    analysis: Analysis
    gates: tuple[Problem, ...]
    kind: EditionKind
    held_back: str
    material: Material
    narrative: Narrative
    report: Report


def write(
    job: Job, snapshot: Snapshot, kind: EditionKind, choice: Choice, revision: int
) -> Written:
    """Stages 4 to 7; a final report that fails a gate is written as a draft.

    `revision` is the one it has if it becomes an edition.
    """
    observations, warnings = observe(job, snapshot)
    restated = reported_otherwise(job.root, job.config, job.period, snapshot, observations)
    log.info("5 analysis: %s", job.client)
    analysis = analyse(observations, job.config, job.period, known_until(job, snapshot))
    gates = failed_gates(job.config, job.period, snapshot.extracts, analysis.findings, today(job))
    kind, held_back = _gated(job, kind, gates, choice)
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
    return Written(
        observations,
        warnings,
        restated,
        analysis,
        gates,
        kind,
        held_back,
        material,
        narrative,
        report,
    )


def rehearse(job: Job, snapshot: Snapshot) -> tuple[Written, Html, Inputs]:
    """The draft of a report up to its first page source, and its inputs; nothing is kept."""
    written = write(job, snapshot, EditionKind.DRAFT, Choice.DRAFT, 1)
    faces = fonts.faces()
    page = next(_pages(job, written.report, _voice(job), faces))
    return written, page, _inputs(job, snapshot, faces.sha256)


def build(job: Job, snapshot: Snapshot, choice: Choice) -> Run | Edition:
    """Make the report; an edition that already stands for the same inputs is returned as it is."""
    # Whoever only asks sources needs no layout engine, which takes half a second and 30 MB.
    from reportgen.render import pdf

    archive = Archive(job.root, job.client, job.period.name)
    faces = fonts.faces()
    inputs = _inputs(job, snapshot, faces.sha256)
    latest = archive.latest()
    kind, held_back = _kind(job, snapshot, choice)
    if kind is EditionKind.FINAL and latest is not None:
        if archive.inputs_of(latest) == inputs.document():
            return archive.existing(latest)
        kind, held_back = _changed_since(job, latest, choice)
    refuse_silent_changes(job)
    revision = (latest or 0) + 1
    written = write(job, snapshot, kind, choice, revision)
    kind, held_back = written.kind, held_back or written.held_back
    material, narrative, report = written.material, written.narrative, written.report
    voice = _voice(job)
    log.info("8 render: %s", job.client)
    pages = tuple(_pages(job, report, voice, faces))
    documents = tuple(pdf.render_pdf(page, faces) for page in pages)
    log.info("9 archive: %s", job.client)
    about = About(inputs, revision, job.now, __version__, material.warnings, held_back=held_back)
    letter = html.render_letter(report, _letter_subject(job, voice), _settings(job, voice, faces))
    edition = archive.store(kind, documents, to_json(report), letter, about)
    return Run(
        job,
        snapshot,
        written.observations,
        (
            *written.warnings,
            *restated_problems(job.client, written.restated, snapshot.extracts),
            *cautions(job.config, written.analysis),
            *doubted(job, narrative),
        ),
        written.gates,
        written.analysis,
        narrative,
        report,
        pages,
        documents,
        edition,
    )


def _kind(job: Job, snapshot: Snapshot, choice: Choice) -> tuple[EditionKind, str]:
    """What is made, and in words what an edition waits for.

    A running month is provisional. Final when the client has answered every question and every
    source had settled on its data's day; the reader's clock plays no part.
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
    if job.as_of is not None:
        return EditionKind.PROVISIONAL, ""
    moving = tuple(_unsettled(job, snapshot))
    if not moving:
        return EditionKind.FINAL, ""
    if choice is Choice.FINAL:
        raise DataRefused(
            f"{job.client} {job.period.name}: the data of {', '.join(moving)} are not final yet",
            "export again once they have settled, or build a provisional report without --final",
        )
    return EditionKind.PROVISIONAL, ""


def _changed_since(job: Job, latest: int, choice: Choice) -> tuple[EditionKind, str]:
    """What is made where an edition stands for other inputs."""
    changed = f"its inputs changed since r{latest}, which stays as it is"
    if choice is Choice.FINAL:
        raise DataRefused(
            f"{job.client} {job.period.name}: {changed}",
            "look at what changed in the draft that a build without --final writes",
        )
    return EditionKind.DRAFT, f"{changed}: wrote the draft"


def _gated(
    job: Job, kind: EditionKind, gates: tuple[Problem, ...], choice: Choice
) -> tuple[EditionKind, str]:
    """What is made where gates failed, and why no edition is, whatever had settled."""
    if not gates:
        return kind, ""
    if choice is Choice.FINAL:
        raise DataRefused(
            f"{job.client} {job.period.name}: the data are not as agreed",
            "mend what is named above, or build the draft without --final",
            gates,
        )
    if kind is EditionKind.FINAL:
        return EditionKind.DRAFT, "the data are not as agreed: wrote the draft"
    return kind, ""


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


def changed_inputs(job: Job, made_from: Mapping[str, object]) -> tuple[str, ...]:
    """Which inputs of an edition are not what the files say today, by their names in its manifest.

    Of sources it is the newest snapshot that counts; nothing is read or asked.
    """
    snapshot = Shelf(job.root, job.client, job.period.name).newest()
    if snapshot is None:
        return ("snapshots",)
    now = _inputs(job, snapshot, fonts.faces().sha256).document()
    return tuple(name for name, value in now.items() if made_from.get(name) != value)


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
    for language in job.config.client.language:
        yield html.render_html(report, language, _settings(job, voice, faces))


def _settings(job: Job, voice: Voice, faces: Faces) -> html.Settings:
    return html.Settings(
        templates=template_folders(job.root, job.client),
        wording=voice.wording,
        faces=faces,
        brand_colour=_brand_colour(job.config.brand),
    )


def _letter_subject(job: Job, voice: Voice) -> str:
    """The subject of the e-mail, in the client's first language."""
    language = job.config.client.language[0]
    email, style = job.config.delivery.email, voice.style(language)
    facts = {
        "client": job.config.client.name.in_language(language),
        "month": written_period(job.period, style),
    }
    if email is None or email.subject is None:
        return voice.wording.text("mail.subject").in_language(language).format(**facts)
    return email.subject.in_language(language).format(**facts)


def _brand_colour(brand: Brand) -> str | None:
    """The primary colour of brand.yml, looked up in its palette where it is a name."""
    primary = brand.color.get("primary")
    palette = brand.color.get("palette")
    named = palette.get(primary) if isinstance(palette, Mapping) else None
    return str(named or primary) if primary else None

"""Can I trust it: the goal, definitions with SMART, data notes, sources, editions, omissions."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.composition.brief import Brief
from reportgen.composition.definitions import definitions
from reportgen.formatting import full_day
from reportgen.model.blocks import (
    Block,
    DataNotesBlock,
    ProseBlock,
    TableBlock,
    TableColumn,
    TableRow,
)
from reportgen.model.edition import EditionKind
from reportgen.model.material import SourceState
from reportgen.model.query import ASKED_TYPES
from reportgen.model.text import EMPTY, Language, Text, listed, same


def appendix(brief: Brief, empty: tuple[str, ...], off: tuple[str, ...]) -> tuple[Block, ...]:
    """Everything a careful reader wants to check; `empty` and `off` are sections left out."""
    return (
        _goal(brief),
        _editions(brief),
        definitions(brief),
        *_data_notes(brief),
        _sources(brief),
        *_agreements(brief),
        *_left_out(brief, empty, off),
        *brief.comment("media"),
        *brief.comment("appendix"),
    )


def _goal(brief: Brief) -> TableBlock:
    material, kgi = brief.material, brief.material.config.kgi
    target = material.config.kpis[kgi.kpi].target
    result = material.kgi
    monthly = material.quantity(kgi.kpi, result.target)
    how_much = brief.voice.say("appendix.how_much", value=monthly)
    if result.year_target.value is not None:
        year = material.quantity(kgi.kpi, result.year_target)
        how_much = brief.voice.say("appendix.how_much_year", value=monthly, year=year)
    by = brief.voice.say("figure.month", value=target.by) if target and target.by else EMPTY
    rows = (
        ("appendix.goal_who", kgi.who),
        ("appendix.goal_what", kgi.what),
        ("appendix.goal_how_much", how_much),
        ("appendix.goal_by", by),
    )
    return TableBlock(
        heading=brief.words("appendix.goal"),
        columns=(
            TableColumn(brief.words("appendix.item"), 20),
            TableColumn(brief.words("appendix.content"), 80),
        ),
        rows=tuple(TableRow((brief.words(id), words)) for id, words in rows),
        density="small",
        span=8,
    )


def _data_notes(brief: Brief) -> Iterator[DataNotesBlock]:
    if brief.narrative.data_notes:
        yield DataNotesBlock(brief.words("appendix.data_notes"), brief.narrative.data_notes)


def _sources(brief: Brief) -> TableBlock:
    return TableBlock(
        heading=brief.words("appendix.sources"),
        columns=(
            TableColumn(brief.words("appendix.source"), 22),
            TableColumn(brief.words("appendix.as_of"), 20),
            TableColumn(brief.words("appendix.rows"), 15, "right"),
            TableColumn(brief.words("appendix.files"), 43),
        ),
        rows=tuple(TableRow(_source_cells(brief, one)) for one in brief.material.sources),
        note=brief.narrative.rows,
        density="small",
    )


def _source_cells(brief: Brief, source: SourceState) -> tuple[Text, Text, Text, Text]:
    ja, en = brief.voice.style(Language.JA), brief.voice.style(Language.EN)
    return (
        brief.source(source.name),
        Text(full_day(source.as_of, ja), full_day(source.as_of, en)),
        brief.voice.say("figure.count", value=source.rows_used),
        _files(brief, source),
    )


def _files(brief: Brief, source: SourceState) -> Text:
    """The newest file and how many there are; of a source that was asked, how often."""
    count = len(source.files)
    if source.type in ASKED_TYPES:
        return brief.voice.say("appendix.asked", count=count)
    newest = source.files[-1].path.rsplit("/", 1)[-1] if source.files else ""
    if count <= 1:
        return same(newest)
    more = brief.voice.say("appendix.files_shown", shown=1, all=count)
    return Text(f"{newest}　{more.ja}", f"{newest}; {more.en}")


def _agreements(brief: Brief) -> Iterator[TableBlock]:
    ja, en = brief.voice.style(Language.JA), brief.voice.style(Language.EN)
    rows = []
    for entry in brief.material.config.agreements:
        if entry.what is None or entry.date > brief.material.period.end:
            continue
        change = brief.voice.say(
            "appendix.agreement_change",
            kpi=brief.material.label(entry.what.kpi),
            field=brief.voice.named(f"field.{entry.what.field}", entry.what.field),
            before=same(entry.what.from_),
            after=same(entry.what.to),
        )
        days = Text(full_day(entry.date, ja), full_day(entry.date, en))
        rows.append(TableRow((days, same(entry.by), change, entry.why or EMPTY)))
    if rows:
        yield TableBlock(
            heading=brief.words("appendix.agreements"),
            columns=(
                TableColumn(brief.words("appendix.agreement_date"), 20),
                TableColumn(brief.words("appendix.agreement_by"), 20),
                TableColumn(brief.words("appendix.agreement_what"), 32),
                TableColumn(brief.words("appendix.agreement_why"), 28),
            ),
            rows=tuple(rows),
            density="small",
        )


def _editions(brief: Brief) -> TableBlock:
    kind = brief.material.edition
    notes = {
        EditionKind.FINAL: "appendix.first_edition",
        EditionKind.DRAFT: "appendix.draft_note",
        EditionKind.PROVISIONAL: "appendix.provisional_note",
    }
    return TableBlock(
        heading=brief.words("appendix.editions"),
        columns=(
            TableColumn(brief.words("appendix.edition"), 35),
            TableColumn(brief.words("appendix.edition_note"), 65),
        ),
        rows=(TableRow((brief.edition(), brief.words(notes[kind]))),),
        density="small",
        span=4,
    )


def _left_out(brief: Brief, empty: tuple[str, ...], off: tuple[str, ...]) -> Iterator[ProseBlock]:
    said = [
        brief.voice.say(id, sections=listed(names))
        for id, names in (
            ("appendix.left_out_saying", [*_section_names(brief, empty), *_own_sections(brief)]),
            ("appendix.left_out_off", _section_names(brief, off)),
        )
        if names
    ]
    if said:
        yield ProseBlock(brief.words("appendix.left_out"), tuple(said))


def _section_names(brief: Brief, keys: tuple[str, ...]) -> list[Text]:
    return [brief.words(f"section.{key}") for key in keys]


def _own_sections(brief: Brief) -> list[Text]:
    """The client's own sections, which have no content before their template is written."""
    return [extra.title for extra in brief.material.config.report.extra]

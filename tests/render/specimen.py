"""One report that uses every kind of block, in both languages: a fictional maker of machines.

`specimen()` is what a month usually looks like. `stressed()` is the same report with long names,
holes everywhere and long tables.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from reportgen.model.edition import EditionKind
from reportgen.model.period import Month, Period
from reportgen.model.report import Masthead, Report, Section
from reportgen.model.states import Verdict
from reportgen.model.text import EMPTY, Language, Text
from reportgen.model.wording import built_in
from reportgen.render.fonts import faces
from reportgen.render.html import Settings
from tests.render import specimen_results, specimen_steps
from tests.render.specimen_strain import strained

BUILT_IN = Path(__file__).parents[2] / "templates" / "default"


def settings(*overrides: Path) -> Settings:
    """The built-in pages, after some folders that override them."""
    return Settings((*overrides, BUILT_IN), built_in(), faces())


def section(key: str, title: Text, lead: Text, *blocks: object) -> Section:
    """A section named as the catalogue names it."""
    return Section(key, built_in().text(f"section.{key}"), title, lead, blocks)  # type: ignore[arg-type]


def specimen(edition: EditionKind = EditionKind.FINAL) -> Report:
    """October of the fictional client."""
    words = built_in()
    revision = Text("第2版", "Edition 2")
    named = revision if edition is EditionKind.FINAL else words.text(f"edition.{edition}")
    return Report(
        client="minato",
        languages=(Language.JA, Language.EN),
        currency="JPY",
        negative="minus",
        period=Period.month(Month(2026, 10)),
        edition=edition,
        revision=2 if edition is EditionKind.FINAL else None,
        verdict=Verdict.CORRECT_COURSE,
        masthead=Masthead(
            client=Text("株式会社みなと精機", "Minato Seiki Co., Ltd."),
            addressee=Text("代表取締役社長 様", "To the President"),
            agency=Text("株式会社あおば舎", "Aobasha Inc."),
            title=Text("月次レポート", "Monthly report"),
            period=Text("2026年10月", "October 2026"),
            edition=named,
            as_of=Text("データは2026年11月4日時点", "data as of 4 November 2026"),
            foot=Text(
                f"株式会社みなと精機　月次レポート　2026年10月　{named.ja}",
                f"Minato Seiki Co., Ltd.  Monthly report, October 2026.  {named.en}",
            ),
        ),
        sections=tuple(section(*parts) for parts in _sections()),
        kpis=(),
        data_notes=(),
        problems=(),
    )


def _sections() -> tuple[tuple[object, ...], ...]:
    return (*specimen_results.SECTIONS, *specimen_steps.SECTIONS)


LONG = Text("とても長い名前" * 11 + "です。", "A rather long name " * 4 + "end.")
"""About eighty characters, as a careless export may hold them."""


def stressed() -> Report:
    """The specimen with long names, holes and long tables."""
    report = specimen(EditionKind.DRAFT)
    sections = tuple(
        replace(
            one,
            title=Text(
                (one.title.ja or "") + (LONG.ja or ""), (one.title.en or "") + (LONG.en or "")
            ),
            blocks=tuple(strained(block, LONG) for block in one.blocks),
        )
        for one in report.sections
    )
    masthead = replace(
        report.masthead,
        client=Text(
            "株式会社" + "みなと精機ホールディングス" * 5, "Minato Precision Holdings " * 3
        ),
        addressee=EMPTY,
        foot=Text("とても長い脚注" * 20, "A rather long foot " * 12),
    )
    return replace(report, sections=sections, masthead=masthead)

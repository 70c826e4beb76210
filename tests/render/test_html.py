"""What a page's source is made of, and what a template may not do."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import fields, is_dataclass, replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml

from reportgen.errors import ConfigInvalid
from reportgen.model.blocks import BLOCK_KINDS, FactorsBlock
from reportgen.model.config import SECTION_KEYS
from reportgen.model.edition import EditionKind, Html
from reportgen.model.quantity import Quantity, Unit
from reportgen.model.report import Report
from reportgen.model.text import Language, Text
from reportgen.model.wording import built_in
from reportgen.render.html import Logo, render_html
from reportgen.render.overriding import overrides
from reportgen.render.typography import JOINER
from tests.render.specimen import BUILT_IN, settings, specimen

JA = Language.JA
HOSTILE = '</td><link rel=attachment href="file:///etc/hostname">{{ 7*7 }}'


class Elements(HTMLParser):
    """Counts elements, forced line ends left out, and keeps all words."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.count: Counter[str] = Counter()
        self.words = ""
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "br":
            self.count[tag] += 1

    def handle_data(self, data: str) -> None:
        self.words += data.replace(JOINER, "")


def saying(value: Any, words: str) -> Any:
    """The value with every one of its texts replaced."""
    if isinstance(value, Text):
        return value if value.is_empty else Text(words, words)
    if isinstance(value, tuple):
        return tuple(saying(one, words) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(
            value, **{f.name: saying(getattr(value, f.name), words) for f in fields(value)}
        )
    return value


def only(report: Report, *keys: str) -> Report:
    """The report with these sections alone."""
    return replace(report, sections=tuple(one for one in report.sections if one.key in keys))


def overriding(folder: Path, name: str, source: str) -> Html:
    """The specimen's first page where a client replaces one template."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(source, encoding="utf-8")
    return render_html(only(specimen(), "summary"), JA, settings(folder))


# ---- the templates there are


def test_every_kind_of_block_has_its_template_and_every_template_its_kind() -> None:
    names = {path.name.removesuffix(".html.j2") for path in (BUILT_IN / "blocks").iterdir()}
    assert names == set(BLOCK_KINDS)


def test_every_section_has_its_template() -> None:
    names = {path.name.removesuffix(".html.j2") for path in (BUILT_IN / "sections").iterdir()}
    assert names == {*SECTION_KEYS, "generic"}


def test_the_contract_names_what_may_be_replaced_and_nothing_else() -> None:
    contract = yaml.safe_load((BUILT_IN / "CONTRACT.yml").read_text(encoding="utf-8"))
    for kind in ("blocks", "sections"):
        files = {path.name.removesuffix(".html.j2") for path in (BUILT_IN / kind).iterdir()}
        assert set(contract[kind]) == files
    for name, parts in contract["blocks"].items():
        source = (BUILT_IN / "blocks" / f"{name}.html.j2").read_text(encoding="utf-8")
        assert re.findall(r"{% block (\w+) %}", source) == parts


def test_the_specimen_uses_every_kind_of_block() -> None:
    used = {block.kind for section in specimen().sections for block in section.blocks}
    assert used == set(BLOCK_KINDS)


def test_every_message_a_template_asks_for_is_in_the_catalogue() -> None:
    sources = [path.read_text(encoding="utf-8") for path in BUILT_IN.rglob("*.j2")]
    asked = {id for source in sources for id in re.findall(r"t\('([\w.]+)'[,)]", source)}
    assert len(asked) > 40
    assert asked <= built_in().messages.keys()


# ---- words of others


def test_hostile_words_stand_on_the_page_and_change_nothing() -> None:
    harmless = render_html(saying(specimen(), "x"), JA, settings())
    hostile = render_html(saying(specimen(), HOSTILE), JA, settings())
    assert Elements(hostile.text).count == Elements(harmless.text).count
    assert Elements(hostile.text).words.count(HOSTILE) > 100
    assert "<link rel=attachment" not in hostile.text
    for svg in hostile.charts.values():
        assert not list(ElementTree.fromstring(svg).iter("link"))


def test_every_picture_is_a_graphic_of_the_page_and_is_described(japanese: Html) -> None:
    pictures = re.findall(r'<img src="chart:(\w+)" alt="([^"]*)"', japanese.text)
    assert {name for name, _ in pictures} == set(japanese.charts)
    assert all(alt for _, alt in pictures)
    assert japanese.text.count("<img") == len(pictures)


def test_links_lead_to_sections_that_are_there() -> None:
    page = render_html(only(specimen(), "summary", "actions"), JA, settings()).text
    ids = set(re.findall(r'<section id="(\w+)"', page))
    assert set(re.findall(r'href="#(\w+)"', page)) <= ids


def test_the_same_report_gives_the_same_page(japanese: Html) -> None:
    assert render_html(specimen(), JA, settings()) == japanese


def test_a_hole_is_a_dash_with_its_reason(japanese: Html) -> None:
    assert "—" in japanese.text
    assert "データなし" in japanese.text


def test_a_contribution_that_is_unknown_is_not_zero() -> None:
    report = only(specimen(), "bottleneck")
    section = report.sections[0]
    factors = next(block for block in section.blocks if isinstance(block, FactorsBlock))
    unknown = replace(factors.rows[0], contribution=Quantity(None, Unit.MONEY), is_good=None)
    block = replace(factors, rows=(unknown, *factors.rows[1:]))
    page = render_html(
        replace(report, sections=(replace(section, blocks=(block,)),)), JA, settings()
    )
    assert "+105万円" not in "".join(page.charts.values())
    assert any(">—<" in svg for svg in page.charts.values())
    assert sum("±0万円" in svg for svg in page.charts.values()) == 1


def test_contributions_add_up_as_they_are_printed(japanese: Html) -> None:
    printed = [re.findall(r">([+−±]\d+)万円<", svg) for svg in japanese.charts.values()]
    numbers = [int(one[0].replace("−", "-").replace("±", "")) for one in printed if one]
    assert sum(numbers) == 2 * -68


@pytest.mark.parametrize("kind", [EditionKind.DRAFT, EditionKind.PROVISIONAL])
def test_a_page_that_is_not_final_says_so(kind: EditionKind) -> None:
    report = only(specimen(kind), "summary", "actions")
    page = render_html(report, JA, settings()).text
    assert page.count(built_in().text(f"page.band_{kind}").ja or "") == len(report.sections)


def test_a_report_without_a_first_page_is_made_too() -> None:
    page = render_html(only(specimen(), "appendix"), JA, settings()).text
    assert "<h1" in page and 'class="mast"' not in page


def test_a_house_colour_and_a_logo_change_the_page() -> None:
    drawn = b'<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"/>'
    own = replace(settings(), brand_colour="#5B2A57", logo=Logo("logo.svg", drawn))
    page = render_html(only(specimen(), "summary"), JA, own)
    assert "--brand: #5B2A57" in page.assets["report.css"].decode()
    assert page.assets["logo.svg"] == drawn and 'src="asset:logo.svg"' in page.text


# ---- templates of others


def test_a_client_replaces_one_part_of_one_block(tmp_path: Path) -> None:
    page = overriding(
        tmp_path,
        "blocks/sign.html.j2",
        '{% extends "@builtin/blocks/sign.html.j2" %}'
        "{% block heading %}<h2>{{ block.heading | plain }}♪</h2>{% endblock %}",
    )
    assert "今月の手応え♪" in page.text and "名指しのお問い合わせ" in page.text


def test_a_clients_own_section_may_have_a_template(tmp_path: Path) -> None:
    source = '{% extends "sections/generic.html.j2" %}{% block head %}<h1>own</h1>{% endblock %}'
    (tmp_path / "sections").mkdir()
    (tmp_path / "sections" / "x-seasons.html.j2").write_text(source, encoding="utf-8")
    report = only(specimen(), "log")
    own = replace(report, sections=(replace(report.sections[0], key="x-seasons"),))
    assert '<section id="x-seasons"' in render_html(own, JA, settings(tmp_path)).text


def test_a_clients_style_is_added_after_ours(tmp_path: Path) -> None:
    (tmp_path / "report.css").write_text("h2 { color: teal }", encoding="utf-8")
    page = render_html(only(specimen(), "log"), JA, settings(tmp_path))
    assert page.assets["report.css"].decode().rstrip().endswith("h2 { color: teal }")


def test_an_unknown_variable_is_told_with_template_and_line(tmp_path: Path) -> None:
    with pytest.raises(ConfigInvalid) as failed:
        overriding(tmp_path, "blocks/sign.html.j2", "<p>fine</p>\n<p>{{ block.hading }}</p>\n")
    (problem,) = failed.value.problems
    assert problem.place.path.endswith("blocks/sign.html.j2") and problem.place.line == 2
    assert "hading" in problem.what


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("{{ block.heading }", "unexpected"),
        ("{{ block.quote | safe }}", "safe"),
        ("{% autoescape false %}{{ block.quote }}{% endautoescape %}", "escaping"),
        ("{{ block.__class__ }}", "__class__"),
        ("{{ t.__self__ }}", "__self__"),
        ("{{ report.sections.index }}", "index"),
        ("{{ ''.join(['a']) }}", "join"),
        ("{{ block.quote.in_language('ja') }}", "not safely callable"),
        ("{{ t('no.such.message') }}", "no.such.message"),
        ("{{ 1 / 0 }}", "zero"),
        ("{% include 'no/such.html.j2' %}", "no/such"),
    ],
)
def test_what_a_template_may_not_do_is_told_with_its_place(
    tmp_path: Path, source: str, said: str
) -> None:
    with pytest.raises(ConfigInvalid) as failed:
        overriding(tmp_path, "blocks/sign.html.j2", source)
    assert said in failed.value.message
    assert "blocks/sign.html.j2:1" in failed.value.message


def test_a_template_that_replaces_nothing_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigInvalid, match="replaces no template") as failed:
        overriding(tmp_path, "blocks/signs.html.j2", "")
    assert "blocks/sign.html.j2" in failed.value.hint
    (tmp_path / "macros.html.j2").write_text("", encoding="utf-8")
    assert len(overrides(tmp_path, BUILT_IN)) == 2

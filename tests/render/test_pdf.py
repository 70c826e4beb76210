"""The finished document: whole, tagged, private, the same every time."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from reportgen.errors import ConfigInvalid
from reportgen.model.edition import Html
from reportgen.model.text import Language
from reportgen.render.fonts import faces
from reportgen.render.html import Logo, render_html
from reportgen.render.pdf import Pages, lay_out, render_pdf
from reportgen.render.typography import running
from tests.render.specimen import settings, specimen, stressed

JA = Language.JA


def read(pages: Pages) -> PdfReader:
    return PdfReader(io.BytesIO(pages.pdf.content))


def words(reader: PdfReader) -> list[str]:
    """Each page's words without spaces, as their order in the file leaves them."""
    return [re.sub(r"\s", "", page.extract_text()) for page in reader.pages]


def page(body: str, **more: object) -> Html:
    head = '<html lang="ja"><head><title>t</title></head>'
    text = f"{head}<body><section id='a'>{body}</section></body></html>"
    return replace(Html(JA, text, {}, {}), **more)  # type: ignore[arg-type]


# ---- what it says


def test_the_figures_and_their_graphics_can_be_read(japanese_pages: Pages) -> None:
    text = words(read(japanese_pages))
    assert "10月の受注数は9件で、目標の10件に1件届きませんでした。" in text[0]
    for figure in ("1,332万円", "788万円", "残り5か月で月10.4件", "−393万円", "目標108件"):
        assert figure in text[0]
    everything = "".join(text)
    for figure in ("4.27%(184/4,310)", "52,000円", "過去の最良5.10%", "ライン40,000円"):
        assert figure in everything.replace("（", "(").replace("）", ")")


@pytest.mark.parametrize("wide", range(30, 90, 7))
@pytest.mark.parametrize(
    ("said", "language", "whole"),
    [
        ("今年度は残り5か月で、受注数は1,332万円です。", JA, ("残り5か月", "1,332万円")),
        ("Visits fell by 12 November, then rose", Language.EN, ("12 November", "then rose")),
    ],
)
def test_what_is_joined_stands_on_one_line_and_is_read_as_it_was_written(
    said: str, language: Language, whole: tuple[str, ...], wide: int
) -> None:
    body = f'<p style="width:{wide}pt;font:6pt RG Sans">{running(said, language)}</p>'
    lines = read(lay_out(page(body), faces())).pages[0].extract_text().splitlines()
    assert "".join(lines).replace(" ", "") == said.replace(" ", "")
    for stretch in whole:
        assert any(stretch in line for line in lines)


def test_page_1_stands_alone_and_sections_follow_in_order(japanese_pages: Pages) -> None:
    assert not japanese_pages.first_page_runs_over
    titles = [one for one in read(japanese_pages).outline if not isinstance(one, list)]
    assert len(titles) == len(specimen().sections)
    starts = [read(japanese_pages).get_destination_page_number(one) for one in titles]
    assert starts == sorted(starts) and starts[1] == 1


def test_a_first_page_that_needs_a_second_is_told() -> None:
    page = render_html(stressed(), Language.EN, settings())
    assert lay_out(page, faces()).first_page_runs_over


def test_every_page_of_a_draft_says_so(english_draft: Pages) -> None:
    for text in words(read(english_draft)):
        assert "Draft:figuresandwordsmaystillchange" in text


def test_every_page_counts_itself_and_names_the_report(japanese_pages: Pages) -> None:
    for number, text in enumerate(words(read(japanese_pages)), 1):
        assert f"{number}/{japanese_pages.pdf.pages}" in text
        assert "株式会社みなと精機月次レポート2026年10月第2版" in text


# ---- how it is made


def test_only_the_private_faces_are_embedded(japanese_pages: Pages) -> None:
    names = set()
    for one in read(japanese_pages).pages:
        for font in one["/Resources"]["/Font"].values():
            (descendant,) = font.get_object()["/DescendantFonts"]
            assert "/FontFile3" in descendant.get_object()["/FontDescriptor"].get_object()
            names.add(re.sub(r"^/[A-Z]{6}\+", "", font.get_object()["/BaseFont"]))
    assert names == {"RG-Sans", "RG-Sans-Bold", "RG-Serif-Semi-Bold"}


def test_it_is_tagged_named_and_undated(japanese_pages: Pages) -> None:
    reader = read(japanese_pages)
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "ja"
    assert root["/MarkInfo"]["/Marked"]
    assert reader.metadata.title == "株式会社みなと精機 月次レポート 2026年10月"
    assert reader.metadata.author == "株式会社あおば舎"
    assert not {"/CreationDate", "/ModDate"} & reader.metadata.keys()
    metadata = root["/Metadata"].get_data().decode()
    assert "pdfuaid" in metadata and "CreateDate" not in metadata
    assert not reader.attachments


def test_the_style_is_understood_to_the_last_rule(
    japanese_pages: Pages, english_draft: Pages
) -> None:
    assert japanese_pages.complaints == english_draft.complaints == ()


def test_what_a_style_asks_in_vain_is_told() -> None:
    told = page("<p>a</p>", assets={"report.css": b"p { word-brake: keep-all }"})
    (complaint,) = lay_out(told, faces()).complaints
    assert "word-brake" in complaint


def test_the_same_page_gives_the_same_bytes(japanese: Html, japanese_pages: Pages) -> None:
    assert render_pdf(japanese, faces()) == japanese_pages.pdf


def test_another_process_gives_the_same_bytes() -> None:
    script = (
        "from tests.render.specimen import *; from reportgen.render.fonts import faces;"
        "from reportgen.render.html import render_html;"
        "from reportgen.render.pdf import render_pdf;"
        "from dataclasses import replace; from reportgen.model.text import Language;"
        "report = specimen(); report = replace(report, sections=report.sections[:3]);"
        "print(render_pdf(render_html(report, Language.JA, settings()), faces()).sha256)"
    )
    hashes = set()
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": "."}
        run = subprocess.run(
            [sys.executable, "-c", script],
            cwd=Path(__file__).parents[2],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        hashes.add(run.stdout)
    report = specimen()
    here = render_html(replace(report, sections=report.sections[:3]), JA, settings())
    assert hashes == {render_pdf(here, faces()).sha256 + "\n"}


# ---- what it may not hold


@pytest.mark.parametrize(
    "body",
    [
        '<img src="file:///etc/hostname" alt="a">',
        '<img src="FILE:///etc/hostname" alt="a">',
        '<img src="http://127.0.0.1:9/a.png" alt="a">',
        '<img src="https://example.com/a.png" alt="a">',
        '<img src="chart:nosuch" alt="a">',
        '<img src="asset:nosuch.png" alt="a">',
        '<img src="font:../../etc/hostname" alt="a">',
        '<link rel=attachment href="file:///etc/hostname">',
        '<link rel=stylesheet href="file:///etc/hostname">',
        '<style>@import "http://127.0.0.1:9/a.css";</style>',
        '<p style="background: url(file:///etc/hostname)">a</p>',
        '<p style="background: url(../../etc/hostname)">a</p>',
        '<object data="file:///etc/hostname"></object>',
        '<img src="../../etc/hostname" alt="a">',
    ],
)
def test_what_does_not_come_with_the_report_stops_it(body: str) -> None:
    with pytest.raises(ConfigInvalid):
        render_pdf(page(body), faces())


def test_a_graphic_cannot_reach_for_a_file() -> None:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">'
        '<image href="file:///etc/hostname" width="9" height="9"/></svg>'
    )
    with pytest.raises(ConfigInvalid, match="file:///etc/hostname"):
        render_pdf(page('<img src="chart:a" alt="a">', charts={"a": svg}), faces())


def test_a_picture_that_cannot_be_read_stops_the_report() -> None:
    with pytest.raises(ConfigInvalid, match="cannot be drawn whole"):
        render_pdf(
            page('<img src="asset:a.png" alt="a">', assets={"a.png": b"no picture"}), faces()
        )


def test_a_logo_and_inline_data_are_drawn() -> None:
    drawn = b'<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"/>'
    own = replace(settings(), logo=Logo("logo.svg", drawn))
    report = replace(specimen(), sections=specimen().sections[:1])
    assert render_pdf(render_html(report, JA, own), faces()).pages == 1
    inline = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk"
    inline += "+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    assert render_pdf(page(f'<img src="{inline}" alt="a">'), faces()).pages == 1

"""Html to PDF/UA: the only place that lays out pages.

A page may only hold what was handed over with it: its graphics, its assets, the report's faces
and data inside the page itself. Anything else stops the report, because a page with a hole must
not be delivered and no client's report may reach for files or the network.
"""

from __future__ import annotations

import atexit
import gc
import hashlib
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from reportgen.errors import ConfigInvalid
from reportgen.model.edition import Html, Pdf
from reportgen.render import glyphs
from reportgen.render.fonts import FACES, Faces
from reportgen.render.libraries import opened_by_name

with opened_by_name():
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

STYLESHEET = "report.css"
"""The asset that is the page's style; it is parsed once for all pages that share it."""

FIRST_PAGE = '<section id="summary"'
SVG, FONT, CSS = "image/svg+xml", "font/otf", "text/css"
LOGGER = logging.getLogger("weasyprint")


@dataclass(frozen=True)
class Pages:
    """A finished document.

    `complaints` is what in its style was not understood; `first_page_runs_over` is True when page
    1, which should stand alone, needs a second page.
    """

    pdf: Pdf
    complaints: tuple[str, ...]
    first_page_runs_over: bool


def warm(faces: Faces) -> None:
    """Read what every document of this process needs, before there is one."""
    _press(faces)


def font_folder(faces: Faces) -> Path | None:
    """Where the layout keeps its own copies of the faces, as long as this process lives."""
    kept = _press(faces).fonts._folder
    return None if kept is None else Path(kept)


def render_pdf(html: Html, faces: Faces) -> Pdf:
    """The finished document: tagged, the same bytes for the same page."""
    return lay_out(html, faces).pdf


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Without looking for garbage: a layout's million boxes all live until its pages are written.

    What no longer lives is found once the collector is back.
    """
    was_at_work = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_at_work:
            gc.enable()


@_collector_at_rest()
def lay_out(html: Html, faces: Faces) -> Pages:
    """The finished document with the complaints about its style.

    ConfigInvalid when a character has no glyph, or the page asks for something not handed over.
    """
    glyphs.require(html, faces)
    press = _press(faces)
    sources = _Sources(html, faces)
    with _listening() as heard:
        try:
            page = weasyprint.HTML(string=html.text, base_url=None, url_fetcher=sources)
            document = page.render(
                stylesheets=[press.faces, *press.styles(html)],
                font_config=press.fonts,
                pdf_variant="pdf/ua-1",
            )
            content = document.write_pdf(pdf_variant="pdf/ua-1")
        except FatalURLFetchingError as refused:
            raise _refused(str(refused)) from refused
    if sources.refused:
        raise _refused(sources.refused[0])
    _require_whole(heard)
    pdf = Pdf(html.language, content, len(document.pages), hashlib.sha256(content).hexdigest())
    said = tuple(record.getMessage() for record in heard)
    return Pages(pdf, said, _runs_over(html, document.make_bookmark_tree()))


def _runs_over(html: Html, titles: Sequence[Any]) -> bool:
    """True when page 1 needs a second page: the title that follows it stands on the third."""
    has_first_page = FIRST_PAGE in html.text
    return has_first_page and len(titles) > 1 and titles[1][1][0] > 1


def _refused(url: str) -> ConfigInvalid:
    return ConfigInvalid(
        f"a page asks for {url!r}; it may only hold what comes with the report",
        "Use a graphic or an asset of the report, or data inside the page.",
    )


def _require_whole(heard: list[logging.LogRecord]) -> None:
    """What could not be fetched, read or drawn stops the report."""
    for record in heard:
        said = record.getMessage()
        if record.levelno >= logging.ERROR or "Relative URI" in said:
            raise ConfigInvalid(
                f"a page cannot be drawn whole: {said}",
                "Replace the picture (PNG, JPEG or SVG) or the template that asks for it.",
            )


class _Ear(logging.Handler):
    """Keeps what the layout says while it works, in order."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.heard: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a record."""
        self.heard.append(record)


@contextmanager
def _listening() -> Iterator[list[logging.LogRecord]]:
    ear = _Ear()
    LOGGER.addHandler(ear)
    try:
        yield ear.heard
    finally:
        LOGGER.removeHandler(ear)


class _Press:
    """What all documents of one process share: the faces and the styles parsed so far."""

    def __init__(self, faces: Faces) -> None:
        self.fonts = FontConfiguration()
        atexit.register(self.fonts.__del__)  # it removes the folder it copies the faces to
        self._parsed: dict[bytes, weasyprint.CSS] = {}
        sources = _Sources(None, faces)
        self.faces = weasyprint.CSS(
            string=_font_faces(), font_config=self.fonts, url_fetcher=sources
        )

    def styles(self, html: Html) -> list[weasyprint.CSS]:
        """The page's style, parsed."""
        style = html.assets.get(STYLESHEET)
        if style is None:
            return []
        if style not in self._parsed:
            self._parsed[style] = weasyprint.CSS(
                string=style.decode(), font_config=self.fonts, url_fetcher=_Sources(None, None)
            )
        return [self._parsed[style]]


@cache
def _press(faces: Faces) -> _Press:
    return _Press(faces)


def _font_faces() -> str:
    return "\n".join(
        f"@font-face {{ font-family: '{face.family}'; font-weight: {face.weight}; "
        f"src: url('font:{face.file}') }}"
        for face in FACES
    )


# WeasyPrint ships no types, so its class is Any to the type checker.
class _Sources(URLFetcher):  # type: ignore[misc]
    """Hands out graphics, assets, faces and inline data; refuses everything else for good."""

    def __init__(self, html: Html | None, faces: Faces | None) -> None:
        super().__init__(allowed_protocols={"data"}, allow_redirects=False)
        self._html, self._faces = html, faces
        self.refused: list[str] = []

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """The bytes behind an address of the page."""
        scheme, _, name = url.partition(":")
        found = self._found(scheme, unquote(name))
        if found is not None:
            content, kind = found
            return URLFetcherResponse(url, content, {"Content-Type": kind})
        if scheme == "data":
            return super().fetch(url, headers)
        self.refused.append(url)
        raise FatalURLFetchingError(url)

    def _found(self, scheme: str, name: str) -> tuple[bytes, str] | None:
        html, faces = self._html, self._faces
        if scheme == "font" and faces is not None and name in faces.files:
            return (faces.directory / name).read_bytes(), FONT
        if html is None:
            return None
        if scheme == "chart" and name in html.charts:
            return html.charts[name].encode(), SVG
        if scheme == "asset" and name == STYLESHEET:
            return b"", CSS  # already parsed
        if scheme == "asset" and name in html.assets:
            return html.assets[name], SVG if name.endswith(".svg") else "application/octet-stream"
        return None

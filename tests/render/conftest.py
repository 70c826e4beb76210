"""The specimen rendered once for every test that only looks at it."""

from __future__ import annotations

import pytest

from reportgen.model.edition import EditionKind, Html
from reportgen.model.text import Language
from reportgen.render.fonts import faces
from reportgen.render.html import render_html
from reportgen.render.pdf import Pages, lay_out
from tests.render.specimen import settings, specimen


@pytest.fixture(scope="session")
def japanese() -> Html:
    return render_html(specimen(), Language.JA, settings())


@pytest.fixture(scope="session")
def japanese_pages(japanese: Html) -> Pages:
    return lay_out(japanese, faces())


@pytest.fixture(scope="session")
def english_draft() -> Pages:
    page = render_html(specimen(EditionKind.DRAFT), Language.EN, settings())
    return lay_out(page, faces())

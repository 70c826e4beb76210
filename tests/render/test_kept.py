"""Templates compiled once on a machine: taken again only whole, and only from one's own folder."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import jinja2
import pytest

from reportgen.model.text import Language
from reportgen.render.html import keep_compiled, render_html
from reportgen.render.kept import Shelf
from tests.render.specimen import BUILT_IN, settings, specimen

JA, EN = Language.JA, Language.EN


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder of the test's own; the faces were made before."""
    settings()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The names of the templates that are compiled, as they are."""
    names: list[str] = []
    compile = jinja2.Environment.compile

    def told(
        self: jinja2.Environment, source: str, name: str | None = None, *rest: object
    ) -> object:
        names.append(str(name))
        return compile(self, source, name, *rest)  # type: ignore[call-overload]

    monkeypatch.setattr(jinja2.Environment, "compile", told)
    yield names


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_our_templates_are_compiled_once(cache: Path, compiled: list[str]) -> None:
    first = render_html(specimen(), JA, settings())
    assert "blocks/tree.html.j2" in compiled
    compiled.clear()
    assert render_html(specimen(), JA, settings()).text == first.text
    assert compiled == []


def test_a_word_that_is_always_the_same_is_written_as_each_language_writes_it(
    cache: Path, tmp_path: Path
) -> None:
    theme = tmp_path / "theme"
    shutil.copytree(BUILT_IN, theme)
    (theme / "blocks" / "sign.html.j2").write_text('{{ "It\'s" | label(9) }}', encoding="utf-8")
    own = replace(settings(), templates=(theme,))
    pages = [render_html(specimen(), one, own).text for one in (JA, EN)]
    assert ["It\u2019s" in page for page in pages] == [False, True]


def test_a_clients_template_is_kept_nowhere(cache: Path, tmp_path: Path) -> None:
    render_html(specimen(), JA, settings())
    kept = files(cache)
    own = tmp_path / "own" / "blocks" / "sign.html.j2"
    own.parent.mkdir(parents=True)
    own.write_text("<p>{{ 'Numbers, ours' | label(4) }}</p>", encoding="utf-8")
    assert "Numbers, ours" in render_html(specimen(), EN, settings(tmp_path / "own")).text
    assert files(cache) == kept


@pytest.mark.parametrize("content", [b"", b"\0" * 40, b"not what was written"])
def test_a_spoilt_file_is_made_anew(cache: Path, compiled: list[str], content: bytes) -> None:
    page = render_html(specimen(), JA, settings()).text
    kept = files(cache)
    whole = [path.read_bytes() for path in kept]
    for path in kept:
        path.write_bytes(content)
    compiled.clear()
    assert render_html(specimen(), JA, settings()).text == page
    assert "blocks/tree.html.j2" in compiled
    assert [path.read_bytes() for path in kept] == whole


def test_bytes_are_read_back_as_written(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "shelf")
    assert shelf.read("tree") is None
    shelf.write("tree", b"code")
    shelf.write("tree", b"other code")
    assert shelf.read("tree") == b"other code"
    assert [path.name for path in files(tmp_path)] == ["tree"]


@pytest.mark.skipif(os.name == "nt", reason="rights as on Unix")
@pytest.mark.parametrize("rights", [0o770, 0o707])
def test_a_folder_that_others_may_write_to_is_not_trusted(tmp_path: Path, rights: int) -> None:
    shelf = Shelf(tmp_path / "shelf")
    shelf.write("tree", b"code")
    shelf.folder.chmod(rights)
    assert shelf.read("tree") is None
    shelf.write("leaf", b"code")
    assert [path.name for path in files(tmp_path)] == ["tree"]


@pytest.mark.skipif(os.name == "nt", reason="owners as on Unix")
def test_a_folder_of_another_user_is_not_trusted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = Shelf(tmp_path / "shelf")
    shelf.write("tree", b"code")
    own = os.getuid()
    monkeypatch.setattr(os, "getuid", lambda: own + 1)
    assert shelf.read("tree") is None


def test_where_nothing_can_be_kept_the_report_is_made_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = render_html(specimen(), JA, settings()).text
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert render_html(specimen(), JA, settings()).text == made


def test_all_that_a_report_needs_can_be_compiled_before_there_is_one(
    cache: Path, compiled: list[str]
) -> None:
    keep_compiled(BUILT_IN)
    compiled.clear()
    for language in Language:
        render_html(specimen(), language, settings())
    assert compiled == []

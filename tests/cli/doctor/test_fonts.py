"""The fonts as the doctor sees them, to the file."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from reportgen.cli.doctor import remedies
from reportgen.cli.doctor.case import Case
from reportgen.cli.doctor.finding import State
from reportgen.cli.doctor.fonts import report_fonts
from reportgen.render import fonts
from tests.cli.doctor.calling import CACHE, REPOSITORY, acme, doctor

CASE = Case(Path(), "reportgen", datetime(2026, 11, 4, tzinfo=UTC), {})


def test_a_machine_without_one_of_the_fonts_names_it_with_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sans = {name: path for name, path in fonts.source_files().items() if "Sans" in name}
    for path in sans.values():
        assert path is not None
        shutil.copy(path, tmp_path)
    monkeypatch.setattr(fonts, "FONT_FOLDERS", (str(tmp_path),))
    monkeypatch.setattr(fonts, "_listed", dict)
    (found,) = report_fonts(CASE)
    assert (found.state, found.seen) == (State.FAIL, "NotoSerifCJKjp-SemiBold not found")
    assert found.details == tuple(f"{name}: {tmp_path}/{sans[name].name}" for name in sans)
    assert found.remedy == remedies.FONTS.remedy


PAGE = """
from reportgen.model.edition import Html
from reportgen.model.text import Language
from reportgen.render.fonts import faces
from reportgen.render.pdf import render_pdf
text = '<html lang=en><title>x</title><p style="font-family: RG Sans">受注 abc 123</p>'
print(render_pdf(Html(Language.EN, text, {}, {}), faces()).sha256)
"""


def printed(home: Path) -> str:
    """The hash of a small page, printed with the fonts installed below a home."""
    ran = subprocess.run(
        [sys.executable, "-c", PAGE],
        cwd=REPOSITORY,
        env={"PATH": os.environ["PATH"], "HOME": str(home), "XDG_CACHE_HOME": CACHE},
        capture_output=True,
        text=True,
        check=True,
    )
    return ran.stdout.strip()


def test_an_installed_font_of_our_name_is_told_and_not_used(tmp_path: Path) -> None:
    without = printed(tmp_path)
    serif = TTFont(fonts.faces().path(fonts.SERIF))
    serif["name"].setName(fonts.SANS.family, 1, 3, 1, 0x409)
    installed = tmp_path / ".fonts" / "namesake.otf"
    installed.parent.mkdir()
    serif.save(installed)
    assert printed(tmp_path) == without
    visit = doctor(acme(tmp_path / "w"), "--json", HOME=str(tmp_path))
    assert visit.of("fonts").state == "ok"
    assert visit.of("fonts").details[-1] == (
        f"RG Sans and RG Serif are our own names; not used although installed: {installed}"
    )

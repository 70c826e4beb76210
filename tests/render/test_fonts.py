"""The faces: private, complete, the same every time."""

from __future__ import annotations

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from reportgen.errors import EnvironmentFailed
from reportgen.render import fonts
from reportgen.render.fonts import BOLD, FACES, SANS, SERIF, Faces, faces


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Faces:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return faces.__wrapped__()


def test_the_same_sources_give_the_same_bytes(made: Faces) -> None:
    assert made.sha256 == faces().sha256
    assert set(made.sha256) == set(made.files) == {face.file for face in FACES}


def test_a_second_report_finds_the_faces_made(made: Faces) -> None:
    written = {name: (made.directory / name).stat().st_mtime_ns for name in made.files}
    assert faces.__wrapped__() == made
    assert written == {name: (made.directory / name).stat().st_mtime_ns for name in made.files}


def test_a_torn_face_is_made_again(made: Faces) -> None:
    made.path(BOLD).write_bytes(b"torn")
    assert faces.__wrapped__() == made
    assert not [path for path in made.directory.parent.iterdir() if path != made.directory]


def test_no_installed_font_can_take_a_faces_place() -> None:
    for face in FACES:
        with TTFont(faces().path(face), lazy=True) as font:
            names = {record.nameID: str(record) for record in font["name"].names}
            assert names[1] == face.family
            assert not any("Noto Sans" in name or "Noto Serif" in name for name in names.values())
            assert "Open Font" in names[13]
            assert font["OS/2"].usWeightClass == face.weight


@pytest.mark.parametrize("face", [SANS, BOLD, SERIF])
def test_names_are_not_printed_as_empty_boxes(face: fonts.Face) -> None:
    with TTFont(faces().path(face), lazy=True) as font:
        known = font.getBestCmap()
    assert all(ord(one) in known for one in "髙﨑齋藤邉邊栁澤㈱①℡〒−±→■●◆○’“”—…£€¥")


def test_digits_are_all_as_wide_and_titles_can_be_set_tight() -> None:
    with TTFont(faces().path(SANS), lazy=True) as font:
        cmap, widths = font.getBestCmap(), font["hmtx"].metrics
        features = {one.FeatureTag for one in font["GPOS"].table.FeatureList.FeatureRecord}
    assert len({widths[cmap[ord(digit)]][0] for digit in "0123456789"}) == 1
    assert {"palt", "kern", "halt"} <= features


def test_a_machine_without_the_fonts_is_told_how_to_get_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fonts, "FONT_FOLDERS", (str(tmp_path),))
    monkeypatch.setattr(fonts, "_listed", dict)
    with pytest.raises(EnvironmentFailed) as failed:
        faces.__wrapped__()
    assert "NotoSansCJKjp-Regular" in failed.value.message
    assert "apt-get install -y --no-install-recommends fonts-noto-cjk" in failed.value.hint
    assert "dnf install -y google-noto" in failed.value.hint
    assert "brew install --cask font-noto" in failed.value.hint


def test_fonts_are_found_by_their_files_where_there_is_no_list(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    listed = fonts._source(SERIF)
    monkeypatch.setattr(fonts, "_listed", dict)
    monkeypatch.setattr(fonts, "FONT_FOLDERS", (str(listed.path.parent),))
    assert fonts._source(SERIF) == listed

import json
from datetime import UTC, datetime

import pytest

from reportgen.archive.editions import About, Archive, Inputs
from reportgen.errors import EnvironmentFailed
from reportgen.model.edition import EditionKind, Pdf
from reportgen.model.text import Language

NOW = datetime(2026, 11, 4, 6, 15, tzinfo=UTC)
LETTER = "Report\n\nDear client\n"
PDFS = (Pdf(Language.JA, b"%PDF ja", 9, "a"), Pdf(Language.EN, b"%PDF en", 9, "b"))


def about(configuration="c1", revision=1, **more):
    inputs = Inputs(configuration, "t", "n", {"crm": "s1"}, {"RG Sans": "f"})
    return About(inputs, revision, NOW, "0.1.0", (), **more)


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_final_build_leaves_pdfs_report_and_manifest(tmp_path):
    archive = Archive(tmp_path, "minato", "2026-10")
    edition = archive.store(EditionKind.FINAL, PDFS, {"client": "minato"}, LETTER, about())
    assert edition.revision == 1
    assert edition.paths == (
        "out/2026-10/minato/minato_2026-10_r1.pdf",
        "out/2026-10/minato/minato_2026-10_r1.en.pdf",
    )
    assert names(archive.folder) == [
        "minato_2026-10_r1.en.pdf",
        "minato_2026-10_r1.json",
        "minato_2026-10_r1.mail.txt",
        "minato_2026-10_r1.manifest.json",
        "minato_2026-10_r1.pdf",
    ]


def test_the_manifest_holds_hashes_and_the_only_wall_clock(tmp_path):
    archive = Archive(tmp_path, "minato", "2026-10")
    archive.store(EditionKind.FINAL, PDFS, {"client": "minato"}, LETTER, about())
    manifest = json.loads((archive.folder / "minato_2026-10_r1.manifest.json").read_text())
    assert manifest["made_at"] == "2026-11-04T06:15:00+00:00"
    assert manifest["inputs"]["snapshots"] == {"crm": "s1"}
    assert len(manifest["files"]["minato_2026-10_r1.pdf"]) == 64


def test_a_draft_has_no_revision_and_is_replaced(tmp_path):
    archive = Archive(tmp_path, "minato", "2026-10")
    for content in (b"one", b"two"):
        pdf = (Pdf(Language.JA, content, 1, "x"),)
        edition = archive.store(EditionKind.DRAFT, pdf, {}, LETTER, about())
    assert edition.revision is None
    assert names(archive.folder) == [
        "minato_2026-10_draft.json",
        "minato_2026-10_draft.mail.txt",
        "minato_2026-10_draft.pdf",
    ]
    assert (archive.folder / "minato_2026-10_draft.pdf").read_bytes() == b"two"
    assert archive.latest() is None


def test_an_edition_exists_only_once_its_manifest_does(tmp_path):
    archive = Archive(tmp_path, "minato", "2026-10")
    archive.folder.mkdir(parents=True)
    (archive.folder / "minato_2026-10_r1.pdf").write_bytes(b"torn")
    assert archive.latest() is None


def test_the_newest_revision_counts_as_a_number(tmp_path):
    archive = Archive(tmp_path, "minato", "2026-10")
    archive.folder.mkdir(parents=True)
    for revision in (2, 10, 9):
        (archive.folder / f"minato_2026-10_r{revision}.manifest.json").write_text("{}")
    assert archive.latest() == 10


def test_a_folder_that_cannot_be_made_is_told_in_words(tmp_path):
    (tmp_path / "out").write_text("a file where a folder should be")
    archive = Archive(tmp_path, "minato", "2026-10")
    with pytest.raises(EnvironmentFailed, match="cannot be written"):
        archive.store(EditionKind.FINAL, PDFS, {}, LETTER, about())


def test_an_edition_that_stands_is_never_written_over(tmp_path):
    archive = Archive(tmp_path, "minato", "2026-10")
    archive.store(EditionKind.FINAL, PDFS, {}, LETTER, about())
    other = (Pdf(Language.JA, b"%PDF other", 9, "c"),)
    with pytest.raises(EnvironmentFailed, match="another build made r1 in the meantime"):
        archive.store(EditionKind.FINAL, other, {}, LETTER, about())
    assert (archive.folder / "minato_2026-10_r1.pdf").read_bytes() == b"%PDF ja"


def test_a_damaged_manifest_is_told_in_words(tmp_path):
    archive = Archive(tmp_path, "minato", "2026-10")
    archive.store(EditionKind.FINAL, PDFS, {}, LETTER, about())
    (archive.folder / "minato_2026-10_r1.manifest.json").write_text("{")
    with pytest.raises(EnvironmentFailed, match="cannot be read"):
        archive.inputs_of(1)

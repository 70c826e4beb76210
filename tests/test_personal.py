"""Personal columns, and those nobody declared, end at the reader: nothing written has them."""

from __future__ import annotations

import csv
import gzip
import io
import logging
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.samples import copy_workspace, run

COMPANY, NOTE = "ヒミツ商事", "ヒミツ備考"


def test_a_personal_value_reaches_nothing_that_is_written(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    root = copy_workspace(tmp_path / "workspace", "minato")
    for file in (root / "sample_data/minato").glob("crm_*.csv"):
        header, *rows = csv.reader(io.StringIO(file.read_text("cp932")))
        # 会社名 is declared personal, 備考 is not declared at all.
        hidden = [[row[0], COMPANY, *row[2:-1], NOTE] for row in rows]
        text = io.StringIO()
        csv.writer(text).writerows([header, *hidden])
        file.write_text(text.getvalue(), "cp932", newline="")
    made = run(root, "minato")
    written = [
        path
        for folder in (".reportgen", "out")
        for path in (root / folder).rglob("*")
        if path.is_file()
    ]
    assert any(path.suffix == ".pdf" for path in written)
    assert any(path.suffix == ".gz" for path in written)
    for path in written:
        content = path.read_bytes()
        if path.suffix == ".gz":
            content = gzip.decompress(content)
        assert COMPANY.encode() not in content, path
        assert NOTE.encode() not in content, path
    said = [caplog.text, *capfd.readouterr(), repr(made.warnings)]
    said += [
        page.extract_text()
        for document in made.documents
        for page in PdfReader(io.BytesIO(document.content)).pages
    ]
    for text in said:
        assert "ヒミツ" not in text

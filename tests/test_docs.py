"""What the papers say of the program is what it does."""

from __future__ import annotations

import logging
import re
from pathlib import Path

import pytest

from tests.samples import ROOT, copy_workspace, run

STAGE = re.compile(r"\b(\d{1,2} [a-z]+): ")


def test_how_it_works_names_the_stages_as_the_log_does(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, logger="reportgen"):
        run(copy_workspace(tmp_path, "minato"), "minato")
    page = (ROOT / "docs/how-it-works.md").read_text(encoding="utf-8")
    logged = dict.fromkeys(STAGE.findall("\n".join(caplog.messages)))
    assert list(dict.fromkeys(STAGE.findall(page.split("## 1 config")[0]))) == list(logged)
    headings = re.findall(r"^## (\d{1,2} [a-z]+)", page, re.MULTILINE)
    assert headings[: len(logged)] == list(logged)

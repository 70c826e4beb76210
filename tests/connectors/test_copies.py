"""A browser's second download, a file manager's copy: told, because nobody reads them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click import unstyle

from reportgen.cli.problems import render
from reportgen.connectors.exports.copies import copies_beside
from reportgen.model.config import Source
from tests.config.acme import write

MONTHLY = "inbox/crm_{month}.csv"


def told(root: Path, pattern: str, *files: str) -> list[str]:
    for name in files:
        write(root, name, "x")
    source = Source.model_validate({"type": "csv", "path": pattern})
    return [f"{one.place} {one.what}" for one in copies_beside("crm", source, root)]


@pytest.mark.parametrize(
    "name",
    [
        "crm_2026-10 (1).csv",
        "crm_2026-10(12).csv",
        "crm_2026-10（1）.csv",
        "crm_2026-10_copy.csv",
        "crm_2026-10 copy 2.csv",
        "crm_2026-10 - Copy.csv",
        "crm_2026-10 - Copy (2).csv",
        "crm_2026-10 - コピー.csv",
        "crm_2026-10 - コピー (3).csv",
        "crm_2026-10のコピー.csv",
        "crm_2026-10のコピー2.csv",
        "crm_2026-10のコヒ\u309aー.csv",
    ],
)
def test_a_copy_is_told_by_its_name(tmp_path: Path, name: str) -> None:
    assert told(tmp_path, MONTHLY, "inbox/crm_2026-10.csv", f"inbox/{name}") == [
        f"inbox/{name} {name!r} lies beside crm_2026-10.csv and is not read"
    ]


@pytest.mark.parametrize(
    "name",
    ["crm_2026-10.csv", "crm_2026-10_v2.csv", "orders_2026-10 (1).csv", "crm_2026-10 (1).txt",
     ".crm_2026-10 (1).csv"],
)  # fmt: skip
def test_other_files_are_left_alone(tmp_path: Path, name: str) -> None:
    assert told(tmp_path, MONTHLY, "inbox/crm_2026-10.csv", f"inbox/{name}") == []


def test_a_copy_without_the_file_is_told_what_to_be_called(tmp_path: Path) -> None:
    assert told(tmp_path, MONTHLY, "inbox/crm_2026-10 (1).csv") == [
        "inbox/crm_2026-10 (1).csv 'crm_2026-10 (1).csv' is not read: the file of source 'crm' is "
        "called crm_2026-10.csv"
    ]


def test_a_copy_that_a_pattern_finds_is_read_beside_the_file(tmp_path: Path) -> None:
    assert told(tmp_path, "inbox/ga4_*.csv", "inbox/ga4_a.csv", "inbox/ga4_a (1).csv") == [
        "inbox/ga4_a (1).csv 'ga4_a (1).csv' looks like a copy of ga4_a.csv, and both are read"
    ]
    assert told(tmp_path / "b", "inbox/ga4_*.csv", "b/inbox/ga4_a (1).csv") == []


def test_copies_are_found_in_every_folder_of_a_path_with_months(tmp_path: Path) -> None:
    files = ("in/2026-09/crm.csv", "in/2026-09/crm (1).csv", "in/2026-10/crm.csv")
    assert told(tmp_path, "in/{month}/crm.csv", *files) == [
        "in/2026-09/crm (1).csv 'crm (1).csv' lies beside crm.csv and is not read"
    ]


def test_a_source_without_files_or_folder_has_no_copies(tmp_path: Path) -> None:
    assert told(tmp_path, "nowhere/crm.csv") == []
    assert list(copies_beside("hand", Source.model_validate({"type": "manual"}), tmp_path)) == []


def test_a_copy_is_told_in_words(tmp_path: Path, golden: Callable[[str, str], None]) -> None:
    for name in ("crm_2026-10.csv", "crm_2026-10 (1).csv"):
        write(tmp_path, f"inbox/{name}", "x")
    source = Source.model_validate({"type": "csv", "path": MONTHLY})
    problems = copies_beside("crm", source, tmp_path)
    golden("messages/copy-beside-a-file.txt", unstyle(render(problems)) + "\n")

"""`validate` looks at the first rows of the newest exports: do they have the columns?"""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from click.testing import CliRunner

from reportgen.cli import main
from reportgen.connectors.exports import heads
from tests.codes.examples import put
from tests.config.acme import write
from tests.connectors.books import book
from tests.connectors.exports import EXPORTS

CLIENT = "configs/acme/client.yml"
CRM = "data/crm_2026-10.csv"
HEADER = "ID,Company,Stage,Amount,Rate,Asked,Won on,Channel\n"
ROW = "D1,X Works,Won,800000,5%,2026-10-02,2026-10-20,web\n"


def validate(root: Path, lines: str = "") -> list[str]:
    """What is told of acme, a line a problem, without its hint."""
    put(root, {CLIENT: lines} if lines else {})
    return again(root)


def again(root: Path) -> list[str]:
    done = CliRunner().invoke(main, ["-C", str(root), "validate", "acme", "--format", "short"])
    assert done.exit_code == 0, done.stdout
    return done.stdout.splitlines()


def test_a_renamed_header_is_told_at_its_declaration_with_the_nearest_one(tmp_path: Path) -> None:
    validate(tmp_path, "sources: {crm: {columns: {Stage: {as: stage, type: status}}}}\n")
    write(tmp_path, CRM, HEADER.replace("Stage", "Stages") + ROW)
    done = CliRunner().invoke(main, ["-C", str(tmp_path), "validate", "acme"])
    assert done.exit_code == 0
    assert done.stderr.splitlines() == [
        f"warning[RG158]: {CRM}:1: the column 'Stage' is missing from the header",
        f" --> {CLIENT}:2:27",
        "  |",
        "2 | sources: {crm: {columns: {Stage: {as: stage, type: status}}}}",
        "  |                           ^^^^^",
        "  why:  the header is: ID, Company, Stages, Amount, Rate, Asked, Won on, Channel",
        "  hint: the nearest header found is 'Stages'; export with that column, or write the file's"
        " own header under the source's `columns:`",
        "",
        "0 errors, 1 warning",
    ]


def test_a_declared_header_that_no_metric_needs_is_told_too(tmp_path: Path) -> None:
    validate(tmp_path)
    write(tmp_path, CRM, HEADER.replace("Rate,", "") + ROW.replace("5%,", ""))
    (line,) = again(tmp_path)
    assert "the column 'Rate' is missing" in line


def test_the_newest_month_is_looked_at_and_no_other(tmp_path: Path) -> None:
    validate(tmp_path)
    write(tmp_path, "data/crm_2026-09.csv", "Old,Headers\n1,2\n")
    assert again(tmp_path) == []
    write(tmp_path, "data/crm_2026-11.csv", HEADER.replace("Channel", "Source") + ROW)
    (line,) = again(tmp_path)
    assert "data/crm_2026-11.csv:1: the column 'Channel' is missing" in line


def test_without_files_nothing_is_told(tmp_path: Path) -> None:
    validate(tmp_path)
    for file in (tmp_path / "data").iterdir():
        file.unlink()
    assert again(tmp_path) == []


@pytest.mark.parametrize("encoding", ["cp932", "utf-8-sig", "utf-16", "utf-16-le"])
def test_of_a_large_file_only_the_beginning_is_read(tmp_path: Path, encoding: str) -> None:
    validate(tmp_path)
    wrong = HEADER.replace("Channel", "流入元")
    text = wrong + ROW.replace("X Works", "みなと精機") * 20_000
    write(tmp_path, CRM, text.encode(encoding))
    (line,) = again(tmp_path)
    assert f"{CRM}:1: the column 'Channel' is missing" in line


def test_packed_files_and_workbooks_are_opened(tmp_path: Path) -> None:
    packed = "sources: {crm: {path: data/crm.gz}}\n"
    validate(tmp_path, packed)
    write(tmp_path, "data/crm.gz", gzip.compress((HEADER.replace("Rate", "%") + ROW).encode()))
    (line,) = again(tmp_path)
    assert "data/crm.gz:1: the column 'Rate' is missing" in line
    rows = [line.split(",") for line in (HEADER.strip().replace("Won on", "Won"), ROW.strip())]
    write(tmp_path, "data/crm.gz", book({"Notes": [["see below"]], "Deals": rows}))
    (line,) = again(tmp_path)
    assert "the column 'Won on' is missing" in line


def test_columns_of_several_files_of_one_source_are_looked_for_in_all(tmp_path: Path) -> None:
    lines = "metrics: {events: {from: web, metric: eventCount}}\n"
    validate(tmp_path, lines)
    assert "'Event count'" in again(tmp_path)[0]
    write(tmp_path, "data/ga4_events.csv", "date,eventCount\n20261001,5\n")
    assert again(tmp_path) == []


@pytest.mark.parametrize(
    "content", [b"", b"\x00" * 99, b"PK\x03\x04", b"\x1f\x8b", b"\xff\xfe\x00"]
)
def test_a_file_that_cannot_be_read_is_left_to_the_build(tmp_path: Path, content: bytes) -> None:
    validate(tmp_path)
    write(tmp_path, CRM, content)
    assert again(tmp_path) == []


def test_a_link_out_of_the_workspace_is_not_followed(tmp_path: Path) -> None:
    validate(tmp_path / "w")
    (tmp_path / "w" / CRM).unlink()
    write(tmp_path, "theirs.csv", "a,b\n1,2\n")
    (tmp_path / "w" / CRM).symlink_to(tmp_path / "theirs.csv")
    assert again(tmp_path / "w") == []


@pytest.mark.parametrize("type", sorted(set(EXPORTS) - {"csv", "kintone"}))
def test_the_export_of_every_tool_has_its_columns(tmp_path: Path, type: str) -> None:
    validate(tmp_path, f"sources: {{other: {{type: {type}, path: data/other.csv}}}}\n")
    write(tmp_path, "data/other.csv", EXPORTS[type])
    assert [line for line in again(tmp_path) if "RG158" in line] == []


def test_the_table_of_another_tool_is_told_at_the_path(tmp_path: Path) -> None:
    other = "sources: {ads: {type: google_ads, path: data/ads.csv}}\n"
    metric = "metrics: {spent: {from: ads, sum: cost, unit: money}}\n"
    validate(tmp_path, other + metric)
    write(tmp_path, "data/ads.csv", EXPORTS["hubspot"])
    (line,) = again(tmp_path)
    assert line.startswith(f"{CLIENT}:2:") and "data/ads.csv:1: " in line


def test_no_more_than_the_head_of_a_text_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(heads, "HEAD", len(HEADER) + 10)
    validate(tmp_path)
    write(tmp_path, CRM, (HEADER + ROW * 10).encode() + b"\xff\x00 damaged further down")
    assert again(tmp_path) == []

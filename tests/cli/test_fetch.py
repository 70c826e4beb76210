"""`reportgen fetch` on a small client: what is asked, what is kept, and what is said of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from reportgen.cli import main
from tests.codes.examples import put

CRM = "data/crm_2026-10.csv"
HEADER = "ID,Company,Stage,Amount,Rate,Asked,Won on,Channel\n"
GA4 = "sources: {web: {type: ga4, path: null, property: '123456789'}}\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The client acme with a month of data, each export dated."""
    put(tmp_path, {"configs/acme/client.yml": "sources: {web: {as_of: 2026-11-04}}\n"})
    return tmp_path


def fetch(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["-C", str(root), "fetch", "acme", "-m", "2026-10", *arguments])


def kept(root: Path) -> list[str]:
    folder = root / ".reportgen/snapshots/acme/2026-10"
    return sorted(one.name for one in folder.iterdir() if one.is_dir())


def test_the_folder_of_the_snapshot_is_printed_and_a_line_tells_of_every_source(root: Path) -> None:
    done = fetch(root)
    (id,) = kept(root)
    assert done.exit_code == 0
    assert done.stdout == f".reportgen/snapshots/acme/2026-10/{id}\n"
    line = "✓ acme  2026-10  web read anew (2 rows), hand read anew (1 row), crm read anew (1 row)"
    assert line in done.stderr


def test_a_source_that_says_what_it_said_is_unchanged(root: Path) -> None:
    first = fetch(root)
    for again in (fetch(root), fetch(root, "--refresh")):
        assert "web unchanged, hand unchanged, crm unchanged" in again.stderr
        assert again.stdout == first.stdout


def test_only_the_source_whose_bytes_changed_is_read_anew(root: Path) -> None:
    fetch(root)
    (root / "data/ga4_2026-10.csv").write_text("date,deviceCategory,sessions\n20261001,mobile,7\n")
    assert "web read anew (1 row), hand unchanged, crm unchanged" in fetch(root).stderr


def test_one_source_is_asked_and_the_others_stay_as_they_are_kept(root: Path) -> None:
    fetch(root)
    (root / "data/ga4_2026-10.csv").write_text("date,deviceCategory,sessions\n20261001,mobile,7\n")
    (root / CRM).write_text(f"{HEADER}D1,X Works,Won,900000,5%,2026-10-02,2026-10-20,web\n")
    done = fetch(root, "--source", "crm")
    assert "web as kept, hand as kept, crm read anew (1 row)" in done.stderr
    assert len(kept(root)) == 2


def test_one_source_alone_makes_no_snapshot(root: Path) -> None:
    done = fetch(root, "--source", "crm")
    assert done.exit_code == 5
    assert "acme 2026-10: nothing is stored of web, hand" in done.stderr
    assert "fetch once without --source" in done.stderr


def test_a_source_that_is_none_is_a_usage_error_that_names_those_there_are(root: Path) -> None:
    done = fetch(root, "--source", "crn")
    assert done.exit_code == 2
    assert "acme reads no source 'crn'" in done.stderr
    assert "its sources are: web, hand, crm" in done.stderr


def test_nothing_is_kept_where_one_source_failed(root: Path) -> None:
    (root / CRM).write_text(f"{HEADER}D1,X Works,Won,many,5%,2026-10-02,2026-10-20,web\n")
    done = fetch(root)
    assert done.exit_code == 5
    assert "error[RG408]" in done.stderr
    assert "no snapshot: web read anew (2 rows), hand read anew (1 row), crm failed" in done.stderr
    assert not (root / ".reportgen/snapshots").exists()


def test_a_missing_file_is_told_with_the_day_it_was_agreed_for(root: Path) -> None:
    put(root, {"configs/acme/client.yml": "sources: {crm: {freshness: {expect_by_day: 5}}}\n"})
    (root / CRM).unlink()
    assert "why:  it was expected by 2026-11-05" in fetch(root).stderr


# ---- --dry-run


def test_a_dry_run_names_files_with_their_sizes_and_keeps_nothing(root: Path) -> None:
    done = fetch(root, "--dry-run")
    size = (root / CRM).stat().st_size
    assert done.exit_code == 0
    assert done.stdout.splitlines() == [
        "acme  2026-10",
        "  web  has data/ga4_2026-10.csv (69 bytes)",
        "  hand  typed by hand, in the month's notes",
        f"  crm  has {CRM} ({size} bytes)",
    ]
    assert not (root / ".reportgen/snapshots").exists()


def test_a_dry_run_tells_the_property_and_how_often_it_would_be_asked(root: Path) -> None:
    put(root, {"configs/acme/client.yml": GA4})
    assert (
        "  web  would ask GA4 property 123456789 in 2 requests\n" in fetch(root, "--dry-run").stdout
    )


def test_a_dry_run_of_a_missing_file_says_what_would_fail(root: Path) -> None:
    (root / CRM).unlink()
    done = fetch(root, "--dry-run")
    assert done.exit_code == 5
    assert "  crm  would fail: acme: the file of source 'crm' for 2026-10 is missing" in done.stdout
    assert "  web  has data/ga4_2026-10.csv" in done.stdout

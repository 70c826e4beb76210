"""`reportgen snapshots`: which there are, what is in them, and which may go."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from reportgen.cli import main
from reportgen.snapshots.store import Shelf
from tests.codes.examples import put
from tests.snapshots.test_store import extract

MONTH = "2026-10"


def reportgen(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["-C", str(root), "snapshots", *arguments])


def shelf(root: Path, month: str = MONTH) -> Shelf:
    return Shelf(root, "acme", month)


def snapshot(root: Path, day: int, amount: str, month: str = MONTH) -> str:
    """A snapshot of the CRM made on a day of November; its id."""
    at = datetime(2026, 11, day, 6, 15, tzinfo=UTC)
    one = replace(extract(("C-1", amount)), fetched_at=at)
    return shelf(root, month).write([one]).id


def edition(root: Path, revision: int, id: str) -> None:
    """The manifest of an edition that was made from a snapshot."""
    said = {name: one.sha256 for name, one in shelf(root).load(id).extracts.items()}
    folder = root / "out/2026-10/acme"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"acme_2026-10_r{revision}.manifest.json").write_text(
        json.dumps({"inputs": {"snapshots": said}, "files": {}})
    )


@pytest.fixture
def root(tmp_path: Path) -> Path:
    put(tmp_path, {})
    return tmp_path


def left(root: Path) -> set[str]:
    return set(shelf(root).ids())


# ---- list


def test_a_list_tells_when_each_was_made_and_what_it_is_kept_for(root: Path) -> None:
    first, second = snapshot(root, 4, "100"), snapshot(root, 6, "200")
    edition(root, 1, first)
    reportgen(root, "pin", "acme", first)
    assert reportgen(root, "list", "acme").stdout.splitlines() == [
        "month    id                made at               rows  sources  kept as",
        f"2026-10  {second}  2026-11-06 06:15 UTC  1     crm      newest",
        f"2026-10  {first}  2026-11-04 06:15 UTC  1     crm      pinned, r1",
    ]


def test_a_list_is_json_too(root: Path) -> None:
    id = snapshot(root, 4, "100")
    (told,) = json.loads(reportgen(root, "list", "acme", "--json").stdout)
    assert (told["id"], told["newest"], told["pinned"]) == (id, True, False)
    assert (told["rows"], told["sources"], told["editions"]) == (1, ["crm"], [])
    assert told["made_at"] == "2026-11-04T06:15:00+00:00"


def test_a_list_of_one_month_leaves_the_others_out(root: Path) -> None:
    snapshot(root, 4, "100", "2026-09")
    october = snapshot(root, 4, "200")
    told = reportgen(root, "list", "acme", "-m", MONTH).stdout
    assert october in told
    assert "2026-09" not in told
    other = reportgen(root, "list", "acme", "-m", "2026-08")
    assert other.exit_code == 2
    assert "there are some of 2026-10, 2026-09" in other.stderr


def test_a_client_without_a_snapshot_is_told_how_to_make_one(root: Path) -> None:
    done = reportgen(root, "list", "acme")
    assert (done.exit_code, done.stdout) == (0, "")
    assert "reportgen fetch acme makes the first one" in done.stderr


def test_a_damaged_snapshot_is_listed_with_what_to_do(root: Path) -> None:
    id = snapshot(root, 4, "100")
    (shelf(root).folder / id / "crm.csv.gz").unlink()
    done = reportgen(root, "list", "acme")
    assert f"2026-10  {id}  damaged" in done.stdout
    assert f"{shelf(root).path_of(id)} is damaged: crm: No such file or directory" in done.stderr
    assert "restore the folder from a backup, or delete it" in done.stderr


# ---- show


def test_a_snapshot_is_shown_with_its_question_files_and_flags(root: Path) -> None:
    id = snapshot(root, 4, "100")
    lines = reportgen(root, "show", "acme", id[:4]).stdout.splitlines()
    assert lines[:5] == [
        f"acme 2026-10 {id}  newest",
        f".reportgen/snapshots/acme/2026-10/{id}",
        "",
        "crm  1 row",
        "  as of 2026-11-04, fetched 2026-11-04 06:15 UTC",
    ]
    assert "  asked for deal_id, amount; 2026-09 to 2026-10" in lines
    assert "  crm_2026-10.csv  1 row  sha256 aa…" in lines


def test_a_snapshot_is_shown_as_json_with_whole_hashes(root: Path) -> None:
    id = snapshot(root, 4, "100")
    told = json.loads(reportgen(root, "show", "acme", id, "--json").stdout)
    assert told["sources"]["crm"]["sha256"] == shelf(root).load(id).extracts["crm"].sha256
    assert told["sources"]["crm"]["files"] == [
        {"path": "crm_2026-10.csv", "rows": 1, "sha256": "aa"}
    ]


def test_a_changed_table_is_found_when_it_is_shown(root: Path) -> None:
    first, second = snapshot(root, 4, "100"), snapshot(root, 5, "200")
    tables = [shelf(root).folder / id / "crm.csv.gz" for id in (first, second)]
    shutil.copy(tables[1], tables[0])
    done = reportgen(root, "show", "acme", first)
    assert done.exit_code == 5
    assert "error[RG425]" in done.stderr
    assert "its hash is not the one written" in done.stderr


@pytest.mark.parametrize("command", ["show", "pin", "unpin"])
def test_an_id_that_is_none_is_a_usage_error_that_names_those_there_are(
    root: Path, command: str
) -> None:
    id = snapshot(root, 4, "100")
    done = reportgen(root, command, "acme", "zz")
    assert done.exit_code == 2
    assert f"there are {id} of 2026-10" in done.stderr


# ---- prune


def test_what_nothing_needs_is_pruned_and_its_folder_printed(root: Path) -> None:
    ids = [snapshot(root, day, str(day)) for day in (1, 2, 3, 4)]
    done = reportgen(root, "prune", "acme", "--keep", "2")
    assert done.exit_code == 0
    assert set(done.stdout.split()) == {shelf(root).path_of(id) for id in ids[:2]}
    assert left(root) == set(ids[2:])
    assert "removed 2 of 4 snapshots" in done.stderr


def test_the_newest_pinned_ones_and_those_of_editions_are_never_pruned(root: Path) -> None:
    pinned, of_r1, gone = (snapshot(root, day, str(day)) for day in (1, 2, 3))
    last_made = snapshot(root, 5, "5")
    newest = snapshot(root, 4, "4")
    edition(root, 1, of_r1)
    reportgen(root, "pin", "acme", pinned)
    reportgen(root, "prune", "acme", "--keep", "1")
    assert left(root) == {pinned, of_r1, last_made, newest}
    assert gone not in left(root)


def test_a_snapshot_that_is_pinned_no_more_is_pruned(root: Path) -> None:
    first, second = snapshot(root, 1, "1"), snapshot(root, 2, "2")
    reportgen(root, "pin", "acme", first)
    reportgen(root, "unpin", "acme", first)
    reportgen(root, "prune", "acme", "--keep", "1")
    assert left(root) == {second}


def test_a_dry_run_removes_nothing(root: Path) -> None:
    first, second = snapshot(root, 1, "1"), snapshot(root, 2, "2")
    done = reportgen(root, "prune", "acme", "--keep", "1", "--dry-run")
    assert done.stdout == f"{shelf(root).path_of(first)}\n"
    assert left(root) == {first, second}
    assert "would remove 1 of 2 snapshots" in done.stderr


def test_a_damaged_snapshot_is_left_to_a_person(root: Path) -> None:
    first, second = snapshot(root, 1, "1"), snapshot(root, 2, "2")
    (shelf(root).folder / first / "crm.json").write_text("{")
    reportgen(root, "prune", "acme", "--keep", "1")
    assert left(root) == {first, second}


def test_nothing_is_pruned_while_a_manifest_cannot_be_read(root: Path) -> None:
    first, second = snapshot(root, 1, "1"), snapshot(root, 2, "2")
    edition(root, 1, first)
    (root / "out/2026-10/acme/acme_2026-10_r1.manifest.json").write_text("{")
    done = reportgen(root, "prune", "acme", "--keep", "1")
    assert done.exit_code == 1
    assert "cannot be read" in done.stderr
    assert left(root) == {first, second}


def test_nothing_half_removed_is_ever_listed(root: Path) -> None:
    first, second = snapshot(root, 1, "1"), snapshot(root, 2, "2")
    folder = shelf(root).folder
    (folder / first).rename(folder / f".removed-{first}")
    assert second in reportgen(root, "list", "acme").stdout
    assert first not in reportgen(root, "list", "acme").stdout

"""Runs from the command line: who is chosen, what is recorded, what is tried again."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from reportgen.cli import main
from reportgen.cli.choosing import Choosing, chosen, share_of
from reportgen.config import load_workspace
from reportgen.runner.lock import Holder, held
from tests.samples import copy_workspace


def reportgen(root, *arguments):
    return CliRunner().invoke(main, ["-C", str(root), *arguments], catch_exceptions=False)


@pytest.fixture(scope="module")
def ran(tmp_path_factory) -> Path:
    """A workspace after a run in which one client was made and one is broken."""
    root = copy_workspace(tmp_path_factory.mktemp("runs") / "w", "minato")
    shutil.copytree(root / "configs/minato", root / "configs/broken")
    assert reportgen(root, "build", "--all", "-m", "2026-10").exit_code == 3
    return root


def last_run(root):
    folder = max((root / ".reportgen/runs").iterdir())
    return json.loads((folder / "run.json").read_text())


def test_a_run_is_recorded_with_how_each_client_ended(ran):
    record = last_run(ran)
    minato, broken = record["clients"]["minato"], record["clients"]["broken"]
    assert (record["exit_code"], record["month"]) == (3, "2026-10")
    assert (minato["state"], minato["revision"]) == ("done", 1)
    assert [step["name"] for step in minato["steps"]] == ["fetch", "build"]
    assert (broken["state"], broken["exit_code"]) == ("failed", 4)
    assert [step["name"] for step in broken["steps"]] == ["fetch"]


def test_a_record_holds_no_word_of_the_client(ran):
    folder = max((ran / ".reportgen/runs").iterdir())
    said = "".join(path.read_text() for path in folder.iterdir())
    assert "みなと" not in said
    assert all(line.isascii() for line in (folder / "log.jsonl").read_text().splitlines())


def test_runs_are_listed_and_shown(ran):
    assert "with 3" in reportgen(ran, "runs", "list").stdout
    shown = reportgen(ran, "runs", "show").stdout.splitlines()
    assert [line.split()[:3] for line in shown[2:]] == [
        ["broken", "failed", "4"],
        ["minato", "done", "0"],
    ]


def test_retry_builds_what_failed_and_leaves_what_is_done(ran):
    again = reportgen(ran, "retry")
    assert again.exit_code == 4
    assert list(last_run(ran)["clients"]) == ["broken"]


def test_a_client_whose_month_is_being_made_ends_with_9_and_says_by_whom(ran):
    holder = Holder("20261103T061500-7", os.getpid(), datetime(2026, 11, 3, tzinfo=UTC))
    with held(ran, "minato", "2026-10", holder):
        done = reportgen(ran, "build", "minato", "-m", "2026-10")
    assert done.exit_code == 9
    assert "the run 20261103T061500-7 has been making it" in done.stderr


def test_a_run_that_is_told_to_end_ends_with_143_and_leaves_no_half(ran, tmp_path):
    root = copy_workspace(tmp_path / "w", "minato")
    command = [sys.executable, "-m", "reportgen", "-C", str(root), "build", "minato"]
    with subprocess.Popen([*command, "-m", "2026-10"], stderr=subprocess.PIPE) as run:
        while not list((root / ".reportgen").glob("runs/*/run.json")):
            time.sleep(0.05)
        run.send_signal(signal.SIGTERM)
        assert run.wait() == 143
    assert list((root / "out").rglob("*.pdf")) == []
    assert last_run(root)["exit_code"] == 143


def test_a_build_sees_its_clients_earlier_editions_through_the_confinement(tmp_path):
    root = copy_workspace(tmp_path / "w", "minato")
    assert reportgen(root, "build", "minato", "-m", "2026-10").exit_code == 0
    client = root / "configs/minato/client.yml"
    written = client.read_text("utf-8")
    assert "target: {value: 25%, by: 2027-03}" in written
    changed = written.replace("target: {value: 25%, by", "target: {value: 20%, by", 1)
    client.write_text(changed, "utf-8")
    done = reportgen(root, "build", "minato", "-m", "2026-10", "--draft")
    assert done.exit_code == 4
    assert "changed in the middle of a phase" in done.stderr


def test_shares_are_whole_and_apart():
    ids = [f"client-{number}" for number in range(200)]
    shares = [[id for id in ids if share_of(id, 3) == one] for one in (1, 2, 3)]
    assert sorted(id for share in shares for id in share) == sorted(ids)
    assert min(map(len, shares)) > 40


@pytest.mark.parametrize("written", ["0/3", "4/3", "a/b", "1", "1/3/2"])
def test_a_share_that_is_none_is_a_usage_error(ran, written):
    assert reportgen(ran, "build", "--all", "--shard", written).exit_code == 2


def test_clients_are_chosen_by_their_tags(ran):
    found = reportgen(ran, "build", "--tag", "saas", "--dry-run")
    assert found.stdout.splitlines() == ["minato"]
    nobody = reportgen(ran, "build", "--tag", "nobody", "--dry-run")
    assert nobody.exit_code == 2
    assert "no client is chosen" in nobody.stderr


@pytest.mark.parametrize(
    ("moment", "due"),
    [
        ("2026-11-02T00:00Z", True),  # a Monday; the 3rd is a holiday in Japan
        ("2026-11-04T00:00Z", False),
        ("2026-11-01T20:00Z", True),  # already Monday in Tokyo
        ("2026-11-02T20:00Z", False),
    ],
)
def test_the_first_working_day_is_that_of_the_client(ran, moment, due):
    now = datetime.fromisoformat(moment)
    choosing = Choosing(("minato",), on_workday=1)
    assert chosen(load_workspace(ran), choosing, "last", now) == (("minato",) if due else ())


def test_on_any_other_day_nothing_is_done_and_that_is_well(ran):
    before = len(list((ran / ".reportgen/runs").iterdir()))
    done = reportgen(ran, "build", "minato", "--on-workday", "23")
    assert (done.exit_code, done.stdout) == (0, "")
    assert "not today" in done.stderr
    assert len(list((ran / ".reportgen/runs").iterdir())) == before


def test_reprocess_leaves_out_what_an_earlier_run_did(ran):
    failed = reportgen(ran, "build", "--all", "-m", "2026-10", "--reprocess", "failed", "--dry-run")
    assert failed.stdout.splitlines() == ["broken"]
    none = reportgen(ran, "build", "--all", "-m", "2026-10", "--reprocess", "none")
    assert none.exit_code == 0
    assert "nothing is left to do" in none.stderr

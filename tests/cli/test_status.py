"""Where each client's month stands."""

import json
import os
import time

import pytest
from click.testing import CliRunner

from reportgen.cli import main
from tests.samples import copy_workspace


def reportgen(root, *arguments):
    return CliRunner().invoke(main, ["-C", str(root), *arguments], catch_exceptions=False)


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    return copy_workspace(tmp_path_factory.mktemp("status") / "w", "minato")


def standing(root, month="2026-10"):
    document = json.loads(reportgen(root, "status", "-m", month, "--json").stdout)
    (client,) = document["clients"]
    return client


def test_before_anything_is_made_the_data_are_all_there_is(root):
    one = standing(root)
    assert (one["data"], one["built"], one["approved"], one["sent"]) == ("all", "-", "-", "-")


def test_a_month_without_files_says_what_is_missing_who_brings_it_and_when_it_is_due(root):
    client = root / "configs/minato/client.yml"
    written = client.read_text("utf-8")
    client.write_text(written.replace("  crm:\n", "  crm:\n    delivered_by: 田所\n"), "utf-8")
    done = reportgen(root, "status", "-m", "2027-01")
    client.write_text(written, "utf-8")
    assert "lacks crm, ads, books" in done.stdout
    assert (
        "minato: crm: sample_data/minato/crm_2027-01.csv is missing, which 田所 delivers;"
        " expected by 2027-02-03" in done.stdout
    )
    assert "books: no figures in notes/2027-01.yml" in done.stdout


def test_what_was_made_and_what_changed_since(root):
    assert reportgen(root, "build", "minato", "-m", "2026-10").exit_code == 0
    assert standing(root)["built"] == "r1"
    assert standing(root)["approved"] == "no"
    notes = root / "configs/minato/notes/2026-10.yml"
    written = notes.read_text("utf-8")
    notes.write_text(written.replace("受注は堅調です", "受注は底堅いです"), "utf-8")
    assert standing(root)["built"] == "r1, configuration and notes changed since"
    notes.write_text(written, "utf-8")


def test_the_inbox_is_told_and_left_alone(root):
    (root / "inbox").mkdir()
    (root / "inbox/foo.csv").write_text("a,b\n1,2\n")
    crm = root / "sample_data/minato/crm_2026-10.csv"
    dropped = root / "inbox/crm_2026-10.csv"
    dropped.write_bytes(crm.read_bytes())
    while time.time() - dropped.stat().st_ctime < 2.1:
        time.sleep(0.1)
    said = reportgen(root, "status", "-m", "2026-10").stdout
    assert "inbox/foo.csv is left: it is nobody's" in said
    assert "inbox/crm_2026-10.csv goes to sample_data/minato/crm_2026-10.csv" in said
    assert sorted(os.listdir(root / "inbox")) == ["crm_2026-10.csv", "foo.csv"]


def test_a_build_brings_home_what_was_dropped_and_leaves_the_rest(root):
    done = reportgen(root, "build", "minato", "-m", "2026-10")
    assert done.exit_code == 0
    assert "sample_data/minato/crm_2026-10.csv is the same file" in done.stderr
    assert "inbox/foo.csv is left" in done.stderr
    assert os.listdir(root / "inbox") == ["foo.csv"]


def test_a_file_that_was_written_just_now_waits_for_the_next_time(root):
    (root / "inbox/new.csv").write_text("a,b\n1,2\n")
    done = reportgen(root, "fetch", "minato", "-m", "2026-10")
    assert "inbox/new.csv is left: it is still being written" in done.stderr


def test_a_client_whose_files_are_broken_stands_there_too(root):
    (root / "configs/broken").mkdir()
    (root / "configs/broken/client.yml").write_text("schema: reportgen/client@1\n")
    done = reportgen(root, "status", "-m", "2026-10")
    assert done.exit_code == 0
    assert "configuration invalid" in done.stdout

"""Editions on their way: approved, whole, once."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from reportgen.cli import main
from tests.delivery.test_smtp import Inbox, free_port, line_cut_after, served
from tests.samples import copy_workspace

PORT = free_port()
BY = "account-manager@agency.example"


def reportgen(root, *arguments):
    return CliRunner().invoke(main, ["-C", str(root), *arguments], catch_exceptions=False)


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    root = copy_workspace(tmp_path_factory.mktemp("send") / "w", "minato")
    agency = root / "configs/agency.yml"
    smtp = (
        f"  smtp: {{host: 127.0.0.1, port: {PORT}, security: none, from: reports@agency.example}}"
    )
    agency.write_text(f"{agency.read_text('utf-8')}{smtp}\n", encoding="utf-8")
    assert reportgen(root, "build", "minato", "-m", "2026-10").exit_code == 0
    return root


@pytest.fixture
def root(built, tmp_path) -> Path:
    copy = tmp_path / "w"
    shutil.copytree(built, copy, symlinks=True)
    return copy


@pytest.fixture
def approved(root) -> Path:
    assert reportgen(root, "approve", "minato", "-m", "2026-10", "--by", BY).exit_code == 0
    return root


@pytest.fixture
def inbox(approved):
    one = Inbox()
    with served(one, PORT):
        yield one


def send(root, *more):
    return reportgen(root, "send", "minato", "-m", "2026-10", *more)


def receipts(root):
    files = (root / ".reportgen/sent").rglob("*.json")
    return [json.loads(file.read_text())["state"] for file in files]


def test_an_edition_that_waits_for_approval_ends_with_8(root):
    done = send(root)
    assert done.exit_code == 8
    assert "reportgen approve minato -m 2026-10" in done.stderr


def test_an_approved_edition_is_sent_once(approved, inbox):
    first, second = send(approved), send(approved)
    assert (first.exit_code, second.exit_code) == (0, 0)
    assert "already" in second.stderr
    assert len(inbox.arrived) == 1
    assert receipts(approved) == ["sent"]


def test_only_those_named_may_approve(root):
    done = reportgen(root, "approve", "minato", "-m", "2026-10", "--by", "somebody")
    assert done.exit_code == 2
    assert BY in done.stderr


def test_an_edition_whose_inputs_have_changed_is_not_sent(approved, inbox):
    notes = approved / "configs/minato/notes/2026-10.yml"
    notes.write_text(
        notes.read_text("utf-8").replace("受注は堅調です", "受注は底堅いです"), "utf-8"
    )
    done = send(approved)
    assert done.exit_code == 5
    assert "configuration, notes changed since" in done.stderr
    assert inbox.arrived == []


def test_a_withdrawn_approval_holds_it_back(approved, inbox):
    assert reportgen(approved, "unapprove", "minato", "-m", "2026-10", "--by", BY).exit_code == 0
    assert send(approved).exit_code == 8
    assert inbox.arrived == []


def test_an_edition_that_was_tampered_with_is_not_sent(approved, inbox):
    pdf = approved / "out/2026-10/minato/minato_2026-10_r1.pdf"
    pdf.write_bytes(pdf.read_bytes() + b"%")
    done = send(approved)
    assert done.exit_code == 1
    assert "is not the file that was made" in done.stderr
    assert inbox.arrived == []


def test_after_a_line_cut_after_the_text_it_is_left_to_a_person(approved):
    with line_cut_after(b"TEXT", PORT):
        assert send(approved).exit_code == 7
    again = send(approved)
    assert again.exit_code == 7
    assert "nobody knows whether" in again.stderr
    assert receipts(approved) == ["unknown"]


def test_what_was_only_intended_is_as_good_as_unknown(approved, inbox):
    send(approved)
    (file,) = (approved / ".reportgen/sent").rglob("*.json")
    file.write_text(file.read_text().replace('"sent"', '"intended"'))
    assert send(approved).exit_code == 7
    assert len(inbox.arrived) == 1


def test_a_failed_sending_may_be_tried_again(approved):
    with line_cut_after(b"MAIL", PORT):
        assert send(approved).exit_code == 7
    assert receipts(approved) == ["failed"]


def test_sending_again_needs_a_reason(approved, inbox):
    send(approved)
    assert send(approved, "--resend").exit_code == 2
    assert send(approved, "--resend", "--reason", "the client lost it").exit_code == 0
    assert len(inbox.arrived) == 2


def test_a_test_goes_to_one_address_and_counts_as_nothing(approved, inbox):
    assert send(approved, "--test-to", "me@agency.example").exit_code == 0
    (envelope,) = inbox.arrived
    assert envelope.rcpt_tos == ["me@agency.example"]
    assert receipts(approved) == []


def test_a_dry_run_sends_nothing(approved, inbox):
    done = send(approved, "--dry-run")
    assert "keiei@minato.example: would be sent" in done.stderr
    assert (inbox.arrived, receipts(approved)) == ([], [])


def test_drafts_are_messages_a_person_opens_and_sends(approved, inbox, tmp_path):
    done = send(approved, "--to-drafts", str(tmp_path / "drafts"))
    path = Path(done.stdout.strip())
    assert path.name == "minato_2026-10_r1.eml"
    assert b"minato_2026-10_r1.pdf" in path.read_bytes()
    assert receipts(approved) == []


def test_the_letter_says_verdict_three_figures_and_the_decisions(built):
    words = (built / "out/2026-10/minato/minato_2026-10_r1.mail.txt").read_text("utf-8")
    assert words.startswith("【株式会社みなと精機様】2026年10月月次レポート\n\n")
    assert words.count("\n・") == 3
    assert "1. ヘッダーを以前の配置へ全面的に戻すこと" in words
    assert "&" not in words

"""The workspace as the doctor sees it: disk, configuration, secrets, inbox, files."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reportgen.cli.doctor.case import case_of
from reportgen.cli.doctor.files import files_of_last_month
from reportgen.cli.doctor.finding import Finding, failing, watch, well
from reportgen.model.period import last_complete_month
from tests.cli.doctor.calling import acme, doctor, visit
from tests.config.acme import CLIENT, write

CANARY = "sk-canary-0123456789"
GA4 = """\
sources: {web: {type: ga4, property: "412345678", path: null, auth: ga4_acme}}
delivery: {webhook: slack_acme}
"""


def test_outside_a_workspace_the_machine_is_looked_at_all_the_same(tmp_path: Path) -> None:
    told = visit(tmp_path, "--json")
    assert told.exit_code == 2
    assert told.subjects("fail") == ["workspace"]
    assert told.of("workspace").remedy == "choose the folder that holds configs/"
    assert told.of("Pango").state == "ok"


def test_a_workspace_without_clients_says_how_to_begin_one(tmp_path: Path) -> None:
    write(tmp_path, "configs/agency.yml", "schema: reportgen/agency@1\n")
    told = visit(tmp_path, "--json")
    assert told.exit_code == 0
    assert told.of("workspace").seen == f"{tmp_path} (reportgen/agency@1), clients: none"
    assert told.of("workspace").remedy == f"reportgen -C {tmp_path} client add ID"


def test_a_client_that_does_not_exist_is_a_usage_error(tmp_path: Path) -> None:
    told = visit(acme(tmp_path), "acne")
    assert (told.exit_code, told.text) == (2, "")
    assert "did you mean 'acme'?" in told.told


def test_only_the_clients_named_are_looked_at(tmp_path: Path) -> None:
    root = acme(tmp_path)
    write(
        root, "configs/harrow/client.yml", CLIENT + "client: {id: harrow}\nreport: {send_by: 40}\n"
    )
    assert visit(root, "acme").exit_code == 0
    told = visit(root, "--json")
    assert told.exit_code == 4
    harrow = told.of("configuration of harrow")
    assert (harrow.state, harrow.seen) == ("fail", "1 error, 0 warnings")
    assert harrow.remedy == f"reportgen -C {root} validate harrow"
    assert told.of("configuration of acme").seen == "valid"


def test_warnings_of_a_configuration_are_counted_and_stop_nothing(tmp_path: Path) -> None:
    root = acme(tmp_path, "kpis: {visits: {name: {ja: 訪問}}}\n")
    told = visit(root, "--json")
    assert told.exit_code == 0
    assert told.of("configuration of acme").state == "warn"
    assert told.of("configuration of acme").seen == "valid, 1 warning"


def test_two_clients_with_one_property_are_both_invalid(tmp_path: Path) -> None:
    root = acme(tmp_path, 'sources: {web: {property: "412345678"}}\n')
    lines = 'client: {id: harrow}\nsources: {web: {property: "412345678"}}\n'
    write(root, "configs/harrow/client.yml", CLIENT + lines)
    assert visit(root, "--json", "acme").of("configuration of acme").state == "fail"


def test_a_folder_that_cannot_be_a_client_is_told(tmp_path: Path) -> None:
    root = acme(tmp_path)
    write(root, "configs/Acme2/client.yml", CLIENT)
    assert visit(root, "--json").of("configuration").remedy.endswith(" validate --all")


@pytest.mark.parametrize("name", ["out", ".reportgen"])
def test_a_file_where_a_folder_should_be_is_told(tmp_path: Path, name: str) -> None:
    write(acme(tmp_path), name, "not a folder")
    told = visit(tmp_path, "--json")
    assert told.exit_code == 1
    found = told.of(f"disk, {name}/")
    assert found.seen == f"{tmp_path}/{name} cannot be written to: Not a directory"
    assert found.remedy == f"mv {tmp_path}/{name} {tmp_path}/{name}.old"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_to_is_told(tmp_path: Path) -> None:
    folder = acme(tmp_path) / "out"
    folder.mkdir(mode=0o500)
    told = visit(tmp_path, "--json")
    assert told.of("disk, out/").seen == f"{folder} cannot be written to: Permission denied"
    assert told.of("disk, out/").remedy == f"chmod u+rwx {folder}"


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs a place without room")
def test_a_disk_on_which_nothing_can_be_written_is_told(tmp_path: Path) -> None:
    (acme(tmp_path) / "out").symlink_to("/proc")
    found = visit(tmp_path, "--json").of("disk, out/")
    assert found.state == "fail"
    assert f"{tmp_path}/out cannot be written to: " in found.seen


def test_a_font_cache_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    write(tmp_path, "cache", "not a folder")
    told = doctor(acme(tmp_path / "w"), "--json", XDG_CACHE_HOME=str(tmp_path / "cache"))
    assert told.exit_code == 1
    assert "cannot be written to" in told.of("fonts").seen
    assert "cannot be written to: Not a directory" in told.of("disk, font cache").seen


def test_looking_leaves_nothing_behind(tmp_path: Path) -> None:
    before = sorted(acme(tmp_path).rglob("*"))
    visit(tmp_path)
    assert sorted(tmp_path.rglob("*")) == before


def test_secrets_are_named_with_the_place_that_has_them(tmp_path: Path) -> None:
    root = acme(tmp_path, GA4)
    write(root, ".env", f"REPORTGEN_SECRET__SLACK_ACME={CANARY}\n")
    (root / ".env").chmod(0o600)
    told = visit(root, "--json", REPORTGEN_SECRET__GA4_ACME=CANARY)
    assert told.of("secret ga4_acme of acme").seen == (
        "environment variable REPORTGEN_SECRET__GA4_ACME, for sources.web"
    )
    assert told.of("secret slack_acme of acme").seen == (
        "REPORTGEN_SECRET__SLACK_ACME in .env, for delivery.webhook"
    )
    assert CANARY not in told.text + told.told


def test_a_missing_secret_lists_every_place_and_ends_with_6(tmp_path: Path) -> None:
    told = visit(acme(tmp_path, GA4), "--json", HOME=str(tmp_path))
    assert told.exit_code == 6
    google, chat = (told.of(f"secret {name}_acme of acme") for name in ("ga4", "slack"))
    assert google.details == [
        "environment variable REPORTGEN_SECRET__GA4_ACME: not set",
        "REPORTGEN_SECRET__GA4_ACME in .env: no such file",
        "environment variable GOOGLE_APPLICATION_CREDENTIALS: not set",
        "~/.config/gcloud/application_default_credentials.json: no such file",
    ]
    assert google.remedy.startswith("write REPORTGEN_SECRET__GA4_ACME=… into .env, or run: gcloud")
    assert chat.remedy == "write REPORTGEN_SECRET__SLACK_ACME=… into .env"


def test_a_secret_written_where_its_name_belongs_is_not_repeated(tmp_path: Path) -> None:
    root = acme(tmp_path, f"delivery: {{webhook: '{CANARY}'}}\n")
    told = visit(root, "--json")
    assert told.exit_code == 4
    assert told.of("secret of acme").seen == "delivery.webhook is not the name of a secret"
    assert CANARY not in told.text + told.told


def test_a_bad_line_of_the_file_and_its_readers_are_told(tmp_path: Path) -> None:
    root = acme(tmp_path)
    write(root, ".env", f"A=1\n{CANARY}\n")
    (root / ".env").chmod(0o644)
    told = visit(root, "--json")
    lines = [(one.seen, one.remedy) for one in told.checks if one.subject == ".env"]
    assert lines == [
        (
            "line 2 is not KEY=VALUE in UTF-8",
            "write KEY=VALUE on one line, a value with spaces or # in single quotes",
        ),
        ("others on this machine may read it", f"chmod 600 {root}/.env"),
    ]
    assert told.exit_code == 0
    assert CANARY not in told.text


def test_failures_of_several_kinds_end_with_1(tmp_path: Path) -> None:
    root = acme(tmp_path, GA4 + "report: {wording: {titel: X}}\n")
    assert visit(root, HOME=str(tmp_path)).exit_code == 1


def test_what_a_broken_configuration_hides_is_said(tmp_path: Path) -> None:
    told = visit(acme(tmp_path, GA4 + "report: {send_by: 40}\n"), "--json")
    assert told.exit_code == 4
    for subject in ("secrets of acme", "files of acme"):
        assert told.of(subject).state == "warn"
        assert told.of(subject).seen == "not looked at, because the configuration cannot be read"


@pytest.mark.parametrize(
    ("files", "seen"),
    [
        (None, "there is no folder inbox/, which is optional"),
        ((), "empty"),
        (("crm.csv", ".hidden"), "1 file waits: crm.csv"),
        (
            ("a", "b", "c", "d", "e", "f", "g"),
            "7 files wait: a, b, c, d, e and 2 more",
        ),
    ],
)
def test_the_inbox_is_counted(tmp_path: Path, files: tuple[str, ...] | None, seen: str) -> None:
    root = acme(tmp_path)
    if files is not None:
        (root / "inbox").mkdir()
        for name in files:
            write(root, f"inbox/{name}", "x")
    assert visit(root, "--json").of("inbox").seen == seen


def test_a_file_of_the_inbox_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    (acme(tmp_path) / "inbox").mkdir()
    (tmp_path / "inbox" / "crm.csv").symlink_to("gone.csv")
    os.mkfifo(tmp_path / "inbox" / "pipe.csv")
    lines = [one for one in visit(tmp_path, "--json").checks if one.subject == "inbox"]
    assert lines[0].state == "fail"
    assert [one.seen for one in lines] == [
        "crm.csv cannot be read: No such file or directory",
        "pipe.csv cannot be read: it is no regular file",
        "empty",
    ]


def files(root: Path, day: int, lines: str = "") -> list[Finding]:
    """What is said of acme's files on a day of November 2026."""
    now = datetime(2026, 11, day, 3, tzinfo=UTC)
    return list(files_of_last_month(case_of(root, acme(root, lines), (), now, {})))


def test_a_file_before_its_day_is_not_there_yet_and_after_it_missing(tmp_path: Path) -> None:
    write(tmp_path, "data/ga4_2026-10.csv", "x")
    expected = "sources: {crm: {freshness: {expect_by_day: 5}}}\n"
    subject = "files of acme for 2026-10"
    put = "put the export at data/crm_2026-10.csv"
    assert files(tmp_path, 5, expected) == [
        well(subject, "crm is not there yet; it is expected by 2026-11-05"),
        well(subject, "web"),
    ]
    assert files(tmp_path, 6, expected) == [
        watch(subject, "crm is missing, expected by 2026-11-05", put),
        well(subject, "web"),
    ]
    assert files(tmp_path, 6)[0] == watch(subject, "crm is missing", put)


def test_copies_and_folders_in_the_place_of_a_file_are_told(tmp_path: Path) -> None:
    write(tmp_path, "data/ga4_a.csv", "x")
    write(tmp_path, "data/ga4_a (1).csv", "x")
    (tmp_path / "data/crm_2026-10.csv").mkdir()
    web, crm, there = files(tmp_path, 6)
    assert web.seen == "'ga4_a (1).csv' looks like a copy of ga4_a.csv, and both are read"
    assert crm == failing(
        there.subject,
        "crm: acme: a folder stands where source 'crm' has its file for 2026-10",
        "put the file itself at this place",
        exit_code=5,
    )


def test_the_month_is_the_last_complete_one_where_the_client_is(tmp_path: Path) -> None:
    eve = datetime(2026, 11, 30, 20, tzinfo=UTC)
    (found, *_) = files_of_last_month(case_of(tmp_path, acme(tmp_path), (), eve, {}))
    assert found.subject == "files of acme for 2026-11"
    assert str(last_complete_month(eve.date())) == "2026-10"

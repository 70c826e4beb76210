"""The machine as the doctor sees it: each part well, and each really broken."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from reportgen.cli.doctor import machine, remedies, versions
from reportgen.cli.doctor.finding import State
from setup import system
from tests.cli.doctor.calling import REPOSITORY, acme, doctor


def test_a_machine_that_is_well_is_told_part_by_part(tmp_path: Path) -> None:
    visit = doctor(acme(tmp_path), "--json")
    assert visit.exit_code == 0
    assert visit.subjects("fail") == []
    *subjects, web, crm = [one.subject for one in visit.checks]
    assert web == crm and crm.startswith("files of acme for 20")
    assert subjects == [
        "reportgen",
        "Python",
        "packages",
        "YAML",
        "Pango",
        "HarfBuzz",
        "fonts",
        "memory",
        "terminal",
        "time zones",
        "disk, out/",
        "disk, .reportgen/",
        "disk, font cache",
        "workspace",
        "configuration of acme",
        "secrets of acme",
        "inbox",
    ]
    packages = visit.of("packages").seen
    assert all(name in packages for name in ("weasyprint 70", "pydantic ", "pyyaml ", "babel "))
    assert [line.partition(":")[0] for line in visit.of("fonts").details[:3]] == [
        "NotoSansCJKjp-Regular",
        "NotoSansCJKjp-Bold",
        "NotoSerifCJKjp-SemiBold",
    ]


@pytest.mark.parametrize(
    ("version", "limits", "is_within"),
    [
        ("70.0", ">=70,<71", True),
        ("70.3.1", ">=70,<71", True),
        ("71.0", "<71,>=70", False),
        ("69.9", ">=70", False),
        ("3.1.6", ">=3.1.6", True),
        ("2", ">=2.0.0", True),
        ("1.9.0.post1", ">=1.9", True),
        ("5.0", "", True),
        ("5.0", "!=5", False),
    ],
)
def test_a_version_is_within_its_limits_or_not(version: str, limits: str, is_within: bool) -> None:
    assert versions.fits(version, limits) is is_within


def test_a_package_of_another_version_is_named_with_its_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shadow = tmp_path / "site" / "weasyprint-71.2.dist-info"
    shadow.mkdir(parents=True)
    (shadow / "METADATA").write_text("Metadata-Version: 2.1\nName: weasyprint\nVersion: 71.2\n")
    visit = doctor(acme(tmp_path / "w"), "--json", PYTHONPATH=str(shadow.parent))
    assert visit.exit_code == 1
    assert "71.2; " in visit.of("weasyprint").seen and "<71" in visit.of("weasyprint").seen
    assert visit.of("weasyprint").remedy == f"make -C {REPOSITORY} setup"
    assert "weasyprint" not in visit.of("packages").seen


def test_a_wheel_is_mended_with_pip(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remedies, "REPOSITORY", tmp_path)
    assert remedies.python_packages(["weasyprint>=70,<71"]) == (
        f"{sys.executable} -m pip install 'weasyprint>=70,<71'"
    )


def test_too_old_a_pango_is_named_with_its_version() -> None:
    assert machine.pango_of(14_202).state is State.FAIL
    assert machine.pango_of(14_202).seen == "1.42.2 is too old; 1.44.0 or newer is needed"
    assert machine.pango_of(14_400).state is State.OK
    assert machine.pango_of(15_012).seen == "1.50.12"


def test_a_library_that_is_not_there_is_not_loaded() -> None:
    assert machine.loaded(("libnowhere.so.0",), "nowhere") is None


def programs(folder: Path, *names: str) -> str:
    """A PATH on which there are these programs and nothing else."""
    folder.mkdir()
    for name in names:
        program = folder / name
        program.write_text("#!/bin/sh\n")
        program.chmod(0o755)
    return str(folder)


@pytest.mark.parametrize(
    ("program", "command"),
    [
        ("apt-get", "apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0"),
        ("dnf", "dnf install -y pango"),
        ("brew", "brew install pango"),
    ],
)
def test_the_command_is_that_of_the_machines_own_package_manager(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str, command: str
) -> None:
    monkeypatch.setenv("PATH", programs(tmp_path / "bin", program))
    assert remedies.PANGO.remedy.endswith(command)
    assert "; or " not in remedies.PANGO.remedy


def test_without_a_package_manager_every_command_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", programs(tmp_path / "bin"))
    assert remedies.FONTS.remedy.count("; or ") == 2
    assert remedies.FONTS.remedy.endswith(
        "brew install --cask font-noto-sans-cjk font-noto-serif-cjk"
    )


def test_packages_have_the_names_that_setup_installs() -> None:
    def names(manager: str) -> set[str]:
        return {name for part in system.PARTS for name in getattr(part, manager).split()}

    for ours in (remedies.PANGO, remedies.HARFBUZZ, remedies.FONTS):
        for manager in ("apt", "dnf", "brew", "cask"):
            assert set(getattr(ours, manager).split()) <= names(manager)


def test_a_limit_on_addresses_is_told_before_charts_meet_it(tmp_path: Path) -> None:
    visit = doctor(acme(tmp_path), "--json", shell="ulimit -v 8000000")
    assert visit.exit_code == 1
    assert visit.of("memory").seen.startswith("ulimit -v allows 8,192 MB of addresses")


@pytest.mark.parametrize("encoding", ["ascii", "iso8859-1"])
def test_a_terminal_without_japanese_is_told_and_every_line_printed(
    tmp_path: Path, encoding: str
) -> None:
    root = acme(tmp_path / "受注")
    (root / "inbox").mkdir()
    (root / "inbox" / "受注一覧é.csv").write_text("x")
    visit = doctor(root, PYTHONIOENCODING=encoding)
    assert visit.exit_code == 0
    assert f"\n!    terminal: {encoding}: Japanese is printed here as \\u53d7" in visit.text
    assert "\n    -> unset PYTHONIOENCODING\n" in visit.text
    assert "\nok   Pango: " in visit.text
    assert "1 file waits: \\u53d7\\u6ce8" in visit.text
    assert visit.told == ""
    as_json = doctor(root, "--json", PYTHONIOENCODING=encoding)
    assert as_json.of("terminal").state == "warn"
    assert as_json.of("inbox").seen == "1 file waits: 受注一覧é.csv"


def test_the_plainest_locale_ends_no_line(tmp_path: Path) -> None:
    root = acme(tmp_path / "受注")
    visit = doctor(root, LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert (visit.exit_code, visit.told) == (0, "")
    assert str(root) in visit.text


def test_a_machine_without_time_zone_data_is_told(tmp_path: Path) -> None:
    hidden = tmp_path / "site" / "tzdata"
    hidden.mkdir(parents=True)
    (hidden / "__init__.py").write_text("")
    visit = doctor(
        acme(tmp_path / "w"), "--json", PYTHONTZPATH=str(tmp_path), PYTHONPATH=str(hidden.parent)
    )
    assert visit.of("time zones").seen == "this machine has no time zone data"
    assert visit.of("time zones").remedy == f"make -C {REPOSITORY} setup"
    assert visit.exit_code == 1


def test_a_time_zone_that_does_not_exist_is_named_with_its_client(tmp_path: Path) -> None:
    root = acme(tmp_path, "client: {timezone: Asia/Tokio}\n")
    visit = doctor(root, "--json")
    assert visit.exit_code == 4
    assert visit.of("time zones").seen.startswith("'Asia/Tokio' of acme is not known here (")
    assert visit.of("time zones").remedy == f"reportgen -C {root} validate acme"


def test_a_broken_package_does_not_end_the_doctor(tmp_path: Path) -> None:
    script = (
        "import sys, yaml; del yaml.CSafeLoader\n"
        f"sys.argv = ['reportgen', '-C', {str(acme(tmp_path / 'w'))!r}, 'doctor']\n"
        "from reportgen.cli import main; main()\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=REPOSITORY
    )
    assert ran.returncode != 0
    assert "PyYAML was built without its C loader" in ran.stdout
    assert "Traceback" not in ran.stdout + ran.stderr

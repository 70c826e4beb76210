import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from setup import environment, system

ROOT = Path(__file__).resolve().parent.parent
SUBSET = system.Part(
    "HarfBuzz's subset library", lambda: False, apt="libsubset0", dnf="harfbuzz", brew="harfbuzz"
)
SANS = system.Part("the sans font", lambda: False, apt="fonts-cjk", dnf="sans-cjk", cask="sans")
SERIF = system.Part(
    "the serif font", lambda: False, apt="fonts-cjk fonts-cjk-extra", dnf="serif-cjk", cask="serif"
)
PRESENT = system.Part("Pango", lambda: True, apt="libpango", dnf="pango", brew="pango")

APT = "env DEBIAN_FRONTEND=noninteractive apt-get -q -y"


@pytest.fixture
def machine(monkeypatch):
    """A machine that lacks a part until apt has run; returns the commands that were run."""
    ran = []
    monkeypatch.setattr(system, "install", ran.extend)
    part = system.Part("the sans font", lambda: bool(ran), apt="fonts-cjk", dnf="", cask="")
    monkeypatch.setattr(system, "PARTS", (PRESENT, part))
    return ran


def shown(commands):
    return [" ".join(command) for command in commands]


def test_only_lacking_parts_are_missing():
    assert system.missing((PRESENT, SUBSET)) == (SUBSET,)


def test_root_updates_the_lists_and_installs_each_package_once():
    assert shown(system.apt_commands((SUBSET, SANS, SERIF), privilege=())) == [
        f"{APT} update",
        f"{APT} -o DPkg::Lock::Timeout=300 install --no-install-recommends "
        "libsubset0 fonts-cjk fonts-cjk-extra",
    ]


def test_sudo_stands_before_every_apt_command():
    commands = system.apt_commands((SANS,), privilege=("sudo", "-n"))
    assert [command[:2] for command in commands] == [("sudo", "-n"), ("sudo", "-n")]


def test_apt_is_not_called_when_nothing_is_missing():
    assert system.apt_commands((), privilege=()) == ()


def test_advice_names_the_parts_and_the_command_for_each_system():
    assert system.advice((SUBSET, SANS, SERIF)).splitlines() == [
        "reportgen needs from this machine:",
        "  - HarfBuzz's subset library",
        "  - the sans font",
        "  - the serif font",
        "It cannot be installed from here without asking. "
        "Run the line for your system, then make again:",
        "  Debian, Ubuntu:  sudo apt-get update && sudo apt-get install -y "
        "--no-install-recommends libsubset0 fonts-cjk fonts-cjk-extra",
        "  Fedora:          sudo dnf install -y harfbuzz sans-cjk serif-cjk",
        "  macOS:           brew install harfbuzz && brew install --cask sans serif",
    ]


def test_advice_for_fonts_alone_has_no_empty_brew_install():
    assert system.advice((SANS,)).endswith("  macOS:           brew install --cask sans")


def test_without_root_or_sudo_the_commands_are_printed_and_it_fails(machine, monkeypatch, capsys):
    monkeypatch.setattr(system, "apt_privilege", lambda: None)
    assert system.main() == 1
    assert "sudo apt-get install -y --no-install-recommends fonts-cjk" in capsys.readouterr().err
    assert machine == []


def test_root_installs_what_is_missing_and_goes_on(machine, monkeypatch, capsys):
    monkeypatch.setattr(system, "apt_privilege", lambda: ())
    assert system.main() == 0
    assert shown(machine)[-1].endswith("--no-install-recommends fonts-cjk")
    assert capsys.readouterr().err == ""


def test_what_apt_could_not_install_fails_with_the_commands(monkeypatch, capsys):
    monkeypatch.setattr(system, "PARTS", (SANS,))
    monkeypatch.setattr(system, "apt_privilege", lambda: ())
    monkeypatch.setattr(system, "install", lambda commands: None)
    assert system.main() == 1
    assert "the sans font" in capsys.readouterr().err


def test_a_complete_machine_is_passed_in_silence(monkeypatch, capsys):
    monkeypatch.setattr(system, "PARTS", (PRESENT,))
    assert system.main() == 0
    assert capsys.readouterr() == ("", "")


def test_an_old_python_is_refused_before_anything_is_looked_at(monkeypatch, capsys):
    monkeypatch.setattr(sys, "version_info", (3, 10, 12))
    monkeypatch.setattr(system, "PARTS", None)
    assert system.main() == 1
    assert "needs Python 3.11 or newer" in capsys.readouterr().err


def test_sudo_that_asks_for_a_password_gives_no_privilege(monkeypatch):
    monkeypatch.setattr(system.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(system.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(
        system.subprocess, "run", lambda command, **_: subprocess.CompletedProcess(command, 1)
    )
    assert system.apt_privilege() is None


@pytest.mark.parametrize(
    ("have", "user", "sudo_status", "privilege"),
    [
        (("apt-get",), 0, None, ()),
        (("apt-get", "sudo"), 1000, 0, ("sudo", "-n")),
        (("apt-get",), 1000, None, None),
        (("dnf", "sudo"), 0, None, None),
    ],
    ids=["root", "passwordless sudo", "no sudo", "no apt"],
)
def test_privilege_follows_from_user_sudo_and_apt(monkeypatch, have, user, sudo_status, privilege):
    monkeypatch.setattr(system.os, "geteuid", lambda: user)
    monkeypatch.setattr(system.shutil, "which", lambda name: name if name in have else None)
    monkeypatch.setattr(
        system.subprocess,
        "run",
        lambda command, **_: subprocess.CompletedProcess(command, sudo_status),
    )
    assert system.apt_privilege() == privilege


@pytest.mark.parametrize(
    ("family", "styles"),
    [
        ("Noto Sans CJK JP", {"Regular", "Bold"}),
        ("Noto Serif CJK JP", {"SemiBold"}),
        ("Noto Sans Mono CJK JP", set()),
    ],
)
def test_styles_are_told_by_file_names_where_fontconfig_is_missing(family, styles):
    files = ["NotoSansCJK-Regular.ttc", "NotoSansCJKjp-Bold.otf", "NotoSerifCJK-SemiBold.ttc"]
    others = ["NotoSansCJKkr-Black.otf", "NotoSansCJK.ttc", "fonts.dir"]
    assert system.styles_by_file_name(family, files + others) == styles


def test_fonts_are_found_by_file_name_without_fontconfig(monkeypatch, tmp_path):
    monkeypatch.setattr(system.shutil, "which", lambda name: None)
    monkeypatch.setattr(system, "FONT_FOLDERS", (str(tmp_path), str(tmp_path / "absent")))
    (tmp_path / "noto").mkdir()
    (tmp_path / "noto" / "NotoSerifCJK-SemiBold.ttc").touch()
    assert system.has_styles("Noto Serif CJK JP", "SemiBold")
    assert not system.has_styles("Noto Serif CJK JP", "SemiBold", "Bold")


def test_a_library_nobody_has_is_missing():
    assert not system.has_library("reportgen-no-such-library", 0)


def test_this_machine_has_every_part():
    assert [part.name for part in system.missing(system.PARTS)] == []


def test_a_step_is_done_once_for_the_same_inputs(tmp_path):
    done = []
    for key in ("a", "a", "b"):
        environment.once(tmp_path / "stamp", key, lambda key=key: done.append(key))
    assert done == ["a", "b"]


def test_a_failed_step_leaves_no_stamp(tmp_path):
    def fail():
        environment.run(sys.executable, "-c", "raise SystemExit(3)")

    with pytest.raises(SystemExit, match="Setting up stopped at"):
        environment.once(tmp_path / "stamp", "a", fail)
    assert not (tmp_path / "stamp").exists()


def test_the_key_tells_where_one_input_ends_and_the_next_begins():
    assert environment.digest("ab", "c") != environment.digest("a", "bc")


def normalized(requirement):
    return re.sub(r"[-_.]+", "-", re.match(r"[\w.-]+", requirement)[0]).lower()


def locked():
    """Requirement line -> its hashes, as the lock file has them."""
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    entries = re.split(r"\n(?=[a-z])", text.replace(" \\\n", ""))
    return {
        entry.split()[0]: re.findall(r"--hash=sha256:[0-9a-f]{64}", entry) for entry in entries[1:]
    }


def test_every_locked_package_has_one_version_and_its_hashes():
    assert locked()
    for requirement, hashes in locked().items():
        assert re.fullmatch(r"[a-z0-9.-]+==[\w.]+", requirement)
        assert hashes, requirement


def test_the_lock_names_no_registry():
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert not re.search(r"://|index-url|find-links|trusted-host", text)


def test_the_lock_holds_everything_the_project_asks_for():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = project["project"]["dependencies"] + project["dependency-groups"]["dev"]
    assert {normalized(name) for name in asked} <= {normalized(name) for name in locked()}


def test_make_help_lists_every_target():
    make_help = ("make", "--no-print-directory", "help")
    listed = subprocess.run(make_help, cwd=ROOT, capture_output=True, text=True, check=True)
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)[1].split()
    assert [line.split()[0] for line in listed.stdout.splitlines()] == targets

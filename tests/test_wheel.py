"""The wheel alone, far from the repository: what it carries, and that its samples build."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CARRIED = ("templates", "configs/minato", "configs/harrow", "sample_data")


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's wheel, built from the working tree."""
    folder = tmp_path_factory.mktemp("wheel")
    build = (sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder))
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.glob("reportgen-*.whl")
    return built


@pytest.fixture(scope="session")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new environment with the wheel installed; it borrows the dependencies, not the project."""
    folder = tmp_path_factory.mktemp("installed") / "environment"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    python = folder / "bin" / "python"
    pip = (sys.executable, "-m", "pip", "--python", python, "install", "--quiet")
    subprocess.run([*pip, "--no-deps", "--no-index", wheel], check=True)
    (packages,) = folder.glob("lib/python*/site-packages")
    borrowed = dict.fromkeys(sysconfig.get_path(name) for name in ("purelib", "platlib"))
    (packages / "borrowed.pth").write_text("\n".join(borrowed), encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def empty_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty folder of a name that old tools stumble over."""
    folder = tmp_path_factory.mktemp("empty") / "お客様 レポート"
    folder.mkdir()
    return folder


def run(environment: Path, folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run a command of the environment and nothing else: an empty home, the locale C, no shell."""
    home = environment.parent / "home"
    home.mkdir(exist_ok=True)
    return subprocess.run(
        [environment / "bin" / command[0], *command[1:]],
        cwd=folder,
        env={"HOME": str(home), "PATH": "/usr/bin:/bin", "LC_ALL": "C", "PYTHONUTF8": "0"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture(scope="session")
def demo(environment: Path, empty_folder: Path) -> Path:
    """The sample workspace that the installed program begins in the empty folder."""
    began = run(environment, empty_folder, "reportgen", "init", "demo", "--demo")
    assert began.returncode == 0, began.stderr
    assert began.stdout == f"{empty_folder / 'demo'}\n"
    return empty_folder / "demo"


def test_the_wheel_carries_templates_samples_and_their_generator(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    carried = {name.removeprefix("reportgen/_shipped/") for name in names if "_shipped" in name}
    ours = {
        path.relative_to(ROOT).as_posix()
        for folder in CARRIED
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert carried == {*ours, "configs/agency.yml"}
    assert {"reportgen/model/words/ja.yml", "reportgen/config/starting/empty/agency.yml"} <= names
    assert not [name for name in names if "__pycache__" in name or name.endswith((".pyc", ".env"))]


def test_the_installed_wheel_does_not_see_the_repository(
    environment: Path, empty_folder: Path
) -> None:
    where = run(
        environment, empty_folder, "python", "-c", "import reportgen as r; print(*r.__path__)"
    )
    assert Path(where.stdout.strip()).is_relative_to(environment)
    assert run(environment, empty_folder, "python", "-c", "import tests").returncode != 0


def test_the_demo_builds_both_reports(environment: Path, demo: Path) -> None:
    built = run(environment, demo, "reportgen", "build", "--all", "-m", "2026-10")
    assert built.returncode == 0, built.stderr
    assert built.stdout.splitlines() == [
        "out/2026-10/harrow/harrow_2026-10_r1.pdf",
        "out/2026-10/minato/minato_2026-10_r1.pdf",
    ]
    for path in built.stdout.splitlines():
        assert (demo / path).read_bytes().startswith(b"%PDF-")


def test_the_samples_can_be_made_again_where_the_demo_stands(environment: Path, demo: Path) -> None:
    made = run(environment, demo, "python", "-m", "sample_data.generate", "again")
    assert made.returncode == 0, made.stderr
    name = "minato/sns_followers.csv"
    assert (demo / "again" / name).read_bytes() == (demo / "sample_data" / name).read_bytes()

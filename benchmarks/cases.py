"""What is measured: each case is a way of ours beside another way to do the same, or its floor."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path

from benchmarks.deals import MB, write_workspace
from benchmarks.measuring import Figure, Measure, Spent, command

PYTHON = sys.executable
REPORTGEN = (PYTHON, "-m", "reportgen")
BUILD = (*REPORTGEN, "build", "minato", "-m", "2026-10")
NAIVE = (PYTHON, "-m", "benchmarks.naive.report", "naive.pdf")
CLIENTS = tuple(f"client{number:02d}" for number in range(50))

Ways = tuple[Measure, Measure]


@dataclass(frozen=True)
class Case:
    """Two ways, how they begin in a workspace, and the ratio that we aim at.

    Compared is processor time unless `figure` says otherwise. A case that takes long is taken at
    `most` so many times.
    """

    name: str
    what: str
    aim: str
    ways: Callable[[Path], Ways]
    figure: Figure = attrgetter("cpu")
    most: int = 99


def cold(root: Path) -> Ways:
    """A report from nothing: a new process, no snapshot, no edition; the fonts are there."""

    def ours() -> Spent:
        forget(root)
        return command(BUILD, root)

    return ours, lambda: command(NAIVE, root)


def floor(root: Path) -> Ways:
    """The same beside the bare imports of what it is made with."""
    ours, _ = cold(root)
    return ours, lambda: command((PYTHON, "-m", "benchmarks.bare"), root)


def warm(root: Path) -> Ways:
    """The second report of a process beside the naive script's second."""
    return lambda: again("ours", root), lambda: again("naive", root)


def again(which: str, root: Path) -> Spent:
    """What the second report of a process took."""
    words = (PYTHON, "-m", "benchmarks.warm", which, str(root))
    done = subprocess.run(words, cwd=root, stdout=subprocess.PIPE, text=True, check=True)
    return Spent(*map(float, done.stdout.split()[-3:]))


def help_page(root: Path) -> Ways:
    """The help page beside click alone."""
    ours, theirs = (*REPORTGEN, "--help"), (PYTHON, "-m", "benchmarks.click_only")
    return lambda: command(ours, root), lambda: command(theirs, root)


def validate(root: Path) -> Ways:
    """The check of fifty clients beside the imports it needs."""
    for id in CLIENTS:
        copy_client(root, id)
    ours, theirs = (*REPORTGEN, "validate", *CLIENTS), (PYTHON, "-m", "benchmarks.bare_check")
    return lambda: command(ours, root), lambda: command(theirs, root)


def fonts(root: Path) -> Ways:
    """The fonts of all reports made, as only a machine's first build does, beside found again."""
    cache, script = root / "cache", (PYTHON, "-m", "benchmarks.fonts")

    def made() -> Spent:
        shutil.rmtree(cache, ignore_errors=True)
        return command(script, root, {"XDG_CACHE_HOME": str(cache)})

    return made, lambda: command(script, root, {"XDG_CACHE_HOME": str(cache)})


def decode(root: Path) -> Ways:
    """An answer of 100,000 rows made into columns beside its values read and nothing else."""
    return lambda: decoding("ours", root), lambda: decoding("floor", root)


def decoding(which: str, root: Path) -> Spent:
    """What it took to decode an answer."""
    words = (PYTHON, "-m", "benchmarks.decoding", which)
    done = subprocess.run(words, cwd=root, stdout=subprocess.PIPE, text=True, check=True)
    return Spent(*map(float, done.stdout.split()))


def large(size: int) -> Callable[[Path], Ways]:
    """A CRM's export of so many bytes to the figures of every month, beside plain pandas."""

    def ways(root: Path) -> Ways:
        write_workspace(root / "large", size)
        ours, theirs = (
            (PYTHON, "-m", "benchmarks.large", which, "large") for which in ("ours", "pandas")
        )
        return lambda: command(ours, root), lambda: command(theirs, root)

    return ways


CASES = (
    Case(
        "cold", "reportgen build minato / the naive script, both in a new process", "<= 1.2", cold
    ),
    Case("warm", "a second report / a second naive one, in a process that made one", "", warm),
    Case("floor", "reportgen build minato / importing its packages", "", floor),
    Case("help", "reportgen --help / importing click", "<= 2", help_page),
    Case(
        "validate", f"validate of {len(CLIENTS)} clients / importing pydantic, yaml", "", validate
    ),
    Case("fonts", "fonts made, once on a machine / found again", "", fonts),
    Case("ga4 decode", "100,000 rows decoded / their values read", "<= 1.3", decode),
    Case(
        "csv 200 MB",
        "CRM export to months, snapshot included / pandas; clock",
        "< 250 MB",
        large(200 * MB),
        figure=attrgetter("wall"),
        most=3,
    ),
    Case(
        "csv 1 GB",
        "the same of a larger one",
        "<= 1, 400 MB",
        large(1_000 * MB),
        figure=attrgetter("wall"),
        most=3,
    ),
)
BY_NAME = {case.name: case for case in CASES}


def forget(root: Path) -> None:
    """Take away what an earlier build left."""
    for folder in ("out", ".reportgen"):
        shutil.rmtree(root / folder, ignore_errors=True)


def copy_client(root: Path, id: str) -> None:
    """The Japanese sample client under another id."""
    target = root / "configs" / id
    shutil.copytree(root / "configs/minato", target)
    file = target / "client.yml"
    text = file.read_text(encoding="utf-8").replace("id: minato", f"id: {id}", 1)
    file.write_text(text.replace("sample_data/minato/", f"sample_data/{id}/"), encoding="utf-8")

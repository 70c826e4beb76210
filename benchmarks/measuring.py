"""One measurement: a command's time, its children's included, beside another's."""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

UNCOMPILED = "PYTHONDONTWRITEBYTECODE"
"""Forbids Python to keep compiled modules."""


@dataclass(frozen=True)
class Spent:
    """Seconds of processor time and on the clock, and the most memory a process held, in MB."""

    cpu: float
    wall: float
    memory: float


Measure = Callable[[], Spent]
Figure = Callable[[Spent], float]
"""Which figure of a measurement is compared."""


@dataclass(frozen=True)
class Pair:
    """Two measurements taken side by side, in turns: ours, and what it is compared with."""

    ours: tuple[Spent, ...]
    theirs: tuple[Spent, ...]

    def ratio(self, figure: Figure) -> float:
        """Median of ours over median of theirs."""
        return statistics.median(map(figure, self.ours)) / statistics.median(
            map(figure, self.theirs)
        )

    def spread(self, figure: Figure) -> tuple[float, float]:
        """The least and the greatest ratio of any turn."""
        turns = [figure(a) / figure(b) for a, b in zip(self.ours, self.theirs, strict=True)]
        return min(turns), max(turns)


def cpu(spent: Sequence[Spent]) -> float:
    """The median of the processor time."""
    return statistics.median(one.cpu for one in spent)


def wall(spent: Sequence[Spent]) -> float:
    """The median of the time on the clock."""
    return statistics.median(one.wall for one in spent)


def memory(spent: Sequence[Spent]) -> float:
    """The median of the most memory held."""
    return statistics.median(one.memory for one in spent)


def side_by_side(ours: Measure, theirs: Measure, turns: int) -> Pair:
    """Measure both so many times in turns, so that whatever slows the machine slows both.

    A turn before the first one, not counted, reads the files into memory.
    """
    ours()
    theirs()
    taken = [(ours(), theirs()) for _ in range(turns)]
    return Pair(tuple(a for a, _ in taken), tuple(b for _, b in taken))


def command(words: Sequence[str], folder: Path, changes: Mapping[str, str] | None = None) -> Spent:
    """Run a command in a folder, with changes of its environment; it has to succeed.

    Python keeps compiled modules, as it does wherever nobody forbids it: those of installed
    packages are compiled before the first turn, and those of a checkout would be in every turn.
    """
    kept = {name: value for name, value in os.environ.items() if name != UNCOMPILED}
    begun = time.monotonic()
    process = subprocess.Popen(
        words,
        cwd=folder,
        env={**kept, **(changes or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    assert process.stdout is not None
    said = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(words)} failed:\n{said.decode(errors='replace')}")
    taken = time.monotonic() - begun
    return Spent(usage.ru_utime + usage.ru_stime, taken, usage.ru_maxrss / 1024)

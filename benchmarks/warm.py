"""A report made again in a process that has made one before: imports and caches are paid for.

`python -m benchmarks.warm ours|naive WORKSPACE` makes the report twice and prints, of the second
one, the processor seconds, the seconds on the clock, and the most memory the process held, in MB.
"""

from __future__ import annotations

import resource
import shutil
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

NOW = datetime(2026, 11, 20, 6, 15, tzinfo=UTC)


def main() -> None:
    """Make the report twice, and print what the second one took."""
    which, folder = sys.argv[1], Path(sys.argv[2])
    make = {"ours": ours, "naive": naive}[which](folder)
    make()
    begun, clock = used(), time.monotonic()
    make()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(used() - begun, time.monotonic() - clock, memory)


def ours(root: Path) -> Callable[[], object]:
    """The pipeline, from the sample's exports to an edition."""
    from reportgen.config import load_client, load_workspace
    from reportgen.model.period import parse_period
    from reportgen.pipeline import Choice, Job, build, fetch

    def make() -> object:
        for folder in ("out", ".reportgen"):
            shutil.rmtree(root / folder, ignore_errors=True)
        loaded = load_client(load_workspace(root, root), "minato")
        if loaded.config is None:
            raise SystemExit("the sample's configuration has errors: reportgen validate minato")
        period = parse_period("2026-10", loaded.config.client.fiscal_year_starts)
        job = Job(root, loaded.config, period, NOW, loaded.problems)
        return build(job, fetch(job), Choice.SETTLED)

    return make


def naive(root: Path) -> Callable[[], object]:
    """The naive script, from the sample's exports to a PDF."""
    from benchmarks.naive.report import make

    return lambda: (root / "naive.pdf").write_bytes(make(root))


def used() -> float:
    """Processor seconds of this process and the children it waited for."""
    both = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in both)


if __name__ == "__main__":
    main()

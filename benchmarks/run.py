"""`make bench`: every case five times beside what it is compared with, as one table of ratios.

Processor time is counted with that of child processes. Nothing here fails for being slow: the
table is there to be read. The aim of a case stands beside its ratio.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import tempfile
from importlib.metadata import version
from pathlib import Path

from benchmarks.cases import BY_NAME, Case
from benchmarks.measuring import Pair, cpu, memory, side_by_side, wall

ROOT = Path(__file__).parent.parent
PACKAGES = ("weasyprint", "altair", "vl-convert-python", "pandas", "jinja2", "pydantic", "click")
HEADER = f"{'case':10}{'ours':>8}{'other':>8}{'ratio':>7}  {'spread':12}{'aim':13}"
MORE = f"{'clock':>13}{'MB':>11}  ours / other"


def main() -> None:
    """Run the cases asked for, or all, and print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.run", description=__doc__)
    parser.add_argument("--only", action="append", choices=BY_NAME, help="this case; repeatable")
    parser.add_argument("--repeat", type=int, default=5, metavar="N", help="turns of each (5)")
    asked = parser.parse_args()
    print(f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, ", end="")
    print(f"Python {platform.python_version()}, load {os.getloadavg()[0]:.1f}")
    print(", ".join(f"{name} {version(name)}" for name in PACKAGES))
    print("ours, other: CPU seconds, child processes included; medians of turns taken one by one.")
    print("spread: the least and the greatest ratio of any turn. clock: seconds. MB: at most held.")
    print(f"\n{HEADER}{MORE}")
    for name in asked.only or BY_NAME:
        print(line(BY_NAME[name], measured(BY_NAME[name], asked.repeat)), flush=True)
    print(f"\nload at the end {os.getloadavg()[0]:.1f}; a load above the cores blurs all figures")


def measured(case: Case, turns: int) -> Pair:
    """Measure a case in a workspace of its own."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for name in ("configs", "sample_data", "benchmarks"):
            shutil.copytree(ROOT / name, root / name)
        return side_by_side(*case.ways(root), min(turns, case.most))


def line(case: Case, pair: Pair) -> str:
    """A case as a line of the table."""
    least, most = pair.spread(case.figure)
    figures = f"{cpu(pair.ours):8.2f}{cpu(pair.theirs):8.2f}{pair.ratio(case.figure):7.2f}"
    clock = f"{wall(pair.ours):.1f}/{wall(pair.theirs):.1f}"
    held = f"{memory(pair.ours):.0f}/{memory(pair.theirs):.0f}"
    spread = f"{least:.2f}-{most:.2f}"
    return f"{case.name:10}{figures}  {spread:12}{case.aim:13}{clock:>13}{held:>11}  {case.what}"


if __name__ == "__main__":
    main()

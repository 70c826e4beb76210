"""One report from GA4's own interface: minato, switched to it by one line, asked on this machine.

    python -m sample_data.ga4_demo [FOLDER]     builds in a copy of the workspace below FOLDER

Nothing leaves this machine, and the workspace stays as it is.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from sample_data.ga4_server import HERE, Server, sample_properties

CLIENT, MONTH = "minato", "2026-10"
ROOT = HERE.parent
EXPORT = re.compile(r"^  (ga4: \{type: ga4_export,.*)$", re.MULTILINE)
ASKED = re.compile(r"^  # (ga4: \{type: ga4,.*)$", re.MULTILINE)


def switched(configuration: str) -> str:
    """A client.yml with the line of the export put aside, and the one of the interface in force."""
    return ASKED.sub(r"  \1", EXPORT.sub(r"  # \1", configuration))


def copy_switched(target: Path) -> Path:
    """A workspace with the one client, switched, and without what GA4 exported."""
    shutil.rmtree(target, ignore_errors=True)
    (target / "configs").mkdir(parents=True)
    shutil.copy(ROOT / "configs" / "agency.yml", target / "configs")
    shutil.copytree(ROOT / "configs" / CLIENT, target / "configs" / CLIENT)
    data = target / "sample_data" / CLIENT
    shutil.copytree(HERE / CLIENT, data, ignore=shutil.ignore_patterns("ga4_*.csv"))
    file = target / "configs" / CLIENT / "client.yml"
    file.write_text(switched(file.read_text(encoding="utf-8")), encoding="utf-8")
    return target


def main() -> int:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / ".reportgen" / "demo-ga4")
    workspace = copy_switched(folder)
    with Server(sample_properties()) as server:
        build = [sys.executable, "-m", "reportgen", "-C", str(workspace), "build", CLIENT, "-m"]
        done = subprocess.run(
            [*build, MONTH],
            env=os.environ | {"REPORTGEN_GA4_ENDPOINT": server.endpoint},
            stdout=subprocess.PIPE,
            text=True,
            check=False,
        )
        rows = sum(len(getattr(one, "requests", ())) for one in server.asked)
    for path in done.stdout.split():
        print(os.path.relpath(workspace / path))
    print(f"{rows} reports were asked of {server.endpoint}", file=sys.stderr)
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())

"""The example of a code, put into a small valid workspace, and what is told of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from reportgen.analysis.agreed import cautions
from reportgen.analysis.analyse import analyse
from reportgen.analysis.gates import failed_gates
from reportgen.cli.validate import problems_by_client
from reportgen.config import Workspace, load_client, load_workspace
from reportgen.errors import Problem, ReportgenError
from reportgen.model.codes import Code, encoding_of, path_of, unmarked
from reportgen.model.period import Month, Period
from reportgen.pipeline import Choice, Job, Run, build, fetch, observe
from tests.config.acme import AGENCY, CLIENT, write

OCTOBER = Month(2026, 10)
NOVEMBER = datetime(2026, 11, 20, 3, tzinfo=UTC)

BASE: Mapping[str, str] = {
    "configs/agency.yml": AGENCY,
    "configs/acme/client.yml": CLIENT,
    "configs/acme/notes/2026-10.yml": "schema: reportgen/notes@1\nmonth: 2026-10\n"
    "manual: {hand: {ad_cost: 300_000}}\n",
    "data/ga4_2026-10.csv": "date,deviceCategory,sessions\n"
    "20261001,desktop,120\n20261001,mobile,60\n",
    "data/crm_2026-10.csv": "ID,Company,Stage,Amount,Rate,Asked,Won on,Channel\n"
    "D1,X Works,Won,800000,5%,2026-10-02,2026-10-20,web\n",
}
"""The client of tests/config/acme.py, with a month of data."""

OF_THE_PAGE = ("RG3", "RG638", "RG639")
"""Codes told of templates, and of words that are held against the figures."""

GATES = ("RG436", "RG437")
"""Codes told when a report is made, of figures and days and not of any one file."""

HEADERS = "RG158"
"""The code of a column that is not in the newest file."""

_KINDS = re.compile(r"configs/[^/]+/(?P<kind>client|log|actions|agreements|events|notes/.*)\.yml")


def schema_line(path: str, text: str) -> str:
    """The line that an example leaves out of a file of configuration that is not empty."""
    kind = _KINDS.fullmatch(path)
    if not kind or not text or text.startswith("schema:"):
        return ""
    return f"schema: reportgen/{kind['kind'].partition('/')[0]}@1\n"


def put(root: Path, files: Mapping[str, str]) -> None:
    """Write the files of an example over those of the valid workspace."""
    for path, text in BASE.items():
        if not any(other.startswith(f"{path}/") for other in files):
            write(root, path, text)
    for name, marked in files.items():
        path, text = path_of(name), unmarked(marked)
        write(root, path, (schema_line(path, text) + text).encode(encoding_of(name)))


def told(root: Path, code: Code) -> tuple[Problem, ...]:
    """Every problem that is told of the workspace, at the stage that tells this code."""
    workspace = load_workspace(root, root)
    if code.found_by != "build":
        # What an example asks of a file is not in the workspace's.
        every = _of_validate(workspace)
        return tuple(one for one in every if code.id == HEADERS or one.code != HEADERS)
    loaded = load_client(workspace, "acme")
    if loaded.config is None:
        return loaded.problems
    job = Job(root, loaded.config, Period.month(OCTOBER), NOVEMBER, loaded.problems)
    try:
        snapshot = fetch(job)
        observations, warnings = observe(job, snapshot)
        if code.id.startswith(OF_THE_PAGE):
            made = build(job, snapshot, Choice.DRAFT)
            return made.warnings if isinstance(made, Run) else ()
    except ReportgenError as error:
        return error.problems
    analysis = analyse(observations, loaded.config, job.period)
    today = NOVEMBER.date()
    gates = failed_gates(loaded.config, job.period, snapshot.extracts, analysis.findings, today)
    return tuple(dict.fromkeys((*warnings, *gates, *cautions(loaded.config, analysis))))


def _of_validate(workspace: Workspace) -> tuple[Problem, ...]:
    found = problems_by_client(workspace, workspace.clients, OCTOBER)
    return tuple(dict.fromkeys(one for problems in found.values() for one in problems))


def expected_places(code: Code) -> list[str]:
    """Where the marks of an example say that it is told."""
    if code.at:
        return [code.at]
    return [
        f"{mark.path}:{mark.line}"
        if _is_told_by_line(code)
        else f"{mark.path}:{mark.line}:{mark.column}, {mark.width} wide"
        for mark in code.marked
    ]


def _is_told_by_line(code: Code) -> bool:
    """True of what is found in data and templates, which have no columns to name."""
    return code.found_by == "build" and not code.id.startswith("RG63")


def place_told(root: Path, code: Code, problem: Problem) -> str:
    """Where a problem was told, counted in the example's own lines.

    Data and templates have lines only; a place that no mark stands for has no width.
    """
    where = problem.place
    path = where.path.removeprefix(f"{root}/")
    text = next((text for name, text in code.wrong.items() if path_of(name) == path), "")
    line = where.line
    if code.marked and line is not None:
        line -= schema_line(path, unmarked(text)).count("\n")
    words = ":".join(str(part) for part in (path, line, where.column) if part is not None)
    return words if _is_told_by_line(code) or code.at else f"{words}, {problem.width} wide"

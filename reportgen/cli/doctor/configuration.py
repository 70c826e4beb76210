"""The workspace, and whether each client's configuration is valid."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportgen.cli.doctor.case import Case
from reportgen.cli.doctor.finding import Finding, failing, watch, well
from reportgen.cli.problems import counted
from reportgen.cli.validate import problems_by_client
from reportgen.config.reading import read_file
from reportgen.config.workspace import AGENCY_FILE
from reportgen.errors import ConfigInvalid, Problem, errors_in
from reportgen.model.period import last_complete_month


def workspace(case: Case) -> Iterator[Finding]:
    """The folder everything lies in."""
    if case.workspace is None:
        missing = case.missing
        if missing is not None:
            seen, remedy = missing.message, missing.hint
            yield failing("workspace", seen, remedy, exit_code=missing.exit_code)
        return
    schema = (read_file(case.root, AGENCY_FILE).data or {}).get("schema", "no schema line")
    details = []
    if (case.root / AGENCY_FILE.upper()).exists():
        details.append("upper and lower case are the same in names of files here")
    clients = ", ".join(case.workspace.clients)
    seen = f"{case.root} ({schema}), clients: {clients or 'none'}"
    if clients:
        yield well("workspace", seen, tuple(details))
    else:
        yield watch("workspace", seen, f"{case.command} client add ID", tuple(details))


def configuration(case: Case) -> Iterator[Finding]:
    """Every chosen client's files, as `validate` tells them."""
    if case.workspace is None:
        return
    month = last_complete_month(case.now.date())
    found = problems_by_client(case.workspace, tuple(case.clients), month)
    for id, problems in found.items():
        if id:
            yield _told(f"configuration of {id}", problems, f"{case.command} validate {id}")
        elif problems:
            yield _told("configuration", problems, f"{case.command} validate --all")


def _told(subject: str, problems: Sequence[Problem], remedy: str) -> Finding:
    if errors_in(problems):
        return failing(subject, counted(problems), remedy, exit_code=ConfigInvalid.exit_code)
    if problems:
        return watch(subject, f"valid, {counted(problems).partition(', ')[2]}", remedy)
    return well(subject, "valid")

"""`reportgen client add --from`: a new client from a KPI sheet that somebody has filled in."""

from __future__ import annotations

from pathlib import Path

import click

from reportgen.cli.client_questions import take_the_usual
from reportgen.cli.problems import tell
from reportgen.config import Workspace
from reportgen.config.starting.answers import answers
from reportgen.config.starting.client import NewFile, add_client, files_of_new_client
from reportgen.config.starting.from_sheet import FIGURES_FILE, SheetClient, client_of_sheet
from reportgen.config.starting.trial import problems_of
from reportgen.config.workspace import CLIENT_FILE
from reportgen.errors import ConfigInvalid, EnvironmentFailed, UsageFailed, errors_in
from reportgen.model.period import Month


def refuse_beside_a_sheet(options: dict[str, str | None], is_usual_taken: bool) -> None:
    """UsageFailed where options answer what the sheet answers."""
    written = [f"--{key.replace('_', '-')}" for key, words in options.items() if words is not None]
    if is_usual_taken:
        written.append("--defaults")
    if written:
        raise UsageFailed(
            f"--from is given beside {', '.join(written)}", "write it into the sheet instead"
        )


def begin_from_sheet(
    workspace: Workspace, id: str, path: Path, first: Month, *, is_dry_run: bool
) -> None:
    """Write the client's files, and its sheet to where it is read from every month."""
    content = _content(path)
    made = _made(id, path, content)
    files = _files(made, first)
    problems = made.problems or made.told_by_cell(problems_of(workspace.root, id, files))
    if errors_in(problems):
        raise ConfigInvalid(
            f"{id}: the sheet cannot become a client",
            "correct the cells, then add it again",
            problems,
        )
    if is_dry_run:
        for file in files:
            click.echo(f"--- configs/{id}/{file.path}\n{file.text}")
        return
    add_client(workspace.root, id, files)
    sheet = f"data/{id}/{FIGURES_FILE}"
    _keep(workspace.root / sheet, content)
    for file in files:
        click.echo(f"configs/{id}/{file.path}")
    click.echo(sheet)
    tell(problems)
    click.echo(
        f"\nevery month: write its figures into {sheet}, then\n  reportgen build {id} -m {first}",
        err=True,
    )


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageFailed(
            f"{path} cannot be read: {error.strerror}", "`reportgen client sheet` writes a new one"
        ) from error


def _made(id: str, path: Path, content: bytes) -> SheetClient:
    from reportgen.connectors.kpi_sheet import sheet_in
    from reportgen.connectors.workbooks.workbook import Workbook

    sheet = sheet_in(Workbook.checked(content, path.as_posix()))
    return client_of_sheet(id, path.as_posix(), sheet)


def _files(made: SheetClient, first: Month) -> tuple[NewFile, ...]:
    """The client's file of the sheet, and the empty records beside it."""
    written = {"preset": "b2b", "language": ",".join(made.languages)}
    known = answers(made.id, written, first, take_the_usual)
    beside = (file for file in files_of_new_client(known) if file.path != CLIENT_FILE)
    return (NewFile(CLIENT_FILE, made.text), *beside)


def _keep(path: Path, content: bytes) -> None:
    if path.exists() and path.read_bytes() == content:
        return
    try:
        with path.open("xb") as file:
            file.write(content)
    except OSError as error:
        raise EnvironmentFailed(
            f"{path} cannot be written: {error.strerror}", "copy the sheet there by hand"
        ) from error

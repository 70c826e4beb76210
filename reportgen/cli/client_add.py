"""`reportgen client add`: a new client's files from a preset, with the questions to ask it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import click

from reportgen.cli.client_from_sheet import begin_from_sheet, refuse_beside_a_sheet
from reportgen.cli.client_questions import (
    ask_at_the_terminal,
    is_at_a_terminal,
    refuse_unanswered,
    take_the_usual,
    unanswered,
)
from reportgen.cli.completions import presets
from reportgen.cli.problems import tell
from reportgen.cli.settings import Settings
from reportgen.config import Workspace, load_client, load_workspace
from reportgen.config.starting.answers import Answers, Ask, answers, read_answer
from reportgen.config.starting.client import (
    add_client,
    answers_of_the_agency,
    files_of_new_client,
    refuse_taken_id,
    wanted_exports,
)
from reportgen.config.starting.presets import PRESETS
from reportgen.config.starting.readers import read_written_month
from reportgen.model.period import Month, last_complete_month


@click.command(name="add")
@click.argument("id")
@click.option(
    "--preset",
    shell_complete=presets,
    help=f"What kind of business it is: {', '.join(one.name for one in PRESETS)}.",
)
@click.option("--name", help="The company's full name.")
@click.option("--language", help="ja, en, or ja,en: the languages it reads.")
@click.option("--currency", help="Three letters, for example JPY.")
@click.option("--timezone", help="For example Asia/Tokyo.")
@click.option("--holidays", help="Two letters of a country, for example JP.")
@click.option("--fiscal-year-starts", metavar="MONTH", help="1 to 12.")
@click.option("--target", metavar="FIGURE", help="How much the goal is a month.")
@click.option("--by", metavar="YYYY-MM", help="By when the goal is to be reached.")
@click.option(
    "--first-month",
    metavar="YYYY-MM",
    help="The first month to be reported; else the last complete one.",
)
@click.option(
    "--from",
    "sheet",
    metavar="SHEET",
    type=click.Path(path_type=Path, dir_okay=False),
    help="A filled KPI sheet (.xlsx) instead of a preset: see client sheet.",
)
@click.option("--defaults", is_flag=True, help="Take the preset's answer to all that is not given.")
@click.option("--dry-run", is_flag=True, help="Print the files, and write none.")
@click.pass_obj
def command(
    settings: Settings,
    /,
    id: str,
    first_month: str | None,
    sheet: Path | None,
    defaults: bool,
    dry_run: bool,
    **options: str | None,
) -> None:
    """Begin the client ID: its goal, tree, KPIs, sources and stop lines, from a preset or a sheet.

    The figures are examples. Behind each stands a question to the client as a comment; while any
    is left, reports are drafts.
    """
    workspace = load_workspace(Path.cwd(), settings.directory)
    refuse_taken_id(workspace.root, id)
    if sheet is not None:
        refuse_beside_a_sheet(options, defaults)
        begin_from_sheet(workspace, id, sheet, _first(first_month), is_dry_run=dry_run)
        return
    written = {key: words for key, words in options.items() if words is not None}
    written = {**answers_of_the_agency(workspace.root), **written}
    first = _first(first_month)
    for question, words in written.items():
        read_answer(question, words, first)
    known = answers(id, written, first, _way_to_ask(written, defaults, first))
    files = files_of_new_client(known)
    if dry_run:
        for file in files:
            click.echo(f"--- configs/{id}/{file.path}\n{file.text}")
        return
    add_client(workspace.root, id, files)
    for file in files:
        click.echo(f"configs/{id}/{file.path}")
    _tell_what_comes_next(workspace, known)


def _first(written: str | None) -> Month:
    """The first month to be reported."""
    return read_written_month(written) if written else last_complete_month(_today())


def _today() -> date:
    """The day it is where the operator sits."""
    return datetime.now(UTC).astimezone().date()


def _way_to_ask(written: Mapping[str, str], defaults: bool, first: Month) -> Ask:
    """How what is not written is found out."""
    missing = unanswered(written)
    if defaults:
        refuse_unanswered([one for one in missing if one == "preset"])
        return take_the_usual
    if not is_at_a_terminal():
        refuse_unanswered(missing)
    return ask_at_the_terminal(first) if missing else take_the_usual


def _tell_what_comes_next(workspace: Workspace, known: Answers) -> None:
    """What was made of the preset, what is open, which files are needed, which commands follow."""
    id = known.id
    loaded = load_client(workspace, id)
    click.echo(f"\n✓ {id}  {known.preset.name}: {known.preset.about}\n", err=True)
    tell(loaded.problems)
    if loaded.agreed is not None:
        click.echo("\nput its exports here, those of earlier months beside them:", err=True)
        for path, words in wanted_exports(loaded.agreed, known.first):
            click.echo(f"  {path}\n      {words}", err=True)
    click.echo(
        f"\nnext: reportgen validate {id}\n      reportgen build {id} -m {known.first}", err=True
    )

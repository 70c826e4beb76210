"""`reportgen send`: editions to their clients, never twice by accident."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import click

from reportgen.cli.completions import client_ids, months
from reportgen.cli.outcome import Outcome, exit_code
from reportgen.cli.problems import tell_failure
from reportgen.cli.settings import Settings
from reportgen.config import Workspace, chosen_clients, load_client, load_workspace
from reportgen.errors import ConfigInvalid, ReportgenError, UsageFailed
from reportgen.model.delivery import Letter
from reportgen.pipeline.sending import Post, Sent


@dataclass(frozen=True)
class Sending:
    """What was asked of a sending.

    `test_to` is an address of the agency's own, `drafts` a folder for messages a person sends;
    neither counts as sent. `again_for` is why something is sent once more.
    """

    is_dry: bool = False
    test_to: str | None = None
    drafts: Path | None = None
    again_for: str = ""


@click.command(name="send")
@click.argument("clients", nargs=-1, shell_complete=client_ids)
@click.option("-m", "month", default="last", show_default=True, shell_complete=months)
@click.option("--all", "is_all", is_flag=True, help="Send every client's report.")
@click.option("--dry-run", "is_dry", is_flag=True, help="Say what would be sent; send nothing.")
@click.option("--test-to", metavar="ADDRESS", help="Send by e-mail to this address alone.")
@click.option(
    "--to-drafts",
    "drafts",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write .eml files that a person opens and sends.",
)
@click.option("--resend", "is_again", is_flag=True, help="Send again; needs --reason.")
@click.option("--reason", default="", help="Why it is sent again.")
@click.pass_obj
def command(
    settings: Settings,
    clients: tuple[str, ...],
    month: str,
    is_all: bool,
    is_dry: bool,
    test_to: str | None,
    drafts: Path | None,
    is_again: bool,
    reason: str,
) -> None:
    """Send the newest editions of CLIENTS by the ways they have agreed to.

    Only a final edition is sent, as it was made and, where it was agreed so, approved (8). What was
    sent is not sent again; what may have arrived ends with 7 and is left to a person.
    """
    if is_again != bool(reason.strip()):
        raise UsageFailed(
            "--resend and --reason belong together", 'write --resend --reason "the client asks"'
        )
    workspace = load_workspace(Path.cwd(), settings.directory)
    sending = Sending(is_dry, test_to, drafts, reason.strip())
    now = datetime.now(UTC)
    outcomes = [
        _of_client(workspace.root, client, month, sending, now)
        for client in chosen_clients(workspace, clients, is_all)
    ]
    click.get_current_context().exit(exit_code(outcomes))


def _of_client(root: Path, client: str, month: str, sending: Sending, now: datetime) -> Outcome:
    try:
        post = post_of(root, client, month, now)
        letter = post.letter()
        results = tuple(_results(post, letter, sending))
    except ReportgenError as error:
        tell_failure(error)
        click.echo(f"✗ {client}  not sent", err=True)
        return Outcome(client, error.exit_code)
    codes = set()
    for one in results:
        if one.error is not None:
            tell_failure(one.error)
            codes.add(one.error.exit_code)
        mark = "✗" if one.error else "✓"
        to = ", ".join((*one.way.to, *one.way.cc))
        click.echo(
            f"{mark} {client}  {letter.period}  r{letter.revision}  {one.way.channel} {to}:"
            f" {one.state}",
            err=True,
        )
    return Outcome(client, codes.pop() if len(codes) == 1 else min(len(codes), 1))


def post_of(root: Path, client: str, month: str, now: datetime) -> Post:
    """The post of a client's month."""
    from reportgen.cli.reports import period_of

    loaded = load_client(Workspace(root, (client,)), client)
    if loaded.config is None:
        raise ConfigInvalid(
            f"{client}: the configuration is invalid", "mend it first", loaded.problems
        )
    period = period_of(loaded.config, month, now)
    return Post(root, loaded.config, period, now, dict(os.environ))


def _results(post: Post, letter: Letter, sending: Sending) -> Iterator[Sent]:
    if sending.is_dry:
        for way in post.ways():
            yield Sent(way, "would be sent")
    elif sending.drafts is not None:
        for path in post.draft(letter, sending.drafts):
            click.echo(path)
    elif sending.test_to is not None:
        yield post.test(letter, sending.test_to)
    else:
        yield from post.send(letter, sending.again_for)

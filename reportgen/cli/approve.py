"""`reportgen approve` and `unapprove`: somebody's word for the very bytes of an edition."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from reportgen.archive.approval import Approval, Approvals
from reportgen.archive.editions import Archive
from reportgen.cli.completions import client_ids, months
from reportgen.cli.send import post_of
from reportgen.cli.settings import Settings
from reportgen.config import chosen_clients, load_workspace
from reportgen.errors import DataRefused, UsageFailed


@click.command(name="approve")
@click.argument("client", shell_complete=client_ids)
@click.option("-m", "month", default="last", show_default=True, shell_complete=months)
@click.option("--by", required=True, metavar="NAME", help="Who approves it.")
@click.pass_obj
def approve_command(settings: Settings, client: str, month: str, by: str) -> None:
    """Approve the newest edition of CLIENT: this PDF, by this name, now."""
    approvals, approval, revision = _edition(settings, client, month, by)
    approvals.approve(approval)
    click.echo(f"✓ {client}  r{revision} approved by {by}", err=True)


@click.command(name="unapprove")
@click.argument("client", shell_complete=client_ids)
@click.option("-m", "month", default="last", show_default=True, shell_complete=months)
@click.option("--by", required=True, metavar="NAME", help="Who withdraws the approval.")
@click.pass_obj
def unapprove_command(settings: Settings, client: str, month: str, by: str) -> None:
    """Withdraw the approval of the newest edition of CLIENT."""
    approvals, approval, revision = _edition(settings, client, month, by)
    if approvals.standing(approval.pdf_sha256) is None:
        raise DataRefused(f"{client}: r{revision} is not approved", "there is nothing to withdraw")
    approvals.unapprove(approval)
    click.echo(f"✓ {client}  r{revision} not approved any more", err=True)


def _edition(
    settings: Settings, client: str, month: str, by: str
) -> tuple[Approvals, Approval, int]:
    workspace = load_workspace(Path.cwd(), settings.directory)
    chosen_clients(workspace, [client])
    now = datetime.now(UTC)
    post = post_of(workspace.root, client, month, now)
    allowed = post.config.delivery.approvers
    if allowed and by not in allowed:
        raise UsageFailed(
            f"{by!r} may not approve reports of {client}",
            f"delivery.approvers names {', '.join(allowed)}",
        )
    archive = Archive(workspace.root, client, post.period.name)
    revision = archive.latest()
    if revision is None:
        raise DataRefused(
            f"{client} {post.period.name}: there is no edition to approve",
            "a draft is not approved; build the final report first",
        )
    files = archive.manifest_of(revision)["files"]
    name = next(name for name in files if name.endswith(".pdf"))
    archive.whole(name, files[name])
    return Approvals(archive.approvals_path(revision)), Approval(by, now, files[name]), revision

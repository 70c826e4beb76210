"""`reportgen status`: where each client's month stands, a line each; nothing is read or built."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import click

from reportgen.archive.approval import Approvals
from reportgen.archive.editions import Archive
from reportgen.cli.client_list import table
from reportgen.cli.completions import client_ids, months
from reportgen.cli.inbox import waiting
from reportgen.cli.problems import visible
from reportgen.cli.reports import period_of
from reportgen.cli.settings import Settings
from reportgen.config import Workspace, chosen_clients, load_client, load_workspace
from reportgen.delivery.ledger import Ledger
from reportgen.errors import ReportgenError, errors_in
from reportgen.model.config import ClientConfig
from reportgen.model.delivery import ReceiptState
from reportgen.model.period import Period
from reportgen.pipeline import Job, changed_inputs, lacking_sources

HEADINGS = ("client", "month", "data", "built", "approved", "sent", "problems")


@dataclass(frozen=True)
class Lack:
    """A source whose month is not there: who brings it, and since when it is due."""

    source: str
    what: str
    delivered_by: str | None
    due: str | None
    is_late: bool


@dataclass(frozen=True)
class Standing:
    """Where one client's month stands."""

    client: str
    month: str
    lacks: tuple[Lack, ...] = ()
    built: str = "-"
    approved: str = "-"
    sent: str = "-"
    problems: int = 0

    @property
    def data(self) -> str:
        """`all`, or what is missing."""
        return f"lacks {', '.join(one.source for one in self.lacks)}" if self.lacks else "all"


@click.command(name="status")
@click.argument("clients", nargs=-1, shell_complete=client_ids)
@click.option("-m", "month", default="last", show_default=True, shell_complete=months)
@click.option("--json", "is_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def command(settings: Settings, clients: tuple[str, ...], month: str, is_json: bool) -> None:
    """See where CLIENTS' month stands (default: every client): data, report, approval, sending.

    Says which files are missing, who delivers them, and what waits in the inbox. Nothing is read,
    asked or built.
    """
    workspace = load_workspace(Path.cwd(), settings.directory)
    now = datetime.now(UTC)
    standings = tuple(
        standing(workspace.root, client, month, now)
        for client in chosen_clients(workspace, clients, is_all=not clients)
    )
    left = [one for one in waiting(workspace) if one.place != one.file]
    if is_json:
        document = {
            "clients": [asdict(one) | {"data": one.data} for one in standings],
            "inbox": [asdict(one) for one in left],
        }
        click.echo(json.dumps(document, ensure_ascii=False, indent=2))
        return
    for line in table([HEADINGS, *map(_row, standings)]):
        click.echo(line)
    for one in standings:
        for lack in one.lacks:
            click.echo(f"{one.client}: {visible(_told(lack))}")
    for waits in left:
        goes = f"goes to {waits.place}" if waits.place else f"is left: {waits.why}"
        click.echo(f"{visible(waits.file)} {visible(goes)}")


def standing(root: Path, client: str, month: str, now: datetime) -> Standing:
    """Where a client's month stands, as far as its files say."""
    loaded = load_client(Workspace(root, (client,)), client)
    if loaded.config is None:
        count = len(errors_in(loaded.problems))
        return Standing(client, month, built="configuration invalid", problems=count)
    config = loaded.config
    period = period_of(config, month, now)
    archive = Archive(root, client, period.name)
    built, problems = _built(Job(root, config, period, now), archive)
    return Standing(
        client=client,
        month=period.name,
        lacks=tuple(_lacks(Job(root, config, period, now))),
        built=built,
        approved=_approved(config, archive),
        sent=_sent(root, client, period),
        problems=problems + len(loaded.problems),
    )


def _built(job: Job, archive: Archive) -> tuple[str, int]:
    """The newest edition and whether it is what would be made today, or the draft."""
    revision = archive.latest()
    if revision is None:
        return ("draft" if archive.has_draft() else "-"), 0
    try:
        manifest = archive.manifest_of(revision)
        changed = changed_inputs(job, manifest["inputs"])
    except ReportgenError as error:
        return f"r{revision}, damaged: {error.message}", 1
    is_stale = f", {' and '.join(changed)} changed since" if changed else ""
    return f"r{revision}{is_stale}", len(manifest.get("problems", ()))


def _approved(config: ClientConfig, archive: Archive) -> str:
    if config.delivery.approval != "required":
        return "not asked"
    revision = archive.latest()
    if revision is None:
        return "-"
    files = archive.manifest_of(revision)["files"]
    pdf = next((sha256 for name, sha256 in files.items() if name.endswith(".pdf")), "")
    found = Approvals(archive.approvals_path(revision)).standing(pdf)
    return "no" if found is None else f"{found.at:%m-%d} {found.by}"


def _sent(root: Path, client: str, period: Period) -> str:
    """By which ways the newest edition that was sent went, and what nobody knows of."""
    receipts = tuple(Ledger(root, client, period.name).all())
    if not receipts:
        return "-"
    newest = max(one.revision for one in receipts)
    said = []
    for one in receipts:
        if one.revision == newest:
            is_sent = one.state is ReceiptState.SENT
            said.append(f"{one.channel}{'' if is_sent else f' {one.state}'}")
    return f"r{newest}: {', '.join(sorted(said))}"


def _lacks(job: Job) -> Iterator[Lack]:
    for source, what, due in lacking_sources(job):
        today = job.now.date()
        yield Lack(
            source,
            what,
            job.config.sources[source].delivered_by,
            None if due is None else due.isoformat(),
            due is not None and due < today,
        )


def _row(one: Standing) -> tuple[str, ...]:
    problems = str(one.problems) if one.problems else "-"
    return one.client, one.month, one.data, one.built, one.approved, one.sent, problems


def _told(lack: Lack) -> str:
    who = f", which {lack.delivered_by} delivers" if lack.delivered_by else ""
    late = "late since" if lack.is_late else "expected by"
    when = f"; {late} {lack.due}" if lack.due else ""
    return f"{lack.source}: {lack.what}{who}{when}"

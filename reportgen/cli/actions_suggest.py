"""`reportgen actions suggest`: candidates from the playbook for figures short of their target."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli.completions import client_ids
from reportgen.cli.month_option import month_option
from reportgen.cli.settings import Settings
from reportgen.errors import UsageFailed

if TYPE_CHECKING:
    from reportgen.model.config import ClientConfig
    from reportgen.model.kpi import KpiResult
    from reportgen.model.text import Language


@click.command(name="suggest")
@click.argument("client", shell_complete=client_ids)
@month_option
@click.option("--kpi", help="Only of this KPI, whether it is short of its target or not.")
@click.pass_obj
def command(settings: Settings, client: str, month: str, kpi: str | None) -> None:
    """Name actions for CLIENT's leading figures that are short of target.

    Those without an open action come first. Nothing is written: what you choose goes into
    actions.yml by your own hand.
    """
    from reportgen.analysis.analyse import analyse
    from reportgen.cli.reports import job_for
    from reportgen.config import chosen_clients, load_workspace
    from reportgen.pipeline import fetch, observe

    workspace = load_workspace(Path.cwd(), settings.directory)
    chosen_clients(workspace, [client])
    job = job_for(workspace.root, client, month, datetime.now(UTC))
    if kpi is not None and kpi not in job.config.kpis:
        raise UsageFailed(f"{client} has no KPI {kpi!r}", f"there are {', '.join(job.config.kpis)}")
    analysis = analyse(observe(job, fetch(job))[0], job.config, job.period)
    short = [analysis.of(one.kpi) for one in analysis.findings.all("leading_short")]
    results = short if kpi is None else [analysis.of(kpi)]
    if not results:
        click.echo(f"no leading figure of {client} is short of its target in {job.period.name}")
    open_for = _open_actions(job.config)
    for result in sorted(results, key=lambda one: bool(open_for.get(one.id))):
        for line in _lines(job.config, result, open_for.get(result.id, ())):
            click.echo(line)


def _open_actions(config: ClientConfig) -> dict[str, tuple[str, ...]]:
    """The ids of the open actions of each KPI."""
    found: dict[str, tuple[str, ...]] = {}
    for one in config.actions:
        if one.status in ("todo", "doing"):
            found[one.kpi] = (*found.get(one.kpi, ()), one.id)
    return found


def _lines(config: ClientConfig, result: KpiResult, ids: tuple[str, ...]) -> Iterator[str]:
    from reportgen.model.playbook import play_for

    language = config.client.language[0]
    yield _heading(config, result, ids, language)
    play = play_for(result.id, config.kpis[result.id])
    if play is None:
        yield "  the playbook knows no figure of this kind"
        return
    for candidate in play.candidates:
        yield f"  - {candidate.do.in_language(language)}"
        yield f"    why: {candidate.why.in_language(language)}"
        yield f"    measure: {candidate.measure.in_language(language)}"


def _heading(
    config: ClientConfig, result: KpiResult, ids: tuple[str, ...], language: Language
) -> str:
    from reportgen.formatting import Style, quantity
    from reportgen.model.quantity import Quantity

    style = Style(language, config.client.currency, config.client.negative)
    kpi = config.kpis[result.id]
    value, target = (
        quantity(Quantity(one.value, kpi.unit, None, kpi.counter), style)
        for one in (result.value, result.target)
    )
    named = ", ".join(ids) if ids else "none"
    name = kpi.name.in_language(language)
    return f"{result.id}  {name}  {value} / {target}  open actions: {named}"

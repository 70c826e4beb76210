"""`reportgen doctor`: what this machine and workspace need for reports, each with its command."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import click

from reportgen.cli.completions import client_ids
from reportgen.cli.doctor import (
    configuration,
    files,
    fonts,
    machine,
    online,
    secrets,
    storage,
    telling,
)
from reportgen.cli.doctor.case import Case, case_of
from reportgen.cli.doctor.finding import Check, Finding, State, failing
from reportgen.cli.settings import Settings
from reportgen.errors import ReportgenError

log = logging.getLogger(__name__)

MIXED = 1

CHECKS: tuple[tuple[str, Check], ...] = (
    ("reportgen", machine.reportgen),
    ("Python", machine.python),
    ("packages", machine.packages),
    ("YAML", machine.yaml_reader),
    ("Pango", machine.pango),
    ("HarfBuzz", machine.harfbuzz_subset),
    ("fonts", fonts.report_fonts),
    ("memory", machine.memory),
    ("terminal", machine.terminal),
    ("time zones", machine.time_zones),
    ("disk", storage.disks),
    ("workspace", configuration.workspace),
    ("configuration", configuration.configuration),
    ("secrets", secrets.secrets),
    ("inbox", files.inbox),
    ("files", files.files_of_last_month),
)
"""What is looked at, in this order."""

ONLINE: tuple[tuple[str, Check], ...] = (("sources", online.sources),)
"""What is asked besides, where it is wished for."""


@click.command(name="doctor")
@click.argument("clients", nargs=-1, shell_complete=client_ids)
@click.option("--json", "is_json", is_flag=True, help="Print one object: {checks: [...]}.")
@click.option("--online", "is_online", is_flag=True, help="Ask every source a small question too.")
@click.pass_obj
def command(settings: Settings, clients: tuple[str, ...], is_json: bool, is_online: bool) -> None:
    """Check that this machine can make reports, and that the workspace is well.

    Looks at CLIENTS (ids, or patterns such as 'acme*'), or at all. Nothing leaves this machine
    without --online, which asks each source the smallest question that tells whether it answers.
    Each failing line says what to do; a line with `!` stops no report.
    """
    case = case_of(Path.cwd(), settings.directory, clients, datetime.now(UTC), os.environ)
    findings = list(findings_of(case, (*CHECKS, *ONLINE) if is_online else CHECKS))
    for line in telling.as_json(findings) if is_json else telling.as_text(findings):
        click.echo(line)
    click.get_current_context().exit(exit_code(findings))


def findings_of(case: Case, checks: Sequence[tuple[str, Check]]) -> Iterator[Finding]:
    """What every check finds; one that cannot be made is a finding too."""
    for subject, check in checks:
        try:
            yield from check(case)
        except ReportgenError as failed:
            yield failing(subject, failed.message, failed.hint, exit_code=failed.exit_code)
        except Exception as error:
            log.debug("%s cannot be looked at", subject, exc_info=error)
            seen = f"this cannot be looked at: {type(error).__name__}: {error}"
            yield failing(subject, seen, "reportgen -vv doctor shows where; send what it prints")


def exit_code(findings: list[Finding]) -> int:
    """0 where nothing fails; the code of all failures where they are of one kind; else 1."""
    codes = {one.exit_code for one in findings if one.state is State.FAIL}
    return codes.pop() if len(codes) == 1 else (MIXED if codes else 0)

"""What a what-if asks, checked against the client; and its way into the month's notes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from reportgen.analysis.decomposition.what_if import what_if_of
from reportgen.archive.editions import write_whole
from reportgen.cli.reports import job_for
from reportgen.config.proposing import with_proposal
from reportgen.config.spelling import did_you_mean
from reportgen.errors import DataRefused, UsageFailed
from reportgen.model.arithmetic import factors
from reportgen.model.config import ClientConfig
from reportgen.model.decomposition import WhatIf
from reportgen.model.period import Period
from reportgen.model.quantity import Unit
from reportgen.model.step import StepError, read_step
from reportgen.pipeline import fetch, observe


@dataclass(frozen=True)
class Asked:
    """A what-if with the client and the period it was asked of."""

    config: ClientConfig
    period: Period
    what_if: WhatIf


def changes_of(written: Iterable[str]) -> Mapping[str, str]:
    """The steps by KPI: `cvr=+0.2pt`, each KPI once."""
    changes: dict[str, str] = {}
    for one in written:
        kpi, sign, step = (part.strip() for part in one.partition("="))
        if not (kpi and sign and step):
            raise UsageFailed(f"{one!r} sets nothing", "write KPI=STEP, for example cvr=+0.2pt")
        if kpi in changes:
            raise UsageFailed(f"{kpi} is set twice", "leave one of the two out")
        changes[kpi] = step
    return changes


def asked(root: Path, client: str, month: str, changes: Mapping[str, str], now: datetime) -> Asked:
    """Compute the what-if; what does not fit the client or its data is refused."""
    job = job_for(root, client, month, now)
    for kpi, step in changes.items():
        _refuse_unfit(job.config, kpi, step)
    found = what_if_of(observe(job, fetch(job))[0], job.config, job.period, changes)
    if not found.nodes:
        missing = ", ".join(found.missing) or "a factor"
        raise DataRefused(
            f"{client} {job.period.name}: there is no figure for {missing}",
            f"a what-if needs every factor; reportgen explain {client}.{missing.split(', ')[0]} "
            f"-m {job.period.name} shows where it comes from",
        )
    for kpi in changes:
        _refuse_impossible(job.config, found, kpi)
    return Asked(job.config, job.period, found)


def _refuse_unfit(config: ClientConfig, kpi: str, step: str) -> None:
    known = factors(config)
    if kpi not in config.kpis:
        raise UsageFailed(
            f"{config.client.id} has no KPI {kpi!r}", did_you_mean(kpi, known, "the factors")
        )
    if kpi not in known:
        raise UsageFailed(
            f"{kpi} is no factor: it is computed from others, or the goal is not made of it",
            f"the factors: {', '.join(known)}",
        )
    try:
        read_step(step, config.kpis[kpi].unit)
    except StepError as error:
        raise UsageFailed(f"{kpi}: {error.what}", error.hint) from None


def _refuse_impossible(config: ClientConfig, found: WhatIf, kpi: str) -> None:
    """A count below nothing, or a rate that is none."""
    moved, unit = found.of(kpi), config.kpis[kpi].unit
    if moved is None or unit is Unit.MONEY:
        return
    if moved.after < 0 or (unit is Unit.PERCENT and moved.after > 1 >= moved.before):
        limit = "100%" if moved.after > 0 else "nothing"
        side = "above" if moved.after > 0 else "below"
        raise UsageFailed(
            f"{kpi}: {found.changes[kpi]} would bring it {side} {limit}",
            f"it stands at {moved.before:.6g} in the month",
        )


def propose(root: Path, found: Asked, title: str | None) -> str:
    """Write the what-if into the notes of the period's last month; the file's path."""
    month = found.period.last_month
    path = f"configs/{found.config.client.id}/notes/{month}.yml"
    file = root / path
    text = file.read_bytes().decode("utf-8") if file.is_file() else None
    changed = with_proposal(text, month, found.what_if.changes, title)
    file.parent.mkdir(parents=True, exist_ok=True)
    write_whole(file, changed.encode("utf-8"))
    return path

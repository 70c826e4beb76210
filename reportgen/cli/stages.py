"""What each stage makes of a client's month, printed: the intermediates a report is made from."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any

from reportgen.archive.editions import Inputs
from reportgen.cli.reports import job_for
from reportgen.config import Workspace, chosen_clients
from reportgen.errors import UsageFailed
from reportgen.model.edition import Html
from reportgen.model.observations import Extract
from reportgen.model.report import plain, to_json
from reportgen.pipeline import fetch, rehearse
from reportgen.pipeline.building import Written
from reportgen.snapshots.store import Snapshot


def stage_text(workspace: Workspace, subject: str, month: str, stage: str, now: datetime) -> str:
    """What a stage makes for CLIENT, or in the analysis for CLIENT.KPI."""
    client, _, kpi = subject.partition(".")
    chosen_clients(workspace, [client])
    job = job_for(workspace.root, client, month, now)
    if kpi and kpi not in job.config.kpis:
        raise UsageFailed(f"{client} has no KPI {kpi!r}", f"there are {', '.join(job.config.kpis)}")
    if kpi and stage != "analysis":
        raise UsageFailed(
            f"the stage {stage!r} is of a client, not of one KPI", f"write {client}, without .{kpi}"
        )
    if stage == "config":
        return job.config.model_dump_json(indent=1)
    snapshot = fetch(job)
    if stage in EARLY:
        return _document(EARLY[stage](snapshot))
    written, page, inputs = rehearse(job, snapshot)
    if kpi:
        return _document(plain(written.analysis.of(kpi)))
    return LATE[stage](written, page, inputs)


def _connectors(snapshot: Snapshot) -> Mapping[str, Any]:
    return {name: _extract(extract) for name, extract in snapshot.extracts.items()}


def _extract(extract: Extract) -> Mapping[str, Any]:
    """All of an extract but its rows: the mapping stage prints what became of them."""
    told = {
        one.name: plain(getattr(extract, one.name))
        for one in fields(extract)
        if one.name in ("as_of", "flags", "excluded", "sha256", "types", "files")
    }
    return told | {"rows": len(extract.table), "columns": list(extract.table.columns)}


def _snapshots(snapshot: Snapshot) -> Mapping[str, Any]:
    said = {name: extract.sha256 for name, extract in snapshot.extracts.items()}
    return {"id": snapshot.id, "path": snapshot.path, "sources": said}


EARLY: Mapping[str, Callable[[Snapshot], Mapping[str, Any]]] = {
    "connectors": _connectors,
    "snapshots": _snapshots,
}

LATE: Mapping[str, Callable[[Written, Html, Inputs], str]] = {
    "mapping": lambda written, page, inputs: str(
        written.observations.table.to_csv(index=False, lineterminator="\n")
    ),
    "analysis": lambda written, page, inputs: _document(plain(written.analysis)),
    "narrative": lambda written, page, inputs: _document(plain(written.narrative)),
    "composition": lambda written, page, inputs: _document(to_json(written.report)),
    "render": lambda written, page, inputs: page.text,
    "archive": lambda written, page, inputs: _document(inputs.document()),
}


def _document(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)

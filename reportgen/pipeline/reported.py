"""What was reported before, held against what the data say now."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from reportgen.analysis.restated import restated_figures
from reportgen.archive.editions import Archive
from reportgen.mapping.queries import HISTORY
from reportgen.mapping.restated import changed_rows
from reportgen.mapping.tidy import tidy
from reportgen.model.config import ClientConfig
from reportgen.model.observations import Observations
from reportgen.model.period import Month, Period, months_between
from reportgen.model.restated import ChangedRows, Restated, RestatedFigure
from reportgen.snapshots.store import Shelf, Snapshot

REPORTED_WITHIN = 12
"""How many months back an earlier report is looked for."""


def reported_otherwise(
    root: Path,
    config: ClientConfig,
    period: Period,
    snapshot: Snapshot,
    observations: Observations,
) -> Restated:
    """What the data tell otherwise now of months reported before.

    Months before the period are held against the last report of one of them, the period's own
    against the edition that stands for it; without a report there is no check.
    """
    figures: list[RestatedFigure] = []
    rows: list[ChangedRows] = []
    for before, until in _reported_before(root, config.client.id, period):
        held = {name: one for name, one in before.extracts.items() if name in snapshot.extracts}
        reported = {
            name: tuple(month for month in until if month.last_day <= extract.as_of)
            for name, extract in held.items()
        }
        then, _ = tidy(held.values(), config)
        figures += restated_figures(then, observations, config, reported)
        for name, extract in held.items():
            metrics = [one for one in config.metrics.values() if one.from_ == name]
            said = (extract, snapshot.extracts[name])
            rows += changed_rows(config.sources[name], metrics, said, reported[name])
    return Restated(tuple(figures), tuple(rows))


def _reported_before(
    root: Path, client: str, period: Period
) -> Iterator[tuple[Snapshot, tuple[Month, ...]]]:
    """Earlier snapshots, each with the months it was the last to be reported from."""
    first, last = period.first_month.plus(-HISTORY), period.last_month
    for step in range(1, REPORTED_WITHIN + 1):
        month = period.first_month.plus(-step)
        shelf = Shelf(root, client, str(month))
        earlier = _of_edition(root, client, str(month)) or shelf.newest()
        if earlier is not None:
            yield earlier, months_between(first, month)
            first = month.plus(1)
            break
    standing = _of_edition(root, client, period.name)
    if standing is not None:
        yield standing, months_between(first, last)


def _of_edition(root: Path, client: str, period: str) -> Snapshot | None:
    """What the newest edition of a period was made from; None without one."""
    archive = Archive(root, client, period)
    latest = archive.latest()
    if latest is None:
        return None
    return Shelf(root, client, period).of_said(archive.inputs_of(latest)["snapshots"])

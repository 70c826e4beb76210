"""A large export to the figures of every month: ours with a snapshot, and plain pandas.

`python -m benchmarks.large ours|pandas WORKSPACE` prints, month by month, the deals won, their
amount and the deals created.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

NOW = datetime(2026, 11, 20, 6, 15, tzinfo=UTC)


def main() -> None:
    """Print the figures."""
    which, folder = sys.argv[1], Path(sys.argv[2])
    for line in {"ours": ours, "pandas": plain}[which](folder):
        print(line)


def ours(root: Path) -> Iterator[str]:
    """The export read strictly, kept as a snapshot, and made into observations."""
    from reportgen.config import load_client, load_workspace
    from reportgen.model.period import parse_period
    from reportgen.pipeline import Job, fetch, observe

    shutil.rmtree(root / ".reportgen", ignore_errors=True)
    loaded = load_client(load_workspace(root, root), "large")
    if loaded.config is None:
        raise SystemExit("\n".join(one.what for one in loaded.problems))
    period = parse_period("2026-10", loaded.config.client.fiscal_year_starts)
    job = Job(root, loaded.config, period, NOW, loaded.problems)
    observations, _ = observe(job, fetch(job))
    table = observations.table
    totals = table[table["dimension"] == ""]
    month = totals["date"].dt.strftime("%Y-%m")
    sums = totals.groupby([month, "metric"])["value"].sum().unstack()
    for row in sums.itertuples():
        yield f"{row.Index} {row.deals:.0f} {row.amount:.0f} {row.requests:.0f}"


def plain(root: Path) -> Iterator[str]:
    """The same figures as an analyst makes them: all columns read, then grouped."""
    import pandas as pd

    deals = pd.read_csv(root / "deals.csv")
    won = deals[deals["フェーズ"] == "受注"]
    months = won["受注日"].str[:7]
    amounts = won["金額"].groupby(months).sum()
    counts = months.value_counts()
    created = deals["作成日"].str[:7].value_counts()
    for month in sorted(created.index):
        yield f"{month} {counts[month]} {amounts[month]} {created[month]}"


if __name__ == "__main__":
    main()

"""Filters that let no row through: a word the data never hold is likelier misspelt than true."""

from __future__ import annotations

from reportgen.errors import Level, Place, Problem
from reportgen.mapping.columns import header_of
from reportgen.mapping.rows import SourceRows
from reportgen.model.config import Metric
from reportgen.model.observations import NOT_IN_TABLE

MOST_TOLD = 8
"""Words of the data told of one column."""


def unseen_filters(rows: SourceRows, id: str, metric: Metric) -> list[Problem]:
    """A warning for each filter none of whose words stands in any row the source gave."""
    problems = []
    for name, words in metric.where.items():
        if name not in rows.table.columns:
            continue
        seen = [str(word) for word in rows.table[name].unique() if word not in ("", NOT_IN_TABLE)]
        if not seen or set(words) & set(seen):
            continue
        told = ", ".join(sorted(seen)[:MOST_TOLD])
        more = f" and {len(seen) - MOST_TOLD} more" if len(seen) > MOST_TOLD else ""
        wanted = " or ".join(repr(word) for word in words)
        problems.append(
            Problem(
                "RG434",
                f"no row of {rows.name!r} has {wanted} as {header_of(name, rows.source)!r}, "
                f"so {id!r} counts nothing",
                Place(f"configs/{rows.client}/client.yml", field=f"metrics.{id}.where"),
                level=Level.WARNING,
                why=f"the column holds {told}{more}",
                hint="write the word as the data have it",
            )
        )
    return problems

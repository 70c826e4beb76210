"""A what-if as lines of text, or as one object of JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator

from reportgen.cli.what_if_asked import Asked
from reportgen.formatting import Style, quantity, scale_for, signed_in_scale
from reportgen.model.config import TreeNode
from reportgen.model.decomposition import Method, Moved
from reportgen.model.quantity import Quantity
from reportgen.model.text import Language

METHODS = {
    Method.SUM: "sum: plain differences",
    Method.LOGARITHMIC_MEAN: "product: logarithmic mean",
    Method.STARTED_STOPPED: "product: from or to zero",
    Method.SHAPLEY: "formula: mean over all orders of change",
}
"""How a node's change is shared over the nodes below it."""


def text_lines(asked: Asked) -> Iterator[str]:
    """Every node before and after with its contribution, and the months that are reached."""
    config, found = asked.config, asked.what_if
    changes = ", ".join(f"{kpi} {step}" for kpi, step in found.changes.items())
    yield f"{config.client.id} {asked.period.name}: {changes}, all else as it is"
    yield ""
    yield from _aligned([("", "before", "after", f"to {config.tree.id}", ""), *_rows(asked)])
    yield ""
    goal = found.of(config.kgi.kpi)
    if goal is not None:
        before, after = _written(asked, goal)
        yield f"{goal.kpi}, the goal: {before} to {after}"
    for kpi, month in found.lands.items():
        yield (
            f"{kpi}: no lag is configured, so the month it reaches is not known"
            if month is None
            else f"{kpi}: reaches {config.kgi.kpi} from {month} on"
        )
    yield "Arithmetic with all else as it is; no forecast."


def json_lines(asked: Asked) -> Iterator[str]:
    """The same with every digit."""
    found = asked.what_if
    yield json.dumps(
        {
            "client": asked.config.client.id,
            "period": asked.period.name,
            "changes": dict(found.changes),
            "root": asked.config.tree.id,
            "goal": asked.config.kgi.kpi,
            "nodes": [
                {
                    "kpi": one.kpi,
                    "unit": str(asked.config.kpis[one.kpi].unit),
                    "before": one.before,
                    "after": one.after,
                    "contribution": one.amount,
                    "method": None if one.method is None else str(one.method),
                }
                for one in found.nodes
            ],
            "lands": {
                kpi: None if month is None else str(month) for kpi, month in found.lands.items()
            },
        },
        ensure_ascii=False,
        indent=2,
    )


def _rows(asked: Asked) -> Iterator[tuple[str, ...]]:
    unit = asked.config.kpis[asked.config.tree.id].unit
    scale = scale_for([one.amount for one in asked.what_if.nodes], unit, _style(asked))
    for depth, node in _outline(asked.config.tree, 0):
        moved = asked.what_if.of(node)
        if moved is not None:
            amount = signed_in_scale(moved.amount, scale, _style(asked))
            how = "" if moved.method is None else METHODS[moved.method]
            yield ("  " * depth + node, *_written(asked, moved), amount, how)


def _outline(node: TreeNode, depth: int) -> Iterator[tuple[int, str]]:
    yield depth, node.id
    for child in node.children:
        yield from _outline(child, depth + 1)


def _written(asked: Asked, moved: Moved) -> tuple[str, str]:
    unit = asked.config.kpis[moved.kpi].unit
    style = _style(asked)
    return quantity(Quantity(moved.before, unit), style), quantity(
        Quantity(moved.after, unit), style
    )


def _style(asked: Asked) -> Style:
    return Style(Language.EN, asked.config.client.currency)


def _aligned(rows: list[tuple[str, ...]]) -> Iterator[str]:
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    for name, *figures, how in rows:
        cells = [one.rjust(width) for one, width in zip(figures, widths[1:], strict=True)]
        yield "  ".join((name.ljust(widths[0]), *cells, how)).rstrip()

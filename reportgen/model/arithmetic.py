"""Which KPIs the goal is computed from: the ends of the tree's arithmetic."""

from __future__ import annotations

from reportgen.model.config import ClientConfig, TreeNode
from reportgen.model.formula import FormulaError, names, parse


def factors(config: ClientConfig) -> tuple[str, ...]:
    """The KPIs at the end of the tree's arithmetic, in the outline's order."""
    return _below(config, config.tree)


def _below(config: ClientConfig, node: TreeNode) -> tuple[str, ...]:
    used = _names_in(config, node.id)
    below = [child for child in node.children if child.id in used]
    if not below:
        return (node.id,)
    return tuple(factor for child in below for factor in _below(config, child))


def _names_in(config: ClientConfig, kpi: str) -> frozenset[str]:
    """The names of a KPI's formula; none where it has none, or one that cannot be read."""
    definition = config.kpis.get(kpi)
    if definition is None or definition.formula is None:
        return frozenset()
    try:
        return frozenset(name.id for name in names(parse(definition.formula)))
    except FormulaError:
        return frozenset()

"""The KPI tree as cards: solid for arithmetic, dashed for hypotheses, the broken path strong."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.composition.brief import Brief
from reportgen.formatting import quantity
from reportgen.model.blocks import Block, TreeBlock, TreeCard
from reportgen.model.formula import Binary, Expression, Name, names, parse
from reportgen.model.kpi import KpiResult
from reportgen.model.quantity import Quantity
from reportgen.model.states import Status
from reportgen.model.text import EMPTY, Language, Text

OPERATORS = {"*": "×", "/": "÷", "+": "+", "-": "−"}


def tree(brief: Brief) -> tuple[Block, ...]:
    """One block with every node, and the arithmetic written out as a check."""
    root = brief.material.analysis.root
    return (TreeBlock(tuple(_cards(brief, root, None)), _note(brief)), *brief.comment("tree"))


def _cards(brief: Brief, result: KpiResult, parent: KpiResult | None) -> Iterator[TreeCard]:
    material = brief.material
    kpi = material.config.kpis[result.id]
    is_exact = parent is None or result.id in parent.in_formula
    yield TreeCard(
        id=result.id,
        parent="" if parent is None else parent.id,
        label=material.label(result.id),
        value=material.quantity(result.id, result.value),
        target=material.target(result),
        status=result.status,
        trend=material.trend(result),
        is_exact=is_exact,
        operator=_operator(brief, result, parent) if is_exact and parent else "",
        lag=_lag(brief, result, is_exact),
        evidence=result.evidence,
        is_kgi=result.id == material.config.kgi.kpi,
        is_csf=kpi.level == "csf",
        on_path=result.id in _path(brief),
        goto="actions" if _has_open_action(brief, result) else "",
    )
    for child in result.children:
        yield from _cards(brief, child, result)


def _path(brief: Brief) -> tuple[str, ...]:
    """The ids from the root to the bottleneck."""
    finding = brief.material.analysis.findings.first("bottleneck")
    return brief.material.config.tree.path_to(finding.kpi) if finding else ()


def _has_open_action(brief: Brief, result: KpiResult) -> bool:
    is_short = result.status in (Status.SHORT_USUAL, Status.SHORT_UNUSUAL)
    return is_short and any(
        action.kpi == result.id and action.status in ("todo", "doing")
        for action in brief.material.config.actions
    )


def _operator(brief: Brief, result: KpiResult, parent: KpiResult) -> str:
    """What stands before a factor in its parent's formula; nothing for the first one."""
    expression = parse(brief.material.config.kpis[parent.id].formula or parent.id)
    ids = [name.id for name in names(expression)]
    if ids.index(result.id) == 0:
        return ""
    return OPERATORS.get(_before(expression, result.id), "")


def _before(expression: Expression, id: str) -> str:
    """The operator that joins a name to what stands left of it."""
    if not isinstance(expression, Binary):
        return ""
    if isinstance(expression.right, Name) and expression.right.id == id:
        return expression.operator
    return _before(expression.left, id) or _before(expression.right, id)


def _lag(brief: Brief, result: KpiResult, is_exact: bool) -> Text:
    own = brief.material.config.kpis[result.id].lag_months
    if not own:
        return EMPTY if is_exact or not result.lag_months else brief.lag(result.lag_months)
    return brief.lag(own)


def _note(brief: Brief) -> Text:
    """The root's arithmetic with this month's figures, where it is one product of the factors."""
    material = brief.material
    factors = material.analysis.factors
    results = [material.analysis.of(kpi) for kpi in factors]
    is_product = all(
        "+" not in (material.config.kpis[node.id].formula or "")
        and "-" not in (material.config.kpis[node.id].formula or "")
        for node in material.config.tree.walk()
        if node.children
    )
    if not is_product or len(factors) < 2 or any(one.value.value is None for one in results):
        return brief.words("tree.note_plain")
    return brief.voice.say("tree.note", check=Text(*(_check(brief, one) for one in Language)))


def _check(brief: Brief, language: Language) -> str:
    material, style = brief.material, brief.voice.style(language)
    written = [
        quantity(
            Quantity(material.analysis.of(kpi).value.value, material.config.kpis[kpi].unit), style
        )
        for kpi in material.analysis.factors
    ]
    root = material.analysis.root
    total = quantity(material.quantity(root.id, root.value), style)
    return f"{' × '.join(written)} ≈ {total}"

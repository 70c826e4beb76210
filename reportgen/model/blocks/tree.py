"""The KPI tree, and the gap to target by factor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from reportgen.model.blocks.parts import Trend
from reportgen.model.quantity import Quantity, Unit
from reportgen.model.states import Evidence, Status
from reportgen.model.text import Text


@dataclass(frozen=True)
class TreeCard:
    """One node of the drawn tree.

    `is_exact` means a solid line to the parent (arithmetic); `operator` stands between it and the
    sibling before it. `on_path` marks the branch that leads to the bottleneck.
    """

    id: str
    parent: str
    label: Text
    value: Quantity
    target: Quantity | None
    status: Status
    trend: Trend
    is_exact: bool
    operator: str
    lag: Text
    evidence: Evidence | None
    is_kgi: bool
    is_csf: bool
    on_path: bool
    goto: str = ""


@dataclass(frozen=True)
class TreeBlock:
    """The KPI tree on one page, result at the left, what moves soonest at the right."""

    cards: tuple[TreeCard, ...]
    note: Text
    span: int = 12
    kind: Literal["tree"] = "tree"


@dataclass(frozen=True)
class FactorRow:
    """One factor of the goal: target, actual, and how much of the gap it accounts for."""

    kpi: str
    label: Text
    target: Quantity
    value: Quantity
    trend: Trend
    status: Status
    contribution: Quantity
    is_good: bool | None
    only_this: Quantity | None
    highlighted: bool = False


@dataclass(frozen=True)
class FactorsBlock:
    """The gap to target, factor by factor; the contributions add up to the total's gap."""

    heading: Text
    sub: Text
    rows: tuple[FactorRow, ...]
    total_label: Text
    total_target: Quantity
    total_value: Quantity
    total_gap: Quantity
    note: Text
    span: int = 12
    kind: Literal["factors"] = "factors"


@dataclass(frozen=True)
class Step:
    """One step of a waterfall."""

    label: Text
    amount: float
    is_good: bool | None


@dataclass(frozen=True)
class WaterfallBlock:
    """From target to actual in steps that add up; a large chart."""

    heading: Text
    sub: Text
    start_label: Text
    start: float
    steps: tuple[Step, ...]
    end_label: Text
    end: float
    unit: Unit
    span: int = 12
    kind: Literal["waterfall"] = "waterfall"

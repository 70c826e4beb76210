"""Where the cards of a KPI tree stand: result at the left, what moves soonest at the right.

Every card without children has a row of its own, so no two cards can overlap; a parent stands in
the middle of the children its arithmetic is made of. Hypotheses come after them, in the column
right of the figure they may move.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from reportgen.model.blocks import TreeCard
from reportgen.render.graphics.svg import Box

Density = Literal["large", "medium", "small"]
Emphasis = Literal["even", "strong", "muted"]

LARGE_FROM = 62.0
MEDIUM_FROM = 38.0
TALLEST_PITCH = 112.0
WIDEST_CARD = 132.0
NARROWEST_GUTTER = 17.0
WIDEST_GUTTER = 38.0
GAPS: Mapping[Density, float] = {"large": 9.0, "medium": 5.0, "small": 3.0}
TALLEST: Mapping[Density, float] = {"large": 92.0, "medium": 52.0, "small": 36.0}


@dataclass(frozen=True)
class Placed:
    """A card and its place; `depth` counts columns from the result."""

    card: TreeCard
    depth: int
    box: Box
    is_hypothesis: bool


@dataclass(frozen=True)
class TreePlan:
    """Every card in its place, in the order of the outline."""

    placed: tuple[Placed, ...]
    children: Mapping[str, tuple[Placed, ...]]
    density: Density
    gutter: float
    height: float

    @property
    def has_path(self) -> bool:
        """True when some branch leads to a bottleneck."""
        return any(one.card.on_path for one in self.placed)

    def emphasis(self, card: TreeCard) -> Emphasis:
        """How strongly a card is drawn: on the path, back behind it, or all cards alike."""
        if not self.has_path:
            return "even"
        return "strong" if card.on_path else "muted"


@dataclass
class _Rows:
    """Rows handed out from the top, one to every card without children."""

    children: Mapping[str, Sequence[TreeCard]]
    row: dict[str, float] = field(default_factory=dict)
    depth: dict[str, int] = field(default_factory=dict)
    used: int = 0

    def place(self, card: TreeCard, depth: int) -> None:
        """Give a card and everything below it their rows."""
        self.depth[card.id] = depth
        below = self.children.get(card.id, ())
        for child in below:
            self.place(child, depth + 1)
        if not below:
            self.row[card.id] = float(self.used)
            self.used += 1
            return
        arithmetic = [child for child in below if child.is_exact] or below
        self.row[card.id] = (self.row[arithmetic[0].id] + self.row[arithmetic[-1].id]) / 2


def plan_tree(cards: Sequence[TreeCard], width: float, height: float) -> TreePlan:
    """The cards' places on a field; density follows from the height that is left for a row."""
    ids = {card.id for card in cards}
    roots = [card for card in cards if card.parent not in ids]
    children = {card.id: _ordered(cards, card.id) for card in cards}
    rows = _Rows(children)
    for root in roots:
        rows.place(root, 0)
    columns = max(rows.depth.values(), default=0) + 1
    pitch = min(height / max(rows.used, 1), TALLEST_PITCH)
    density = _density(pitch)
    card_width = min(WIDEST_CARD, (width - (columns - 1) * NARROWEST_GUTTER) / columns)
    gutter = min(WIDEST_GUTTER, (width - columns * card_width) / max(columns - 1, 1))
    card_height = min(TALLEST[density], pitch - GAPS[density])
    placed = {}
    for card in cards:
        depth = rows.depth[card.id]
        top = (rows.row[card.id] + 0.5) * pitch - card_height / 2
        box = Box(depth * (card_width + gutter) + 0.8, top, card_width - 1.6, card_height)
        placed[card.id] = Placed(card, depth, box, not card.is_exact and card.parent in ids)
    families = {key: tuple(placed[child.id] for child in below) for key, below in children.items()}
    return TreePlan(tuple(placed.values()), families, density, gutter, rows.used * pitch)


def _ordered(cards: Sequence[TreeCard], parent: str) -> tuple[TreeCard, ...]:
    """A parent's arithmetic first, then what it is supposed to be moved by."""
    below = [card for card in cards if card.parent == parent]
    return (*(c for c in below if c.is_exact), *(c for c in below if not c.is_exact))


def _density(pitch: float) -> Density:
    if pitch >= LARGE_FROM:
        return "large"
    return "medium" if pitch >= MEDIUM_FROM else "small"

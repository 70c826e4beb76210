"""Where the cards of a KPI tree stand: result at the left, what moves soonest at the right.

A card stands in the middle of the children its arithmetic is made of; hypotheses come below them,
in the column right of the figure they may move. Branches move together until a card or a line of
one would meet one of another.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from reportgen.model.blocks import TreeCard
from reportgen.render.graphics.scales import Span
from reportgen.render.graphics.svg import Box

Density = Literal["large", "medium", "small"]
Emphasis = Literal["even", "strong", "muted"]

LARGE_FROM = 62.0
MEDIUM_FROM = 38.0
LINE_GAP = 0.6
TALLEST_PITCH = 112.0
WIDEST_CARD = 132.0
NARROWEST_GUTTER = 17.0
WIDEST_GUTTER = 38.0
GAPS: Mapping[Density, float] = {"large": 9.0, "medium": 5.0, "small": 3.0}
TALLEST: Mapping[Density, float] = {"large": 102.0, "medium": 52.0, "small": 36.0}


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


@dataclass(frozen=True)
class _Branch:
    """A card with all that follows it, packed: rows by card, and how far each level reaches.

    Even levels are columns of cards, odd ones the gutters with their lines; rows count from the
    branch's own card.
    """

    rows: Mapping[str, float]
    depths: Mapping[str, int]
    reach: Mapping[int, Span]


def _branch(card: TreeCard, children: Mapping[str, Sequence[TreeCard]]) -> _Branch:
    """A card in the middle of its children, these as close as no card or line meets another."""
    below = children[card.id]
    if not below:
        return _Branch({card.id: 0.0}, {card.id: 0}, {0: (0.0, 0.0)})
    packed = _stacked([_branch(child, children) for child in below])
    arithmetic = [child for child in below if child.is_exact] or below
    own = (packed.rows[arithmetic[0].id] + packed.rows[arithmetic[-1].id]) / 2
    shifted = _moved(packed, -own, 1)
    top, bottom = shifted.reach[2]
    return _Branch(
        {card.id: 0.0, **shifted.rows},
        {card.id: 0, **shifted.depths},
        {0: (0.0, 0.0), 1: (min(top, 0.0), max(bottom, 0.0)), **shifted.reach},
    )


def _stacked(branches: Sequence[_Branch]) -> _Branch:
    """Branches one below the other."""
    whole = branches[0]
    for branch in branches[1:]:
        shared = whole.reach.keys() & branch.reach.keys()
        needed = max(
            whole.reach[level][1] + (LINE_GAP if level % 2 else 1.0) - branch.reach[level][0]
            for level in shared
        )
        lower = _moved(branch, needed, 0)
        reach = {**whole.reach, **lower.reach}
        for level in shared:
            reach[level] = (whole.reach[level][0], lower.reach[level][1])
        whole = _Branch({**whole.rows, **lower.rows}, {**whole.depths, **lower.depths}, reach)
    return whole


def _moved(branch: _Branch, down: float, columns: int) -> _Branch:
    """A branch so many rows lower and so many columns further right."""
    return _Branch(
        {card: row + down for card, row in branch.rows.items()},
        {card: depth + columns for card, depth in branch.depths.items()},
        {
            level + 2 * columns: (top + down, bottom + down)
            for level, (top, bottom) in branch.reach.items()
        },
    )


def plan_tree(cards: Sequence[TreeCard], width: float, height: float) -> TreePlan:
    """The cards' places on a field; density follows from the height that is left for a row."""
    ids = {card.id for card in cards}
    roots = [card for card in cards if card.parent not in ids]
    children = {card.id: _ordered(cards, card.id) for card in cards}
    whole = _stacked([_branch(root, children) for root in roots])
    first = min(whole.rows.values())
    count = max(whole.rows.values()) - first + 1
    columns = max(whole.depths.values()) + 1
    pitch = min(height / count, TALLEST_PITCH)
    density = _density(pitch)
    card_width = min(WIDEST_CARD, (width - (columns - 1) * NARROWEST_GUTTER) / columns)
    gutter = min(WIDEST_GUTTER, (width - columns * card_width) / max(columns - 1, 1))
    card_height = min(TALLEST[density], pitch - GAPS[density])
    placed = {}
    for card in cards:
        depth = whole.depths[card.id]
        top = (whole.rows[card.id] - first + 0.5) * pitch - card_height / 2
        box = Box(depth * (card_width + gutter) + 0.8, top, card_width - 1.6, card_height)
        placed[card.id] = Placed(card, depth, box, not card.is_exact and card.parent in ids)
    families = {key: tuple(placed[child.id] for child in below) for key, below in children.items()}
    return TreePlan(tuple(placed.values()), families, density, gutter, count * pitch)


def _ordered(cards: Sequence[TreeCard], parent: str) -> tuple[TreeCard, ...]:
    """A parent's arithmetic first, then what it is supposed to be moved by."""
    below = [card for card in cards if card.parent == parent]
    return (*(c for c in below if c.is_exact), *(c for c in below if not c.is_exact))


def _density(pitch: float) -> Density:
    if pitch >= LARGE_FROM:
        return "large"
    return "medium" if pitch >= MEDIUM_FROM else "small"

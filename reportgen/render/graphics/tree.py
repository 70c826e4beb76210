"""The KPI tree on one page: solid lines are arithmetic, dashed ones hypotheses.

Where a branch leads to a bottleneck it is drawn strong and the rest stands back in grey; only
what is unfavourable and unusual keeps its red there, so that nothing bad is hidden.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reportgen.model.blocks import TreeBlock, TreeCard
from reportgen.render.graphics.look import Look
from reportgen.render.graphics.marks import shape, tone_colour, tone_of
from reportgen.render.graphics.svg import Box, Face, Graphic, Stroke, rectangle, text
from reportgen.render.graphics.tree_cards import (
    BETWEEN,
    MARK_ROOM,
    CardFaces,
    Content,
    Row,
    arranged,
    tag_width,
)
from reportgen.render.graphics.tree_layout import Emphasis, Placed, TreePlan, plan_tree
from reportgen.render.graphics.tree_lines import DASH, connections
from reportgen.render.graphics.trends import sparkline_shapes

EDGE = 3.0
INDENT = 7.5
MARGIN = 4.0
PADDING = 2.2
TALLEST = {"spark": 34.0, "spark_beside": 24.0}
WIDEST_SPARK_BESIDE = 62.0
WIDEST_GAP = 3.0
VALUE_SIZES = {"large": 12.5, "medium": 11.5, "small": 8.5}


def tree(block: TreeBlock, look: Look, width: float = 499.0, height: float = 524.0) -> Graphic:
    """The tree as large as its field allows; the fuller it is, the less a card shows."""
    plan = plan_tree(block.cards, width, height)
    contents = [_content(placed, plan, look) for placed in plan.placed]
    parts = [connections(plan, look)]
    for placed, content, rows in zip(
        plan.placed, contents, arranged(contents, plan.density), strict=True
    ):
        parts.append(_Card(placed, content, rows, plan.emphasis(placed.card)).drawn())
    return look.finish((width, plan.height), "".join(parts), tree_alt(block, look))


def tree_alt(block: TreeBlock, look: Look) -> str:
    """Every card in the order of the outline: name, value, target, status."""
    return "; ".join(_said(card, look) for card in block.cards)


def _said(card: TreeCard, look: Look) -> str:
    value, target = _figures(card, look)
    aimed = f"({look.words('graphic.target')} {target})" if target else ""
    status = look.words(f"graphic.status.{card.status}")
    return " ".join(part for part in (look.say(card.label), value, aimed, status) if part)


def _content(placed: Placed, plan: TreePlan, look: Look) -> Content:
    """A card's words in the report's language, and its room."""
    card = placed.card
    value, target = _figures(card, look)
    parts, short = _hints(placed, look)
    tag = "graphic.kgi" if card.is_kgi else "graphic.csf" if card.is_csf else ""
    return Content(
        tag=look.words(tag) if tag else "",
        label=look.say(card.label),
        value=value,
        target=f"{look.words('graphic.target')} {target}" if target else "",
        status=look.words(f"graphic.status.{card.status}"),
        tone=tone_of(card.status),
        hint_parts=parts,
        short_hint=short,
        is_hint_needed=placed.is_hypothesis and bool(short),
        faces=_faces(placed, plan, look),
        look=look,
        width=placed.box.width - INDENT - MARGIN,
        height=placed.box.height - 2 * PADDING,
    )


def _figures(card: TreeCard, look: Look) -> tuple[str, ...]:
    """The value, and the target where there is one."""
    has_target = card.target is not None and card.target.value is not None
    return look.together(card.value, card.target if has_target else None)


def _hints(placed: Placed, look: Look) -> tuple[tuple[str, ...], str]:
    """How long a hypothesis takes and how well it is shown, or where to read on about a card."""
    card = placed.card
    if not placed.is_hypothesis:
        goto = f"→ {look.words(f'section.{card.goto}')}" if card.goto else ""
        return (goto,), goto
    lag = look.say(card.lag)
    shown = look.words(f"graphic.evidence.{card.evidence}") if card.evidence else ""
    return tuple(part for part in (lag, shown) if part), f"{lag} {card.evidence or ''}".strip()


def _faces(placed: Placed, plan: TreePlan, look: Look) -> CardFaces:
    colours, sizes = look.colours, look.sizes
    muted = plan.emphasis(placed.card) == "muted"
    tone = tone_of(placed.card.status)
    ink = colours.ink_3 if muted else colours.ink
    judged = colours.ink_3 if muted and tone != "bad" else tone_colour(tone, colours)
    return CardFaces(
        label=Face(sizes.label, ink, bold=not muted),
        value=Face(VALUE_SIZES[plan.density], ink, bold=not muted),
        small=Face(sizes.micro, colours.ink_3 if muted else colours.ink_2),
        status=Face(sizes.label, judged, bold=not muted or tone == "bad"),
        hint=Face(sizes.micro, colours.ink_3 if muted else colours.brand, bold=not muted),
    )


@dataclass(frozen=True)
class _Card:
    """One card as it is drawn."""

    placed: Placed
    content: Content
    rows: Sequence[Row]
    emphasis: Emphasis

    def drawn(self) -> str:
        """The frame with its status edge, then row by row."""
        colours, box = self.content.look.colours, self.placed.box
        is_plain = self.emphasis == "muted" and self.content.tone != "bad"
        edge = colours.rule_strong if is_plain else tone_colour(self.content.tone, colours)
        frame = rectangle(box, colours.paper, self._frame(), 1.5)
        return (
            frame
            + rectangle(Box(box.x - 0.4, box.y, EDGE, box.height), edge)
            + "".join(self._rows())
        )

    def _frame(self) -> Stroke:
        colours = self.content.look.colours
        is_muted = self.emphasis == "muted"
        if self.placed.card.is_kgi:
            return Stroke(colours.ink_3 if is_muted else colours.ink, 1.6)
        if self.placed.is_hypothesis:
            return Stroke(colours.rule_strong if is_muted else colours.brand, 0.9, DASH)
        if self.emphasis == "strong":
            return Stroke(colours.ink, 1.2)
        return Stroke(colours.rule_strong, 0.7)

    def _rows(self) -> Iterator[str]:
        """The rows from the top; room that is left goes to the line, else between the rows."""
        box = self.placed.box
        spare = self.content.height - sum(row.height for row in self.rows)
        growing = next((row for row in self.rows if row.kind != "words"), None)
        growth = 0.0 if growing is None else min(spare, TALLEST[growing.kind] - growing.height)
        gap = min((spare - growth) / (len(self.rows) + 1), WIDEST_GAP)
        top = box.y + PADDING + (spare - growth - gap * (len(self.rows) - 1)) / 2
        for row in self.rows:
            height = row.height + (growth if row is growing else 0.0)
            yield self._row(row, Box(box.x + INDENT, top, self.content.width, height))
            top += height + gap

    def _row(self, row: Row, area: Box) -> str:
        look = self.content.look
        is_muted = self.emphasis == "muted"
        if row.kind == "spark":
            field = Box(area.x, area.y + 1, area.width, area.height - 2)
            return sparkline_shapes(self.placed.card.trend, field, look, is_muted=is_muted)
        base = area.middle + 0.36 * row.face.size
        parts, left = [], area.x
        if row.mark:
            parts.append(
                shape(row.mark, (left + 3, area.middle), 2.9, self.content.faces.status.colour)
            )
            left += MARK_ROOM
        if row.tag:
            parts.append(self._tag(row.tag, left, area))
            left += tag_width(row.tag, look)
        parts.append(text((left, base), row.left, row.face))
        if row.kind == "spark_beside":
            start = left + look.wide(row.left, row.face) + BETWEEN
            start = max(start, area.right - WIDEST_SPARK_BESIDE)
            field = Box(start, area.y + 0.6, area.right - start, area.height - 1.2)
            parts.append(sparkline_shapes(self.placed.card.trend, field, look, is_muted=is_muted))
        elif row.right:
            face = replace(row.right_face or row.face, anchor="end")
            parts.append(text((area.right, base), row.right, face))
        return "".join(parts)

    def _tag(self, words: str, left: float, area: Box) -> str:
        """A small frame that names the goal (filled) or a critical factor (outlined)."""
        look = self.content.look
        is_goal = self.placed.card.is_kgi
        ink = self.content.faces.label.colour
        frame = Box(left, area.middle - 4.4, tag_width(words, look) - 3, 8.8)
        face = Face(look.sizes.micro, look.colours.paper if is_goal else ink, True, "middle")
        fill = ink if is_goal else look.colours.paper
        return rectangle(frame, fill, Stroke(ink, 0.7), 1) + text(
            (frame.centre, area.middle + 2.7), words, face
        )

"""What stands on a card of the KPI tree, and how it is arranged so that all of it fits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from reportgen.model.blocks import Tone
from reportgen.render.graphics.lettering import ELLIPSIS, Setting, in_lines, shortened, wrapped
from reportgen.render.graphics.look import Look
from reportgen.render.graphics.svg import Face
from reportgen.render.graphics.tree_layout import Density

BETWEEN = 5.0
MARK_ROOM = 8.6
TAG_PADDING = 2.2
LABEL_ROW = 9.6
STATUS_ROW = 10.0
SMALL_ROW = 9.4
LEAST_SPARK = 11.0
LEAST_SPARK_WIDTH = 24.0
VALUE_SIZES = (12.5, 11.5, 10.5, 9.5, 8.5, 8.0)
MOST_ALIKE = 0.7


RowKind = Literal["words", "spark", "spark_beside"]


@dataclass(frozen=True)
class Arrangement:
    """Where the parts of a card stand: on a row of their own, beside another part, or nowhere."""

    spark: Literal["own", "value", "none"]
    target: Literal["own", "value", "status", "none"]
    status: Literal["own", "label", "value"]
    hint: Literal["words", "short"] = "short"


ROOMY = (
    Arrangement("own", "own", "own", "words"),
    Arrangement("own", "own", "own"),
    Arrangement("own", "value", "own", "words"),
    Arrangement("own", "value", "own"),
    Arrangement("own", "status", "own"),
)
COMPACT = (Arrangement("value", "status", "own"), Arrangement("value", "own", "own"))
SPARE = (
    Arrangement("none", "value", "own"),
    Arrangement("none", "own", "own"),
    Arrangement("none", "status", "own"),
    Arrangement("none", "value", "label"),
    Arrangement("none", "none", "own"),
    Arrangement("none", "none", "value"),
)


@dataclass(frozen=True)
class Row:
    """One row of a card: words at the left after a mark or a tag, and words at the right.

    A row of kind `spark` is all sparkline; `spark_beside` has one at the right of its words.
    """

    left: str
    face: Face
    height: float
    right: str = ""
    right_face: Face | None = None
    mark: Tone | None = None
    tag: str = ""
    kind: RowKind = "words"


@dataclass(frozen=True)
class CardFaces:
    """The lettering of a card; what lies off the path to the bottleneck stands back in grey."""

    label: Face
    value: Face
    small: Face
    status: Face
    hint: Face


@dataclass(frozen=True)
class Content:
    """Everything a card has to say, as words in their faces, and the room it has for them.

    The hint says of a hypothesis how long it takes and how well it is shown, of any other card
    where to read on; the short hint says so in few letters.
    """

    tag: str
    label: str
    value: str
    target: str
    status: str
    tone: Tone
    hint_parts: tuple[str, ...]
    short_hint: str
    is_hint_needed: bool
    faces: CardFaces
    look: Look
    width: float
    height: float

    @property
    def hint(self) -> str:
        """The hint on one line."""
        return self.look.listed(self.hint_parts)

    def wide(self, row: Row) -> float:
        """How wide a row is."""
        left = self.look.wide(row.left, row.face) + (MARK_ROOM if row.mark else 0.0)
        if row.tag:
            left += tag_width(row.tag, self.look)
        if row.kind == "spark_beside":
            return left + BETWEEN + LEAST_SPARK_WIDTH
        if not row.right:
            return left
        return left + BETWEEN + self.look.wide(row.right, row.right_face or row.face)

    def fits(self, rows: Sequence[Row]) -> bool:
        """True when the rows stand on the card, none cut and none above another."""
        is_low_enough = sum(row.height for row in rows) <= self.height + 0.01
        return is_low_enough and all(self.wide(row) <= self.width + 0.01 for row in rows)

    def rows(self, arrangement: Arrangement) -> tuple[Row, ...]:
        """The card's rows in an arrangement, whether or not they fit."""
        return tuple(self._rows(arrangement))

    def forced(self) -> tuple[Row, ...]:
        """The least a card says, words cut where even that is too long."""
        row = next(self._value_rows(SPARE[-1]))
        taken = self.wide(replace(row, right="")) + BETWEEN
        right = shortened(row.right, self.look.setting(self.faces.status, self.width - taken))
        room = self.height - row.height
        lines = in_lines(self.label, self._line(), max(1, int(room // LABEL_ROW)))
        return (*self._labels(lines), replace(row, right=right if right != ELLIPSIS else ""))

    def _rows(self, arrangement: Arrangement) -> Iterator[Row]:
        faces = self.faces
        if arrangement.status == "label":
            yield Row(
                self.label, faces.label, LABEL_ROW, self.status, faces.status, self.tone, self.tag
            )
        else:
            yield from self._labels(wrapped(self.label, self._line()))
        yield from self._value_rows(arrangement)
        if arrangement.target == "own" and self.target:
            yield Row(self.target, faces.small, SMALL_ROW)
        if arrangement.spark == "own":
            yield Row("", faces.small, LEAST_SPARK, kind="spark")
        if arrangement.status == "own":
            yield from self._status_rows(arrangement)
        elif arrangement.status == "value" and self.is_hint_needed:
            yield from self._hint_rows(arrangement)

    def _line(self) -> Setting:
        indent = tag_width(self.tag, self.look) if self.tag else 0.0
        return self.look.setting(self.faces.label, self.width, indent)

    def _labels(self, lines: Sequence[str]) -> Iterator[Row]:
        for index, words in enumerate(lines):
            yield Row(words, self.faces.label, LABEL_ROW, tag=self.tag if index == 0 else "")

    def _value_rows(self, arrangement: Arrangement) -> Iterator[Row]:
        """The value as large as it fits, with the target, the status or a line at its right."""
        faces = self.faces
        right, right_face = "", faces.small
        if arrangement.status == "value":
            right, right_face = self.status, faces.status
        elif self._is_hint_beside_value(arrangement):
            right, right_face = self.short_hint, faces.hint
        elif arrangement.target == "value":
            right = self.target
        kind: RowKind = "spark_beside" if arrangement.spark == "value" else "words"
        mark = self.tone if arrangement.status == "value" else None
        for size in VALUE_SIZES:
            face = replace(faces.value, size=min(size, faces.value.size))
            row = Row(self.value, face, face.size * 1.16, right, right_face, mark, kind=kind)
            if self.wide(row) <= self.width:
                break
        yield row

    def _status_rows(self, arrangement: Arrangement) -> Iterator[Row]:
        """The status, and beside or below it the target or the hint."""
        faces = self.faces
        status = Row(self.status, faces.status, STATUS_ROW, mark=self.tone)
        if arrangement.target == "status" and self.target:
            yield replace(status, right=self.target, right_face=faces.small)
        elif self._is_hint_beside_value(arrangement):
            yield status
            return
        else:
            hint = self.hint if arrangement.hint == "words" else self.short_hint
            beside = replace(status, right=hint, right_face=faces.hint)
            if self.wide(beside) <= self.width:
                yield beside
                return
            yield status
        if self.is_hint_needed or (arrangement.spark == "own" and self.hint):
            yield from self._hint_rows(arrangement)

    def _is_hint_beside_value(self, arrangement: Arrangement) -> bool:
        has_no_row = arrangement.status == "label"
        return self.is_hint_needed and (has_no_row or arrangement.target == "none")

    def _hint_rows(self, arrangement: Arrangement) -> Iterator[Row]:
        row = Row(self.hint, self.faces.hint, SMALL_ROW)
        if self.wide(row) <= self.width:
            yield row
        elif arrangement.hint == "words":
            for words in self.hint_parts:
                yield replace(row, left=words)
        else:
            yield replace(row, left=self.short_hint)


def tag_width(tag: str, look: Look) -> float:
    """How much room the small frame before a label takes."""
    return look.measure(tag, look.sizes.micro, True) + 2 * TAG_PADDING + 3


def arranged(contents: Sequence[Content], density: Density) -> tuple[tuple[Row, ...], ...]:
    """The rows of every card, arranged alike where most of them can be."""
    order = _order(density)
    alike = next((one for one in order if _share(contents, one) >= MOST_ALIKE), order[-1])
    return tuple(_fitting(content, order[order.index(alike) :]) for content in contents)


def _order(density: Density) -> tuple[Arrangement, ...]:
    match density:
        case "large":
            return (*ROOMY, *COMPACT, *SPARE)
        case "medium":
            return (*COMPACT, *SPARE)
        case "small":
            return SPARE


def _share(contents: Sequence[Content], arrangement: Arrangement) -> float:
    fitting = sum(content.fits(content.rows(arrangement)) for content in contents)
    return fitting / max(len(contents), 1)


def _fitting(content: Content, order: Sequence[Arrangement]) -> tuple[Row, ...]:
    candidates = (content.rows(arrangement) for arrangement in order)
    return next((rows for rows in candidates if content.fits(rows)), content.forced())

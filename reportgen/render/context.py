"""What a template may use: values of the report, and pure functions that write and draw them."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from markupsafe import Markup

from reportgen import formatting
from reportgen.formatting import Voice, in_scale, scale_for, signed_in_scale
from reportgen.model.blocks import (
    Delta,
    FactorsBlock,
    HistoryBlock,
    ScoreRow,
    TreeBlock,
    Trend,
    WaterfallBlock,
)
from reportgen.model.edition import EditionKind
from reportgen.model.findings import Fact
from reportgen.model.quantity import Quantity, Unit
from reportgen.model.report import Report, Section
from reportgen.model.text import Text
from reportgen.model.wording import Wording
from reportgen.render import graphics, grid, typography
from reportgen.render.fonts import SERIF, Faces
from reportgen.render.graphics import Graphic, Look, font_measure
from reportgen.render.graphics.lettering import Setting, shortened
from reportgen.render.graphics.svg import Face

NAV_SIZE, NAV_GAP = 8.0, 6.0
"""The running head's names: their size and least distance in points."""

TREE_ROOM, LEAST_TREE = 640.0, 300.0
"""The height in points of a page without title, lead and note; no tree is drawn smaller."""

FULL_PIN = {Unit.PERCENT: 0.15, Unit.POINTS: 2.0}
"""The gap of a pin at full length, where no gap of its table is larger."""

DRAWINGS: Mapping[str, Callable[..., Graphic]] = {
    "year_bar": graphics.year_bar,
    "fan": graphics.fan,
    "tree": graphics.tree,
    "stop_gauge": graphics.stop_gauge,
    "roadmap": graphics.roadmap,
    "action_record": graphics.action_record,
    "status_shape": graphics.status_shape,
    "legend_sample": graphics.legend_sample,
}
"""What draws a block or row as it is; the look is added."""


FILTERS = (
    "plain",
    "words",
    "label",
    "one_line",
    "title",
    "quantity",
    "signed",
    "gap",
    "day",
    "full_day",
    "month",
    "short_month",
)
"""The names of the filters that write a report's values."""


class Context:
    """One report in one language as its templates see it; it keeps the graphics they ask for."""

    def __init__(self, report: Report, look: Look, wording: Wording, faces: Faces) -> None:
        self.report, self.look = report, look
        self.style, self.language = look.style, look.style.language
        self.voice = Voice(wording, report.currency, report.negative)
        self.charts: dict[str, str] = {}
        self._faces = faces
        self._serif = font_measure(faces.path(SERIF), faces.path(SERIF))

    def names(self) -> dict[str, Any]:
        """The values and functions of a template."""
        drawings = {name: self._drawn(function) for name, function in DRAWINGS.items()}
        return drawings | {
            "report": self.report,
            "language": str(self.language),
            "is_final": self.report.edition is EditionKind.FINAL,
            "t": self.t,
            "rows": grid.rows,
            "width": grid.width,
            "points": grid.points,
            "share": grid.share,
            "lines": self.lines,
            "tree_height": self.tree_height,
            "nav_room": self.nav_room(),
            "kicker": self.kicker,
            "number_of": self.number_of,
            "section_of": self.section_of,
            "tone": graphics.tone_of,
            "scaled": self.scaled,
            "parts": self.parts,
            "consecutive": self.consecutive,
            "sparkline": self.sparkline,
            "strip": self.strip,
            "gap_pin": self.gap_pin,
            "contributions": self.contributions,
            "history": self.history,
            "waterfall": self.waterfall,
        }

    def filters(self) -> dict[str, Callable[..., Any]]:
        """The filters of a template."""
        return {
            "plain": self.plain,
            "words": self.words,
            "label": self.label,
            "one_line": self.one_line,
            "title": self.title,
            "quantity": lambda amount: formatting.quantity(amount, self.style),
            "signed": lambda amount: formatting.signed(amount, self.style),
            "gap": self.gap,
            "day": lambda day: formatting.day(day, self.style),
            "full_day": lambda day: formatting.full_day(day, self.style),
            "month": lambda month: formatting.month(month, self.style),
            "short_month": lambda month: formatting.short_month(month, self.style),
        }

    # ---- words

    def t(self, id: str, /, **facts: Fact) -> str:
        """A fixed message of the catalogue."""
        return self.plain(self.voice.say(id, **facts))

    def plain(self, words: Text | str) -> str:
        """Words in the report's language, as they are."""
        return words if isinstance(words, str) else words.in_language(self.language)

    def words(self, words: Text | str) -> Markup:
        """Words of a paragraph."""
        return typography.running(self.plain(words), self.language)

    def label(self, words: Text | str, widest: int = 9) -> Markup:
        """A few words for a narrow place, so many characters wide."""
        return typography.label(self.plain(words), self.language, widest)

    def one_line(self, words: Text, size: float, wide: float) -> str:
        """Words as far as one line of a width in millimetres holds them, an ellipsis after."""
        face = Face(size, self.look.colours.ink)
        return shortened(
            self.plain(words), Setting(self.look.measure, face, wide * grid.POINTS_PER_MM)
        )

    def title(self, words: Text | str, size: float, wide: float = grid.PAGE_WIDTH) -> Markup:
        """A serif heading of a size in points, in balanced lines on a width in millimetres."""
        ems = wide * grid.POINTS_PER_MM / size
        return typography.title(self.plain(words), self.language, ems, self._ems)

    def lines(self, words: Text, size: float, wide: float = grid.PAGE_WIDTH) -> int:
        """How many lines a serif heading takes."""
        return str(self.title(words, size, wide)).count("<br>") + 1

    def _ems(self, words: str) -> float:
        narrow = typography.NARROW
        return sum(0.55 if one in narrow else self._serif(one, 1, False) for one in words)

    # ---- numbers

    def scaled(self, *amounts: Quantity | None) -> tuple[str, ...]:
        """Quantities that are compared, in one scale; nothing for one that does not exist."""
        known = [amount for amount in amounts if amount is not None]
        if not known:
            return tuple("" for _ in amounts)
        scale = scale_for([amount.value for amount in known], known[0].unit, self.style)
        return tuple(
            "" if one is None else in_scale(one.value, scale, self.style) + self._counter(one)
            for one in amounts
        )

    def parts(self, amount: Quantity) -> tuple[str, str, str]:
        """A quantity as what stands before the digits, the digits, and what stands after."""
        scale = scale_for([amount.value], amount.unit, self.style)
        digits = in_scale(amount.value, scale, self.style, bare=True)
        if amount.value is None:
            return "", digits, ""
        return scale.prefix, digits, scale.suffix + self._counter(amount)

    def gap(self, delta: Delta) -> str:
        """A difference with its sign, relative ones with one decimal."""
        least = 0.1 if delta.amount.unit is Unit.PERCENT else 0.0
        longest = max(abs(delta.amount.value or 0.0), least)
        return graphics.gap_words(delta, longest, self.look) + self._counter(delta.amount)

    def _counter(self, amount: Quantity) -> str:
        return formatting.counter(amount, self.style)

    # ---- sections

    def tree_height(self, section: Section, block: TreeBlock) -> float:
        """The height in points that is left for the tree between its title and what follows it."""
        taken = 23.1 * self.lines(section.title, 17)
        for words, size, leading in ((section.lead, 11, 17.0), (block.note, 8, 12.0)):
            wide = self.look.measure(self.plain(words), size, False)
            taken += leading * math.ceil(wide / (0.96 * grid.points(grid.COLUMNS)))
        others = 80.0 if len(section.blocks) > 1 else 0.0
        return max(LEAST_TREE, TREE_ROOM - taken - others)

    def section_of(self, key: str) -> Section | None:
        """A section of this report by its key."""
        return next((one for one in self.report.sections if one.key == key), None)

    def nav_room(self) -> str:
        """How the running head's names fit its line: `wide` with numbers, `plain`, or `tight`."""
        names = [self.plain(section.name) for section in self.report.sections]
        gaps = NAV_GAP * (len(names) - 1)
        bare = sum(self.look.measure(name, NAV_SIZE, True) for name in names) + gaps
        numbers = sum(
            self.look.measure(f"{number} ", NAV_SIZE, True) for number in range(1, len(names) + 1)
        )
        room = grid.points(grid.COLUMNS)
        return "wide" if bare + numbers <= room else "plain" if bare <= room else "tight"

    def kicker(self, section: Section) -> str:
        """What stands above a section's title: its full name, or the one in the running head."""
        return self.plain(self.voice.named(f"kicker.{section.key}", self.plain(section.name)))

    def number_of(self, section: Section) -> int:
        """A section's number in this report, from 1."""
        return self.report.sections.index(section) + 1

    # ---- drawings

    def picture(self, graphic: Graphic) -> Markup:
        """A graphic as an image; its drawing is kept under a name made from its content."""
        name = hashlib.sha256(graphic.svg.encode()).hexdigest()[:16]
        self.charts[name] = graphic.svg
        size = f"width:{graphic.width:.2f}pt;height:{graphic.height:.2f}pt"
        return Markup('<img src="chart:{}" alt="{}" style="{}">').format(name, graphic.alt, size)

    def _drawn(self, function: Callable[..., Graphic]) -> Callable[..., Markup]:
        def draw(subject: Any, *sizes: Any) -> Markup:
            return self.picture(function(subject, self.look, *sizes))

        return draw

    def consecutive(self, past: int, needed: int) -> Markup:
        """A ring for each period that would stop us."""
        return self.picture(graphics.consecutive(past, needed, self.look))

    def sparkline(self, trend: Trend, label: Text, wide: float, high: float) -> Markup:
        """A figure's course."""
        return self.picture(graphics.sparkline(trend, self.plain(label), self.look, wide, high))

    def strip(self, trend: Trend, label: Text, wide: float, high: float) -> Markup:
        """A figure's thirteen columns."""
        return self.picture(graphics.strip(trend, self.plain(label), self.look, wide, high))

    def gap_pin(self, row: ScoreRow, table: Sequence[ScoreRow], wide: float) -> Markup:
        """A gap as a pin; relative gaps share one scale of the table, points another."""
        if row.gap is None:
            return Markup("")
        unit = row.gap.amount.unit
        gaps = [
            abs(one.gap.amount.value or 0.0)
            for one in table
            if one.gap is not None and one.gap.amount.unit is unit
        ]
        scale = max([FULL_PIN.get(unit, 0.0), *gaps])
        return self.picture(graphics.pin(row.gap, scale, self.plain(row.label), self.look, wide))

    def history(self, block: HistoryBlock, wide: float) -> Markup:
        """The goal month by month, as a large chart."""
        from reportgen.render import charts  # heavy, and not every page has a chart

        return self.picture(charts.history(block, self.look, self._faces.directory, wide))

    def waterfall(self, block: WaterfallBlock, wide: float) -> Markup:
        """From target to actual, as a large chart."""
        from reportgen.render import charts

        return self.picture(charts.waterfall(block, self.look, self._faces.directory, wide))

    def contributions(self, block: FactorsBlock) -> tuple[Markup, ...]:
        """Each factor's bar and the total's, rounded so that the printed parts add up."""
        amounts = [row.contribution.value for row in block.rows]
        known = [amount for amount in amounts if amount is not None]
        total = sum(known) if block.total_gap.value is None else block.total_gap.value
        scale = scale_for([*known, total], block.total_gap.unit, self.style)
        adds_up = abs(sum(known) - total) < scale.step / 2
        rounded = iter(formatting.adding_up(known, total if adds_up else sum(known), scale.step))
        shown = [None if amount is None else next(rounded) for amount in amounts]
        span = min([0.0, *known, total]), max([0.0, *known, total])
        judged = [*(row.is_good for row in block.rows), None]
        bars = []
        for amount, is_good in zip([*shown, block.total_gap.value], judged, strict=True):
            said = signed_in_scale(amount, scale, self.style)
            bars.append(graphics.contribution_bar(said, amount, span, is_good, self.look))
        return tuple(self.picture(bar) for bar in bars)

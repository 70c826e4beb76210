"""The way in phases: what is done, where we are, what comes, and which figure leads when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportgen.formatting import month as full_month
from reportgen.formatting import month_span, short_month
from reportgen.model.blocks import RoadmapBlock, RoadmapPhase
from reportgen.model.period import Month, months_between
from reportgen.render.graphics.lettering import in_lines, wrapped
from reportgen.render.graphics.look import Look
from reportgen.render.graphics.marks import shape, tone_colour, tone_of
from reportgen.render.graphics.svg import (
    Box,
    Face,
    Graphic,
    Stroke,
    hatching,
    line,
    polygon,
    rectangle,
    text,
)

HEAD = 15.0
ROW = 21.0
BAR = 21.0
EDGE = 4.0
FOOT = 15.0
WIDEST_NAME = 0.34
LEADING = 9.6
INSET = 5.0


@dataclass(frozen=True)
class _Calendar:
    """The months from left to right beside the names."""

    first: Month
    last: Month
    left: float
    width: float

    @property
    def months(self) -> tuple[Month, ...]:
        """Every month shown."""
        return months_between(self.first, self.last)

    @property
    def slot(self) -> float:
        """The width of one month."""
        return self.width / len(self.months)

    def start(self, month: Month) -> float:
        """Where a month begins, held inside the calendar."""
        steps = min(max(self.first.until(month), 0), len(self.months))
        return self.left + steps * self.slot

    def end(self, month: Month) -> float:
        """Where a month ends, held inside the calendar."""
        return self.start(month.plus(1))


def roadmap(block: RoadmapBlock, look: Look, width: float = 499.0) -> Graphic:
    """A row for each phase: its state and name, its months as a bar, the figure that leads in it.

    Done and running phases are solid, coming ones outlined; a phase that runs late is hatched from
    its agreed end to now.
    """
    name_face = look.label(look.colours.ink, bold=True)
    names = [look.say(phase.name) for phase in block.phases]
    widest = max((look.wide(name, name_face) for name in names), default=0.0)
    aside = min(widest + 1, width * WIDEST_NAME) + 18
    calendar = _Calendar(block.first, block.last, aside, width - aside - EDGE)
    height = HEAD + len(block.phases) * ROW + FOOT
    parts = [*_month_names(calendar, look), *_needle(calendar, block.now, height, look)]
    for index, phase in enumerate(block.phases):
        row = Box(0, HEAD + index * ROW, width, ROW)
        parts.append(_Row(phase, row, calendar, block.now, look).drawn())
    return look.finish((width, height), "".join(parts), _alt(block, look))


def _month_names(calendar: _Calendar, look: Look) -> list[str]:
    """The months' names, as many as stand beside each other without touching."""
    colours = look.colours
    months = calendar.months
    named = short_month if len(months) <= 12 else full_month
    labels = [named(month, look.style) for month in months]
    face = look.label(colours.ink_2)
    widest = max(look.wide(label, face) for label in labels) + 4
    every = next((step for step in (1, 2, 3, 6, 12) if step * calendar.slot >= widest), 12)
    right = calendar.left + calendar.width
    parts = [line((calendar.left, 11.5), (right, 11.5), Stroke(colours.rule_strong, 0.5))]
    for index in range(0, len(months), every):
        x = calendar.left + index * calendar.slot
        parts.append(line((x, 9), (x, 11.5), Stroke(colours.rule_strong, 0.5)))
        span = calendar.slot if every == 1 else look.wide(labels[index], face)
        ends = (x, right)
        parts.append(look.centred((x + span / 2, 7.6), labels[index], face, ends))
    return parts


def _needle(calendar: _Calendar, now: Month, height: float, look: Look) -> list[str]:
    """Today's line: the end of the reported month, behind the bars, named at its foot."""
    brand = look.colours.brand
    x = calendar.end(now)
    foot = height - FOOT + 2
    words = look.words("graphic.we_are_here")
    face = look.label(brand, bold=True)
    is_left = x + 7 + look.wide(words, face) > calendar.left + calendar.width
    at = (x - 7, height - 2.6) if is_left else (x + 7, height - 2.6)
    return [
        line((x, 11.5), (x, foot + 2), Stroke(brand, 1.4)),
        polygon([(x, foot + 1), (x + 3.6, foot + 7), (x - 3.6, foot + 7)], brand),
        text(at, words, replace(face, anchor="end" if is_left else "start")),
    ]


@dataclass(frozen=True)
class _Place:
    """Room for words: where they begin (or end), how wide it is, and in which face."""

    at: float
    width: float
    face: Face


@dataclass(frozen=True)
class _Row:
    """One phase's row."""

    phase: RoadmapPhase
    box: Box
    calendar: _Calendar
    now: Month
    look: Look

    @property
    def planned(self) -> Box:
        """The bar of the months that were agreed."""
        left = self.calendar.start(self.phase.first) + 0.8
        right = self.calendar.end(self.phase.last) - 0.8
        return Box(left, self.box.middle - BAR / 2, max(right - left, 1.0), BAR)

    @property
    def covered(self) -> Box:
        """The planned bar with what a late phase has taken beyond it."""
        bar = self.planned
        is_over = self.phase.state == "late" and self.phase.last < self.now
        right = max(bar.right, self.calendar.end(self.now)) if is_over else bar.right
        return Box(bar.x, bar.y, right - bar.x, BAR)

    def drawn(self) -> str:
        """The row's shapes and words."""
        colours = self.look.colours
        tone = tone_of(self.phase.state)
        bar, covered = self.planned, self.covered
        late = Box(bar.right, bar.y, covered.right - bar.right, BAR)
        is_next = self.phase.state == "next"
        outline = Stroke(colours.ink_2, 0.8) if is_next else None
        parts = [
            shape(tone, (4, self.box.middle), 3.1, tone_colour(tone, colours)),
            self._name(),
            rectangle(covered, colours.paper),
            rectangle(bar, colours.paper if is_next else colours.ac, outline),
            hatching(late, Stroke(colours.watch, 0.7), 3.0) if late.width > 0 else "",
            self._lead(),
        ]
        return "".join(parts)

    def _name(self) -> str:
        """The phase's name in at most two lines."""
        face = self.look.label(self.look.colours.ink, bold=True)
        setting = self.look.setting(face, self.calendar.left - 18)
        return self._lines(in_lines(self.look.say(self.phase.name), setting, 2), 11.0, face)

    def _lead(self) -> str:
        """The figure that leads: in the bar, else beside it where nothing crosses it."""
        words = self.look.say(self.phase.lead)
        places = self._places()
        for place in places:
            setting = self.look.setting(place.face, place.width)
            lines = wrapped(words, setting)
            if len(lines) <= 2 and all(setting.fits(line) for line in lines):
                return self._lines(lines, place.at, place.face)
        widest = max(places, key=lambda place: place.width)
        setting = self.look.setting(widest.face, widest.width)
        return self._lines(in_lines(words, setting, 2), widest.at, widest.face)

    def _places(self) -> list[_Place]:
        """The room in the bar, right of it and left of it, as far as today's line leaves it."""
        colours = self.look.colours
        bar, covered = self.planned, self.covered
        inside = self.look.label(colours.ink if self.phase.state == "next" else colours.paper)
        beside = self.look.label(colours.ink_2)
        now = self.calendar.end(self.now)
        start, end = self.calendar.left, self.calendar.left + self.calendar.width
        end = now if covered.right + 1 < now else end
        start = now if now + 1 < covered.x else start
        return [
            _Place(bar.x + INSET, max(bar.width - 2 * INSET, 0), inside),
            _Place(covered.right + INSET, max(end - covered.right - 2 * INSET, 0), beside),
            _Place(
                covered.x - INSET,
                max(covered.x - start - 2 * INSET, 0),
                replace(beside, anchor="end"),
            ),
        ]

    def _lines(self, lines: Sequence[str], x: float, face: Face) -> str:
        """Lines above each other around the row's middle."""
        first = self.box.middle + 2.8 - (len(lines) - 1) * LEADING / 2
        placed = [((x, first + index * LEADING), words) for index, words in enumerate(lines)]
        return "".join(text(at, words, face) for at, words in placed)


def _alt(block: RoadmapBlock, look: Look) -> str:
    """Each phase with its months, state and leading figure."""
    phases = [
        f"{look.say(phase.name)} {month_span(phase.first, phase.last, look.style)} "
        f"{look.say(phase.state_words)} {look.say(phase.lead)}".rstrip()
        for phase in block.phases
    ]
    now = f"{look.words('graphic.we_are_here')} {full_month(block.now, look.style)}"
    return "; ".join([*phases, now])

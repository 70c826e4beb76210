"""What every drawing of one report shares."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from reportgen.formatting import Scale, Style, counter, in_scale, scale_for
from reportgen.model.quantity import Quantity
from reportgen.model.text import Text
from reportgen.render.graphics.lettering import Measure, Setting, estimate
from reportgen.render.graphics.scales import Span
from reportgen.render.graphics.svg import Anchor, Face, Graphic, Point, document, text
from reportgen.render.theme import Colours, Sizes, Theme

Words = Callable[[str], str]
"""The wording of an id in the report's language."""


@dataclass(frozen=True)
class Look:
    """How one report's graphics write numbers, look, speak, and how wide their letters are."""

    style: Style
    theme: Theme
    words: Words
    measure: Measure = estimate

    @property
    def colours(self) -> Colours:
        """The theme's colours."""
        return self.theme.colours

    @property
    def sizes(self) -> Sizes:
        """The theme's text sizes."""
        return self.theme.sizes

    def say(self, words: Text) -> str:
        """Words in the report's language."""
        return words.in_language(self.style.language)

    def label(self, colour: str, *, bold: bool = False, anchor: Anchor = "start") -> Face:
        """The usual face of a graphic's words."""
        return Face(self.sizes.label, colour, bold, anchor)

    def wide(self, words: str, face: Face) -> float:
        """How wide words stand in a face."""
        return self.measure(words, face.size, face.bold)

    def setting(self, face: Face, width: float, indent: float = 0.0) -> Setting:
        """A line of a width, to set words in."""
        return Setting(self.measure, face, width, indent)

    def centred(self, at: Point, words: str, face: Face, ends: Span) -> str:
        """Words centred at a point, moved along the line as far as its ends ask for."""
        half = self.wide(words, face) / 2
        first = ends[0] + half
        centre = max(first, min(at[0], max(ends[1] - half, first)))
        return text((centre, at[1]), words, replace(face, anchor="middle"))

    def finish(self, size: Point, body: str, alt: str) -> Graphic:
        """The shapes as a finished graphic in the report's sans family."""
        return document(size, body, alt, self.theme.sans)

    def listed(self, words: Iterable[str]) -> str:
        """Several things in a row, as the language separates them."""
        return ("、" if self.style.is_japanese else ", ").join(words)

    def spoken(self, value: float | None, scale: Scale) -> str:
        """A number in an alternative text; a hole is said in words."""
        return (
            self.words("graphic.no_data") if value is None else in_scale(value, scale, self.style)
        )

    def together(self, *figures: Quantity | None) -> tuple[str, ...]:
        """Figures of one unit in one scale, so that they compare at a glance.

        A hole is a dash; a figure that does not exist is nothing at all.
        """
        there = [figure for figure in figures if figure is not None]
        scale = scale_for([one.value for one in there], there[0].unit, self.style)
        return tuple("" if one is None else self.amount(one, scale) for one in figures)

    def amount(self, figure: Quantity, scale: Scale) -> str:
        """A figure in a scale, with the word its language counts it by."""
        return in_scale(figure.value, scale, self.style) + counter(figure, self.style)

    def about(self, number: str) -> str:
        """A number that is expected, not counted."""
        space = "" if self.style.is_japanese else " "
        return f"{self.words('graphic.about')}{space}{number}"

    @property
    def points(self) -> str:
        """The short name of percentage points, as it follows a number."""
        name = self.words("graphic.points").strip()
        return name if self.style.is_japanese else f" {name}"

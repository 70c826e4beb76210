"""The month's own words held against the figures: what in them no figure carries."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from reportgen.formatting import Style, Voice, quantity
from reportgen.model.config import Notes
from reportgen.model.figures import figures_in
from reportgen.model.kpi import KpiResult
from reportgen.model.material import Material
from reportgen.model.narrative import Doubt
from reportgen.model.quantity import Unit
from reportgen.model.states import Direction as Good
from reportgen.model.text import Text
from reportgen.narrative.claims.directions import Direction, directions_in, is_supposed
from reportgen.narrative.claims.figures import BASES, figures_named, speaks_of_change
from reportgen.narrative.claims.numbers import WrittenNumber, numbers_in
from reportgen.narrative.claims.subjects import Mention, Names, Sentence, clauses, sentences

UNFILLED = "RG638"
AGAINST = "RG639"

_A_PIECE = re.compile(r"\w?(?:の|あたり|当たり|につき)|\s?\w+ (?:costs?|is|needs)\b")
"""After a 1: what one of them costs or is, which counts none."""


@dataclass(frozen=True)
class Reader:
    """Reads one text of the notes in one language; `about` is the KPI it stands beside."""

    material: Material
    names: Names
    style: Style
    about: str | None

    def doubts(self, text: str, path: tuple[str, ...]) -> Iterator[Doubt]:
        """What the text claims and no figure carries, each with its place in the text."""
        for sentence in sentences(blanked(text)):
            if is_supposed(sentence.words):
                continue
            mentions = self.names.mentions(sentence.words)
            for number in numbers_in(sentence.words):
                what = self._against_number(sentence, mentions, number)
                if what:
                    at = sentence.start + number.start
                    yield Doubt(UNFILLED, path, self.style.language, at, number.written, *what)
            yield from self._directions(sentence, mentions, path)

    def _against_number(
        self, sentence: Sentence, mentions: Sequence[Mention], number: WrittenNumber
    ) -> tuple[str, str, str] | None:
        """What is wrong with a number, why, and what to write; None for one that stands."""
        result = self._subject(
            mentions, number.start, lambda one: self._is_of(one, number)
        ) or self._changed_by(sentence, mentions, number)
        if result is None or result.value.value is None:
            return None
        wanted = number.unit or Unit.COUNT
        figures = [
            figure
            for figure in figures_named(self.material, result, sentence.words)
            if figure.unit is wanted or (wanted is Unit.COUNT and figure.unit is Unit.RATIO)
        ]
        if not figures or any(number.is_written_of(figure.value) for figure in figures):
            return None
        name = self.material.name(result.id).in_language(self.style.language)
        value = quantity(self.material.quantity(result.id, result.value), self.style)
        return (
            f"the words say {number.written} of {name}, and no figure of it is that",
            f"it is {value}; {self._beside(result)}",
            f"write {{{{ kpi.{result.id}.value | {result.unit} }}}}, which is filled in from the"
            " figures, or correct the number",
        )

    def _changed_by(
        self, sentence: Sentence, mentions: Sequence[Mention], number: WrittenNumber
    ) -> KpiResult | None:
        """The KPI that a percent may be a change of, in a sentence that speaks of change."""
        if number.unit is not Unit.PERCENT or not speaks_of_change(sentence.words):
            return None
        return self._subject(mentions, number.start, lambda one: True)

    def _beside(self, result: KpiResult) -> str:
        said = [
            f"{words} {quantity(self.material.quantity(result.id, base), self.style)}"
            for words, base in (
                ("the period before", result.previous),
                ("a year ago", result.year_ago),
                ("its target", result.target),
            )
            if base.value is not None
        ]
        return ", ".join(said) or "nothing else is known of it"

    def _is_of(self, result: KpiResult, number: WrittenNumber) -> bool:
        """Whether a number may be a figure of a KPI: its unit, and its counter, fit."""
        if number.unit is Unit.POINTS:
            return result.unit is Unit.PERCENT
        if number.unit is not None:
            return number.unit is result.unit
        if result.unit is not Unit.COUNT:
            return result.unit is Unit.RATIO
        if number.value == 1 and _A_PIECE.match(number.after):
            return False
        counter = self.material.config.kpis[result.id].counter
        word = None if counter is None else getattr(counter, self.style.language)
        return number.after.startswith(word) if word else not self.style.is_japanese

    def _subject(
        self, mentions: Sequence[Mention], at: int, fits: Callable[[KpiResult], bool]
    ) -> KpiResult | None:
        """The KPI a place speaks of: the nearest one named before it, else the next one after."""
        before = [one for one in mentions if one.end <= at]
        after = [one for one in mentions if one.end > at]
        for mention in (*reversed(before), *after):
            result = self.material.analysis.of(mention.kpi)
            if fits(result):
                return result
        if mentions or self.about is None:
            return None
        result = self.material.analysis.of(self.about)
        return result if fits(result) else None

    def _directions(
        self, sentence: Sentence, mentions: Sequence[Mention], path: tuple[str, ...]
    ) -> Iterator[Doubt]:
        for start, clause in clauses(sentence.words):
            for word in directions_in(clause):
                result = self._subject(mentions, start + word.start, lambda one: True)
                if result is None or not self._says_otherwise(result, word, sentence.words):
                    continue
                name = self.material.name(result.id).in_language(self.style.language)
                value = quantity(self.material.quantity(result.id, result.value), self.style)
                yield Doubt(
                    AGAINST,
                    path,
                    self.style.language,
                    sentence.start + start + word.start,
                    word.written,
                    f"the words say {word.written!r} of {name}, and its figures say otherwise",
                    f"it is {value}; {self._beside(result)}",
                    "correct the sentence, or name what it is compared with",
                )

    def _says_otherwise(self, result: KpiResult, word: Direction, sentence: str) -> bool:
        """Whether every comparison the sentence may mean went the other way."""
        moves = tuple(self._moves(result, sentence))
        return bool(moves) and all(_is_against(word, result, move) for move in moves)

    def _moves(self, result: KpiResult, sentence: str) -> Iterator[float]:
        """How the value differs from what the sentence compares it with, else from every base."""
        spoken = [name for name, words in BASES.items() if re.search(words, sentence, re.I)]
        for base in spoken or BASES:
            before = getattr(result, base).value
            if result.value.value is not None and before is not None:
                yield result.value.value - before


def _is_against(word: Direction, result: KpiResult, move: float) -> bool:
    sign = word.sign
    if word.is_judged and result.direction is Good.DOWN:
        sign = -sign
    return move * sign < 0


def blanked(text: str) -> str:
    """The text with the figures that are filled in left blank, every other place unmoved."""
    for figure in figures_in(text):
        text = text[: figure.start] + " " * (figure.end - figure.start) + text[figure.end :]
    return text


def doubts(material: Material, voice: Voice) -> tuple[Doubt, ...]:
    """Every doubt about the month's headline and comments, in the order of the notes."""
    notes = material.config.notes.get(material.period.last_month)
    if notes is None:
        return ()
    names = Names.of_client(material.config)
    return tuple(
        doubt
        for path, about, text in _texts(material, notes)
        for language in material.config.client.language
        if (words := getattr(text, language)) is not None
        for doubt in Reader(material, names, voice.style(language), about).doubts(words, path)
    )


def _texts(material: Material, notes: Notes) -> Iterator[tuple[tuple[str, ...], str | None, Text]]:
    if notes.headline is not None:
        yield ("headline",), None, notes.headline
    for key, text in notes.comments.items():
        yield ("comments", key), key if key in material.config.kpis else None, text

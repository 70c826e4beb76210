"""The account manager's own words, with the figures in them filled in from the results."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.formatting import Style, Voice, quantity, signed
from reportgen.model.figures import CommentFigure, UnreadableFigure, figures_in
from reportgen.model.material import Material
from reportgen.model.quantity import Quantity, Unit
from reportgen.model.text import Language, Text


def comments(material: Material, voice: Voice) -> Mapping[str, tuple[Text, ...]]:
    """The month's comments by section or KPI, a text for each line; the headline comes first."""
    notes = material.config.notes.get(material.period.last_month)
    if notes is None:
        return {}
    said = {key: _paragraphs(material, voice, words) for key, words in notes.comments.items()}
    if notes.headline is not None:
        said["summary"] = (notes.headline, *said.get("summary", ()))
    return said


def _paragraphs(material: Material, voice: Voice, words: Text) -> tuple[Text, ...]:
    ja = _filled_paragraphs(material, words.ja, voice.style(Language.JA))
    en = _filled_paragraphs(material, words.en, voice.style(Language.EN))
    longest = max(len(ja), len(en))
    return tuple(
        Text(ja[index] if index < len(ja) else None, en[index] if index < len(en) else None)
        for index in range(longest)
    )


def _filled_paragraphs(material: Material, words: str | None, style: Style) -> list[str]:
    if words is None:
        return []
    return [filled(material, line.strip(), style) for line in words.splitlines() if line.strip()]


def filled(material: Material, words: str, style: Style) -> str:
    """A comment with every figure in it written out."""
    parts, end = [], 0
    for figure in figures_in(words):
        if isinstance(figure, UnreadableFigure):
            continue
        parts += [words[end : figure.start], _written(material, figure, style)]
        end = figure.end
    return "".join([*parts, words[end:]])


def _written(material: Material, figure: CommentFigure, style: Style) -> str:
    amount = _amount(material, figure)
    if figure.format == "signed" or figure.field == "gap":
        return signed(amount, style)
    unit = Unit(figure.format) if figure.format else amount.unit
    return quantity(Quantity(amount.value, unit, amount.reason), style)


def _amount(material: Material, figure: CommentFigure) -> Quantity:
    result = material.analysis.of(figure.kpi)
    if figure.field == "gap":
        return material.gap(result)
    return material.quantity(figure.kpi, getattr(result, figure.field))

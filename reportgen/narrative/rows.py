"""The rows of every source reconciled: those read are those used and those left, by reason."""

from __future__ import annotations

from reportgen.formatting import Voice
from reportgen.model.material import Material, SourceState
from reportgen.model.text import Language, Text, listed

OTHER = "data_notes.rows.other"
"""What is said of rows left for a reason that only an installed connector knows."""


def rows_note(material: Material, voice: Voice) -> Text:
    """A line for each source of which not every row is used; empty where there is none."""
    lines = [_reconciled(source, voice) for source in material.sources if source.rows_left]
    ja, en = (
        "\n".join(line.in_language(language) for line in lines)
        for language in (Language.JA, Language.EN)
    )
    return Text(ja, en)


def _reconciled(source: SourceState, voice: Voice) -> Text:
    reasons = listed(
        voice.say(reason if reason in voice.wording.messages else OTHER, count=count)
        for name, count in source.rows_left.items()
        for reason in [f"data_notes.rows.{name}"]
    )
    return voice.say(
        "data_notes.rows.source",
        source=voice.named(f"source.{source.type}", source.name.upper()),
        read=source.rows_read,
        used=source.rows_used,
        left=reasons,
    )

"""The rows of every source reconciled: those read are those used and those left, by reason."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.formatting import Voice
from reportgen.model.blocks import DataNote
from reportgen.model.material import Material, SourceState
from reportgen.model.text import Text, listed

OTHER = "data_notes.rows.other"
"""What is said of rows left for a reason that only an installed connector knows."""


def row_notes(material: Material, voice: Voice) -> Iterator[DataNote]:
    """One note of all sources of which not every row is used."""
    sources = [_reconciled(source, voice) for source in material.sources if source.rows_left]
    if sources:
        saying = voice.say("data_notes.rows.saying", sources=listed(sources))
        yield DataNote("hold", voice.say("data_notes.rows.label"), saying)


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

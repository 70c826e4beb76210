"""Sources whose days are not the client's, and cannot be cut again."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.formatting import Voice
from reportgen.model.blocks import DataNote
from reportgen.model.dialects import FOREIGN_DAYS
from reportgen.model.material import Material


def zone_notes(material: Material, voice: Voice) -> Iterator[DataNote]:
    """One note for every type of source that counts its days in a zone of its own."""
    types = dict.fromkeys(source.type for source in material.sources)
    for type in types:
        if type in FOREIGN_DAYS:
            saying = voice.say(f"data_notes.zone.{type}")
            yield DataNote("hold", voice.say("data_notes.zone.label"), saying)

"""What a source says against its own figures, as a reader is told it."""

from dataclasses import replace
from datetime import date

import pytest

from reportgen.model.flags import Flag, FlagKind
from reportgen.model.material import SourceState
from reportgen.narrative.flags import flag_notes
from tests.composition.test_compose import VOICE, material
from tests.shop import shop


def said(*flags: Flag) -> list[str]:
    """The notes on a source of the shop that has these flags."""
    source = SourceState("web", "ga4", date(2026, 11, 4), (), "", flags)
    config = shop({"sources": {"web": {"type": "ga4", "path": None, "property": "412345678"}}})
    notes = list(flag_notes(replace(material(config), sources=(source,)), VOICE))
    assert all(note.tone == "watch" and note.label.ja and note.saying.ja for note in notes)
    return [f"{note.label.en}: {note.saying.en}" for note in notes]


@pytest.mark.parametrize(
    ("flags", "note"),
    [
        (
            [Flag(FlagKind.SAMPLED, 0, share=0.25), Flag(FlagKind.SAMPLED, 1, share=0.5)],
            "Sampled: GA4 counted a part of its data, 25.0% where it was least, and scaled it up."
            " Its figures are approximate.",
        ),
        (
            [Flag(FlagKind.THRESHOLDED, 0), Flag(FlagKind.THRESHOLDED, 4)],
            "Withheld: GA4 leaves out rows of few people, to protect them. The parts of a"
            " breakdown may add up to less than the whole.",
        ),
        (
            [Flag(FlagKind.OTHER_ROW, 0)],
            "Grouped: GA4 puts rare items together under “(other)”. Its breakdowns do not show"
            " everything.",
        ),
        (
            [Flag(FlagKind.TRUNCATED, 0, last=date(2025, 10, 19))],
            "Cut off: GA4 no longer has all data of the days up to 19 October 2025. Comparisons"
            " with them are left blank.",
        ),
        (
            [Flag(FlagKind.RESTRICTED, 0, ("revenue",))],
            "No permission: The account that reads GA4 may not see revenue. These measures are"
            " left blank, which does not mean 0: Sales, Order value.",
        ),
        (
            [Flag(FlagKind.EMPTY, 0, ("no data yet",))],
            "Empty: GA4 had no data for a part of what was asked. Its reason: no data yet.",
        ),
    ],
)
def test_a_kind_of_flag_is_said_once(flags: list[Flag], note: str) -> None:
    assert said(*flags) == [note]


def test_every_kind_of_flag_has_its_words() -> None:
    assert len(said(*(Flag(kind, 0) for kind in FlagKind))) == len(FlagKind)

"""The report's words, bound to its numbers, before they are laid out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from reportgen.model.blocks import DataNote, Question
from reportgen.model.text import EMPTY, Text


@dataclass(frozen=True)
class Narrative:
    """Every sentence of a report.

    `titles` and `leads` are by section key; `leading`, `outlook` (the same in brief), `stops`,
    `instead` and `odds` (a chance in words) by KPI; `measured` by action; `comments` by section or
    KPI, one text a paragraph. `way` is what it takes to reach the goal, `hits` how the actions
    judged came out, `gaps` what has none.
    """

    titles: Mapping[str, Text]
    leads: Mapping[str, Text]
    verdict: Text
    verdict_rule: Text
    why: Text
    year: Text
    holds: tuple[Text, ...] = ()
    attention: tuple[Text, ...] = ()
    shows: tuple[Text, ...] = ()
    leading: Mapping[str, Text] = field(default_factory=dict)
    outlook: Mapping[str, Text] = field(default_factory=dict)
    stops: Mapping[str, Text] = field(default_factory=dict)
    instead: Mapping[str, Text] = field(default_factory=dict)
    measured: Mapping[str, Text] = field(default_factory=dict)
    odds: Mapping[str, Text] = field(default_factory=dict)
    way: tuple[Text, ...] = ()
    next_phase: tuple[Text, ...] = ()
    hits: Text = EMPTY
    gaps: Text = EMPTY
    questions: tuple[Question, ...] = ()
    data_notes: tuple[DataNote, ...] = ()
    comments: Mapping[str, tuple[Text, ...]] = field(default_factory=dict)

    def title(self, section: str) -> Text:
        """A section's conclusion."""
        return self.titles.get(section, EMPTY)

    def lead(self, section: str) -> Text:
        """The sentence or two below a section's title."""
        return self.leads.get(section, EMPTY)

"""The report's words, bound to its numbers, before they are laid out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from reportgen.model.blocks import DataNote, Question
from reportgen.model.text import EMPTY, Language, Text


@dataclass(frozen=True)
class Doubt:
    """Words of the month's notes that the figures do not carry, where they stand, and what to do.

    `path` leads to the text in the notes, `fragment` stands at `offset` in it.
    """

    code: str
    path: tuple[str, ...]
    language: Language
    offset: int
    fragment: str
    what: str
    why: str
    hint: str


@dataclass(frozen=True)
class Narrative:
    """Every sentence of a report.

    `titles` and `leads` are by section key; `leading`, `outlook` (the same in brief), `stops`,
    `records` (how often it named the goal's direction), `predicted` (the same for a table),
    `reasons` (why a figure is not judged), `instead`, `own_rates` and `odds` (a chance in words) by
    KPI; `measured` by action; `way` is what it takes to reach the goal, `plan` whether the agreed
    actions are enough, `hits` how those before came out, `gaps` what has none; `rows` has a line
    for each source of which not every row was used; `comments` by section or KPI, one text a
    paragraph, and `doubts` are what in the account manager's words no figure carries.
    """

    titles: Mapping[str, Text]
    leads: Mapping[str, Text]
    verdict: Text
    verdict_rule: Text
    why: Text
    year: Text
    forecast: tuple[Text, ...] = ()
    holds: tuple[Text, ...] = ()
    attention: tuple[Text, ...] = ()
    shows: tuple[Text, ...] = ()
    own_rates: Mapping[str, Text] = field(default_factory=dict)
    leading: Mapping[str, Text] = field(default_factory=dict)
    outlook: Mapping[str, Text] = field(default_factory=dict)
    stops: Mapping[str, Text] = field(default_factory=dict)
    records: Mapping[str, Text] = field(default_factory=dict)
    predicted: Mapping[str, tuple[Text, Text, Text, Text]] = field(default_factory=dict)
    evidence: Text = EMPTY
    reasons: Mapping[str, tuple[Text, ...]] = field(default_factory=dict)
    instead: Mapping[str, Text] = field(default_factory=dict)
    measured: Mapping[str, Text] = field(default_factory=dict)
    odds: Mapping[str, Text] = field(default_factory=dict)
    way: tuple[Text, ...] = ()
    next_phase: tuple[Text, ...] = ()
    hits: Text = EMPTY
    gaps: Text = EMPTY
    questions: tuple[Question, ...] = ()
    data_notes: tuple[DataNote, ...] = ()
    rows: Text = EMPTY
    comments: Mapping[str, tuple[Text, ...]] = field(default_factory=dict)
    doubts: tuple[Doubt, ...] = ()

    def title(self, section: str) -> Text:
        """A section's conclusion."""
        return self.titles.get(section, EMPTY)

    def lead(self, section: str) -> Text:
        """The sentence or two below a section's title."""
        return self.leads.get(section, EMPTY)

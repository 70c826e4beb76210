"""What is marked on charts: the dated events of a figure, named below it."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.composition.brief import Brief
from reportgen.formatting import full_day
from reportgen.model.blocks import ChartEvent, LeadingRow
from reportgen.model.text import EMPTY, Language, Text, listed


def events_note(brief: Brief, events: Sequence[ChartEvent]) -> Text:
    """What the marks below one chart are; no words without marks."""
    if not events:
        return EMPTY
    return brief.voice.say("chart.events", events=listed(_named(brief, one) for one in events))


def rows_note(brief: Brief, rows: Sequence[LeadingRow]) -> Text:
    """What the marks on the small charts of a table are, each with its figure."""
    named = [
        brief.voice.say("chart.event_of", kpi=row.label, event=_named(brief, one))
        for row in rows
        for one in row.trend.events
    ]
    return brief.voice.say("chart.events", events=listed(named)) if named else EMPTY


def _named(brief: Brief, event: ChartEvent) -> Text:
    ja, en = brief.voice.style(Language.JA), brief.voice.style(Language.EN)
    day = Text(full_day(event.day, ja), full_day(event.day, en))
    return brief.voice.say("chart.event", day=day, event=event.name)

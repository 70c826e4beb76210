"""Dated events are marked on the charts of the figures they name, and named below them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from reportgen.analysis.analyse import analyse
from reportgen.composition.compose import compose
from reportgen.formatting import Voice
from reportgen.model.blocks import HistoryBlock, LeadingBlock
from reportgen.model.edition import EditionKind
from reportgen.model.material import Material
from reportgen.model.report import Report
from reportgen.model.wording import built_in
from reportgen.narrative.tell import tell
from reportgen.render.graphics.chart_figures import history_figures
from reportgen.render.graphics.trends import sparkline
from tests.render.test_charts import EN, ORDERS
from tests.shop import OCTOBER, months, observed, shop

VOICE = Voice(built_in(), "GBP")
FIGURES = (
    months("sessions", m2025_10=800, m2026_08=900, m2026_09=1000, m2026_10=1200),
    months("orders", m2025_10=16, m2026_08=17, m2026_09=20, m2026_10=18),
    months("revenue", m2025_10=960, m2026_08=990, m2026_09=1200, m2026_10=1080),
)
EVENTS = [
    {"date": "2026-09-09", "name": {"en": "Sale", "ja": "セール"}, "kpis": ["sales", "visits"]},
    {"date": "2020-01-01", "name": "Long ago", "kpis": ["sales"]},
    {"date": "2026-10-02", "name": "New checkout", "kpis": ["rate"]},
]


def report(events: list[dict[str, object]]) -> Report:
    config = shop({"events": events})
    analysis = analyse(observed(*FIGURES), config, OCTOBER)
    material = Material(config, OCTOBER, analysis, (), EditionKind.DRAFT, None)
    return compose(material, tell(material, VOICE), VOICE)


def history(made: Report) -> HistoryBlock:
    blocks = (block for section in made.sections for block in section.blocks)
    return next(block for block in blocks if isinstance(block, HistoryBlock))


def leading(made: Report) -> LeadingBlock:
    blocks = (block for section in made.sections for block in section.blocks)
    return next(block for block in blocks if isinstance(block, LeadingBlock))


def test_the_goals_chart_marks_its_events_in_the_months_shown() -> None:
    block = history(report(EVENTS))
    (event,) = block.events
    assert (block.labels[event.at], event.day) == ("2026-09", date(2026, 9, 9))
    assert block.note.en == "Triangles mark events: Sale (9 September 2026)."
    assert block.note.ja == "三角の印は出来事：セール（2026年9月9日）。"


def test_small_charts_mark_the_events_of_their_own_figure() -> None:
    block = leading(report(EVENTS))
    marked = {row.kpi: [event.name.en for event in row.trend.events] for row in block.rows}
    assert marked == {"visits": ["Sale"], "rate": ["New checkout"]}
    assert block.note.en is not None
    assert block.note.en.endswith(
        "Triangles mark events: Visits: Sale (9 September 2026),"
        " Conversion rate: New checkout (2 October 2026)."
    )


def test_without_events_nothing_is_marked_and_nothing_is_said() -> None:
    made = report([])
    assert (history(made).events, history(made).note.is_empty) == ((), True)
    assert "Triangles" not in (leading(made).note.en or "")


def test_the_marks_are_drawn() -> None:
    made = report(EVENTS)
    (at,) = [event.at for event in history(made).events]
    figures = history_figures(replace(ORDERS, events=history(made).events), EN)
    assert [index for index, period in enumerate(figures.periods) if period.has_event] == [at]
    trend = leading(made).rows[0].trend
    marked, plain = (sparkline(one, "Visits", EN).svg for one in (trend, replace(trend, events=())))
    assert marked.count("<polygon") + marked.count("<path") > plain.count("<polygon") + plain.count(
        "<path"
    )


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_words_of_both_languages_are_there(language: str) -> None:
    for id in ("chart.events", "data_notes.incident.none", "reason.incident"):
        assert getattr(built_in().text(id), language)

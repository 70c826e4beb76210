import pytest

from reportgen.model.config import Action, Notes
from reportgen.model.text import Language
from reportgen.narrative.comments import filled
from reportgen.narrative.tell import tell
from tests.analysis.test_segments import BROKEN_DOWN, figures
from tests.composition.test_compose import FIGURES, VOICE, material
from tests.shop import OCTOBER, months, shop


def english(text):
    return text.en


def narrative(config=None, *rows):
    return tell(material(config, *rows), VOICE)


def test_the_verdict_is_the_goal_against_its_target():
    assert english(narrative().verdict) == (
        "Sales in October 2026 came to £1,080, £120 short of the target of £1,200."
    )


def test_a_met_goal_is_said_to_be_met():
    config = shop({"kpis": {"sales": {"target": {"value": "1000"}}}})
    assert english(narrative(config).verdict) == (
        "Sales in October 2026 came to £1,080, at or above the target of £1,000."
    )


def test_missing_data_are_said_and_nothing_else_is():
    said = narrative(shop(), months("sessions", m2026_08=1))
    assert english(said.verdict) == "There is no data for Sales in October 2026."
    assert english(said.titles["lagging"]) == "There is no data for Sales this month"


def test_arithmetic_is_never_called_a_cause():
    said = [english(one) for one in narrative().shows]
    assert (
        said[-1] == "Contributions are arithmetic. They locate the gap; they do not prove a cause."
    )
    assert not any(word in " ".join(said) for word in ("because", "caused", "due to"))


def test_a_disagreement_with_last_year_is_said():
    rows = (
        months("sessions", m2025_10=1500, m2026_10=1200),
        months("orders", m2025_10=18, m2026_10=18),
        months("revenue", m2025_10=1080, m2026_10=1080),
    )
    said = " ".join(english(one) for one in narrative(shop(), *rows).shows)
    assert "Against last year the largest drag is another: Visits" in said


def test_an_event_in_the_same_weeks_is_called_a_coincidence():
    events = ({"date": "2026-09-18", "name": "New header", "kpis": ["rate"]},)
    said = " ".join(english(one) for one in narrative(shop(events=events)).shows)
    assert (
        "“New header” (18 September) falls in the same weeks. That is a coincidence in time" in said
    )


def test_what_each_remaining_month_must_bring_is_computed_from_the_year():
    names = [f"m2026_{month:02d}" for month in range(4, 11)]
    rows = (
        months("sessions", **dict.fromkeys(names, 1000)),
        months("orders", **dict.fromkeys(names, 20)),
        months("revenue", **dict.fromkeys(names, 1000)),
    )
    said = english(narrative(shop(), *rows).year)
    assert said == (
        "To reach the target of the 2026/27 year (April 2026 to March 2027), "
        "the 5 months left must bring £1,480 a month on average."
    )
    assert 7 * 1000 + 5 * 1480 == 12 * 1200


@pytest.mark.parametrize(("decisions", "questions"), [(0, 5), (3, 5), (7, 1)])
def test_decisions_and_questions_are_at_most_eight_asks(decisions, questions):
    asked = [{"ask": "x", "by": "2026-11-12", "who": "the director"}] * decisions
    notes = Notes.model_validate(
        {"schema": "reportgen/notes@1", "month": "2026-10", "decisions": asked}
    )
    phases = [
        {
            "id": f"p{index}",
            "name": f"Phase {index}",
            "from": f"2026-0{index}",
            "to": f"2026-0{index}",
            "lead": "visits",
            "exit": {"kpi": "visits", "at_least": "9000"},
        }
        for index in range(4, 9)
    ]
    said = narrative(shop({"phases": phases}, notes={OCTOBER.first_month: notes}), *FIGURES)
    assert len(said.questions) == questions
    assert decisions + len(said.questions) <= 8


def test_a_short_figure_with_an_action_below_it_is_not_called_unattended():
    action = Action.model_validate(
        {
            "id": "N1",
            "title": "Shorter form",
            "kpi": "rate",
            "owner": {"side": "agency", "name": "Ito"},
            "due": "2026-11-30",
            "status": "todo",
        }
    )
    history = {f"m2025_{month:02d}": 1000.0 for month in range(1, 13)}
    history |= {f"m2026_{month:02d}": 1000.0 for month in range(1, 10)}
    orders = {name: 20.0 + (index % 2) for index, name in enumerate(history)}
    rows = (
        months("sessions", **history, m2026_10=1000),
        months("orders", **orders, m2026_10=10),
        months("revenue", **history, m2026_10=600),
    )
    without = narrative(shop(), *rows)
    with_action = narrative(shop(actions=(action,)), *rows)
    assert "No action is agreed yet." in english(without.leading["rate"])
    assert "No action is agreed yet." not in english(with_action.leading["rate"])


def test_figures_in_a_comment_are_written_in_its_language():
    one = material()
    words = "{{ kpi.rate.value }} of {{ kpi.visits.value | count }}, {{ kpi.sales.gap }}"
    assert filled(one, words, VOICE.style(Language.EN)) == "1.50% of 1,200, −£120.00"


def test_a_figure_at_its_target_is_never_called_short_even_where_it_is_not_judged():
    config = shop({"kpis": {"visits": {"min_sample": {"orders": "30"}}}})
    said = narrative(config, *FIGURES)
    assert english(said.leading["visits"]).startswith("At or above target; not judged.")


def test_a_rate_that_rose_while_every_channel_fell_is_said_to_by_its_mix():
    rows = (
        figures("2025-10", search=(1000, 10), direct=(500, 25)),
        figures("2026-10", search=(500, 4), direct=(1500, 70)),
    )
    said = " ".join(english(one) for one in narrative(shop(BROKEN_DOWN), *rows).shows)
    assert (
        "Conversion rate is 3.70% against 2.33% in October 2025, yet lower in every one of the "
        "2 parts by channel. What lifts the whole is its mix." in said
    )


def test_the_quarter_before_is_asked_too_and_a_disagreement_is_said():
    rows = (
        months("sessions", m2026_07=1400, m2026_08=1400, m2026_09=1400, m2026_10=1200),
        months("orders", m2026_07=21, m2026_08=21, m2026_09=21, m2026_10=18),
        months("revenue", m2026_07=1260, m2026_08=1260, m2026_09=1260, m2026_10=1080),
    )
    said = " ".join(english(one) for one in narrative(shop(), *rows).shows)
    assert (
        "Against the mean of the three months before the largest drag is another: Visits "
        "(−£180.00)" in said
    )


def test_a_factor_alone_at_its_target_is_said_to_reach_the_goal_or_not():
    said = " ".join(english(one) for one in narrative().shows)
    assert (
        "With all else as it is this month, Conversion rate alone back at its target would bring "
        "Sales to £1,440, by arithmetic: its target of £1,200 is reached." in said
    )
    harder = shop({"kpis": {"sales": {"target": {"value": "2000"}}}})
    said = " ".join(english(one) for one in narrative(harder).shows)
    assert (
        "Conversion rate alone back at its target would bring Sales to £1,440, by arithmetic; "
        "that is not the target of £2,000 in October 2026." in said
    )


def test_a_bottleneck_inside_its_usual_range_has_room_to_improve_and_is_not_said_to_fall():
    past = [f"m2025_{month:02d}" for month in range(1, 13)]
    orders = {name: 29.0 + 2 * (at % 2) for at, name in enumerate(past)}
    rows = (
        months("sessions", **dict.fromkeys(past, 2000), m2026_10=2000),
        months("orders", **orders, m2026_10=30),
        months("revenue", **dict.fromkeys(past, 1800), m2026_10=1800),
    )
    said = narrative(shop(), *rows)
    assert english(said.titles["bottleneck"]).startswith(
        "Conversion rate has the most room to improve: "
    )
    assert any(
        "inside its usual range: there is room to improve" in english(one) for one in said.shows
    )

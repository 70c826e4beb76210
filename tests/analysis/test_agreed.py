"""What was agreed, held against the last edition and against the figures."""

import pytest

from reportgen.analysis.agreed import cautions, changed_without_agreement
from reportgen.analysis.analyse import analyse
from reportgen.model.agreement import agreement, read_agreement
from reportgen.model.period import Month, Period
from reportgen.model.report import plain
from tests.shop import OCTOBER, months, observed, shop

PHASES = [
    {"id": "p1", "name": "Measure", "from": "2026-04", "to": "2026-09", "lead": "rate"},
    {"id": "p2", "name": "Repair", "from": "2026-10", "to": "2027-03", "lead": "rate"},
]
NOVEMBER = Period.month(Month(2026, 11))


def agreed_in(month, changes=None):
    written = agreement(shop({"phases": PHASES, **(changes or {})}), month)
    return read_agreement(plain(written))


def told(changes, entries=(), before=OCTOBER.last_month):
    config = shop({"phases": PHASES, **changes}, agreements=tuple(entries))
    return [
        one.what
        for one in changed_without_agreement(config, NOVEMBER, agreed_in(before), str(before))
    ]


def entry(field, before, after, date="2026-11-12", why="agreed at the meeting"):
    what = {"kpi": "rate", "field": field, "from": before, "to": after}
    return {"date": date, "by": "President", "what": what, "why": why}


LOWER = {"kpis": {"rate": {"target": {"value": "1.5%"}}}}


def test_what_is_written_into_an_edition_can_be_read_again():
    assert agreed_in(Month(2026, 10)) == agreement(shop({"phases": PHASES}), Month(2026, 10))


def test_a_target_that_changed_in_the_middle_of_a_phase_needs_a_record():
    assert told(LOWER) == [
        "the target of 'rate' was '2%' in the report of 2026-10, and is '1.5%' now"
    ]
    assert told(LOWER, [entry("target", "2%", "1.5%")]) == []
    assert told({}) == []


@pytest.mark.parametrize(
    "wrong",
    [
        entry("target", "2%", "1%"),
        entry("stop", "2%", "1.5%"),
        entry("target", "2%", "1.5%", why=None),
    ],
)
def test_a_record_of_something_else_or_without_a_reason_is_none(wrong):
    assert len(told(LOWER, [wrong])) == 1


def test_a_change_between_two_phases_needs_no_record():
    assert told(LOWER, before=Month(2026, 9)) == []


def test_another_formula_is_a_change_and_another_filter_of_its_metric_too():
    formula = {"kpis": {"rate": {"formula": "orders / users"}}}
    assert told(formula) == [
        "the formula of 'rate' was 'orders / sessions' in the report of 2026-10, and is "
        "'orders / users' now"
    ]
    assert told(formula, [entry("formula", "orders / sessions", "orders / users")]) == []
    filtered = {"metrics": {"orders": {"where": {"channel": "web"}}}}
    (said, _) = told(filtered)
    assert said.startswith("the metric of 'rate' was 'orders: from web, sum orders")
    both = [
        {
            **entry("metric", "x", "y"),
            "what": {"kpi": kpi, "field": "metric", "from": "x", "to": "y"},
        }
        for kpi in ("rate", "basket")
    ]
    assert told(filtered, both) == []


def test_the_hint_holds_the_entry_to_write():
    config = shop({"phases": PHASES, **LOWER})
    (problem,) = changed_without_agreement(
        config, NOVEMBER, agreed_in(OCTOBER.last_month), "2026-10"
    )
    assert "{kpi: rate, field: target, from: 2%, to: 1.5%}" in problem.hint
    assert problem.is_error


def codes(changes):
    rows = (
        months("sessions", m2026_10=1100),
        months("orders", m2026_10=18),
        months("revenue", m2026_10=1080),
    )
    config = shop(changes)
    return [(one.code, one.place.field) for one in cautions(config, _analysed(rows, config))]


def _analysed(rows, config):
    return analyse(observed(*rows), config, OCTOBER)


def test_a_target_below_the_figure_needs_a_reason():
    assert codes({}) == [("RG438", "kpis.visits.target")]
    why = {"kpis": {"visits": {"target": {"reason": "the forms come first"}}}}
    assert codes(why) == []

import json

import pytest

from reportgen.analysis.analyse import analyse
from reportgen.composition.compose import compose, in_golden_order
from reportgen.formatting import Voice
from reportgen.model.edition import EditionKind
from reportgen.model.material import Material
from reportgen.model.report import Section, to_json
from reportgen.model.text import EMPTY
from reportgen.model.wording import built_in
from reportgen.narrative.tell import tell
from tests.shop import OCTOBER, months, observed, shop

VOICE = Voice(built_in(), "GBP")
FIGURES = (
    months("sessions", m2025_10=800, m2026_09=1000, m2026_10=1200),
    months("orders", m2025_10=16, m2026_09=20, m2026_10=18),
    months("revenue", m2025_10=960, m2026_09=1200, m2026_10=1080),
)


def material(config=None, *rows, edition=EditionKind.FINAL):
    config = config or shop()
    analysis = analyse(observed(*(rows or FIGURES)), config, OCTOBER)
    return Material(config, OCTOBER, analysis, (), edition, 1)


def report(config=None, *rows, edition=EditionKind.FINAL):
    one = material(config, *rows, edition=edition)
    return compose(one, tell(one, VOICE), VOICE)


def section(key):
    return Section(key, EMPTY, EMPTY, EMPTY, ())


def test_the_report_opens_with_results_then_what_moves_them_then_deeds():
    keys = [one.key for one in report().sections]
    assert keys[:2] == ["summary", "lagging"]
    assert keys.index("lagging") < keys.index("leading") < keys.index("questions")
    assert keys[-1] == "appendix"


@pytest.mark.parametrize(
    "keys", [("leading", "lagging"), ("appendix", "summary"), ("tree", "tree")]
)
def test_another_order_is_refused(keys):
    with pytest.raises(ValueError, match="sections stand in the order"):
        in_golden_order(tuple(section(key) for key in keys))


def test_a_section_without_content_is_left_out_and_the_appendix_says_so():
    made = report()
    assert "stop_lines" not in [one.key for one in made.sections]
    appendix = made.sections[-1]
    last = appendix.blocks[-1]
    assert last.kind == "prose"
    assert "Stop lines" in (last.paragraphs[0].en or "")


def test_without_phases_the_roadmap_says_what_the_goal_takes():
    (roadmap,) = (one for one in report().sections if one.key == "roadmap")
    assert roadmap.title.en == "What it takes to reach the goal"
    levers = roadmap.blocks[0]
    assert levers.kind == "table"
    assert [[cell.en for cell in row.cells] for row in levers.rows] == [
        ["Visits", "1,200", "1,333", "—"],
        ["Conversion rate", "1.50%", "1.67%", "—"],
        ["Order value", "£60.00", "£66.67", "—"],
    ], "1,080 for a target of 1,200"


def test_phases_that_set_the_same_targets_share_a_column():
    phases = [
        {
            "id": f"p{number}",
            "name": f"Phase {number}",
            "from": first,
            "to": last,
            "lead": "rate",
            "targets": {"visits": visits},
        }
        for number, first, last, visits in (
            (1, "2026-04", "2026-06", "800"),
            (2, "2026-07", "2026-09", "800"),
            (3, "2026-10", "2027-03", "1_000"),
        )
    ]
    config = shop({"phases": phases, "kpis": {"visits": {"target": {"path": "phases"}}}})
    (roadmap,) = (one for one in report(config).sections if one.key == "roadmap")
    table = roadmap.blocks[1]
    assert [column.header.en for column in table.columns] == [
        "Measure",
        "from Apr",
        "from Oct (now)",
    ]
    assert [cell.en for cell in table.rows[0].cells] == ["Visits", "800", "1,000"]


def test_a_section_switched_off_is_named_as_switched_off():
    made = report(shop({"report": {"sections": {"tree": "off"}}}))
    assert "tree" not in [one.key for one in made.sections]
    said = [paragraph.en or "" for paragraph in made.sections[-1].blocks[-1].paragraphs]
    assert "These sections are switched off in the settings: KPI tree." in said


def test_the_bottleneck_is_named_in_title_table_and_tree():
    made = {one.key: one for one in report().sections}
    assert (made["bottleneck"].title.en or "").startswith("Conversion rate widened the gap")
    factors = made["bottleneck"].blocks[0]
    assert factors.kind == "factors"
    assert [row.kpi for row in factors.rows if row.highlighted] == ["rate"]
    tree = made["tree"].blocks[0]
    assert tree.kind == "tree"
    assert [card.id for card in tree.cards if card.on_path] == ["sales", "rate"]


def test_the_last_question_is_whether_the_figures_still_lead_to_the_goal():
    questions = next(one for one in report().sections if one.key == "questions").blocks[-1]
    assert questions.kind == "questions"
    assert (
        questions.items[-1].question.en
        == "Are the figures we follow still connected to your goal: homeware?"
    )


def test_a_comment_fills_in_figures_from_the_report():
    notes = {
        "schema": "reportgen/notes@1",
        "month": "2026-10",
        "author": "Mori",
        "comments": {"summary": {"en": "Sales were {{ kpi.sales.value | money }}."}},
    }
    config = shop(notes={OCTOBER.first_month: notes})
    summary = report(config).sections[0]
    comment = summary.blocks[-1]
    assert comment.kind == "comment"
    assert comment.paragraphs[0].en == "Sales were £1,080."


def test_without_any_target_there_is_no_gap_and_other_comparisons_stand():
    bare = {kpi: {"target": None} for kpi in ("visits", "rate", "basket")}
    made = report(shop({"kpis": bare}))
    (page,) = (one for one in made.sections if one.key == "bottleneck")
    assert (page.title.en or "").startswith("Not every factor has a target")
    assert not any(block.kind in ("factors", "waterfall") for block in page.blocks)
    assert "table" in [block.kind for block in page.blocks]


def test_with_no_data_at_all_every_number_is_a_hole_with_its_reason():
    document = to_json(report(shop(), months("sessions", m2026_08=1)))
    assert document["kpis"]["sales"]["value"] == {
        "value": None,
        "reason": {"code": "no_data", "about": "2026-10"},
    }
    assert document["kpis"]["sales"]["status"] == "no_data"


def test_report_json_holds_every_kpi_and_can_be_written():
    document = to_json(report())
    assert set(document["kpis"]) == {"sales", "visits", "rate", "basket"}
    assert document["schema"] == "reportgen/report@1"
    json.dumps(document, allow_nan=False)


def test_every_sentence_exists_in_both_languages():
    def texts(value):
        if isinstance(value, dict):
            if set(value) == {"ja", "en"}:
                yield value
            else:
                for one in value.values():
                    yield from texts(one)
        elif isinstance(value, list):
            for one in value:
                yield from texts(one)

    incomplete = [text for text in texts(to_json(report())["sections"]) if None in text.values()]
    assert incomplete == []

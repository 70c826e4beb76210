"""The account manager's words against the figures: sales 1,080 (target 1,200, a year ago 960,
September 1,200), visits 1,200 (1,000; 800; 1,000), conversion rate 1.5 % (2 %; 2 %; 2 %)."""

import pytest

from reportgen.analysis.analyse import analyse
from reportgen.formatting import Voice
from reportgen.model.config import Notes
from reportgen.model.edition import EditionKind
from reportgen.model.material import Material
from reportgen.model.wording import built_in
from reportgen.narrative.claims.doubts import doubts
from tests.shop import OCTOBER, months, observed, shop

FIGURES = (
    months("sessions", m2025_10=800, m2026_09=1000, m2026_10=1200),
    months("orders", m2025_10=16, m2026_09=20, m2026_10=18),
    months("revenue", m2025_10=960, m2026_09=1200, m2026_10=1080),
)
VOICE = Voice(built_in(), "GBP")


def doubted(words, key="summary", language="en", **names):
    changes = {"client": {"language": language}}
    if names:
        changes["kpis"] = {kpi: {"name": name} for kpi, name in names.items()}
    said = {"headline": words} if key == "headline" else {"comments": {key: words}}
    notes = Notes.model_validate({"schema": "reportgen/notes@1", "month": "2026-10", **said})
    config = shop(changes, notes={OCTOBER.first_month: notes})
    analysis = analyse(observed(*FIGURES), config, OCTOBER)
    return doubts(Material(config, OCTOBER, analysis, (), EditionKind.FINAL, 1), VOICE)


@pytest.mark.parametrize(
    "words",
    [
        "Sales came to £1,080.",
        "Sales came to £1.1k, against a target of £1,200 and £960 last year.",
        "Sales missed the target by £120, or 10%.",
        "Visits grew by 20% on the month before, to 1,200.",
        "Visits rose by half on last year: 50%.",
        "The conversion rate fell by 0.5 points to 1.5%.",
        "We sent 3 mailings in 2 weeks and met 12 buyers.",
        "Sales did not rise on last month.",
        "If sales rose by 40% we would have to hire.",
        "Sales were {{ kpi.sales.value | money }}.",
        "Order value: £60.",
    ],
)
def test_words_that_the_figures_carry_are_left_alone(words):
    assert doubted(words) == ()


@pytest.mark.parametrize(
    ("words", "fragment", "code"),
    [
        ("Sales came to £1,280.", "£1,280", "RG638"),
        ("Sales came to £960.", "£960", "RG638"),
        ("Sales missed the target by 15%.", "15%", "RG638"),
        ("All in all, visits were 1,300 this month.", "1,300", "RG638"),
        ("The conversion rate fell by 0.9 points.", "0.9 points", "RG638"),
        ("Sales rose on last month.", "rose", "RG639"),
        ("Sales fell against last year.", "fell", "RG639"),
        ("Sales exceeded the target.", "exceeded", "RG639"),
        ("Sales were calm, but the conversion rate improved.", "improved", "RG639"),
    ],
)
def test_words_that_no_figure_carries_are_told_with_their_place(words, fragment, code):
    (doubt,) = doubted(words)
    assert (doubt.code, doubt.fragment) == (code, fragment)
    assert words[doubt.offset :].startswith(fragment)


def test_a_comment_beside_a_kpi_speaks_of_it_without_its_name():
    (doubt,) = doubted("It fell to 1.2%.", key="rate")
    assert doubt.fragment == "1.2%"
    assert doubted("It fell to 1.5%.", key="rate") == ()


def test_a_headline_is_read_too():
    assert [one.path for one in doubted("Sales exceeded the target", key="headline")] == [
        ("headline",)
    ]


def test_what_one_of_them_costs_counts_none():
    counter = {"visits": {"name": "サイト訪問", "counter": {"ja": "回"}}}
    words = "サイト訪問1回の費用は、先月と同じです。"
    notes = Notes.model_validate(
        {"schema": "reportgen/notes@1", "month": "2026-10", "comments": {"summary": {"ja": words}}}
    )
    changes = {"client": {"language": "ja"}, "kpis": counter}
    config = shop(changes, notes={OCTOBER.first_month: notes})
    analysis = analyse(observed(*FIGURES), config, OCTOBER)
    assert doubts(Material(config, OCTOBER, analysis, (), EditionKind.FINAL, 1), VOICE) == ()


JAPANESE = {"sales": "売上", "visits": "サイト訪問", "rate": "購入率"}


@pytest.mark.parametrize(
    ("words", "fragments"),
    [
        ("売上は前年を上回りましたが、目標には届きませんでした。", []),
        ("売上は前年を下回りました。", ["下回りまし"]),
        ("サイト訪問は増えましたが、購入率は改善しました。", ["改善し"]),
        ("購入率は1.5%で、前月より0.5ポイント下がりました。", []),
        ("購入率は２．５％でした。", ["２．５％"]),
        ("9月に始めた施策を10月も続けました。", []),
    ],
)
def test_japanese_sentences_are_read_the_same(words, fragments):
    found = doubted({"ja": words}, language="ja", **JAPANESE)
    assert [one.fragment for one in found] == fragments


def test_the_hint_names_the_figure_to_fill_in():
    (doubt,) = doubted("Sales came to £1,280.")
    assert doubt.why == (
        "it is £1,080; the period before £1,200, a year ago £960.00, its target £1,200"
    )
    assert "{{ kpi.sales.value | money }}" in doubt.hint

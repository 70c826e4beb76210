import json
import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import altair
import jsonschema
import pytest

from reportgen.formatting import Style
from reportgen.model.blocks import HistoryBlock, Step, WaterfallBlock
from reportgen.model.period import Month
from reportgen.model.quantity import Unit
from reportgen.model.text import EMPTY, Language, Text, same
from reportgen.model.wording import built_in
from reportgen.render import charts
from reportgen.render.graphics import Graphic, Look
from reportgen.render.graphics.chart_figures import history_figures, waterfall_figures
from reportgen.render.theme import load_theme

TOKENS = Path(__file__).parents[2] / "templates" / "default" / "tokens.json"
THEME = load_theme(json.loads(TOKENS.read_text("utf-8")), None)
SVG = "{http://www.w3.org/2000/svg}"


def look(language: Language) -> Look:
    words = built_in()
    currency = "JPY" if language is Language.JA else "GBP"
    return Look(Style(language, currency), THEME, lambda id: words.text(id).in_language(language))


JA, EN = look(Language.JA), look(Language.EN)


def history(
    values: tuple[float | None, ...],
    targets: tuple[float | None, ...] | None = None,
    unit: Unit = Unit.COUNT,
    lower_is_better: bool = False,
) -> HistoryBlock:
    first = Month(2026, 10).plus(1 - len(values))
    return HistoryBlock(
        heading=Text("受注数の月次推移", "Orders by month"),
        sub=EMPTY,
        kpi="orders",
        labels=tuple(str(first.plus(step)) for step in range(len(values))),
        values=values,
        targets=(10,) * len(values) if targets is None else targets,
        last_year_until=min(2, len(values) - 1),
        unit=unit,
        lower_is_better=lower_is_better,
        gap_title=Text("目標との差", "Gap to target"),
    )


def waterfall(start: float, amounts: tuple[float, ...], unit: Unit = Unit.MONEY) -> WaterfallBlock:
    return WaterfallBlock(
        heading=Text("目標から実績まで", "From target to actual"),
        sub=EMPTY,
        start_label=Text("目標", "Target"),
        start=start,
        steps=tuple(
            Step(same(f"要素{index}"), amount, None if amount == 0 else amount > 0)
            for index, amount in enumerate(amounts)
        ),
        end_label=Text("実績", "Actual"),
        end=start + sum(amounts),
        unit=unit,
    )


ORDERS = history((5, 6, None, 6, 0, 8, 7, 8, 6, 8, 9, 9, 9))
YEN = waterfall(14_000_000, (1_048_300, -3_931_400, 502_600, 938_500, 0, 762_000))
DRAWINGS: dict[str, Callable[[Look], Graphic]] = {
    "history": lambda one: charts.history(ORDERS, one, None),
    "history negative": lambda one: charts.history(history((-5, 3, -2, 4)), one, None),
    "history unknown": lambda one: charts.history(history((None,) * 13, (None,) * 13), one, None),
    "history one": lambda one: charts.history(history((5,)), one, None),
    "history money": lambda one: charts.history(
        history((9_300_000,) * 18, (9_900_000,) * 18, Unit.MONEY), one, None
    ),
    "waterfall": lambda one: charts.waterfall(YEN, one, None),
    "waterfall losses": lambda one: charts.waterfall(waterfall(5e5, (-9e5, 1e5)), one, None),
    "waterfall nothing": lambda one: charts.waterfall(waterfall(0, (0,)), one, None, 240),
}


def rows_of(spec: dict[str, Any]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = spec["data"]["values"]
    return rows


def said(graphic: Graphic) -> list[str]:
    return [
        "".join(node.itertext()) for node in ElementTree.fromstring(graphic.svg).iter(f"{SVG}text")
    ]


@pytest.mark.parametrize("draw", DRAWINGS.values(), ids=DRAWINGS.keys())
@pytest.mark.parametrize("one", [JA, EN], ids=["ja", "en"])
def test_a_chart_is_valid_readable_and_the_same_every_time(
    draw: Callable[[Look], Graphic], one: Look
) -> None:
    graphic = draw(one)
    root = ElementTree.fromstring(graphic.svg)
    assert graphic.svg == draw(one).svg
    assert root.attrib["width"] == f"{graphic.width:g}pt"
    assert root.attrib["height"] == f"{graphic.height:g}pt"
    assert root.attrib["aria-label"] == graphic.alt != ""
    sizes = [float(node.attrib["font-size"][:-2]) for node in root.iter(f"{SVG}text")]
    assert min(sizes) >= 7.5
    assert not re.search(r"NaN|undefined|null|Infinity|<pattern", graphic.svg)
    assert all("RG Sans" in node.attrib["font-family"] for node in root.iter(f"{SVG}text"))


@pytest.mark.parametrize(
    "spec",
    [
        charts.history_spec(ORDERS, JA),
        charts.history_spec(history((9, None, 9, 9), lower_is_better=True), JA),
        charts.waterfall_spec(YEN, JA),
    ],
)
def test_every_word_of_a_specification_is_known_to_altairs_schema(spec: dict[str, Any]) -> None:
    altair.TopLevelLayerSpec.validate(spec)
    with pytest.raises(jsonschema.ValidationError, match="layers"):
        altair.TopLevelLayerSpec.validate({**spec, "layers": spec["layer"]})


def test_a_specification_is_plain_values_for_a_process_of_its_own() -> None:
    spec = charts.history_spec(ORDERS, JA)
    assert json.loads(json.dumps(spec)) == spec
    assert charts.convert(json.loads(json.dumps(spec)), None) == charts.convert(spec, None)


def test_a_missing_period_is_a_dash_without_a_column_and_zero_is_a_zero() -> None:
    rows = rows_of(charts.history_spec(ORDERS, JA))
    assert (rows[2]["value"], rows[2]["value_words"], rows[2]["gap"]) == (None, "—", None)
    assert (rows[4]["value"], rows[4]["value_words"]) == (0, "0")
    svg = charts.history(ORDERS, JA, None).svg
    assert svg.count(f'fill="{THEME.colours.ac}"') == 11 - 1


def test_columns_and_gaps_begin_at_zero() -> None:
    for layer in charts.history_spec(ORDERS, JA)["layer"]:
        if layer["mark"]["type"] == "rect":
            assert layer["encoding"]["y"]["field"] == "zero"
            low, high = layer["encoding"]["y"]["scale"]["domain"]
            assert low <= 0 <= high


def test_last_year_is_light_above_and_below_since_nothing_is_asked_of_it() -> None:
    rows = rows_of(charts.history_spec(ORDERS, JA))
    assert {rows[0]["fill"], rows[0]["gap_fill"]} == {THEME.colours.py}
    assert rows[3]["fill"] == THEME.colours.ac and rows[3]["gap_fill"] == THEME.colours.bad_fill


def test_less_is_good_where_lower_is_better() -> None:
    rows = rows_of(charts.history_spec(history((9, 9, 9, 9), lower_is_better=True), JA))
    assert rows[3]["gap_fill"] == THEME.colours.good_fill


@pytest.mark.parametrize("periods", range(13, 19))
@pytest.mark.parametrize("value", [9.0, 1_332.0, 178_800.0, 12_345_678.0])
def test_no_number_meets_its_neighbour(periods: int, value: float) -> None:
    block = history((value,) * periods, (value * 1.1,) * periods)
    spec = charts.history_spec(block, JA)
    layers = [layer for layer in spec["layer"] if layer["mark"]["type"] == "text"]
    sizes = {layer["mark"]["fontSize"] for layer in layers if "data" not in layer}
    (scale,) = {
        tuple(layer["encoding"]["x"]["scale"]["range"]) for layer in layers if "data" not in layer
    }
    slot = (scale[1] - scale[0]) / periods
    for field in ("name", "value_words", "gap_words"):
        places = [
            (row["middle"] * slot, JA.measure(row[field], max(sizes), True))
            for row in rows_of(spec)
            if row[field]
        ]
        for (left, wide), (right, other) in pairwise(places):
            assert left + wide / 2 < right - other / 2


def test_money_is_in_one_scale_named_in_the_titles() -> None:
    block = history((9_300_000, 13_320_000), (8_400_000, 14_000_000), Unit.MONEY)
    words = said(charts.history(block, JA, None))
    assert "目標との差（万円）" in words and "実績（万円）" in words
    assert {"930", "1,332", "+90", "−68"} <= set(words)


def test_rates_differ_in_points() -> None:
    words = said(charts.history(history((0.05, 0.0375), (0.05, 0.05), Unit.PERCENT), JA, None))
    assert any(word.startswith("目標との差（pt") for word in words) and "−1.25" in words


def test_without_targets_there_is_no_upper_tier() -> None:
    with_targets = charts.history(ORDERS, JA, None)
    without = charts.history(history((5, 6, 7), (None,) * 3), JA, None)
    assert without.height < with_targets.height and "目標との差" not in said(without)


def test_years_are_named_where_they_begin() -> None:
    names = [figure.name for figure in history_figures(ORDERS, JA).periods]
    assert [(name.short, name.year) for name in names if name.year] == [
        ("10月", "2025年"),
        ("1月", "2026年"),
    ]


def test_the_words_for_those_who_cannot_see_hold_every_number() -> None:
    alt = charts.history(history((5, None, 9)), JA, None).alt
    assert alt == "受注数の月次推移: 2026年8月 5 (−5), 2026年9月 データなし, 2026年10月 9 (−1)"
    assert charts.waterfall(YEN, JA, None).alt.startswith(
        "目標から実績まで（万円）: 目標 1,400, 要素0 +105, 要素1 −393"
    )


# ---- waterfall


def printed(words: str) -> float:
    return float(words.replace(",", "").replace("−", "-").replace("±", ""))


@pytest.mark.parametrize("one", [JA, EN], ids=["ja", "en"])
@pytest.mark.parametrize(
    "block",
    [
        YEN,
        waterfall(9, (1 / 3, 1 / 3, 1 / 3), Unit.COUNT),
        waterfall(0.05, (-0.00611, -0.00644, 0.00005), Unit.PERCENT),
        waterfall(186_000, (8_933.3, 4_466.6, -4_449.9, -23_333.3, 5_812.2, 1_371.1)),
        waterfall(500_000, (-900_000.4, 150_000.2)),
        waterfall(100.5, (0.5, -0.5, 0.49, -1.49), Unit.COUNT),
    ],
)
def test_printed_steps_add_up_to_the_printed_totals(block: WaterfallBlock, one: Look) -> None:
    start, *steps, end = (printed(bar.words) for bar in waterfall_figures(block, one))
    assert start + sum(steps) == pytest.approx(end, abs=1e-6)


def test_steps_that_do_not_add_up_are_refused() -> None:
    wrong = waterfall(10, (1, 2), Unit.COUNT)
    with pytest.raises(ValueError, match="do not add up"):
        waterfall_figures(
            WaterfallBlock(
                wrong.heading,
                EMPTY,
                wrong.start_label,
                10,
                wrong.steps,
                wrong.end_label,
                14,
                Unit.COUNT,
            ),
            EN,
        )


def test_steps_are_true_to_scale() -> None:
    rows = rows_of(charts.waterfall_spec(YEN, JA))
    lengths = [row["to"] - row["from"] for row in rows if row["kind"] == "step"]
    assert lengths == pytest.approx([step.amount for step in YEN.steps])


def strokes_of_a_break(block: WaterfallBlock) -> int:
    layers = charts.waterfall_spec(block, JA)["layer"]
    return sum("low" in row for layer in layers for row in layer.get("data", {}).get("values", []))


def test_totals_begin_at_zero_unless_a_break_is_drawn() -> None:
    whole = waterfall(10, (-4, 3), Unit.COUNT)
    assert rows_of(charts.waterfall_spec(whole, JA))[0]["from"] == 0
    assert strokes_of_a_break(whole) == 0
    assert rows_of(charts.waterfall_spec(YEN, JA))[0]["from"] > 0
    assert strokes_of_a_break(YEN) == 6


def test_a_loss_is_drawn_on_its_own_side_of_zero() -> None:
    block = waterfall(500_000, (-900_000, 150_000))
    end = rows_of(charts.waterfall_spec(block, JA))[-1]
    assert (end["from"], end["to"]) == (0, -250_000)


def test_long_names_stand_in_lines_within_their_room() -> None:
    name = same("とても長い要素の名前が四十文字まで続くときのための名前")
    block = waterfall(100, (-5,), Unit.COUNT)
    long = WaterfallBlock(
        block.heading,
        EMPTY,
        block.start_label,
        100,
        (Step(name, -5, False),),
        block.end_label,
        95,
        Unit.COUNT,
    )
    graphic = charts.waterfall(long, JA, None, 240)
    lines = [word for word in said(graphic) if word and word in name.in_language(Language.JA)]
    assert "".join(lines) == name.ja and len(lines) > 1
    assert all(JA.measure(line, 8, False) <= 240 * 0.38 + 0.1 for line in lines)

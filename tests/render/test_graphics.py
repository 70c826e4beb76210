import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen

from reportgen.formatting import Style
from reportgen.model.blocks import (
    ActionRecordBlock,
    Delta,
    RoadmapBlock,
    RoadmapPhase,
    StopRow,
    TreeBlock,
    TreeCard,
    Trend,
    YearBlock,
)
from reportgen.model.kpi import UsualRange
from reportgen.model.period import Month
from reportgen.model.quantity import Quantity, Unit
from reportgen.model.states import ActionVerdict, Evidence, Status, StopState, Verdict
from reportgen.model.text import EMPTY, Language, Text, same
from reportgen.model.wording import built_in
from reportgen.render import graphics
from reportgen.render.graphics import Graphic, Look
from reportgen.render.graphics.lettering import NO_LINE_START, Setting, font_measure, wrapped
from reportgen.render.graphics.svg import Face
from reportgen.render.graphics.tree_layout import plan_tree
from reportgen.render.theme import accepted_brand, contrast, custom_properties, load_theme
from tests.render.specimen_ahead import FORECAST

TOKENS = json.loads(
    (Path(__file__).parents[2] / "templates" / "default" / "tokens.json").read_text("utf-8")
)
THEME = load_theme(TOKENS, None)
UNRANGED = tuple(
    replace(one, low=None, high=None, inner_low=None, inner_high=None) for one in FORECAST.ahead
)
SVG = "{http://www.w3.org/2000/svg}"
LONG = "とても長い指標の名前が四十文字まで続くときに何が起きるかを確かめるための名前です"


def look(language: Language) -> Look:
    words = built_in()
    currency = "JPY" if language is Language.JA else "GBP"
    return Look(Style(language, currency), THEME, lambda id: words.text(id).in_language(language))


JA, EN = look(Language.JA), look(Language.EN)


def trend(
    *values: float | None, target: float | None = 10.0, usual: UsualRange | None = None
) -> Trend:
    first = Month(2026, 10).plus(1 - len(values))
    labels = tuple(str(first.plus(step)) for step in range(len(values)))
    return Trend(labels, values, (target,) * len(values), usual, Unit.COUNT)


ORDERS = trend(5, 6, 4, 6, None, 8, 7, 8, 6, 8, 9, 9, 9, usual=UsualRange(7, 11))


def count(value: float | None) -> Quantity:
    return Quantity(value, Unit.COUNT)


def landing(centre: float, low: float | None = None, high: float | None = None) -> YearBlock:
    ends = (None, None) if low is None else (count(low), count(high))
    return replace(year(56, 58, 108), landing=count(centre), low=ends[0], high=ends[1])


def share(value: float | None) -> Quantity:
    return Quantity(value, Unit.PERCENT)


def points(value: float) -> Quantity:
    return Quantity(value, Unit.POINTS)


def year(actual: float | None, plan: float | None, target: float | None) -> YearBlock:
    words = Text("今年度の累計", "The year so far")
    return YearBlock(words, EMPTY, count(actual), count(plan), count(target), 7, EMPTY)


def stop(value: float | None, when: str = "above") -> StopRow:
    return StopRow(
        kpi="cost",
        label=Text("請求単価", "Cost per lead"),
        rule=EMPTY,
        value=Quantity(value, Unit.MONEY),
        line=Quantity(40_000, Unit.MONEY),
        when="above" if when == "above" else "below",
        scale_max=80_000,
        periods_past=1,
        for_periods=3,
        state=StopState.WATCH,
        then=EMPTY,
    )


def phase(name: Text, first: int, last: int, state: str, lead: Text) -> RoadmapPhase:
    months = Month(2026, 4).plus(first), Month(2026, 4).plus(last)
    words = EMPTY, EMPTY, Text("状態", "state")
    return RoadmapPhase(name, *months, state, lead, *words)  # type: ignore[arg-type]


ROADMAP = RoadmapBlock(
    heading=Text("道のり", "Roadmap"),
    sub=EMPTY,
    first=Month(2026, 4),
    last=Month(2027, 3),
    now=Month(2026, 10),
    phases=(
        phase(Text("測る", "Measure"), 0, 2, "done", Text("訪問", "Visits")),
        phase(Text("入口を直す", "Mend"), 3, 5, "late", Text("ページへ進んだ割合", "Reach rate")),
        phase(Text(LONG, "A phase with a name " * 4), 6, 9, "next", Text("商談化", "Meetings")),
        phase(Text("続ける", "Keep"), 10, 11, "next", Text(LONG[:20], "Share of repeat buyers")),
    ),
)
RECORD = ActionRecordBlock(
    heading=Text("これまでの記録", "The record"),
    sub=EMPTY,
    months=(Month(2026, 9), Month(2026, 10)),
    marks=(
        (ActionVerdict.WORKED, ActionVerdict.NOT_REACHED),
        (ActionVerdict.DID_NOT_WORK, ActionVerdict.TOO_EARLY, ActionVerdict.WORKED) * 5,
    ),
)

RECORD_YEAR = replace(
    RECORD,
    months=tuple(Month(2026, 4).plus(step) for step in range(12)),
    marks=(RECORD.marks[0],) * 12,
)


def card(id: int, parent: int | None, label: str = "資料請求の割合", **changes: object) -> TreeCard:
    usual = TreeCard(
        id=f"k{id}",
        parent="" if parent is None else f"k{parent}",
        label=same(f"{label}{id}"),
        value=count(1_000 + id),
        target=count(1_200),
        status=list(Status)[id % 5],
        trend=ORDERS,
        is_exact=True,
        operator="*",
        lag=Text("1〜2か月後", "1–2 months later"),
        evidence=Evidence.B,
        is_kgi=parent is None,
        is_csf=parent == 0,
        on_path=False,
    )
    return replace(usual, **changes)  # type: ignore[arg-type]


def tree_of(size: int, label: str = "資料請求の割合", is_deep: bool = False) -> TreeBlock:
    """Three branches, their arithmetic and hypotheses; or a chain with side branches."""
    cards = [card(0, None, label, on_path=True)]
    for id in range(1, size):
        wide = 0 if id < 4 else 1 + (id - 4) % 3 if id < size * 0.75 else 4 + id % 3
        deep = id - 1 if id < 6 else id % 5
        is_exact = id < size * 0.75 if not is_deep else id < 6 or id % 2 == 0
        parent = deep if is_deep else wide
        cards.append(card(id, parent, label, is_exact=is_exact, on_path=id in (1, 4)))
    return TreeBlock(tuple(cards), EMPTY)


GALLERY: dict[str, Callable[[Look], Graphic]] = {
    "sparkline": lambda one: graphics.sparkline(ORDERS, "受注数", one),
    "sparkline empty": lambda one: graphics.sparkline(trend(None, None), "受注数", one),
    "strip": lambda one: graphics.strip(ORDERS, "受注数", one),
    "strip negative": lambda one: graphics.strip(trend(-5, 3, -2, 4), "利益", one),
    "strip nothing": lambda one: graphics.strip(trend(), "利益", one),
    "pin": lambda one: graphics.pin(Delta(share(-0.1), False, True), 0.15, "受注数", one),
    "pin clipped": lambda one: graphics.pin(Delta(share(-9.9), False), 0.15, "受注数", one),
    "pin points": lambda one: graphics.pin(Delta(points(-1.25), False), 2, "率", one, 85),
    "pin unknown": lambda one: graphics.pin(Delta(share(None), None), 0.15, "受注数", one),
    "contribution": lambda one: graphics.contribution_bar("−393", -393, (-393, 105), False, one),
    "year": lambda one: graphics.year_bar(year(56, 58, 108), one),
    "year unknown": lambda one: graphics.year_bar(year(None, None, None), one),
    "year landing": lambda one: graphics.year_bar(landing(100, 93, 113), one),
    "year landing without a range": lambda one: graphics.year_bar(landing(100), one),
    "fan": lambda one: graphics.fan(FORECAST, one),
    "fan without ranges": lambda one: graphics.fan(replace(FORECAST, ahead=UNRANGED), one),
    "fan of one quarter": lambda one: graphics.fan(replace(FORECAST, ahead=UNRANGED[:1]), one),
    "fan after a hole": lambda one: graphics.fan(replace(FORECAST, values=(None,) * 13), one),
    "gauge": lambda one: graphics.stop_gauge(stop(37_000), one),
    "gauge beyond": lambda one: graphics.stop_gauge(stop(99_000), one),
    "gauge unknown": lambda one: graphics.stop_gauge(stop(None, "below"), one),
    "consecutive": lambda one: graphics.consecutive(1, 3, one),
    "roadmap": lambda one: graphics.roadmap(ROADMAP, one),
    "roadmap narrow": lambda one: graphics.roadmap(ROADMAP, one, 330),
    "roadmap long": lambda one: graphics.roadmap(replace(ROADMAP, last=Month(2028, 9)), one),
    "record": lambda one: graphics.action_record(RECORD, one),
    "record year": lambda one: graphics.action_record(RECORD_YEAR, one),
    "record narrow": lambda one: graphics.action_record(RECORD_YEAR, one, 240),
    "record empty": lambda one: graphics.action_record(replace(RECORD, marks=((), ())), one),
    "shape": lambda one: graphics.status_shape("watch", one),
    "legend": lambda one: graphics.legend_sample("usual_gap", one),
    **{f"tree {n}": lambda one, n=n: graphics.tree(tree_of(n), one) for n in (7, 15, 20, 25)},
    "tree deep": lambda one: graphics.tree(tree_of(25, is_deep=True), one),
    "tree long": lambda one: graphics.tree(tree_of(25, LONG), one),
}
every_graphic = pytest.mark.parametrize("draw", GALLERY.values(), ids=GALLERY.keys())
every_language = pytest.mark.parametrize("one", [JA, EN], ids=["ja", "en"])


@dataclass(frozen=True)
class Words:
    """Words as they stand in a drawing."""

    said: str
    size: float
    left: float
    right: float
    base: float


def words_in(graphic: Graphic, one: Look) -> Iterator[Words]:
    for node, dx, dy in texts_in(ElementTree.fromstring(graphic.svg), 0, 0):
        said, size, x = node.text or "", float(node.attrib["font-size"]), float(node.attrib["x"])
        wide = one.measure(said, size, "font-weight" in node.attrib)
        shift = {"start": 0.0, "middle": wide / 2, "end": wide}[node.get("text-anchor", "start")]
        left = dx + x - shift
        yield Words(said, size, left, left + wide, dy + float(node.attrib["y"]))


def texts_in(
    node: ElementTree.Element, dx: float, dy: float
) -> Iterator[tuple[ElementTree.Element, float, float]]:
    """Every text below a node with how far the groups around it are moved."""
    if moved := re.match(r"translate\(([\d.-]+) ([\d.-]+)\)", node.get("transform", "")):
        dx, dy = dx + float(moved[1]), dy + float(moved[2])
    if node.tag == f"{SVG}text":
        yield node, dx, dy
    for child in node:
        yield from texts_in(child, dx, dy)


# ---- every graphic


@every_graphic
@every_language
def test_a_graphic_is_valid_small_and_the_same_every_time(
    draw: Callable[[Look], Graphic], one: Look
) -> None:
    graphic = draw(one)
    root = ElementTree.fromstring(graphic.svg)
    assert graphic.svg == draw(one).svg
    assert root.attrib["aria-label"] == graphic.alt != ""
    assert not re.search(r"var\(|<pattern|<style| id=|NaN|None|inf", graphic.svg)
    assert "RG Sans" in root.attrib["font-family"]


@every_graphic
@every_language
def test_words_are_large_enough_and_inside_the_drawing(
    draw: Callable[[Look], Graphic], one: Look
) -> None:
    graphic = draw(one)
    for words in words_in(graphic, one):
        assert words.size >= 7.5
        assert words.left >= -0.1 and words.right <= graphic.width + 0.1, words
        assert words.size * 0.7 <= words.base <= graphic.height, words


@every_graphic
@every_language
def test_no_words_stand_on_others(draw: Callable[[Look], Graphic], one: Look) -> None:
    for a, b in combinations(words_in(draw(one), one), 2):
        is_same_line = abs(a.base - b.base) < min(a.size, b.size) * 0.8
        assert not is_same_line or a.right <= b.left + 0.1 or b.right <= a.left + 0.1, (a, b)


# ---- truth: holes, zero, signs


def columns(graphic: Graphic, fill: str) -> list[dict[str, str]]:
    return [
        node.attrib
        for node in ElementTree.fromstring(graphic.svg).iter(f"{SVG}rect")
        if node.attrib["fill"] == fill
    ]


def test_a_missing_period_is_no_column_and_a_zero_is_one_without_height() -> None:
    hole = graphics.strip(trend(1, 5, None, 5, target=None), "受注数", JA)
    zero = graphics.strip(trend(1, 5, 0, 5, target=None), "受注数", JA)
    assert len(columns(hole, THEME.colours.ac)) == 2
    assert [one["height"] for one in columns(zero, THEME.colours.ac)].count("0") == 1


def test_a_missing_period_breaks_the_line_of_a_sparkline() -> None:
    lines = re.findall(
        r'<path d="([^"]+)" fill="none" stroke="#2B3138"', GALLERY["sparkline"](JA).svg
    )
    assert [path.count("L") + 1 for path in lines] == [4, 8]


def test_columns_stand_on_zero_whether_up_or_down() -> None:
    graphic = graphics.strip(trend(-4, 4, -2, 4, target=None), "利益", JA)
    down, up = columns(graphic, THEME.colours.ac)[1], columns(graphic, THEME.colours.ac)[0]
    assert float(up["y"]) + float(up["height"]) == pytest.approx(float(down["y"]), abs=0.02)


def test_the_first_column_is_last_years() -> None:
    assert len(columns(graphics.strip(ORDERS, "受注数", JA), THEME.colours.py)) == 1


def test_only_the_last_point_outside_its_usual_range_is_flagged() -> None:
    usual = UsualRange(7, 11)
    low = graphics.sparkline(trend(9, 2, 9, 2, 3, usual=usual), "受注数", JA).svg
    kept = graphics.sparkline(trend(9, 2, 9, 2, 9, usual=usual), "受注数", JA).svg
    assert low.count(THEME.colours.bad) == 1 and THEME.colours.bad not in kept


def test_a_trend_says_every_number_and_names_what_is_missing() -> None:
    alt = graphics.sparkline(trend(5, None, 0, 9), "受注数", JA).alt
    assert alt == "受注数 2026年7月〜2026年10月: 5, データなし, 0, 9; 目標 10"


@pytest.mark.parametrize(
    ("delta", "words"),
    [
        (Delta(share(-0.1), False), "−10.0%"),
        (Delta(share(0.049), True), "+4.9%"),
        (Delta(share(0.0), True), "±0.0%"),
        (Delta(share(None), None), "—"),
    ],
)
def test_a_gap_always_carries_its_sign(delta: Delta, words: str) -> None:
    assert words in graphics.pin(delta, 0.15, "受注数", JA).svg


def test_all_pins_of_a_table_share_one_axis() -> None:
    gaps = (Delta(share(-0.1), False), Delta(share(0.0), None), Delta(points(-1.25), False))
    axes = {re.findall('<line x1="([^"]+)"', graphics.pin(g, 2, "率", JA).svg)[0] for g in gaps}
    assert len(axes) == 1


def test_a_pin_tells_good_from_bad_without_colour() -> None:
    good, bad = (
        re.sub("#[0-9A-F]{6}", "", graphics.pin(Delta(share(0.1), is_good), 0.15, "x", JA).svg)
        for is_good in (True, False)
    )
    assert "<circle" in good and "<circle" not in bad


def test_a_contribution_bar_begins_at_the_zero_of_its_column() -> None:
    bar = graphics.contribution_bar("+50", 50, (-393, 105), True, JA)
    axis = re.search(r'<line x1="([\d.]+)"', bar.svg)
    assert axis and float(columns(bar, THEME.colours.good_fill)[0]["x"]) == float(axis[1])


def test_the_year_bar_begins_at_zero_and_an_unknown_actual_is_not_drawn() -> None:
    known, unknown = graphics.year_bar(year(56, 58, 108), JA), GALLERY["year unknown"](JA)
    (bar,) = columns(known, THEME.colours.ac)
    (target,) = (one for one in columns(known, THEME.colours.paper) if "stroke" in one)
    assert bar["x"] == target["x"]
    assert float(bar["width"]) / float(target["width"]) == pytest.approx(56 / 108, rel=0.01)
    assert not columns(unknown, THEME.colours.ac) and "実績 —" in unknown.alt


def test_the_landing_hatches_what_is_expected_up_to_its_centre() -> None:
    bar = graphics.year_bar(landing(100, 93, 113), JA)
    (actual,) = columns(bar, THEME.colours.ac)
    (hatched,) = (one for one in columns(bar, "none") if one["stroke"] == THEME.colours.ac)
    unit = float(actual["width"]) / 56
    assert float(hatched["x"]) == pytest.approx(float(actual["x"]) + float(actual["width"]))
    assert float(hatched["width"]) == pytest.approx(44 * unit, rel=0.01)
    assert "着地見込み 約100（93〜113）" in bar.alt


def test_a_landing_without_a_range_has_no_bracket() -> None:
    with_range, without = (
        graphics.year_bar(one, JA) for one in (landing(100, 93, 113), landing(100))
    )
    assert with_range.svg.count(THEME.colours.brand) == without.svg.count(THEME.colours.brand) + 1


def test_the_fan_begins_at_the_last_actual_value() -> None:
    svg = graphics.fan(FORECAST, JA).svg
    tint = THEME.colours.brand_tint
    light = re.search(rf'<path d="M([\d.]+) ([\d.]+)L[^"]*Z" fill="{tint}"', svg)
    dots = re.findall(rf'<circle cx="([\d.]+)" cy="([\d.]+)"[^>]*fill="{THEME.colours.ac}"', svg)
    assert light and dots[-1] == (light[1], light[2])


def test_expected_counts_are_whole_and_say_that_they_are_expected() -> None:
    alt = graphics.fan(FORECAST, JA).alt
    assert "2026年11月 約8件" in alt and "8.3" not in alt


def test_a_stop_line_forbids_the_side_it_names() -> None:
    for when, side in (("above", "right"), ("below", "left")):
        svg = graphics.stop_gauge(stop(37_000, when), JA).svg
        hatched = re.search(r'<rect x="([\d.]+)"[^>]*fill="none" stroke="#A1271B"', svg)
        assert hatched and (float(hatched[1]) > 50) == (side == "right")


def test_few_cases_leave_a_range_through_the_figures_place() -> None:
    plain = graphics.stop_gauge(stop(37_000), JA).svg
    ranged = graphics.stop_gauge(replace(stop(37_000), low=30_000, high=45_000), JA).svg
    open_ended = graphics.stop_gauge(replace(stop(37_000), low=30_000), JA).svg
    count = [svg.count("<line") + svg.count("<path") for svg in (plain, ranged, open_ended)]
    assert count[1] - count[0] == 4, "the line, its ground, and a cap at either end"
    assert count[2] - count[0] == 3


def test_the_record_counts_every_verdict() -> None:
    assert "効果あり 6" in GALLERY["record"](JA).alt
    assert GALLERY["record"](JA).svg.count("<rect") == 7


@pytest.mark.parametrize(
    ("state", "tone"),
    [
        (Status.ON_TARGET, "good"),
        (Status.SHORT_USUAL, "watch"),
        (Status.SHORT_UNUSUAL, "bad"),
        (Status.NO_DATA, "hold"),
        (Verdict.OFF_COURSE, "bad"),
        (StopState.WATCH, "watch"),
        (ActionVerdict.TOO_EARLY, "hold"),
        ("late", "watch"),
    ],
)
def test_each_state_has_one_tone(state: Status, tone: str) -> None:
    assert graphics.tone_of(state) == tone


# ---- the tree

TREES = {n: tree_of(n) for n in (1, 7, 15, 20, 25)} | {
    "deep": tree_of(25, is_deep=True),
    "long": tree_of(25, LONG),
    "english": tree_of(25, "Document requests of "),
}
every_tree = pytest.mark.parametrize("block", TREES.values(), ids=map(str, TREES))


@every_tree
def test_no_card_touches_another_and_all_are_on_the_page(block: TreeBlock) -> None:
    placed = plan_tree(block.cards, 499, 524).placed
    assert len(placed) == len(block.cards)
    for one, other in combinations([placed_card.box for placed_card in placed], 2):
        is_beside = one.right < other.x or other.right < one.x
        assert is_beside or one.bottom < other.y or other.bottom < one.y
    assert all(p.box.x >= 0 and p.box.right <= 499 and p.box.bottom <= 524 for p in placed)


@every_tree
@every_language
def test_everything_a_card_says_stands_on_it(block: TreeBlock, one: Look) -> None:
    boxes = [placed.box for placed in plan_tree(block.cards, 499, 524).placed]
    operators = {"×", "+", "÷", "−"}
    for words in words_in(graphics.tree(block, one), one):
        if words.said in operators:
            continue
        assert any(
            box.x < words.left and words.right <= box.right and box.y < words.base < box.bottom
            for box in boxes
        ), words


def test_a_parent_stands_in_the_middle_of_its_arithmetic() -> None:
    placed = {one.card.id: one.box for one in plan_tree(tree_of(7).cards, 499, 524).placed}
    assert placed["k0"].middle == pytest.approx((placed["k1"].middle + placed["k3"].middle) / 2)


def test_short_labels_are_never_cut() -> None:
    assert all("…" not in graphics.tree(tree_of(n), JA).svg for n in (7, 15, 20, 25))


def test_hypotheses_are_dashed_and_say_how_long_they_take_and_how_well_they_are_shown() -> None:
    svg = graphics.tree(tree_of(7), JA).svg
    assert svg.count('stroke-dasharray="3 2.4"') == 2 * sum(
        not one.is_exact for one in tree_of(7).cards
    )
    assert "1〜2か月後" in svg and "根拠 ある程度" in svg


def test_off_the_path_only_what_is_bad_keeps_its_colour() -> None:
    def drawn(status: Status) -> str:
        cards = card(0, None, on_path=True), card(1, 0, status=status, trend=trend(1, 2))
        return graphics.tree(TreeBlock(cards, EMPTY), JA).svg

    colours = THEME.colours
    assert colours.watch not in drawn(Status.SHORT_USUAL)
    assert drawn(Status.SHORT_UNUSUAL).count(colours.bad) == 3


def test_the_tree_says_every_card_in_words() -> None:
    hole = card(0, None, value=Quantity(None, Unit.COUNT), status=Status.NO_DATA, target=None)
    alt = graphics.tree(TreeBlock((hole, card(1, 0, status=Status.ON_TARGET)), EMPTY), JA).alt
    assert alt == "資料請求の割合0 — データなし; 資料請求の割合1 1,001 (目標 1,200) 達成"


# ---- lettering


@pytest.mark.parametrize(
    "words", [LONG, "Lead-to-meeting rate of the year", "資料請求ページへ進んだ割合", "a"]
)
@pytest.mark.parametrize("width", [30.0, 59.0, 120.0])
def test_words_are_broken_without_loss_and_never_before_a_closing_mark(
    words: str, width: float
) -> None:
    setting = Setting(graphics.estimate, Face(8, "#000000"), width)
    lines = wrapped(words, setting)
    assert "".join(lines).replace(" ", "") == words.replace(" ", "")
    assert all(setting.fits(line) for line in lines)
    assert not any(line[0] in NO_LINE_START for line in lines)


def test_japanese_is_broken_between_kinds_of_characters() -> None:
    setting = Setting(graphics.estimate, Face(8, "#000000"), 59)
    assert wrapped("フォーム遷移率", replace(setting, width=40)) == ("フォーム", "遷移率")
    assert wrapped("料金ページ到達率", setting) == ("料金ページ", "到達率")


def test_widths_come_from_the_font(tmp_path: Path) -> None:
    font = FontBuilder(1000, isTTF=False)
    font.setupGlyphOrder([".notdef", "a"])
    font.setupCharacterMap({ord("a"): "a"})
    font.setupCFF("Test", {}, {name: _outline() for name in (".notdef", "a")}, {})
    font.setupHorizontalMetrics({".notdef": (1000, 0), "a": (400, 0)})
    font.setupHorizontalHeader()
    font.setupPost()
    font.save(tmp_path / "test.otf")
    measure = font_measure(tmp_path / "test.otf", tmp_path / "test.otf")
    assert measure("aa", 10, False) == pytest.approx(8)
    assert measure("語", 10, True) == 10


def _outline() -> object:
    return T2CharStringPen(0, None).getCharString()


# ---- colours and sizes


def test_all_words_can_be_read_on_white_and_status_words_on_their_tint() -> None:
    colours = THEME.colours
    texts = (colours.ink, colours.ink_2, colours.ink_3, colours.brand)
    tones = [(getattr(colours, t), getattr(colours, f"{t}_tint")) for t in ("good", "watch", "bad")]
    assert all(contrast(text, "#FFFFFF") >= 4.5 for text in texts)
    assert all(
        contrast(text, tint) >= 4.5 for text, tint in [*tones, (colours.hold, colours.hold_tint)]
    )


def test_no_size_is_too_small_for_its_reader() -> None:
    sizes = THEME.sizes
    assert sizes.body >= 10 and sizes.body_first >= 10.5 and sizes.table >= 9
    assert min(sizes.note, sizes.label) >= 8 and sizes.micro >= 7.5


@pytest.mark.parametrize("colour", ["#5B2A57", "#003366", "#0055AA", "#000000"])
def test_a_readable_house_colour_unlike_every_status_is_taken_as_it_is(colour: str) -> None:
    assert accepted_brand(colour, THEME.colours) == colour


@pytest.mark.parametrize("colour", ["#00A0E9", "#00B900", "#E4007F"])
def test_a_house_colour_too_light_to_read_is_darkened(colour: str) -> None:
    taken = accepted_brand(colour, THEME.colours)
    assert taken not in (colour, THEME.colours.brand) and contrast(taken, "#FFFFFF") >= 4.5
    assert contrast(colour, "#FFFFFF") < contrast(taken, "#FFFFFF")


@pytest.mark.parametrize("colour", ["#E60012", "#C8102E", "#0D9488", "#EE7800", "#888888"])
def test_a_house_colour_that_looks_like_a_status_gives_way_to_navy(colour: str) -> None:
    assert accepted_brand(colour, THEME.colours) == THEME.colours.brand


def test_the_house_colour_changes_brand_and_its_tint_only() -> None:
    own = load_theme(TOKENS, "#5b2a57").colours
    assert own == replace(THEME.colours, brand="#5B2A57", brand_tint=own.brand_tint)
    assert "--brand: #5B2A57;" in custom_properties(load_theme(TOKENS, "#5b2a57"))


def test_a_colour_that_cannot_be_read_says_how_to_write_one() -> None:
    with pytest.raises(ValueError, match="#RRGGBB"):
        load_theme(TOKENS, "navy")

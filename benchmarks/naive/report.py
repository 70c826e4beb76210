"""The naive report: what a competent analyst writes in a day.

`python -m benchmarks.naive.report OUT.pdf` reads Minato's exports below the present folder and
writes the report of October 2026 in Japanese, page for page like the one of reportgen.

What it does like reportgen: it reads every month of every export, computes the same KPIs, the same
thirteen-month courses, contributions and usual ranges, and prints pages with the same headings,
tables, sentences and graphics: two large charts by Altair, the small ones as SVG.

What it leaves out: no configuration (targets, names and sentences stand in the script and its
template), no check of the data, no snapshot, no report.json, no second language, no tags for
screen readers, no care for line ends, no check of glyphs, no fonts of its own. Figures in the
running text stand in the template; figures in tables and graphics are computed.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import jinja2
import weasyprint

from benchmarks.naive import charts, drawings
from benchmarks.naive.figures import FACTORS, Figures, read

HERE = Path(__file__).parent
MONTH = "2026-10"
GOOD, USUAL, BAD, HELD = "● 達成", "◆ 未達・いつもの範囲", "■ 未達・範囲外", "○ 判断保留"
PERCENT = ("close_rate", "form_reach", "form_finish", "meeting_rate")
YEN = ("new_sales", "deal_size", "promo_profit", "promo_cost")
COUNTER = {"visits": "回", "followers": "人"}
LOWER_IS_BETTER = ("promo_cost", "cost_per_lead", "cost_per_order")
NAMES = {
    "orders": "受注数",
    "new_sales": "新規受注額",
    "meetings": "商談数",
    "close_rate": "受注率",
    "deal_size": "平均契約額",
    "promo_profit": "販促後の粗利",
    "promo_cost": "販促費",
    "leads": "資料請求（見込み客）",
    "visits": "サイト訪問",
    "form_reach": "資料請求ページへ進んだ割合",
    "form_finish": "フォームを書き終えた割合",
    "meeting_rate": "商談になった割合",
}
RESULTS = tuple(NAMES)[:7]
LEADING = {
    "leads": ("商談数", "2026年12月", "2か月後"),
    "visits": ("資料請求", "2026年12月", "2か月後"),
    "form_reach": ("資料請求", "2026年12月", "2か月後"),
    "form_finish": ("資料請求", "2026年12月", "2か月後"),
    "meeting_rate": ("商談数", "2026年11月", "1か月後"),
}
TREE = (
    ("new_sales", "新規受注額", 0, 300),
    ("orders", "KGI 受注数", 102, 240),
    ("deal_size", "平均契約額", 102, 340),
    ("meetings", "要所 商談数", 204, 180),
    ("close_rate", "受注率", 204, 290),
    ("named", "指名企業", 204, 400),
    ("leads", "資料請求", 306, 120),
    ("meeting_rate", "商談の割合", 306, 230),
    ("visits", "サイト訪問", 406, 20),
    ("form_reach", "ページ到達", 406, 120),
    ("form_finish", "入力完了", 406, 220),
)
LINKS = ((0, 1), (0, 2), (1, 3), (1, 4), (1, 5), (3, 6), (3, 7), (6, 8), (6, 9), (6, 10))
PHASES = (
    ("測る", "資料請求", 0),
    ("知ってもらう", "サイト訪問", 3),
    ("入口を直す", "ページ到達", 6),
    ("商談を濃くする", "商談の割合", 9),
)
EVENTS = {"visits": (11, 12), "form_reach": (11,), "form_finish": (12,)}
RECORD = (
    *((0, "good"), (1, "bad"), (2, "good"), (3, "good"), (4, "bad"), (5, "bad")),
    *((6, "good"), (6, "bad"), (6, "open"), (6, "open")),
)


def make(root: Path) -> bytes:
    """The report of a workspace as PDF."""
    figures = read(root / "sample_data/minato", root / "configs/minato/notes", MONTH)
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(HERE), autoescape=False)
    page = environment.get_template("report.html.j2").render(content(figures))
    style = weasyprint.CSS(filename=HERE / "report.css")
    pdf: bytes = weasyprint.HTML(string=page).write_pdf(stylesheets=[style])
    return pdf


def content(figures: Figures) -> dict[str, Any]:
    """Everything the template prints."""
    return {
        "sections": SECTIONS,
        "figures": {kpi: row(figures, kpi) for kpi in NAMES},
        "results": [result(figures, kpi) for kpi in RESULTS],
        "factors": factors(figures),
        "leading": [leading(figures, kpi) for kpi in LEADING],
        "comparisons": comparisons(figures),
        "channels": channels(figures),
        "year": drawings.year_bar(float(figures.kpis["orders"].tail(7).sum()), 58, 108),
        "history": charts.history(figures),
        "waterfall": charts.waterfall(figures),
        "tree": tree(figures),
        "gauges": [
            drawings.gauge(figures.value("cost_per_lead"), 40_000),
            drawings.gauge(figures.value("cost_per_order"), 250_000),
        ],
        "rings": [drawings.rings(2, 2), drawings.rings(0, 3)],
        "record": drawings.record(RECORD),
        "roadmap": drawings.roadmap(PHASES, 6),
        "followers": printed("followers", figures.value("followers")),
        "followers_change": change(figures.value("followers"), figures.value("followers", 12)),
    }


SECTIONS = (
    ("summary", "要約"),
    ("lagging", "結果"),
    ("tree", "KPIツリー"),
    ("bottleneck", "ボトルネック"),
    ("leading", "これからの数字"),
    ("actions", "施策"),
    ("stop_lines", "見直しライン"),
    ("log", "手応え"),
    ("roadmap", "道のり"),
    ("questions", "次回のご相談"),
    ("appendix", "付録"),
)


def row(figures: Figures, kpi: str) -> dict[str, str]:
    """A KPI as every table prints it."""
    value, before = figures.value(kpi), figures.value(kpi, 12)
    target = figures.target(kpi, figures.month) or 0.0
    if kpi in PERCENT:
        gap, year = points(value - target), points(value - before)
    else:
        gap, year = change(value, target), change(value, before)
    return {
        "name": NAMES[kpi],
        "value": printed(kpi, value),
        "target": printed(kpi, target),
        "gap": gap,
        "before": printed(kpi, before),
        "year": year,
        "status": status(figures, kpi),
    }


def result(figures: Figures, kpi: str) -> dict[str, str]:
    """A row of the list of results."""
    value, target = figures.value(kpi), figures.target(kpi, figures.month) or 1.0
    gap = value / target - 1
    is_good = gap < 0 if kpi in LOWER_IS_BETTER else gap >= 0
    strip = drawings.strip(figures.course(kpi), figures.targets(kpi))
    return row(figures, kpi) | {"strip": strip, "pin": drawings.pin(gap, 0.15, is_good)}


def factors(figures: Figures) -> list[dict[str, str]]:
    """The rows of the difference to target."""
    amounts = figures.against_target()
    low, high = min(amounts.values()), max(amounts.values())
    sales = figures.value("new_sales")
    rows = []
    for kpi, amount in amounts.items():
        target = figures.target(kpi, figures.month) or 1.0
        value = figures.value(kpi)
        rows.append(
            row(figures, kpi)
            | {
                "spark": spark(figures, kpi, (96, 24)),
                "amount": wan(amount),
                "bar": drawings.amount_bar(amount, low, high),
                "alone": "目標以上"
                if value >= target
                else f"{sales * target / value / 1e4:,.0f}万円",
                "class": "worst" if amount == low else "",
            }
        )
    return rows


def leading(figures: Figures, kpi: str) -> dict[str, str]:
    """A row of the leading KPIs."""
    to, month, later = LEADING[kpi]
    drawn = spark(figures, kpi, (96, 26))
    return row(figures, kpi) | {"to": to, "month": month, "later": later, "spark": drawn}


def comparisons(figures: Figures) -> list[tuple[str, ...]]:
    """The contributions against target, last year and last month."""
    three = [figures.against_target(), figures.against(12), figures.against(1)]
    rows = [(charts.NAMES[kpi], *(wan(one[kpi]) for one in three)) for kpi in FACTORS]
    return [*rows, ("合計", *(wan(sum(one.values())) for one in three))]


def channels(figures: Figures) -> dict[str, list[tuple[str, ...]]]:
    """Visits and the share that reached the form, by channel."""
    japanese = {"Direct": "直接・指名", "Email": "メール", "Referral": "参照元サイト"}
    japanese |= {"Paid Search": "検索広告", "Organic Search": "自然検索"}
    table = figures.channels
    reach: list[tuple[str, ...]] = [
        (japanese[str(name)], pct(one.reach_now), pct(one.reach_before), difference(one))
        for name, one in table.sort_values("reach_now", ascending=False).iterrows()
    ]
    visits: list[tuple[str, ...]] = [
        (
            japanese[str(name)],
            f"{one.visits_now:,.0f}回",
            f"{one.visits_before:,.0f}回",
            f"{one.visits_now - one.visits_before:+,.0f}回",
        )
        for name, one in table.sort_values("visits_now", ascending=False).iterrows()
    ]
    return {"reach": reach, "visits": visits}


def difference(one: Any) -> str:
    """A difference of two shares in points."""
    return minus(f"{100 * (one.reach_now - one.reach_before):+.2f}ポイント")


def tree(figures: Figures) -> str:
    """The KPI tree."""
    cards = []
    for kpi, name, x, y in TREE:
        if kpi == "named":  # counted by hand in the log
            said, course = {"value": "1件", "target": "2件", "status": HELD}, ""
        else:
            said, target = row(figures, kpi), figures.target(kpi, figures.month)
            course = drawings.tree_spark(figures.course(kpi), figures.usual(kpi), target)
        cards.append(
            drawings.Card(name, said["value"], said["target"], said["status"], course, x, y)
        )
    links = [(one, other, "3 2" if TREE[other][0] == "named" else "") for one, other in LINKS]
    return drawings.tree(cards, links)


def spark(figures: Figures, kpi: str, size: tuple[int, int]) -> str:
    """A KPI's course."""
    target = figures.target(kpi, figures.month)
    events = EVENTS.get(kpi, ())
    return drawings.spark(figures.course(kpi), figures.usual(kpi), target, size, events)


def status(figures: Figures, kpi: str) -> str:
    """On target, short within or outside the usual range, or not judged."""
    value, target = figures.value(kpi), figures.target(kpi, figures.month) or 0.0
    low, high = figures.usual(kpi)
    if kpi in ("orders", "new_sales", "promo_profit", "form_finish"):
        return HELD
    if value >= target and kpi not in LOWER_IS_BETTER:
        return GOOD
    return USUAL if low <= value <= high or kpi in LOWER_IS_BETTER else BAD


def printed(kpi: str, value: float) -> str:
    """A value as a table prints it."""
    if kpi in PERCENT:
        return pct(value)
    if kpi in YEN:
        return f"{value / 1e4:,.0f}万円"
    return f"{value:,.0f}{COUNTER.get(kpi, '件')}"


def pct(value: float) -> str:
    """A share."""
    return f"{100 * value:.2f}%" if value < 0.1 else f"{100 * value:.1f}%"


def change(value: float, base: float) -> str:
    """A relative change."""
    return minus(f"{100 * (value / base - 1):+.1f}%")


def points(gap: float) -> str:
    """A difference of shares."""
    return minus(f"{100 * gap:+.2f}pt")


def wan(amount: float) -> str:
    """An amount of yen in units of ten thousand."""
    return minus(f"{round(amount / 1e4):+,}万円") if round(amount / 1e4) else "±0万円"


def minus(words: str) -> str:
    """The minus of print."""
    return words.replace("-", "−")


if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(make(Path.cwd()))

"""The two large charts with Altair, as SVG to be put into the page."""

from __future__ import annotations

import altair as alt
import pandas as pd
import vl_convert

from benchmarks.naive.figures import FACTORS, Figures

FONT = "Noto Sans CJK JP"
INK, GREY, GOOD, BAD = "#2B3138", "#B3BAC1", "#4BA898", "#A1271B"
NAMES = dict(
    zip(
        FACTORS,
        ("サイト訪問", "ページ到達", "入力完了", "商談の割合", "受注率", "平均契約額"),
        strict=True,
    )
)


def history(figures: Figures) -> str:
    """Orders month by month with their targets, and the gap to target above."""
    months = pd.period_range(figures.month - 12, figures.month, freq="M")
    table = pd.DataFrame({"value": figures.course("orders"), "target": figures.targets("orders")})
    table["month"] = [_name(month) for month in months]
    table["gap"] = table["value"] - table["target"]
    table["said"] = [_signed(gap) for gap in table["gap"]]
    table["colour"] = [GREY if month < pd.Period("2026-04") else INK for month in months]
    table["gap_colour"] = [GOOD if gap >= 0 else BAD for gap in table["gap"]]
    order, base = list(table["month"]), alt.Chart(table)
    names = alt.Axis(title=None, labelAngle=0, labelExpr="split(datum.label, '|')")
    columns = base.encode(x=alt.X("month:N", sort=order, axis=names))
    outlines = columns.mark_bar(fill="white", stroke="#454D55", width=26).encode(y=_y("target"))
    actual = columns.mark_bar(width=20).encode(y=_y("value"), color=_own("colour"))
    numbers = columns.mark_text(dy=-6, fontSize=8).encode(y=_y("value"), text="value:Q")
    gaps = base.encode(x=alt.X("month:N", sort=order, axis=None))
    gap = gaps.mark_bar(width=20).encode(y=_y("gap"), color=_own("gap_colour"))
    said = gaps.mark_text(dy=-6, fontSize=8, fontWeight="bold").encode(y=_y("gap"), text="said:N")
    upper = (gap + said).properties(width=640, height=44, title="目標との差")
    lower = (outlines + actual + numbers).properties(width=640, height=84, title="実績")
    return _svg(alt.vconcat(upper, lower, spacing=8))


def _name(month: pd.Period) -> str:
    """The month, with the year where one begins; the line's end tells the two Octobers apart."""
    is_first = month in (pd.Period("2025-10"), pd.Period("2026-01"))
    return f"{month.month}月|{month.year}年" if is_first else f"{month.month}月|"


def waterfall(figures: Figures) -> str:
    """From this month's target to its sales, one row a factor."""
    amounts = figures.against_target()
    place = figures.target("new_sales", figures.month) or 0.0
    rows = [
        {"name": "目標", "from": 0.0, "to": place, "said": f"{place / 1e4:,.0f}", "colour": INK}
    ]
    for kpi, amount in amounts.items():
        colour = GOOD if amount >= 0 else BAD
        said = _signed(amount / 1e4)
        rows.append({"name": NAMES[kpi], "from": place, "to": place + amount})
        rows[-1] |= {"said": said, "colour": colour}
        place += amount
    rows.append({"name": "実績", "from": 0.0, "to": place, "said": f"{place / 1e4:,.0f}"})
    rows[-1]["colour"] = INK
    table = pd.DataFrame(rows)
    base = alt.Chart(table).encode(y=alt.Y("name:N", sort=None, axis=alt.Axis(title=None)))
    span = alt.Scale(domain=[8_000_000, 16_000_000], clamp=True)
    across = alt.X("from:Q", scale=span, axis=None)
    bars = base.mark_bar(height=11).encode(x=across, x2="to:Q", color=_own("colour"))
    at_edge = alt.value(655)
    said = base.mark_text(align="right", fontSize=8, fontWeight="bold")
    numbers = said.encode(x=at_edge, text="said:N", color=_own("colour"))
    return _svg((bars + numbers).properties(width=600, height=150))


def _y(field: str) -> alt.Y:
    return alt.Y(f"{field}:Q", axis=None)


def _own(field: str) -> alt.Color:
    return alt.Color(f"{field}:N", scale=None)


def _signed(amount: float) -> str:
    if pd.isna(amount):
        return ""
    rounded = round(amount)
    return "±0" if rounded == 0 else f"{rounded:+,}".replace("-", "−")


def _svg(chart: alt.TopLevelMixin) -> str:
    styled = chart.configure(font=FONT).configure_view(stroke=None)
    return str(vl_convert.vegalite_to_svg(styled.to_json()))

"""Minato's figures with pandas: the exports as tables, then one row a month."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import yaml

CHANNELS = {"自然検索": "Organic Search", "広告": "Paid Search", "指名": "Direct"} | {
    "紹介": "Referral",
    "メール": "Email",
}
FEE_FROM, FEE = pd.Period("2025-04"), 1.2
TARGETS = pd.DataFrame(
    {
        "new_sales": (11_200_000, 14_000_000),
        "orders": (8, 10),
        "meetings": (32, 40),
        "leads": (160, 200),
        "visits": (6_400, 8_000),
        "promo_profit": (6_240_000, 8_100_000),
        "promo_cost": (1_600_000, 1_700_000),
        "deal_size": (1_400_000, 1_400_000),
        "close_rate": (0.25, 0.25),
        "form_reach": (0.05, 0.05),
        "form_finish": (0.5, 0.5),
        "meeting_rate": (0.2, 0.2),
        "cost_per_lead": (35_000, 35_000),
        "cost_per_order": (170_000, 170_000),
        "named": (2, 2),
    },
    index=["until September", "from October"],
).astype(float)
FACTORS = ("visits", "form_reach", "form_finish", "meeting_rate", "close_rate", "deal_size")


@dataclass(frozen=True)
class Figures:
    """All months of every KPI, the month of the report, and the two breakdowns by channel."""

    kpis: pd.DataFrame
    month: pd.Period
    channels: pd.DataFrame

    def course(self, kpi: str) -> list[float]:
        """Thirteen months of a KPI, the report's own last."""
        return list(self.kpis[kpi].loc[self.month - 12 : self.month])

    def targets(self, kpi: str) -> list[float | None]:
        """The target of each of the thirteen months; nothing was agreed before April 2026."""
        months = pd.period_range(self.month - 12, self.month, freq="M")
        return [self.target(kpi, month) for month in months]

    def target(self, kpi: str, month: pd.Period) -> float | None:
        """What was agreed for a month."""
        if kpi not in TARGETS or month < pd.Period("2026-04"):
            return None
        phase = "until September" if month < pd.Period("2026-10") else "from October"
        return float(TARGETS[kpi][phase])

    def value(self, kpi: str, back: int = 0) -> float:
        """The month's value, or that of some months before."""
        return self.course(kpi)[-1 - back]

    def usual(self, kpi: str) -> tuple[float, float]:
        """The usual range: mean of the year before and 2.66 times the mean moving range."""
        year = self.kpis[kpi].loc[self.month - 12 : self.month - 1]
        spread = 2.66 * year.diff().abs().mean()
        return float(year.mean() - spread), float(year.mean() + spread)

    def contributions(self, before: dict[str, float]) -> dict[str, float]:
        """What each factor adds to the difference in sales; the parts add up to it exactly."""
        now = {kpi: self.value(kpi) for kpi in FACTORS}
        sales, base = np.prod(list(now.values())), np.prod(list(before.values()))
        weight = (sales - base) / np.log(sales / base) if sales != base else sales
        return {kpi: float(weight * np.log(now[kpi] / before[kpi])) for kpi in FACTORS}

    def against_target(self) -> dict[str, float]:
        """The contributions against this month's targets."""
        return self.contributions({k: self.target(k, self.month) or 0.0 for k in FACTORS})

    def against(self, back: int) -> dict[str, float]:
        """The contributions against an earlier month."""
        return self.contributions({kpi: self.value(kpi, back) for kpi in FACTORS})


def read(data: Path, notes: Path, month: str) -> Figures:
    """The figures up to a month, from the exports and the hand-typed figures."""
    sessions = _ga4(data / "ga4_sessions.csv", ["day", "channel", "count", "total"])
    views = _ga4(data / "ga4_form_view.csv", ["day", "channel", "event", "count", "total"])
    deals, ads, books = _crm(data), _ads(data), _books(notes)
    followers = pd.read_csv(data / "sns_followers.csv", parse_dates=["日付"])
    won = deals[deals["ステージ"] == "受注"]
    base = pd.DataFrame(
        {
            "visits": _monthly(sessions, "day", "count"),
            "form_views": _monthly(views, "day", "count"),
            "leads": _counted(deals, "資料請求日"),
            "paid_leads": _counted(deals[deals["流入元"] == "広告"], "資料請求日"),
            "meetings": _counted(deals, "商談日"),
            "orders": _counted(won, "受注日"),
            "new_sales": _monthly(won, "受注日", "金額"),
            "ad_cost": _monthly(ads, "Day", "Cost"),
            "followers": _monthly(followers, "日付", "フォロワー数"),
        }
    ).join(books)
    base["ad_cost"] *= np.where(base.index >= FEE_FROM, FEE, 1.0)
    this = pd.Period(month)
    return Figures(_kpis(base), this, _by_channel(sessions, views, this))


def _kpis(base: pd.DataFrame) -> pd.DataFrame:
    promo = base["ad_cost"] + base["promo_other"]
    return base.assign(
        form_reach=base["form_views"] / base["visits"],
        form_finish=base["leads"] / base["form_views"],
        meeting_rate=base["meetings"] / base["leads"],
        close_rate=base["orders"] / base["meetings"],
        deal_size=base["new_sales"] / base["orders"],
        promo_cost=promo,
        promo_profit=base["new_sales"] * base["margin_rate"] - promo,
        cost_per_lead=base["ad_cost"] / base["paid_leads"],
        cost_per_order=promo / base["orders"],
    )


def _ga4(path: Path, names: list[str]) -> pd.DataFrame:
    table = pd.read_csv(path, names=names, skiprows=8, encoding="utf-8")
    table["day"] = pd.to_datetime(table["day"], format="%Y%m%d")
    return table


def _crm(data: Path) -> pd.DataFrame:
    """Every deal as it stands in the latest file that names it."""
    files = sorted(data.glob("crm_*.csv"))
    tables = [pd.read_csv(file, encoding="cp932", thousands=",", dtype=str) for file in files]
    deals = pd.concat(tables).drop_duplicates("案件ID", keep="last")
    deals["金額"] = pd.to_numeric(deals["金額"].str.replace(",", ""), errors="coerce")
    for column in ("資料請求日", "商談日", "受注日"):
        deals[column] = pd.to_datetime(deals[column], errors="coerce")
    return deals


def _ads(data: Path) -> pd.DataFrame:
    """Cost by day and campaign, without the rows of totals."""
    tables = [
        pd.read_csv(file, sep="\t", encoding="utf-16", skiprows=2, na_values=" --", thousands=",")
        for file in sorted(data.glob("google_ads_*.csv"))
    ]
    ads = pd.concat(tables)
    ads["Day"] = pd.to_datetime(ads["Day"], format="%Y-%m-%d", errors="coerce")
    ads["Cost"] = pd.to_numeric(ads["Cost"], errors="coerce")
    return ads.dropna(subset=["Day"])


def _books(notes: Path) -> pd.DataFrame:
    """Margin and other promotion cost, typed by hand each month."""
    rows = {}
    for file in sorted(notes.glob("*.yml")):
        typed = yaml.safe_load(file.read_text(encoding="utf-8"))["manual"]["books"]
        margin = float(typed["margin_rate"].rstrip("%")) / 100
        rows[pd.Period(file.stem)] = {"margin_rate": margin, "promo_other": typed["promo_other"]}
    return pd.DataFrame.from_dict(rows, orient="index")


def _monthly(table: pd.DataFrame, day: str, value: str) -> pd.Series:
    return table.groupby(table[day].dt.to_period("M"))[value].sum()


def _counted(table: pd.DataFrame, day: str) -> pd.Series:
    return table.groupby(table[day].dt.to_period("M")).size()


def _by_channel(sessions: pd.DataFrame, views: pd.DataFrame, month: pd.Period) -> pd.DataFrame:
    """Visits and the share that reached the form, by channel, this year and last."""
    columns: dict[str, pd.Series] = {}
    for name, period in (("now", month), ("before", month - 12)):
        visits, forms = (
            table[table["day"].dt.to_period("M") == period].groupby("channel")["count"].sum()
            for table in (sessions, views)
        )
        columns |= {f"visits_{name}": visits, f"reach_{name}": forms / visits}
    return pd.DataFrame(columns)

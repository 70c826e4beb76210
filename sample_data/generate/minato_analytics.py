"""Minato Seiki's web figures: GA4 explorations, Google Ads reports and the follower count."""

from __future__ import annotations

from datetime import date

from sample_data.generate.chance import Chance, split
from sample_data.generate.minato_story import (
    CHANGED_MIX,
    CHANGED_RATE,
    CHANNELS,
    OCTOBER_FORM_VIEWS,
    OCTOBER_SESSIONS,
    STORY,
    TAG_STOPPED,
    USUAL_MIX,
    USUAL_RATE,
    MinatoMonth,
)
from sample_data.generate.months import Month, is_weekend
from sample_data.generate.writers import (
    AdFigures,
    Export,
    csv_text,
    ga4_exploration,
    google_ads_report,
)

SEPTEMBER, OCTOBER = Month(2026, 9), Month(2026, 10)
HEADER_CHANGED = date(2026, 9, 18)

CAMPAIGNS = {"指名": (0.22, 160, 0.11), "一般": (0.52, 310, 0.035), "競合": (0.26, 390, 0.025)}
"""Share of the cost, yen a click, and clicks an impression of each campaign."""


def export() -> Export:
    """Every web export of the client."""
    sessions, form_views = _daily_figures()
    yield "minato/ga4_sessions.csv", _sessions_exploration(sessions)
    yield "minato/ga4_form_view.csv", _form_view_exploration(form_views)
    for story in STORY:
        yield f"minato/google_ads_{story.name}.csv", _ads_report(story)
    yield "minato/sns_followers.csv", _followers()


def sessions_of(story: MinatoMonth) -> list[int]:
    """The month's sessions by channel, in the order of CHANNELS."""
    if story.month == OCTOBER:
        return list(OCTOBER_SESSIONS)
    chance = Chance(f"minato mix {story.name}")
    mix = CHANGED_MIX if story.month == SEPTEMBER else USUAL_MIX
    return split(story.sessions, [share * chance.between(0.94, 1.06) for share in mix])


def form_views_of(story: MinatoMonth) -> list[int]:
    """The month's form views by channel, in the order of CHANNELS."""
    if story.month == OCTOBER:
        return list(OCTOBER_FORM_VIEWS)
    chance = Chance(f"minato form {story.name}")
    rates = CHANGED_RATE if story.month == SEPTEMBER else USUAL_RATE
    weights = [
        sessions * rate * chance.between(0.93, 1.07)
        for sessions, rate in zip(sessions_of(story), rates, strict=True)
    ]
    return split(story.form_views, weights)


Daily = list[tuple[date, str, int]]


def _daily_figures() -> tuple[Daily, Daily]:
    """Sessions and form views of each day and channel; a day without any has no row."""
    sessions: Daily = []
    form_views: Daily = []
    for story in STORY:
        chance = Chance(f"minato days {story.name}")
        days = [day for day in story.month.days() if day not in TAG_STOPPED]
        sessions += _spread(days, sessions_of(story), chance, lasting_change=1.0)
        form_views += _spread(days, form_views_of(story), chance, lasting_change=0.66)
    return sessions, form_views


def _spread(days: list[date], totals: list[int], chance: Chance, lasting_change: float) -> Daily:
    """A month's totals by channel on its days; `lasting_change` holds once the header changed."""
    by_channel = []
    for total in totals:
        weights = [(0.35 if is_weekend(day) else 1.2) * chance.between(0.8, 1.2) for day in days]
        if HEADER_CHANGED in days:
            weights = [
                weight * (lasting_change if day >= HEADER_CHANGED else 1.0)
                for day, weight in zip(days, weights, strict=True)
            ]
        by_channel.append(split(total, weights))
    return [
        (day, channel, by_channel[column][row])
        for row, day in enumerate(days)
        for column, channel in enumerate(CHANNELS)
        if by_channel[column][row]
    ]


def _sessions_exploration(daily: Daily) -> bytes:
    return ga4_exploration(
        "月次レポート用(セッション)",
        "自由形式 1",
        "総計",
        ("日付", "セッションのデフォルト チャネル グループ", "セッション"),
        [(f"{day:%Y%m%d}", channel, value) for day, channel, value in daily],
        (STORY[0].month.first, STORY[-1].month.last),
        dimensions=2,
    )


def _form_view_exploration(daily: Daily) -> bytes:
    return ga4_exploration(
        "月次レポート用(資料請求フォーム)",
        "自由形式 1",
        "総計",
        ("日付", "セッションのデフォルト チャネル グループ", "イベント名", "イベント数"),
        [(f"{day:%Y%m%d}", channel, "form_view", value) for day, channel, value in daily],
        (STORY[0].month.first, STORY[-1].month.last),
        dimensions=3,
    )


def _ads_report(story: MinatoMonth) -> bytes:
    """A row per day and campaign; the competitors' campaign rests over New Year."""
    chance = Chance(f"minato ads {story.name}")
    days = story.month.days()
    cells = [(day, name) for day in days for name in CAMPAIGNS]
    costs = split(
        story.media_cost,
        [
            0.0 if _rests(day, name) else CAMPAIGNS[name][0] * _day_weight(day, chance)
            for day, name in cells
        ],
    )
    claimed = story.paid_requests + chance.whole(-1, 2)
    conversions = [0] * len(cells)
    for _ in range(claimed):
        conversions[chance.weighted(costs)] += 1
    rows = []
    for (day, name), cost, converted in zip(cells, costs, conversions, strict=True):
        _, yen_a_click, rate = CAMPAIGNS[name]
        clicks = max(converted, round(cost / yen_a_click * chance.between(0.85, 1.15)))
        shown = round(clicks / rate * chance.between(0.85, 1.15)) if cost else 0
        rows.append((day, name, AdFigures(cost, shown, clicks, converted)))
    return google_ads_report(story.month, rows)


def _day_weight(day: date, chance: Chance) -> float:
    return (0.5 if is_weekend(day) else 1.15) * chance.between(0.85, 1.15)


def _rests(day: date, campaign: str) -> bool:
    over_new_year = (day.month, day.day) >= (12, 29) or (day.month, day.day) <= (1, 3)
    return campaign == "競合" and over_new_year


def _followers() -> bytes:
    """Followers at each month's end: they rise every month, whatever the business does."""
    chance = Chance("minato followers")
    rows: list[tuple[str, str | int]] = [("日付", "フォロワー数")]
    followers = 1180
    for story in STORY:
        followers += chance.whole(70, 150)
        rows.append((f"{story.month.last}", followers))
    return csv_text(rows).encode()

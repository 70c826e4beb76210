"""What each preset's sources export over fourteen months, drawn from a seed.

The files have the headers that the preset declares, in the client's language; their figures lie
somewhat below the preset's targets.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sample_data.generate.chance import Chance, split
from sample_data.generate.months import Month
from sample_data.generate.writers import Cell, csv_text, ga4_exploration

EXPORTED = datetime(2026, 11, 5, 8, 0, tzinfo=UTC)
MONTHS = tuple(Month(2025 + (8 + n) // 12, (8 + n) % 12 + 1) for n in range(14))
FIRST, LAST = MONTHS[0].first, MONTHS[-1].last
CHANNELS = {"Organic Search": 0.45, "Paid Search": 0.2, "Direct": 0.25, "Referral": 0.1}

Dated = Mapping[str, str | date]
"""A row of a table of events; a date later than its file is not known there yet."""

Files = Iterator[tuple[str, str | bytes]]


def write_exports(root: Path, client: str, preset: str, language: str) -> None:
    """Every file of a client's sources, as it was exported early in November 2026."""
    for path, content in EXPORTS[preset](language):
        file = root / path.replace("CLIENT", client)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        os.utime(file, (EXPORTED.timestamp(), EXPORTED.timestamp()))


def ec(language: str) -> Files:
    """Analytics, orders, ads, and the number of subscribers typed by hand."""
    chance = Chance("ec")
    rates = {"sessions": 1.0, "addToCarts": 0.048, "checkouts": 0.024}
    yield "data/CLIENT/ga4_all.csv", _analytics(chance, 52_000, rates)
    header = (
        "Name",
        "Financial Status",
        "Currency",
        "Total",
        "Created at",
        "Lineitem quantity",
        "Cancelled at",
        "Payment Method",
        "Refunded Amount",
    )
    for at, month in enumerate(MONTHS):
        rows: list[Sequence[Cell]] = [header]
        for number in range(chance.whole(600, 680)):
            name, amount = f"#{at * 1000 + number}", _money(chance.whole(4_000, 11_600), language)
            moment = f"{chance.pick(month.days())} 12:00:00 +0000"
            status, refunded = ("refunded", amount) if chance.happens(0.02) else ("paid", "0")
            rows.append(
                (name, status, _currency(language), amount, moment, "1", "", "Shopify", refunded)
            )
        yield f"data/CLIENT/orders_{month}.csv", csv_text(rows)
        yield f"data/CLIENT/google_ads_{month}.csv", _ads(month, chance, 900_000, language)
        yield _typed(month, f"subscribers: {2_600 + 30 * at}")


def b2b(language: str) -> Files:
    """Analytics, deals of the CRM, and ads."""
    chance = Chance("b2b")
    yield "data/CLIENT/ga4_all.csv", _analytics(chance, 7_400, {"sessions": 1.0})
    names, words, channels = {
        "ja": (
            ("案件ID", "ステージ", "金額", "作成日", "初回商談日", "受注日", "流入元"),
            ("受注", "商談中", "資料請求"),
            ("自然検索", "広告", "紹介"),
        ),
        "en": (
            ("Deal ID", "Stage", "Amount", "Created on", "First meeting on", "Won on", "Channel"),
            ("Won", "Open", "Lead"),
            ("Search", "Ads", "Referral"),
        ),
    }[language]
    id, stage, amount, created, met, won, channel = names
    deals: list[Dated] = []
    for day in _days(chance, 140):
        meeting = day + timedelta(days=chance.whole(6, 28)) if chance.happens(0.2) else None
        order = meeting and meeting + timedelta(days=chance.whole(15, 45))
        deals.append(
            {
                id: f"D-{len(deals) + 1}",
                stage: "",
                amount: _money(chance.whole(700, 1_300) * 1_000, language),
                created: day,
                met: meeting or "",
                won: order if order and chance.happens(0.25) else "",
                channel: chance.pick(channels),
            }
        )

    def stage_of(deal: Dated) -> Dated:
        reached = words[0] if deal[won] else words[1] if deal[met] else words[2]
        return {**deal, stage: reached}

    for month, rows in _changed_in_each_month(deals, stage_of):
        yield f"data/CLIENT/crm_{month}.csv", csv_text(rows)
        yield f"data/CLIENT/google_ads_{month}.csv", _ads(month, chance, 1_000_000, language)


def saas(language: str) -> Files:
    """Analytics, subscriptions, and the table of the months."""
    chance = Chance("saas")
    yield "data/CLIENT/ga4_all.csv", _analytics(chance, 9_200, {"sessions": 1.0})
    names, of_months = {
        "ja": (
            ("契約ID", "月額", "トライアル開始日", "有料化日", "解約日"),
            ("月末日", "MRR", "月初の契約数", "利用のあった契約数"),
        ),
        "en": (
            ("Subscription ID", "Monthly fee", "Trial began on", "Paid since", "Cancelled on"),
            ("Last day", "MRR", "Customers at the start", "Customers who logged in"),
        ),
    }[language]
    id, fee, trial, paid, cancelled = names
    subscriptions: list[Dated] = []
    for day in _days(chance, 175):
        first = day + timedelta(days=14) if chance.happens(0.2) else None
        leaves = first is not None and chance.happens(0.3)
        last = first + timedelta(days=chance.whole(40, 300)) if first and leaves else ""
        subscriptions.append(
            {
                id: f"S-{len(subscriptions) + 1}",
                fee: _money(chance.pick((15_000, 25_000, 35_000)), language),
                trial: day,
                paid: first or "",
                cancelled: last,
            }
        )
    months: list[Sequence[Cell]] = [of_months]
    customers, mrr = 420, 10_500_000
    for month, rows in _changed_in_each_month(subscriptions, lambda one: one):
        yield f"data/CLIENT/subscriptions_{month}.csv", csv_text(rows)
        mrr += chance.whole(300_000, 500_000)
        active = round(customers * chance.between(0.74, 0.79))
        months.append((f"{month.last}", _money(mrr, language), customers, active))
        customers += chance.whole(14, 22)
    yield "data/CLIENT/mrr.csv", csv_text(months)


def clinic(language: str) -> Files:
    """Analytics, appointments, and the cost of ads typed by hand."""
    chance = Chance("clinic")
    yield "data/CLIENT/ga4_all.csv", _analytics(chance, 3_700, {"sessions": 1.0})
    names, kinds, states = {
        "ja": (
            ("予約ID", "受付日", "来院日", "区分", "状態", "金額"),
            ("初診", "再診"),
            ("来院", "無断キャンセル", "キャンセル", "予約中"),
        ),
        "en": (
            ("Booking ID", "Booked on", "Appointment on", "Kind", "State", "Fee"),
            ("New", "Returning"),
            ("Came", "No-show", "Cancelled", "Booked"),
        ),
    }[language]
    id, booked, due, kind, state, fee = names
    bookings: list[Dated] = []
    for number, day in enumerate(_days(chance, 980)):
        end = chance.fraction()
        bookings.append(
            {
                id: f"B-{number + 1}",
                booked: day,
                due: day + timedelta(days=chance.whole(0, 12)),
                kind: kinds[0] if chance.happens(0.092) else kinds[1],
                state: states[0] if end < 0.9 else states[1] if end < 0.955 else states[2],
                fee: _money(chance.whole(3_000, 7_000), language),
            }
        )

    def state_of(booking: Dated) -> Dated:
        return booking if booking[due] else {**booking, state: states[3], fee: ""}

    for at, (month, rows) in enumerate(_changed_in_each_month(bookings, state_of)):
        yield f"data/CLIENT/bookings_{month}.csv", csv_text(rows)
        yield _typed(month, f"ad_cost: {_money(280_000 + 4_000 * at, language)}")


def store(language: str) -> Files:
    """The till by day, and what is counted and typed by hand."""
    chance = Chance("store")
    header = {
        "ja": ("日付", "売上", "会計数", "点数"),
        "en": ("Date", "Sales", "Receipts", "Items"),
    }[language]
    for at, month in enumerate(MONTHS):
        rows: list[Sequence[Cell]] = [header]
        receipts = 0
        for day in month.days():
            today = chance.whole(82, 104)
            items = round(today * chance.between(2.3, 2.5))
            sales = _money(items * chance.whole(1_150, 1_230), language)
            rows.append((f"{day}", sales, today, items))
            receipts += today
        yield f"data/CLIENT/pos_{month}.csv", csv_text(rows)
        people, members = round(receipts / chance.between(0.38, 0.41)), 1_250 + 15 * at
        cost = _money(chance.whole(250, 330) * 1_000, language)
        yield _typed(month, f"footfall: {people}, members: {members}, promo_cost: {cost}")


def recruit(language: str) -> Files:
    """Analytics, applicants, and the cost of job boards typed by hand."""
    chance = Chance("recruit")
    yield "data/CLIENT/ga4_all.csv", _analytics(chance, 4_600, {"sessions": 1.0})
    names, channels = {
        "ja": (
            ("応募者ID", "応募日", "一次面接日", "入社承諾日", "応募経路"),
            ("採用サイト", "求人媒体", "人材紹介"),
        ),
        "en": (
            ("Applicant ID", "Applied on", "First interview on", "Accepted on", "Channel"),
            ("Own site", "Job board", "Agent"),
        ),
    }[language]
    id, applied, interviewed, accepted, channel = names
    applicants: list[Dated] = []
    for number, day in enumerate(_days(chance, 92)):
        interview = day + timedelta(days=chance.whole(5, 25)) if chance.happens(0.29) else None
        hired = interview is not None and chance.happens(0.2)
        applicants.append(
            {
                id: f"P-{number + 1}",
                applied: day,
                interviewed: interview or "",
                accepted: interview + timedelta(days=20) if interview and hired else "",
                channel: chance.pick(channels),
            }
        )
    for month, rows in _changed_in_each_month(applicants, lambda one: one):
        yield f"data/CLIENT/applicants_{month}.csv", csv_text(rows)
        yield _typed(month, f"media_cost: {_money(2_350_000, language)}")


EXPORTS: Mapping[str, Callable[[str], Files]] = {
    "ec": ec,
    "b2b": b2b,
    "saas": saas,
    "clinic": clinic,
    "store": store,
    "recruit": recruit,
}


def _days(chance: Chance, a_month: int) -> Iterator[date]:
    """The days on which something begins, in order, about so many times a month."""
    for month in MONTHS:
        count = round(a_month * chance.between(0.9, 1.1))
        yield from sorted(chance.pick(month.days()) for _ in range(count))


def _changed_in_each_month(
    rows: Sequence[Dated], as_of: Callable[[Dated], Dated]
) -> Iterator[tuple[Month, list[Sequence[Cell]]]]:
    """A table a month: what has a date in it, as it stood on its last day."""
    for month in MONTHS:
        table: list[Sequence[Cell]] = [tuple(rows[0])]
        for row in rows:
            if any(isinstance(cell, date) and Month.of(cell) == month for cell in row.values()):
                known = {name: _known(cell, month.last) for name, cell in row.items()}
                table.append([str(cell) for cell in as_of(known).values()])
        yield month, table


def _known(cell: str | date, day: date) -> str | date:
    return "" if isinstance(cell, date) and cell > day else cell


def _analytics(chance: Chance, sessions: int, rates: Mapping[str, float]) -> bytes:
    """An exploration of all days by channel; `rates` are its metrics for each session."""
    rows = []
    for month in MONTHS:
        total = sessions * chance.between(0.93, 1.07)
        by_day = split(round(total), [chance.between(0.8, 1.2) for _ in month.days()])
        for day, of_day in zip(month.days(), by_day, strict=True):
            for channel, share in CHANNELS.items():
                counts = [round(of_day * share * rate) for rate in rates.values()]
                rows.append((f"{day:%Y%m%d}", channel, *counts))
    header = ("date", "sessionDefaultChannelGroup", *rates)
    return ga4_exploration("Report", "Free form 1", "Grand total", header, rows, (FIRST, LAST), 2)


def _ads(month: Month, chance: Chance, yen: int, language: str) -> str:
    """A campaign report with its range above and its total below."""
    weights = [chance.between(0.8, 1.2) for _ in month.days()]
    costs = split(round(yen * chance.between(0.95, 1.08)), weights)
    code = _currency(language)
    days = zip(month.days(), costs, strict=True)
    rows = [(f"{day}", "Brand", code, _money(cost, language)) for day, cost in days]
    total = sum(float(row[3]) for row in rows)
    header = ("Day", "Campaign", "Currency code", "Cost")
    end = ("Total: Account", " --", code, f"{total:.2f}")
    return f"Campaign report\n{month.first} - {month.last}\n" + csv_text([header, *rows, end])


def _typed(month: Month, figures: str) -> tuple[str, str]:
    """The month's notes, with the figures nobody can export."""
    text = f"schema: reportgen/notes@1\nmonth: {month}\nmanual:\n  books: {{{figures}}}\n"
    return f"configs/CLIENT/notes/{month}.yml", text


def _money(yen: int, language: str) -> str:
    return f"{yen}" if language == "ja" else f"{yen / 200:.2f}"


def _currency(language: str) -> str:
    return "JPY" if language == "ja" else "GBP"

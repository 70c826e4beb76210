"""The sample exports tell the stories that sample_data/README.md promises.

Read with csv and Decimal only: these figures are oracles for the connectors and the mapping.
"""

import csv
import io
import os
import re
import subprocess
import sys
from collections import Counter
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from itertools import pairwise
from pathlib import Path
from statistics import correlation

import pytest

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "sample_data"
MINATO = SAMPLES / "minato"
HARROW = SAMPLES / "harrow"
MONTHS = [f"{2022 + (9 + n) // 12}-{(9 + n) % 12 + 1:02d}" for n in range(49)]
FISCAL_YEAR_SO_FAR = MONTHS[-7:]
PREAMBLE = 6


# ---- readers


@cache
def exploration(path: Path) -> tuple[list[str], list[str], list[list[str]]]:
    """Header, totals row and rows of a GA4 exploration."""
    header, totals, *rows = csv.reader(path.read_text("utf-8").splitlines()[PREAMBLE:])
    return header, totals, rows


def monthly(path: Path, column: int, channel: str | None = None) -> Counter[str]:
    sums: Counter[str] = Counter()
    for row in exploration(path)[2]:
        if channel in (None, row[1]):
            sums[f"{row[0][:4]}-{row[0][4:6]}"] += int(row[column])
    return sums


@cache
def crm_file(month: str) -> list[dict[str, str]]:
    text = (MINATO / f"crm_{month}.csv").read_bytes().decode("cp932")
    return list(csv.DictReader(io.StringIO(text, newline="")))


@cache
def deals() -> dict[str, dict[str, str]]:
    """Each deal as its latest month's file shows it."""
    return {row["案件ID"]: row for month in MONTHS for row in crm_file(month)}


def deals_by(column: str, **where: str) -> Counter[str]:
    return Counter(
        deal[column][:7]
        for deal in deals().values()
        if deal[column] and all(deal[key] == value for key, value in where.items())
    )


@cache
def won_amount() -> Counter[str]:
    sums: Counter[str] = Counter()
    for deal in deals().values():
        if deal["ステージ"] == "受注":
            sums[deal["受注日"][:7]] += int(deal["金額"].replace(",", ""))
    return sums


@cache
def google_ads(month: str) -> tuple[list[str], list[list[str]]]:
    """Preamble and table of a Google Ads report, header first."""
    lines = (MINATO / f"google_ads_{month}.csv").read_bytes().decode("utf-16").splitlines()
    return lines[:2], list(csv.reader(lines[2:], delimiter="\t"))


def media_cost(month: str) -> int:
    return sum(int(row[3]) for row in google_ads(month)[1] if row[0].startswith("20"))


def cost_per_paid_request(month: str) -> Decimal:
    paid = deals_by("資料請求日", 流入元="広告")[month]
    return media_cost(month) * Decimal("1.2") / paid


@cache
def orders_file(month: str) -> list[dict[str, str]]:
    text = (HARROW / f"orders_{month}.csv").read_bytes().decode("utf-8")
    return list(csv.DictReader(io.StringIO(text, newline="")))


class Shop:
    """The shop's counted orders by month, after every file: the later file wins."""

    def __init__(self) -> None:
        first_lines: dict[str, dict[str, str]] = {}
        quantities: dict[str, int] = {}
        for month in MONTHS:
            in_file: Counter[str] = Counter()
            for row in orders_file(month):
                if row["Financial Status"]:
                    first_lines[row["Name"]] = row
                in_file[row["Name"]] += int(row["Lineitem quantity"])
            quantities |= in_file
        self.statuses: Counter[tuple[str, str]] = Counter()
        self.orders: Counter[str] = Counter()
        self.items: Counter[str] = Counter()
        self.net: dict[str, Decimal] = dict.fromkeys(MONTHS, Decimal(0))
        for name, row in first_lines.items():
            month, status = row["Created at"][:7], _shop_status(row)
            self.statuses[month, status] += 1
            if status in ("paid", "partially_refunded", "refunded"):
                self.orders[month] += 1
                self.items[month] += quantities[name]
                self.net[month] += Decimal(row["Total"]) - Decimal(row["Refunded Amount"])


def _shop_status(row: dict[str, str]) -> str:
    if row["Payment Method"] == "(for testing) Bogus Gateway":
        return "test"
    return "cancelled" if row["Cancelled at"] else row["Financial Status"]


@pytest.fixture(scope="module")
def shop() -> Shop:
    return Shop()


@cache
def meta_ads(month: str) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """Summary rows and campaign rows of a Meta Ads report."""
    rows = list(csv.DictReader((HARROW / f"meta_ads_{month}.csv").read_text().splitlines()))
    named = [row for row in rows if row["Campaign name"]]
    return [row for row in rows if not row["Campaign name"]], named


def ad_spend(month: str) -> Decimal:
    return sum((Decimal(row["Amount spent (GBP)"]) for row in meta_ads(month)[1]), Decimal(0))


# ---- every file


def test_files_are_what_the_generator_writes(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "sample_data.generate", str(tmp_path)],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": "4711"},
        check=True,
        capture_output=True,
    )
    made = {path.relative_to(tmp_path): path for path in tmp_path.rglob("*.csv")}
    kept = {path.relative_to(SAMPLES) for path in SAMPLES.rglob("*.csv")}
    assert set(made) == kept
    assert [name for name in made if made[name].read_bytes() != (SAMPLES / name).read_bytes()] == []


def test_samples_stay_small() -> None:
    assert sum(path.stat().st_size for path in SAMPLES.rglob("*.csv")) < 14_000_000


@pytest.mark.parametrize("pattern", ["minato/crm", "minato/google_ads", "harrow/orders"])
def test_every_month_has_its_file(pattern: str) -> None:
    assert all((SAMPLES / f"{pattern}_{month}.csv").is_file() for month in MONTHS)


# ---- minato: the figures of the story


@pytest.mark.parametrize(
    ("month", "sessions", "form_views", "requests", "meetings", "won", "amount"),
    [
        ("2025-10", 5_200, 260, 118, 24, 5, 6_900_000),
        ("2026-09", 8_050, 330, 166, 35, 9, 13_140_000),
        ("2026-10", 8_640, 324, 168, 36, 9, 13_320_000),
    ],
)
def test_minato_months(
    month: str, sessions: int, form_views: int, requests: int, meetings: int, won: int, amount: int
) -> None:
    assert monthly(MINATO / "ga4_sessions.csv", 2)[month] == sessions
    assert monthly(MINATO / "ga4_form_view.csv", 3)[month] == form_views
    assert deals_by("資料請求日")[month] == requests
    assert deals_by("商談日")[month] == meetings
    assert deals_by("受注日", ステージ="受注")[month] == won
    assert won_amount()[month] == amount


@pytest.mark.parametrize(
    ("channel", "sessions", "form_views"),
    [
        ("Direct", 1960, 126),
        ("Organic Search", 4500, 99),
        ("Paid Search", 1280, 51),
        ("Referral", 540, 27),
        ("Email", 360, 21),
    ],
)
def test_minato_october_by_channel(channel: str, sessions: int, form_views: int) -> None:
    assert monthly(MINATO / "ga4_sessions.csv", 2, channel)["2026-10"] == sessions
    assert monthly(MINATO / "ga4_form_view.csv", 3, channel)["2026-10"] == form_views


def test_minato_orders_of_the_fiscal_year() -> None:
    won = deals_by("受注日", ステージ="受注")
    assert [won[month] for month in FISCAL_YEAR_SO_FAR] == [7, 8, 6, 8, 9, 9, 9]


def test_form_reach_is_the_bottleneck_of_september_and_october() -> None:
    views, sessions = (
        monthly(MINATO / "ga4_form_view.csv", 3),
        monthly(MINATO / "ga4_sessions.csv", 2),
    )
    reach = {month: 100 * Decimal(views[month]) / sessions[month] for month in MONTHS}
    assert all(Decimal("4.7") <= reach[month] <= Decimal("5.2") for month in MONTHS[:-2])
    assert round(reach["2026-09"], 2) == Decimal("4.10")
    assert reach["2026-10"] == Decimal("3.75")


def test_stop_line_trips_in_october() -> None:
    assert deals_by("資料請求日", 流入元="広告")["2026-10"] == 26
    assert media_cost("2026-10") * Decimal("1.2") == pytest.approx(Decimal(1_118_000), abs=5)
    assert cost_per_paid_request("2026-08") < 40_000
    assert round(cost_per_paid_request("2026-09")) == 41_500
    assert round(cost_per_paid_request("2026-10")) == 43_000
    earlier = [month for month in MONTHS if "2025-04" <= month <= "2026-08"]
    assert all(cost_per_paid_request(month) < 40_000 for month in earlier)


def test_requests_move_orders_two_months_later() -> None:
    requests, won = deals_by("資料請求日"), deals_by("受注日", ステージ="受注")
    lead = [after - before for before, after in pairwise(requests[m] for m in MONTHS)]
    follow = [after - before for before, after in pairwise(won[m] for m in MONTHS)]
    r = {lag: correlation(lead[: len(lead) - lag], follow[lag:]) for lag in range(5)}
    assert r[2] >= 0.9
    assert all(abs(r[lag]) < 0.5 for lag in (0, 1, 3, 4))


def test_most_orders_asked_two_months_before() -> None:
    lags = Counter(
        _month_number(deal["受注日"]) - _month_number(deal["資料請求日"])
        for deal in deals().values()
        if deal["ステージ"] == "受注"
    )
    assert lags.most_common(1)[0][0] == 2
    assert min(lags) >= 0


def _month_number(day: str) -> int:
    return int(day[:4]) * 12 + int(day[5:7])


def test_followers_rise_every_month() -> None:
    rows = list(csv.reader((MINATO / "sns_followers.csv").read_text("utf-8").splitlines()))
    assert rows[0] == ["日付", "フォロワー数"]
    assert [day[:7] for day, _ in rows[1:]] == MONTHS
    assert all(is_month_end(day) for day, _ in rows[1:])
    assert all(int(before) < int(after) for (_, before), (_, after) in pairwise(rows[1:]))


def is_month_end(day: str) -> bool:
    return (date.fromisoformat(day) + timedelta(days=1)).day == 1


# ---- minato: the files as the tools write them


@pytest.mark.parametrize(("name", "metric"), [("ga4_sessions", 2), ("ga4_form_view", 3)])
def test_minato_explorations(name: str, metric: int) -> None:
    content = (MINATO / f"{name}.csv").read_bytes()
    assert not content.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in content
    lines = content.decode("utf-8").splitlines()
    assert lines[3] == "# 20221001-20261031"
    assert lines[PREAMBLE - 1] == ""
    header, totals, rows = exploration(MINATO / f"{name}.csv")
    assert header[:2] == ["日付", "セッションのデフォルト チャネル グループ"]
    assert totals == [*[""] * metric, str(sum(int(row[metric]) for row in rows)), "総計"]
    assert len(totals) == len(header) + 1


@pytest.mark.parametrize("name", ["ga4_sessions", "ga4_form_view"])
def test_three_days_are_missing_in_october(name: str) -> None:
    seen = {row[0] for row in exploration(MINATO / f"{name}.csv")[2]}
    first, last = date(2022, 10, 1), date(2026, 10, 31)
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    missing = [f"{day:%Y%m%d}" for day in days if f"{day:%Y%m%d}" not in seen]
    stopped = ["20261012", "20261013", "20261014"]
    assert set(stopped) <= set(missing)
    if name == "ga4_sessions":
        assert missing == stopped


def test_crm_files_are_cp932_with_hard_characters() -> None:
    text = "".join((MINATO / f"crm_{month}.csv").read_bytes().decode("cp932") for month in MONTHS)
    assert all(character in text for character in "髙㈱①～﨑德")
    with pytest.raises(UnicodeDecodeError):
        (MINATO / "crm_2026-10.csv").read_bytes().decode("utf-8")
    remarks = {deal["備考"] for deal in deals().values()}
    assert any("\n" in remark for remark in remarks)
    assert any(", " in remark for remark in remarks)
    assert any('"' in remark for remark in remarks)


def test_crm_lines_end_with_crlf() -> None:
    content = (MINATO / "crm_2026-10.csv").read_bytes()
    header = "案件ID,会社名,担当者,ステージ,金額,資料請求日,商談日,受注日,失注日,流入元,備考\r\n"
    assert content.startswith(header.encode("cp932"))
    assert content.endswith(b"\r\n")


@pytest.mark.parametrize("month", MONTHS)
def test_crm_file_knows_only_its_month(month: str) -> None:
    """It holds deals that changed in the month, as they stood at its end."""
    for deal in crm_file(month):
        moments = [deal[name][:7] for name in ("資料請求日", "商談日", "受注日", "失注日")]
        assert max(moments) == month
        stage = "受注" if deal["受注日"] else "失注" if deal["失注日"] else None
        assert deal["ステージ"] == (stage or ("商談中" if deal["商談日"] else "資料請求"))
        assert bool(deal["金額"]) == bool(deal["商談日"])
        assert re.fullmatch(r"C-\d{4}", deal["案件ID"])


def test_crm_moments_are_in_order() -> None:
    for deal in deals().values():
        moments = [deal[name] for name in ("資料請求日", "商談日", "受注日") if deal[name]]
        assert moments == sorted(moments)


def test_hoped_for_company_asked_on_8_october() -> None:
    (deal,) = [deal for deal in deals().values() if deal["会社名"] == "X工業"]
    assert deal["資料請求日"] == "2026-10-08"
    assert f"crm: {deal['案件ID']}" in (ROOT / "configs/minato/log.yml").read_text("utf-8")


@pytest.mark.parametrize("month", MONTHS)
def test_google_ads_reports(month: str) -> None:
    assert (MINATO / f"google_ads_{month}.csv").read_bytes().startswith(b"\xff\xfe")
    preamble, (header, *rows) = google_ads(month)
    assert preamble[0] == "Campaign report"
    assert re.fullmatch(r"1 \w+ \d{4} - \d\d \w+ \d{4}", preamble[1])
    assert ",".join(header) == "Day,Campaign,Currency code,Cost,Impr.,Clicks,Conversions"
    days = [row for row in rows if row[0].startswith(month)]
    totals = rows[len(days) :]
    assert [row[0] for row in totals] == ["Total: Campaigns", "Total: Account", "Total: Search"]
    sums = [sum(_ads_number(row[column]) for row in days) for column in (3, 4, 5, 6)]
    assert all([_ads_number(cell) for cell in row[3:]] == sums for row in totals)


def _ads_number(cell: str) -> Decimal:
    return Decimal(0) if cell == " --" else Decimal(cell.replace(",", ""))


def test_google_ads_quotes_thousands_in_impressions_only() -> None:
    text = (MINATO / "google_ads_2026-10.csv").read_bytes().decode("utf-16")
    total = next(line for line in text.splitlines() if line.startswith("Total: Account"))
    assert re.fullmatch(r'Total: Account\t --\tJPY\t931667\t"\d+,\d{3}"\t\d+\t\d+\.00', total)
    december = (MINATO / "google_ads_2025-12.csv").read_bytes().decode("utf-16")
    assert "2025-12-31\t競合\tJPY\t0\t0\t0\t --" in december


# ---- harrow


@pytest.mark.parametrize(
    ("month", "visits", "baskets", "checkouts", "orders", "items", "net", "spend"),
    [
        ("2025-10", 22_000, 1716, 853, 528, 818, 31_680, 5_100),
        ("2026-09", 23_600, 1902, 940, 564, 897, 35_870, 5_800),
        ("2026-10", 25_200, 2066, 1008, 554, 887, 35_759, 6_300),
    ],
)
def test_harrow_months(
    shop: Shop,
    month: str,
    visits: int,
    baskets: int,
    checkouts: int,
    orders: int,
    items: int,
    net: int,
    spend: int,
) -> None:
    assert monthly(HARROW / "ga4_sessions.csv", 2)[month] == visits
    assert monthly(HARROW / "ga4_shop.csv", 2)[month] == baskets
    assert monthly(HARROW / "ga4_shop.csv", 3)[month] == checkouts
    assert shop.orders[month] == orders
    assert shop.items[month] == items
    assert shop.net[month] == net
    assert ad_spend(month) == spend


def test_checkout_is_the_bottleneck_of_september_and_october(shop: Shop) -> None:
    checkouts = monthly(HARROW / "ga4_shop.csv", 3)
    finish = {month: 100 * Decimal(shop.orders[month]) / checkouts[month] for month in MONTHS}
    assert all(61 < finish[month] < Decimal("63.5") for month in MONTHS[:-2])
    assert round(finish["2026-09"], 1) == Decimal("60.0")
    assert round(finish["2026-10"], 1) == Decimal("55.0")


def test_email_fades_while_paid_media_is_pushed() -> None:
    email = monthly(HARROW / "ga4_sessions.csv", 2, "Email")
    paid = monthly(HARROW / "ga4_sessions.csv", 2, "Paid Social")
    assert email["2026-10"] == 2_520 < email["2025-10"] == 3_300
    assert all(email[after] < email[before] for before, after in pairwise(MONTHS[-6:]))
    assert paid["2026-10"] == 9_000 == max(paid[month] for month in MONTHS[-9:])


def test_peak_is_in_november_and_december(shop: Shop) -> None:
    for year in (2022, 2023, 2024, 2025):
        rest = [
            m for m in MONTHS if f"{year}-10" <= m <= f"{year + 1}-09" and m[5:] not in ("11", "12")
        ]
        top = max(shop.net[month] for month in rest)
        assert min(shop.net[f"{year}-11"], shop.net[f"{year}-12"]) > top


def test_return_on_ad_spend_is_near_its_line(shop: Shop) -> None:
    returns = {month: shop.net[month] / ad_spend(month) for month in MONTHS}
    assert Decimal("5.5") < returns["2026-10"] < Decimal("5.7")
    below = [month for month in MONTHS if returns[month] < Decimal("5.5")]
    assert below == ["2025-12"]


def test_analytics_sees_fewer_orders_than_the_shop(shop: Shop) -> None:
    tracked = monthly(HARROW / "ga4_shop.csv", 4)
    for month in MONTHS:
        assert Decimal("0.90") < Decimal(tracked[month]) / shop.orders[month] < Decimal("0.95")


@pytest.mark.parametrize("name", ["ga4_sessions", "ga4_shop"])
def test_harrow_explorations(name: str) -> None:
    header, totals, rows = exploration(HARROW / f"{name}.csv")
    assert header[:2] == ["Date", "Session default channel group"]
    sums = [str(sum(int(row[column]) for row in rows)) for column in range(2, len(header))]
    assert totals == ["", "", *sums, "Grand total"]
    assert {row[1] for row in rows} == {"Organic Search", "Paid Social", "Email", "Direct"}


@pytest.mark.parametrize("month", MONTHS)
def test_shopify_orders_are_whole(month: str) -> None:
    """79 columns; order-level fields on the first line of an order only; amounts add up."""
    rows = orders_file(month)
    assert len(rows[0]) == 79
    lists: dict[str, Decimal] = {}
    heads: dict[str, dict[str, str]] = {}
    for row in rows:
        name = row["Name"]
        assert (row["Financial Status"] != "") == (name not in heads)
        assert (row["Created at"] != "") == (name not in heads) == (row["Total"] != "")
        heads.setdefault(name, row)
        price = Decimal(row["Lineitem price"]) * int(row["Lineitem quantity"])
        lists[name] = lists.get(name, Decimal(0)) + price
    for name, head in heads.items():
        assert Decimal(head["Total"]) == lists[name] - Decimal(head["Discount Amount"])
        assert Decimal(head["Refunded Amount"]) <= Decimal(head["Total"])
        assert head["Shipping Zip"].startswith("'")
    assert list(heads) == sorted(heads, reverse=True)


def test_shopify_clock_follows_british_summer_time() -> None:
    offsets = set()
    for month in MONTHS:
        for row in orders_file(month):
            if row["Created at"]:
                moment = datetime.strptime(row["Created at"], "%Y-%m-%d %H:%M:%S %z")
                offsets.add((moment.month, row["Created at"][-5:]))
    assert {offset for month, offset in offsets if 4 <= month <= 9} == {"+0100"}
    assert {offset for month, offset in offsets if month in (1, 2, 11, 12)} == {"+0000"}
    assert {(3, "+0000"), (3, "+0100"), (10, "+0000"), (10, "+0100")} <= offsets
    last_sunday = [r for r in orders_file("2026-10") if r["Created at"].startswith("2026-10-25 1")]
    assert {row["Created at"][-5:] for row in last_sunday} == {"+0000"}


def test_shop_holds_every_status(shop: Shop) -> None:
    october = {status for month, status in shop.statuses if month == "2026-10"}
    every = {"paid", "refunded", "partially_refunded", "cancelled", "test", "pending"}
    assert october == every
    notes = [row["Notes"] for row in orders_file("2026-10")]
    assert any("\n" in note for note in notes)
    assert any(", " in row["Tags"] for row in orders_file("2026-10"))


def test_later_file_restates_a_refund() -> None:
    september = {row["Name"]: row for row in orders_file("2026-09") if row["Total"]}
    restated = [
        row
        for row in orders_file("2026-10")
        if row["Total"] and row["Created at"].startswith("2026-09")
    ]
    refunded = [row for row in restated if row["Refunded Amount"] != "0.00"]
    assert refunded
    assert all(september[row["Name"]]["Refunded Amount"] == "0.00" for row in refunded)
    paid_late = [row for row in restated if row not in refunded]
    assert [september[row["Name"]]["Financial Status"] for row in paid_late] == ["pending"]
    assert [row["Financial Status"] for row in paid_late] == ["paid"]


@pytest.mark.parametrize("month", MONTHS)
def test_meta_summary_row_equals_the_sum(month: str) -> None:
    (summary,), rows = meta_ads(month)
    assert summary["Day"] == ""
    assert Decimal(summary["Amount spent (GBP)"]) == ad_spend(month)
    for column in ("Impressions", "Link clicks", "Clicks (all)", "Results"):
        assert int(summary[column]) == sum(int(row[column] or 0) for row in rows)
    assert {row["Day"][:7] for row in rows} == {month}

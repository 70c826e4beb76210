"""Minato Seiki's CRM: one cp932 file a month with the deals created or changed in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sample_data.generate.chance import Chance, split
from sample_data.generate.minato_analytics import form_views_of
from sample_data.generate.minato_story import CHANNELS, STORY, MinatoMonth
from sample_data.generate.months import Month, is_weekend
from sample_data.generate.writers import Cell, Export, csv_text

HEADER = (
    "案件ID",
    "会社名",
    "担当者",
    "ステージ",
    "金額",
    "資料請求日",
    "商談日",
    "受注日",
    "失注日",
    "流入元",
    "備考",
)
CRM_CHANNEL = {
    "Organic Search": "自然検索",
    "Paid Search": "広告",
    "Direct": "指名",
    "Referral": "紹介",
    "Email": "メール",
}
INTEREST = {
    "Organic Search": 0.8,
    "Paid Search": 1.0,
    "Direct": 1.6,
    "Referral": 1.7,
    "Email": 1.0,
}
"""How readily a request of each channel becomes a meeting."""

HOPED_FOR = ("X工業", date(2026, 10, 8))
"""The company on the client's list of hoped-for companies, and the day it asked."""

# fmt: off
STEMS = (
    "蒼波", "白峰", "暁星", "若葉台", "銀河原", "月見坂", "風待", "虹ヶ浦", "楓坂",
    "鈴鳴", "潮見岬", "朝霧野", "雪白", "花野井", "久遠", "翠嶺", "竜胆", "琥珀",
    "星影", "七夕", "髙峰野", "彩雲", "木洩日", "夕凪台", "白鷺野", "春霞", "柊坂",
    "千鳥浜", "緑青", "碧海台", "桜霞", "霜月", "白砂", "青嵐", "遠雷", "薄氷",
)
TRADES = (
    "精機", "製作所", "工業", "金属", "鋳造", "樹脂",
    "電装", "食品機械", "化成", "重工", "歯車", "計測",
)
# fmt: on
SPECIAL_NAMES = ("㈱髙﨑虹精機", "虹ヶ浦樹脂㈱ 第①工場", "株式会社ＡＢ～ネット工業", "朝霧野電装㈱")
STAFF = ("田所", "髙橋", "神﨑", "德永")
REMARKS = (
    "見積書送付済み",
    "10～12月に検討",
    "展示会で名刺交換, 資料は郵送希望",
    "比較先あり(①社, ②社)",
    '「"止まる前に分かる"のが良い」との声',
    "電話2回 不在\n来週あらためて",
    "現場は前向き, 予算は来期\n情報システム部の確認待ち",
    "㈱の表記ゆれに注意",
)


@dataclass
class Deal:
    """One company's request and what became of it."""

    number: int
    company: str
    staff: str
    channel: str
    requested: date
    remark: str = ""
    estimate: int = 0
    contract: int = 0
    met: date | None = None
    won: date | None = None
    lost: date | None = None

    @property
    def is_open(self) -> bool:
        """True until it is won or lost."""
        return self.won is None and self.lost is None

    def row_at(self, day: date) -> tuple[Cell, ...]:
        """The deal as the CRM shows it at the end of a day; amounts in yen."""
        met, won, lost = (_by(moment, day) for moment in (self.met, self.won, self.lost))
        stage = "受注" if won else "失注" if lost else "商談中" if met else "資料請求"
        amount = self.contract if won else self.estimate if met else 0
        return (
            f"C-{self.number:04d}",
            self.company,
            self.staff,
            stage,
            f"{amount:,}" if amount else "",
            f"{self.requested}",
            f"{met or ''}",
            f"{won or ''}",
            f"{lost or ''}",
            CRM_CHANNEL[self.channel],
            self.remark,
        )

    def changed_in(self, month: Month) -> bool:
        """True when it was created, met, won or lost in the month."""
        moments = (self.requested, self.met, self.won, self.lost)
        return any(moment and Month.of(moment) == month for moment in moments)


def export() -> Export:
    """Every CRM export of the client."""
    deals: list[Deal] = []
    for story in STORY:
        chance = Chance(f"minato crm {story.name}")
        deals += _requests(story, len(deals), chance)
        _hold_meetings(story, deals, chance)
        _win(story, deals, chance)
        _lose(story, deals, chance)
        month = story.month
        changed = [deal.row_at(month.last) for deal in deals if deal.changed_in(month)]
        text = csv_text([HEADER, *changed], newline="\r\n")
        yield f"minato/crm_{story.name}.csv", text.encode("cp932")


def _requests(story: MinatoMonth, before: int, chance: Chance) -> list[Deal]:
    """The month's new deals in order of their day; paid ones as many as the story says."""
    others = [views if name != "Paid Search" else 0 for name, views in _channel_views(story)]
    counts = split(story.requests - story.paid_requests, others)
    counts[CHANNELS.index("Paid Search")] = story.paid_requests
    channels = [name for name, count in zip(CHANNELS, counts, strict=True) for _ in range(count)]
    days = story.month.days()
    weights = [(0.25 if is_weekend(day) else 1.2) * chance.between(0.7, 1.3) for day in days]
    dates = [
        day
        for day, count in zip(days, split(story.requests, weights), strict=True)
        for _ in range(count)
    ]
    pairs = zip(dates, chance.shuffled(channels), strict=True)
    deals = [
        Deal(
            before + n + 1,
            _company(chance),
            chance.pick(STAFF),
            channel,
            day,
            chance.pick(REMARKS) if chance.happens(0.12) else "",
        )
        for n, (day, channel) in enumerate(pairs)
    ]
    _place_hoped_for(deals)
    return deals


def _channel_views(story: MinatoMonth) -> list[tuple[str, int]]:
    return list(zip(CHANNELS, form_views_of(story), strict=True))


def _company(chance: Chance) -> str:
    if chance.happens(0.04):
        return chance.pick(SPECIAL_NAMES)
    name = chance.pick(STEMS) + chance.pick(TRADES)
    return chance.pick(("株式会社{}", "{}株式会社", "㈱{}", "{}㈱", "{}")).format(name)


def _place_hoped_for(deals: list[Deal]) -> None:
    company, day = HOPED_FOR
    for deal in deals:
        if deal.requested == day and deal.channel == "Direct":
            deal.company = company
            deal.remark = "生産技術部長から名指しのお問い合わせ, 導入事例2本を閲覧"
            return


def _hold_meetings(story: MinatoMonth, deals: list[Deal], chance: Chance) -> None:
    """Meetings of the month: mostly with companies that asked in the month before."""
    month = story.month
    likely = {0: 2.0, 1: 10.0, 2: 1.2}
    waiting = [
        deal
        for deal in deals
        if deal.is_open and deal.met is None and _age(deal.requested, month) <= 6
    ]
    weights = [
        likely.get(_age(deal.requested, month), 0.02) * INTEREST[deal.channel] for deal in waiting
    ]
    asked = [deal.requested for deal in waiting]
    in_time = month.last - timedelta(days=4)
    for deal in _chosen(waiting, weights, story.meetings, in_time, asked, chance):
        deal.met = _day_after(deal.requested, 3, month, chance)
        deal.estimate = chance.whole(9, 19) * 100_000


def _win(story: MinatoMonth, deals: list[Deal], chance: Chance) -> None:
    """Won deals of the month: mostly those met in the month before, asked two months before."""
    month = story.month
    likely = {0: 0.7, 1: 10.0, 2: 2.0}
    running = [deal for deal in deals if deal.is_open and deal.met]
    met = [deal.met or deal.requested for deal in running]
    likelihoods = [likely.get(_age(day, month), 0.3) for day in met]
    in_time = month.last - timedelta(days=8)
    chosen = _chosen(running, likelihoods, story.won, in_time, met, chance)
    weights = [chance.between(0.7, 1.4) for _ in chosen]
    contracts = split(story.won * story.average_contract, weights)
    for deal, contract in zip(chosen, contracts, strict=True):
        deal.contract = contract * 10_000
        deal.won = _day_after(deal.met or deal.requested, 7, month, chance)


def _lose(story: MinatoMonth, deals: list[Deal], chance: Chance) -> None:
    """Deals that were met two months ago or earlier are lost one after another."""
    month = story.month
    for deal in deals:
        if deal.is_open and deal.met and _age(deal.met, month) >= 2 and chance.happens(0.4):
            deal.lost = _day_after(deal.met, 7, month, chance)


def _chosen(
    deals: list[Deal],
    weights: list[float],
    count: int,
    no_later_than: date,
    since: list[date],
    chance: Chance,
) -> list[Deal]:
    """Draw deals whose last step leaves them time for the next one in the month."""
    weights = [
        weight if day <= no_later_than else 0.0 for weight, day in zip(weights, since, strict=True)
    ]
    chosen = []
    for _ in range(count):
        position = chance.weighted(weights)
        weights[position] = 0.0
        chosen.append(deals[position])
    return sorted(chosen, key=lambda deal: deal.number)


def _age(day: date, month: Month) -> int:
    return month.since(Month.of(day))


def _day_after(day: date, least: int, month: Month, chance: Chance) -> date:
    """A working day of the month, some days after another day."""
    begin = max(month.first, day + timedelta(days=least))
    days = [day for day in month.days() if day >= begin]
    return chance.pick([day for day in days if not is_weekend(day)] or days)


def _by(moment: date | None, day: date) -> date | None:
    return moment if moment and moment <= day else None

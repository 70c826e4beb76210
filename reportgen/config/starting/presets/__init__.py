"""The kinds of client there is a preset for: a whole client.yml each, with placeholders."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from importlib import resources

from reportgen.config.spelling import did_you_mean
from reportgen.errors import UsageFailed


@dataclass(frozen=True)
class Preset:
    """One kind of client: its name on the command line, what it is, and what its goal is called.

    `target` is what its example wants of the goal each month, in yen where `is_money`. `typed` is
    the line of the month's notes that holds the figures nobody can export; empty where all can be.
    """

    name: str
    about: str
    goal: str
    target: Decimal
    is_money: bool = True
    typed: str = ""

    @property
    def client_file(self) -> str:
        """The text of its client.yml, with placeholders."""
        file = resources.files("reportgen.config.starting.presets") / f"{self.name}.yml"
        return file.read_text(encoding="utf-8")


PRESETS: tuple[Preset, ...] = (
    Preset(
        "ec",
        "an online shop",
        "sales",
        Decimal(6_000_000),
        typed="books: {subscribers: $count(3_000)}"
        "  # ASK: How many people read the shop's mails at the month's end?"
        " | 月末時点で、メールやLINEが届く登録者は何人か？",
    ),
    Preset(
        "b2b",
        "sales to companies, by requests and meetings",
        "new contract value",
        Decimal(8_000_000),
    ),
    Preset(
        "saas",
        "software by subscription, by trials",
        "net new MRR, what new customers pay a month less what leavers paid",
        Decimal(600_000),
    ),
    Preset(
        "clinic",
        "a clinic or salon with appointments",
        "revenue",
        Decimal(5_000_000),
        typed="books: {ad_cost: $amount(300_000)}"
        "  # ASK: What did ads and booking sites cost in the month?"
        " | その月の広告と予約サイトの費用はいくらか？",
    ),
    Preset(
        "store",
        "a shop people walk into",
        "sales",
        Decimal(9_000_000),
        typed="books: {footfall: $count(7_500), members: $count(1_500),"
        " promo_cost: $amount(270_000)}"
        "  # ASK: How many came in, how many members has the list, what did promotion cost?"
        " | 月の入店者数、月末の友だち数、販促費は？",
    ),
    Preset(
        "recruit",
        "a recruiting site, by applications and interviews",
        "hires",
        Decimal(6),
        is_money=False,
        typed="books: {media_cost: $amount(2_400_000)}"
        "  # ASK: What did job boards and agents cost in the month?"
        " | その月の求人媒体と人材紹介の費用はいくらか？",
    ),
)


def preset_named(words: str) -> Preset:
    """The preset of a name; UsageFailed says which there are."""
    for preset in PRESETS:
        if preset.name == words:
            return preset
    raise UsageFailed(
        f"there is no preset {words!r}",
        did_you_mean(words, [preset.name for preset in PRESETS], "the presets"),
    )

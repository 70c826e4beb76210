"""The columns of CRM exports: one row a deal.

Whether a deal is won, lost or still open is a word of ours; the day it closed counts only once it
has. `won_on` and `lost_on` stand under one header where the tool has one date for both.
"""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.model.columns import ColumnType
from reportgen.model.dialects.column import NormalisedColumn, money, text

CRM = (
    "deal_id",
    "company",
    "stage",
    "amount",
    "currency",
    "created_on",
    "won_on",
    "lost_on",
    "channel",
)
"""What every CRM export delivers."""

WON, LOST, OPEN = "won", "lost", "open"
"""How a deal stands."""


def stage(*headers: str) -> NormalisedColumn:
    """The tool's own word for how a deal stands."""
    return NormalisedColumn("stage", ColumnType.STATUS, (*headers, "stage"))


def day(name: str, *headers: str) -> NormalisedColumn:
    """A day, or a moment that becomes a day in the client's time zone."""
    return NormalisedColumn(name, ColumnType.DATETIME, (*headers, name))


def amounts(converted: tuple[str, ...], own: tuple[str, ...]) -> tuple[NormalisedColumn, ...]:
    """A deal's amount in its own currency, and what the tool made of it in the company's.

    Neither adds up to a total of the file: amounts of several currencies stand below each other.
    """
    return (
        NormalisedColumn("amount", ColumnType.MONEY, (*own, *converted, "amount")),
        NormalisedColumn("amount_converted", ColumnType.MONEY, converted),
    )


_CLOSE_DATE = ("CloseDate", "Close Date", "完了予定日")

SALESFORCE_COLUMNS = (
    text("deal_id", "Id", "Opportunity ID", "商談 ID", "商談ID"),
    text("company", "Account Name", "Account.Name", "AccountId", "取引先名"),
    stage("StageName", "Stage", "フェーズ"),
    *amounts(("Amount (converted)", "金額 (換算値)"), ("Amount", "金額")),
    text("currency", "CurrencyIsoCode", "Amount Currency", "Opportunity Currency", "金額 通貨"),
    text("currency_converted", "Amount (converted) Currency", "金額 (換算値) 通貨"),
    day("created_on", "CreatedDate", "Created Date", "作成日"),
    day("won_on", *_CLOSE_DATE),
    day("lost_on", *_CLOSE_DATE),
    text("channel", "LeadSource", "Lead Source", "リードソース"),
    text("is_closed", "IsClosed", "Closed", "完了フラグ", "完了"),
    text("is_won", "IsWon", "Won", "成立フラグ", "成立"),
)

HUBSPOT_COLUMNS = (
    text("deal_id", "Record ID", "Deal ID", "レコードID"),
    text("company", "Associated Company (Primary)", "Associated Company", "Company name", "会社名"),
    stage("Deal Stage", "取引ステージ"),
    *amounts(("Amount in company currency", "会社の通貨での金額"), ("Amount", "金額")),
    text("currency", "Currency", "通貨"),
    day("created_on", "Create Date", "作成日"),
    day("won_on", "Close Date", "クローズ日"),
    day("lost_on", "Close Date", "クローズ日"),
    text("channel", "Original Traffic Source", "Original Source", "Deal source"),
    text("pipeline", "Pipeline", "パイプライン"),
    text("is_won", "Is Closed Won"),
    text("is_lost", "Is Closed Lost"),
    text("is_closed", "Is Deal Closed?"),
)

ZOHO_COLUMNS = (
    text("deal_id", "Record Id", "Deal Id", "データID"),
    text("company", "Account Name", "取引先名"),
    stage("Stage", "ステージ"),
    money("amount", "Amount", "総額"),
    text("currency", "Currency", "通貨"),
    day("created_on", "Created Time", "作成日時"),
    day("won_on", "Closing Date", "完了予定日"),
    day("lost_on", "Closing Date", "完了予定日"),
    text("channel", "Lead Source", "見込み客のデータ元"),
    text("pipeline", "Pipeline", "パイプライン"),
)

PIPEDRIVE_COLUMNS = (
    text("deal_id", "Deal - ID", "Deal - Pipedrive System ID", "ID"),
    text("company", "Deal - Organization", "Organization", "組織"),
    stage("Deal - Status", "Status", "ステータス"),
    money("amount", "Deal - Value", "Value", "金額"),
    text("currency", "Deal - Currency of Value", "Deal - Currency", "Currency", "通貨"),
    day("created_on", "Deal - Deal created", "Deal - Add time", "Deal created", "Add time"),
    day("won_on", "Deal - Won time", "Won time"),
    day("lost_on", "Deal - Lost time", "Lost time"),
    text("channel", "Deal - Source channel", "Source channel", "Deal - Lead Source"),
    text("pipeline", "Deal - Pipeline", "Pipeline", "パイプライン"),
)

KINTONE_COLUMNS = (
    text("deal_id", "レコード番号", "Record number"),
    day("created_on", "作成日時", "Created datetime"),
    text("record_start", "レコードの開始行"),
)
"""kintone's own fields; every other label is the app owner's and stands under `columns:`."""

STAGES: Mapping[str, Mapping[str, str]] = {
    "hubspot": {
        **dict.fromkeys(("Closed won", "成約"), WON),
        **dict.fromkeys(("Closed lost", "失注"), LOST),
        **dict.fromkeys(
            (
                "Appointment scheduled",
                "Qualified to buy",
                "Presentation scheduled",
                "Decision maker bought-In",
                "Contract sent",
            ),
            OPEN,
        ),
    },
    "zoho": {
        **dict.fromkeys(("Closed Won",), WON),
        **dict.fromkeys(("Closed Lost", "Closed Lost to Competition"), LOST),
        **dict.fromkeys(
            (
                "Qualification",
                "Needs Analysis",
                "Value Proposition",
                "Identify Decision Makers",
                "Proposal/Price Quote",
                "Negotiation/Review",
            ),
            OPEN,
        ),
    },
    "pipedrive": {"Won": WON, "Lost": LOST, "Open": OPEN},
}
"""The words a tool comes with. Whatever else stands in a file must be named in configuration."""

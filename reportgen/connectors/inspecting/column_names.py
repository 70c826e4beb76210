"""Names for the columns of a table that nobody has declared, and which of them are personal."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from reportgen.model.dialects import ADS_TYPES, CRM_TYPES, HEADERS, header_key

_OWN: Mapping[str, str] = {
    "案件ID": "deal_id",
    "案件番号": "deal_id",
    "商談番号": "deal_id",
    "注文番号": "order_id",
    "日付": "date",
    "作成日": "created_on",
    "登録日": "created_on",
    "受付日": "received_on",
    "問合せ日": "asked_on",
    "問い合わせ日": "asked_on",
    "資料請求日": "requested_on",
    "商談日": "met_on",
    "受注日": "won_on",
    "契約日": "won_on",
    "失注日": "lost_on",
    "注文日": "ordered_on",
    "売上日": "sold_on",
    "受注金額": "amount",
    "契約金額": "amount",
    "売上": "revenue",
    "売上金額": "revenue",
    "数量": "quantity",
    "状態": "status",
    "状況": "status",
    "進捗": "status",
    "進捗状況": "status",
    "ステータス": "status",
    "区分": "kind",
    "種別": "kind",
    "流入元": "channel",
    "流入経路": "channel",
    "チャネル": "channel",
    "媒体": "medium",
    "商品名": "product",
    "店舗": "shop",
    "都道府県": "prefecture",
    "担当": "owner",
    "担当者": "owner",
    "氏名": "person",
    "お名前": "person",
    "メールアドレス": "mail",
    "電話番号": "phone",
    "住所": "address",
    "備考": "note",
}
_BY_KEY = {
    header_key(header): column.name
    for tool in reversed((*CRM_TYPES, "shopify_orders", *ADS_TYPES))
    for column in reversed(HEADERS[tool])
    for header in column.headers
    if not header.isascii()
} | {header_key(header): name for header, name in _OWN.items()}

_PERSONAL = re.compile(
    r"mail|phone|\btel\b|fax|address|contact|owner|first name|last name|full name|surname|person|"
    r"birth|customer|note|comment|remark|memo|"
    r"メール|電話|携帯|住所|氏名|名前|担当|ふりがな|フリガナ|生年月日|郵便|顧客|お客様|"
    r"備考|メモ|コメント",
    re.IGNORECASE,
)
_OF_FIRMS = re.compile(
    r"name|compan|account|organi[sz]ation|名$|会社|社名|取引先|組織", re.IGNORECASE
)
_STATUS = re.compile(
    r"status|stage|state$|phase|type|kind|categor|class|channel|source|medium|segment|priority|"
    r"plan$|tier|rank|result|outcome|pipeline|"
    r"ステータス|状態|状況|進捗|フェーズ|ステージ|段階|区分|種別|種類|分類|カテゴリ|チャネル|チャンネル|"
    r"媒体|経路|流入|結果|確度|ランク|優先|プラン|判定|パイプライン",
    re.IGNORECASE,
)


def names_of(headers: Sequence[str]) -> tuple[str, ...]:
    """Our name for each header, no two alike: a known one, the header's own words, or a number."""
    names: list[str] = []
    for number, header in enumerate(headers, start=1):
        name = _BY_KEY.get(header_key(header)) or _own_words(header) or f"column_{number}"
        same = sum(1 for other in names if other == name or other.startswith(f"{name}_again"))
        names.append(f"{name}_again{same if same > 1 else ''}" if same else name)
    return tuple(names)


def _own_words(header: str) -> str:
    if not header.isascii():
        return ""
    name = re.sub(r"[^a-z0-9]+", "_", header.lower()).strip("_")
    return name if name[:1].isalpha() else ""


def is_personal(header: str) -> bool:
    """True for a header under which people are named, or told how to be reached."""
    return _PERSONAL.search(header) is not None


def may_be_status(header: str) -> bool:
    """True for a header that speaks of a state, a kind or a channel, and of nobody."""
    names_someone = is_personal(header) or _OF_FIRMS.search(header) is not None
    return not names_someone and _STATUS.search(header) is not None

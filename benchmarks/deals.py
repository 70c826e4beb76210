"""A CRM's export of any size, the same every time, and the client whose it is."""

from __future__ import annotations

from pathlib import Path

import numpy as np

MB = 1_000_000
ROWS = 20_000
"""Written at a time."""

HEADER = (
    "案件ID,案件名,会社名,担当者,メール,フェーズ,金額,通貨,作成日,受注日,失注日,"
    "チャネル,地域,業種,次の予定,メモ"
)
STAGES = ("商談", "提案", "見積", "受注", "失注")
CHANNELS = ("検索広告", "自然検索", "展示会", "紹介", "メール", "SNS", "ウェビナー", "代理店")
FIRST_DAY = np.datetime64("2025-10-01")
DAYS = 396
"""Of thirteen months, to the end of October 2026."""

CLIENT = """\
schema: reportgen/client@1
client:
  {id: large, name: Large, addressee: To Large, language: en, timezone: Asia/Tokyo, currency: JPY}
sources:
  crm:
    type: csv
    path: "deals.csv"
    unique_by: [deal_id]
    as_of: 2026-11-04
    columns:
      案件ID: {as: deal_id}
      メール: {as: email, pii: true}
      フェーズ: {as: stage, type: status,
        values: {受注: won, 失注: lost, 商談: open, 提案: open, 見積: open}}
      金額: {as: amount, type: money}
      作成日: {as: created_on, type: date}
      受注日: {as: won_on, type: date}
      チャネル: {as: channel}
metrics:
  requests: {from: crm, count: deal_id, date: created_on, by: [channel]}
  deals: {from: crm, count: deal_id, where: {stage: won}, date: won_on, by: [channel]}
  amount: {from: crm, sum: amount, where: {stage: won}, date: won_on, unit: money}
kgi: {kpi: sales, who: companies, what: contracts}
tree:
  sales:
    orders:
    deal_size:
kpis:
  sales: {name: Sales, class: lagging, unit: money, direction: up, formula: orders * deal_size,
    target: {value: 1_000_000_000, by: 2026-12}}
  orders: {name: Orders, class: lagging, unit: count, direction: up, metric: deals}
  deal_size: {name: Deal size, class: lagging, unit: money, direction: up,
    formula: amount / deals}
  enquiries: {name: Enquiries, class: leading, unit: count, direction: up, metric: requests,
    outside_tree: {reason: defensive}}
phases:
  - {id: p1, name: Measure, from: 2025-10, to: 2026-12, lead: orders}
"""


def write_deals(path: Path, size: int) -> None:
    """Write an export of about so many bytes: sixteen columns, of which six are asked for."""
    chance = np.random.default_rng(20261104)
    written = number = 0
    with path.open("wb") as file:
        file.write(f"{HEADER}\n".encode())
        while written < size:
            text = "".join(_rows(chance, number)).encode()
            file.write(text)
            written += len(text)
            number += ROWS


def _rows(chance: np.random.Generator, number: int) -> list[str]:
    day = chance.integers(0, DAYS, ROWS)
    closed = np.minimum(day + chance.integers(1, 60, ROWS), DAYS - 1)
    days = (FIRST_DAY + np.arange(DAYS)).astype(str).tolist()
    columns = (
        range(number, number + ROWS),
        (days[one] for one in day.tolist()),
        (days[one] for one in closed.tolist()),
        (STAGES[one] for one in chance.integers(0, 5, ROWS).tolist()),
        (CHANNELS[one] for one in chance.integers(0, 8, ROWS).tolist()),
        (1_000 * chance.integers(50, 50_000, ROWS)).tolist(),
        chance.integers(0, 60_000, ROWS).tolist(),
        chance.integers(0, 300, ROWS).tolist(),
    )
    return [
        f"D-{id:08d},Deal {id} of {made},株式会社{company:05d},owner {owner:03d},"
        f"c{id}@example.com,{stage},{amount},JPY,{made},{done if stage == '受注' else ''},"
        f"{done if stage == '失注' else ''},{channel},Region {owner % 8},Sector {owner % 20},"
        f"{done},Called on {done} about the offer; sends the terms\n"
        for id, made, done, stage, channel, amount, company, owner in zip(*columns, strict=True)
    ]


def write_workspace(root: Path, size: int) -> None:
    """A workspace with the client and its export."""
    (root / "configs/large").mkdir(parents=True)
    (root / "configs/agency.yml").write_text(
        "schema: reportgen/agency@1\nagency: {name: Aobasha}\n", encoding="utf-8"
    )
    (root / "configs/large/client.yml").write_text(CLIENT, encoding="utf-8")
    write_deals(root / "deals.csv", size)

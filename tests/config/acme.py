"""A small valid client for tests: its defaults stand in agency.yml, so that a test's client.yml
holds nothing but the lines in question."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from textwrap import dedent

from click import unstyle

from reportgen.cli.problems import render
from reportgen.config import Loaded, Workspace, load_client, load_workspace

_AGENCY = """\
schema: reportgen/agency@1
agency: {name: Aobasha}
client: {id: acme, name: Acme, language: en, timezone: Asia/Tokyo, currency: JPY}
sources:
  web: {type: ga4_export, path: "data/ga4_*.csv"}
  hand: {type: manual}
  crm:
    type: csv
    path: "data/crm_{month}.csv"
    unique_by: [deal_id]
    columns:
      ID: {as: deal_id}
      Company: {as: company, pii: true}
      Stage: {as: stage, type: status, values: {Won: won, Lost: lost}}
      Amount: {as: amount, type: money}
      Rate: {as: rate, type: percent}
      Asked: {as: asked_on, type: date}
      Won on: {as: won_on, type: date}
      Channel: {as: channel}
metrics:
  sessions: {from: web, metric: sessions, by: [deviceCategory]}
  requests: {from: crm, count: deal_id, date: asked_on, by: [channel]}
  deals: {from: crm, count: deal_id, where: {stage: won}, date: won_on, by: [channel]}
  amount: {from: crm, sum: amount, where: {stage: won}, date: won_on, unit: money}
  ad_cost: {from: hand, sum: ad_cost, unit: money}
kgi: {kpi: orders, who: new customers, what: yearly contracts}
tree:
  sales:
    orders:
      leads:
        visits:
        lead_rate:
      close_rate:
      enquiries:
    deal_size:
kpis:
  sales: {name: Sales, class: lagging, unit: money, direction: up, formula: orders * deal_size}
  orders: {name: Orders, class: lagging, unit: count, direction: up, formula: leads * close_rate,
    target: {value: 10, by: 2027-03}}
  deal_size: {name: Deal size, class: lagging, unit: money, direction: up,
    formula: amount / deals}
  leads: {name: Leads, class: leading, unit: count, direction: up, formula: visits * lead_rate,
    lag_months: 2, check_against: requests}
  visits: {name: Visits, class: leading, unit: count, direction: up, metric: sessions}
  lead_rate: {name: Lead rate, class: leading, unit: percent, direction: up,
    formula: requests / sessions, target: {value: 5%, by: 2027-03}}
  close_rate: {name: Close rate, class: lagging, unit: percent, direction: up,
    formula: deals / requests, breakdown: [channel]}
  enquiries: {name: Enquiries, class: leading, unit: count, direction: up, qualitative: true,
    watchlist: [X Works, Y Electric]}
  cost_per_lead: {name: Cost per lead, class: leading, unit: money, direction: down,
    formula: ad_cost / requests, outside_tree: {reason: defensive},
    target: {value: 30_000, by: 2027-03},
    stop: {when: above, value: 40_000, min_sample: {requests: 10}, then: think again}}
phases:
  - {id: p1, name: Measure, from: 2026-04, to: 2026-09, lead: visits,
     exit: {kpi: visits, at_least: 7_000}}
  - {id: p2, name: Repair, from: 2026-10, to: 2027-03, lead: lead_rate}
delivery: {approvers: [am@agency.example]}
"""

AGENCY = re.sub(r"class: (lagging|leading)", r"class: \1, smart: {specific: as named}", _AGENCY)
"""The defaults, every KPI described."""

CLIENT = "schema: reportgen/client@1\n"


def workspace(root: Path, client: str = "", files: Mapping[str, str] | None = None) -> Workspace:
    """A workspace with the one client acme, and other files of its folder by their name."""
    write(root, "configs/agency.yml", AGENCY)
    write(root, "configs/acme/client.yml", CLIENT + dedent(client))
    for name, text in (files or {}).items():
        write(root, f"configs/acme/{name}", dedent(text))
    return load_workspace(root)


def load(root: Path, client: str = "", files: Mapping[str, str] | None = None) -> Loaded:
    """The client, with a test's own lines over its defaults."""
    return load_client(workspace(root, client, files), "acme")


def told(root: Path, client: str = "", files: Mapping[str, str] | None = None) -> str:
    """What is said of the client."""
    return unstyle(render(load(root, client, files).problems)) + "\n"


def said(root: Path, client: str = "", files: Mapping[str, str] | None = None) -> list[str]:
    """Code, place and text of each problem: `RG203 5:12 …`; a warning's code is in brackets."""
    return [
        f"{one.code if one.is_error else f'({one.code})'} {one.place.line}:{one.place.column} "
        f"{one.what}"
        for one in load(root, client, files).problems
    ]


def write(root: Path, path: str, text: str | bytes) -> None:
    """A file of a workspace."""
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode() if isinstance(text, str) else text)

from __future__ import annotations

from pathlib import Path

import pytest

from tests.config.acme import said


@pytest.mark.parametrize(
    ("lines", "problems"),
    [
        ("tree: {sales: {orders: {leads: {visit: , visits: , lead_rate: }, close_rate: , "
         "enquiries: }, deal_size: }}",
         ["RG223 2:33 'visit' in the tree is not a KPI"]),
        ("tree: {sales: {orders: {leads: {requests: , visits: , lead_rate: }, "
         "close_rate: , enquiries: }, deal_size: }}",
         ["RG223 2:33 'requests' in the tree is not a KPI"]),
        ("tree: {sales: {orders: {leads: {visits: , lead_rate: }, close_rate: , "
         "enquiries: }, deal_size: {visits: }}}",
         ["RG224 2:97 'visits' stands twice in the tree"]),
        ("tree: {sales: {orders: {leads: {visits: , lead_rate: }, close_rate: }, "
         "deal_size: }}",
         ["RG225 49:3 kpis.enquiries does not stand in the tree"]),
        ("tree: {sales: , orders: }",
         ["RG123 2:1 the tree needs exactly one root"]),
        ("tree: {sales: [orders, deal_size]}",
         ["RG123 2:8 below 'sales' there must be an outline of ids"]),
        ("kgi: {kpi: order}",
         ["RG222 2:12 'order' is not a KPI of acme"]),
        ("kgi: {kpi: cost_per_lead}",
         ["RG228 2:12 the goal 'cost_per_lead' does not stand in the tree",
          "RG261 2:12 the goal 'cost_per_lead' is a leading KPI"]),
        ("kgi: {kpi: leads}\nkpis: {leads: {target: {value: 10, by: 2027-03}}}",
         ["RG261 2:12 the goal 'leads' is a leading KPI"]),
        ("kgi: {who: null}",
         ["RG121 2:7 'who' has no value"]),
        ("kpis:\n  sales: {class: leading}\n  orders: {class: leading}\n",
         ["RG261 26:12 the goal 'orders' is a leading KPI",
          "(RG229) 28:3 the leading KPI 'sales' has no lagging KPI above it",
          "(RG229) 29:5 the leading KPI 'orders' has no lagging KPI above it",
          "(RG229) 30:7 the leading KPI 'leads' has no lagging KPI above it",
          "(RG229) 31:9 the leading KPI 'visits' has no lagging KPI above it",
          "(RG229) 32:9 the leading KPI 'lead_rate' has no lagging KPI above it",
          "(RG229) 34:7 the leading KPI 'enquiries' has no lagging KPI above it"]),
        ("kpis:\n"
         "  visits: {class: lagging}\n"
         "  leads: {class: lagging}\n"
         "  lead_rate: {class: lagging}\n  enquiries: {class: lagging}\n",
         ["(RG230) 28:3 no leading KPI stands below 'sales'"]),
    ],
)  # fmt: skip
def test_the_tree_leads_from_the_result_to_what_moves_it(
    tmp_path: Path, lines: str, problems: list[str]
) -> None:
    assert said(tmp_path, lines) == problems


def test_a_tree_has_as_many_levels_as_its_page_has_columns(tmp_path: Path) -> None:
    lines = """
        tree: {sales: {orders: {leads: {visits: {enquiries: {close_rate: {deal_size: }}}}}}}
        """
    assert "RG227 3:67 the tree has more than 6 levels" in said(tmp_path, lines)

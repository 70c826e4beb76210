from __future__ import annotations

from pathlib import Path

import pytest

from tests.config.acme import said

NOTES = "schema: reportgen/notes@1\nmonth: 2026-10\n"


@pytest.mark.parametrize(
    ("file", "text", "problems"),
    [
        ("notes/2026-09.yml", NOTES,
         ["RG630 2:8 the notes are of 2026-10, their file of 2026-09"]),
        ("notes/october.yml", NOTES,
         ["RG630 1:1 'october' is not a month"]),
        ("notes/2026-10.yml", "schema: reportgen/notes@1\n",
         ["RG121 1:1 'month' is missing"]),
        ("notes/2026-10.yml", NOTES
         + "manual: {crm: {ad_cost: 412_000}}\n",
         ["RG631 3:10 the source 'crm' is not typed by hand"]),
        ("notes/2026-10.yml", NOTES
         + "manual: {hnd: {ad_cost: 412_000}}\n",
         ["RG631 3:10 'hnd' is not a source of acme"]),
        ("notes/2026-10.yml", NOTES
         + "manual: {hand: {ad_csot: 412_000}}\n",
         ["(RG632) 3:26 no metric reads 'ad_csot' of 'hand'"]),
        ("notes/2026-10.yml", NOTES
         + "manual: {hand: {ad_cost: ¥412000}}\n",
         ["RG123 3:26 '¥412000' is not a number"]),
        ("notes/2026-10.yml", NOTES
         + "manual: {hand: {ad_cost: 412%}}\n",
         ["RG243 3:26 'ad_cost' is counted in money, and this figure is a percent"]),
        ("notes/2026-10.yml", NOTES
         + "comments: {sumary: Good., visits: Fine.}\n",
         ["RG633 3:12 'sumary' is neither a section nor a KPI"]),
        ("notes/2026-10.yml", NOTES
         + "comments:\n"
         "  summary: |\n"
         "    We won {{ kpi.orders.value | count }} orders.\n"
         "    A lead cost {{ kpi.cost.value | money }}.\n",
         ["RG635 6:17 'cost' is not a KPI of acme"]),
        ("notes/2026-10.yml", NOTES
         + "comments: {summary: 'Up by {{ 1 + 1 }} and {{ kpi.orders.valu | count }}'}\n",
         ["RG634 3:28 '{{ 1 + 1 }}' cannot be filled in: a figure is written kpi.ID.value "
          "| FORMAT",
          "RG634 3:44 '{{ kpi.orders.valu | count }}' cannot be filled in: there is value, "
          "previous, year_ago, target, gap"]),
        ("notes/2026-10.yml", NOTES
         + "comments: {summary: 'We won {{ kpi.orders.value | money }}'}\n",
         ["(RG636) 3:29 'orders' is counted in count, but written as money"]),
        ("notes/2026-10.yml", NOTES
         + "comments: {summary: 'We won {{ kpi.orders.value | count'}\n",
         ["RG634 3:29 '{{' stands here without its other half"]),
        ("notes/2026-10.yml", NOTES
         + "comments: {summary: '{% for x in y %} {{ kpi.orders.value|upper }}'}\n",
         ["RG634 3:22 '{%' stands here, but a comment is no template",
          "RG634 3:39 '{{ kpi.orders.value|upper }}' cannot be filled in: there is count, "
          "money, percent, ratio, days, points, signed"]),
        ("notes/2026-10.yml", NOTES
         + "comments: {summary: {ja: '{{ x }}', en: '{{ kpi.orders.gap }}'}}\n",
         ["RG634 3:27 '{{ x }}' cannot be filled in: a figure is written kpi.ID.value | "
          "FORMAT"]),
        ("notes/2026-10.yml", NOTES
         + "headline: 'We won {{ kpi.orders.value | count }}'\n",
         ["RG637 3:1 figures are filled in only in comments"]),
        ("notes/2026-10.yml", NOTES
         + "decisions: [{ask: More, by: 2026-11-12}]\n",
         ["RG121 3:13 decisions[1] has no 'who'"]),
        ("notes/2026-10.yml", NOTES
         + "coments: {summary: x}\n",
         ["RG120 3:1 'coments' is not a key here"]),
        ("action.yml", "a: 1\n",
         ["(RG133) 1:1 'action.yml' is not read"]),
        ("notes/2026-10.yaml", NOTES,
         ["(RG133) 1:1 '2026-10.yaml' is not read"]),
        ("brand.yml", "color:\n  primary: #1a2b3c\n",
         ["RG170 2:3 'primary' has no value"]),
        ("brand.yml", "colour: {primary: red}\n",
         ["(RG171) 1:1 'colour' is not read from brand.yml"]),
        ("brand.yml", "logo: {small: ../logo.svg}\n",
         ["RG142 1:15 the path '../logo.svg' does not stay in the workspace"]),
        ("brand.yml", "typography:\n  fonts:\n    - {family: Noto Sans JP, source: google}\n",
         ["RG172 3:38 a font from 'google' is not fetched"]),
        ("brand.yml", "color: [red]\n",
         ["RG125 1:1 color must be a mapping of keys to values, not a list"]),
        ("notes/2026-10.yml", NOTES
         + "manual: {hand: {ad_cost: }}\n",
         ["RG121 3:17 'ad_cost' has no value"]),
        ("notes/2026-10.yml", NOTES
         + "comments: {summary: 'an {% if x %}instruction{% endif %}'}\n",
         ["RG634 3:25 '{%' stands here, but a comment is no template"]),
        ("brand.yml",
         'color: {palette: {night: "#101820", day: white}, primary: night, danger: red}\n',
         ["RG170 1:42 'white' is not a colour",
          "RG170 1:74 'red' is not a colour"]),
        ("brand.yml", 'color: {primary: {light: "#101820", dark: "#FFFFFF"}}\n',
         ["RG170 1:9 this is not a colour"]),
        ("brand.yml", "logo: {small: }\n",
         ["RG121 1:8 'small' has no value"]),
    ],
)  # fmt: skip
def test_notes_and_brand_say_what_can_be_printed(
    tmp_path: Path, file: str, text: str, problems: list[str]
) -> None:
    assert said(tmp_path, files={file: text}) == problems


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("notes/2026-10.yml", NOTES
         + "author: Sato\n"
         "manual: {hand: {ad_cost: 412_000}}\n"),
        ("notes/2026-10.yml", NOTES
         + "comments: {summary: }\n"),
    ],
)  # fmt: skip
def test_notes_may_also_say(tmp_path: Path, file: str, text: str) -> None:
    assert said(tmp_path, files={file: text}) == []

from __future__ import annotations

from pathlib import Path

import pytest

from tests.config.acme import said


@pytest.mark.parametrize(
    ("lines", "problems"),
    [
        ("report: {sections: {sumary: off}}",
         ["RG160 2:21 'sumary' is not a section"]),
        ("report: {sections: {lagging: off, media: off}}",
         ["RG161 2:30 the section 'lagging' cannot be left out"]),
        ("report: {sections: {media: yes}}",
         ["RG122 2:28 media may not be 'yes'"]),
        ("report: {extra: [{key: x-a, after: tree, title: A}]}",
         ["RG162 2:36 no section may stand after 'tree'"]),
        ("report: {extra: [{key: x-a, after: medai, title: A}]}",
         ["RG160 2:36 'medai' is not a section"]),
        ("report: {extra: [{key: x-a, after: log, title: A}, {key: x-a, after: media, "
         "title: B}]}",
         ["RG163 2:58 two sections are called 'x-a'"]),
        ("report: {extra: [{key: branches, after: log, title: A}]}",
         ["RG127 2:24 key may not be 'branches'"]),
        ("report: {summary: {profit: profit}}",
         ["RG222 2:28 'profit' is not a KPI of acme"]),
        ("report: {summary: {cost: ad_cost}}",
         ["RG222 2:26 'ad_cost' is not a KPI of acme"]),
        ("report: {send_by: 0}",
         ["RG126 2:19 report.send_by must be at least 1"]),
        ("report: {layout: presidnt}",
         ["RG122 2:18 layout may not be 'presidnt'"]),
        ("report: {compare: [previos]}",
         ["RG122 2:20 compare may not be 'previos'"]),
        ("report: {wording: {titel: X}}",
         ["RG164 2:20 there is no message 'titel'"]),
        ("delivery: {approval: required, approvers: []}",
         ["RG166 2:32 approval is required and nobody may give it"]),
        ("delivery: {email: {to: [keiei.minato.example]}}",
         ["RG165 2:25 'keiei.minato.example' is not an e-mail address"]),
        ("delivery: {email: {to: []}}",
         ["RG126 2:20 delivery.email.to must be at least 1 long"]),
        ("delivery: {folder: /srv/out}",
         ["RG142 2:20 the path '/srv/out' does not stay in the workspace"]),
        ("delivery: {webhook: 'https://hooks.example/T/B/x'}",
         ["RG148 2:21 'webhook' must be the name of a secret"]),
        ("client: {language: fr}",
         ["RG122 2:20 language may not be 'fr'"]),
        ("client: {id: amce}",
         ["RG131 2:14 the client's id 'amce' is not the name of its folder"]),
        ("delivery: {email: {to: [a@minato.example], subject: '{client}: {monht}'}}",
         ["RG167 2:64 '{monht}' is no placeholder"]),
        ("delivery: {email: {to: [a@minato.example], subject: {en: '{client: report'}}}",
         ["RG167 2:59 '{client: report' is no placeholder"]),
        ("client: {currency: JPX}",
         ["RG156 2:20 'JPX' is not a currency"]),
        ("client: {timezone: JST}",
         ["RG147 2:20 'JST' is not a time zone"]),
        ("client: {holidays: Japan}",
         ["RG127 2:20 holidays may not be 'Japan'"]),
        ("client: {working_days: [monday]}",
         ["RG122 2:25 working_days may not be 'monday'"]),
        ("client: {fiscal_year_starts: 13}",
         ["RG126 2:30 client.fiscal_year_starts must be at most 12"]),
        ('report: {wording: {"report.verdict.on_course": }}',
         ["RG121 2:20 'report.verdict.on_course' has no value"]),
        ('client: {name: "A\\u0000B"}',
         ["RG102 2:16 the escape of U+0000 may not stand in configuration"]),
        ("sources: {crm: {settle_days: 400}}",
         ["RG126 2:30 sources.crm.settle_days must be at most 366"]),
        ("kpis: {orders: {target: {by: 9999-12}}}",
         ["RG123 2:30 '9999-12' lies far from our time"]),
    ],
)  # fmt: skip
def test_the_report_keeps_its_order_and_reaches_somebody(
    tmp_path: Path, lines: str, problems: list[str]
) -> None:
    assert said(tmp_path, lines) == problems

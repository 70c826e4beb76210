from __future__ import annotations

from pathlib import Path

import pytest

from tests.config.acme import said


def test_the_small_client_is_valid(tmp_path: Path) -> None:
    assert said(tmp_path) == []


@pytest.mark.parametrize(
    ("line", "problems"),
    [
        ("ads: {type: google_ads}",
         ["RG140 3:3 sources.ads has no 'path'"]),
        ("web2: {type: ga4}",
         ["RG140 3:3 sources.web2 has no 'property'"]),
        ("x: {type: csv, path: a.csv}",
         ["RG140 3:3 sources.x has no 'columns'"]),
        ("x: {type: xlsx, path: a.xlsx}",
         ["RG140 3:3 sources.x has no 'columns'"]),
        ("hand: {path: a.csv}",
         ["RG141 3:10 a source of type manual has no 'path'"]),
        ('crm: {property: "412345678"}',
         ["RG141 3:9 a source of type csv has no 'property'"]),
        ("web: {fee: {rate: 20%}}",
         ["RG141 3:9 a source of type ga4_export has no 'fee'"]),
        ("crm: {fee: {rate: 20%}}",
         ["RG141 3:9 a source of type csv has no 'fee'"]),
        ("web: {budget: {2026-10: 5}}",
         ["RG141 3:9 a source of type ga4_export has no 'budget'"]),
        ("crm: {budget: {2026-10: 5}}",
         ["RG141 3:9 a source of type csv has no 'budget'"]),
        ("hand: {budget: {2026-10: 5}}",
         ["RG141 3:10 a source of type manual has no 'budget'"]),
        ("ads: {type: google_ads, path: a.csv, fee: {rate: 20}}",
         ["RG242 3:52 a fee is written as a percent"]),
        ('x: {type: ga4, property: "412345678", as_of: 2026-11-04}',
         ["RG141 3:41 a source of type ga4 has no 'as_of'"]),
        ('x: {type: ga4, property: "412-345"}',
         ["RG144 3:28 '412-345' is not a GA4 property"]),
        ("x: {type: ga4, property: properties/412345678}",
         ["RG144 3:28 'properties/412345678' is not a GA4 property"]),
        ("crm: {path: /srv/crm.csv}",
         ["RG142 3:15 the path '/srv/crm.csv' does not stay in the workspace"]),
        ("crm: {path: data/../../crm.csv}",
         ["RG142 3:15 the path 'data/../../crm.csv' does not stay in the workspace"]),
        ("crm: {path: 'C:\\crm.csv'}",
         ["RG142 3:15 the path 'C:\\\\crm.csv' does not stay in the workspace"]),
        ("crm: {path: ~/crm.csv}",
         ["RG142 3:15 the path '~/crm.csv' does not stay in the workspace"]),
        ("crm: {path: 'https://crm.example/x.csv'}",
         ["RG142 3:15 the path 'https://crm.example/x.csv' does not stay in the workspace"]),
        ('crm: {path: "crm_{mnth}.csv"}',
         ["RG143 3:20 '{mnth}' is no placeholder"]),
        ('crm: {path: "crm_{month.csv"}',
         ["RG143 3:20 '{month.csv' is no placeholder"]),
        ("crm: {encoding: utf8x}",
         ["RG146 3:19 'utf8x' is not an encoding"]),
        ("crm: {encoding: base64}",
         ["RG146 3:19 'base64' is not an encoding"]),
        ("crm: {encoding: shift_jis}",
         ["(RG153) 3:19 'shift_jis' cannot read ①, ㈱ or 髙"]),
        ("crm: {timezone: Asia/Tokio}",
         ["RG147 3:19 'Asia/Tokio' is not a time zone"]),
        ("crm: {timezone: Asia}",
         ["RG147 3:19 'Asia' is not a time zone"]),
        ("crm: {timezone: ../UTC}",
         ["RG147 3:19 '../UTC' is not a time zone"]),
        ('x: {type: ga4, property: "412345678", auth: AIzaSyA-secret}',
         ["RG148 3:47 'auth' must be the name of a secret"]),
        ("crm: {columns: {Deal: {as: deal_id}}}",
         ["RG149 3:30 two headers become the column 'deal_id'"]),
        ("crm: {unique_by: [id]}",
         ["RG150 3:21 source 'crm' has no column 'id'"]),
        ("a/b: {type: manual}",
         ["RG135 3:3 'a/b' cannot be a name here"]),
        ("crm: {settle_days: -1}",
         ["RG126 3:22 sources.crm.settle_days must be at least 0"]),
        ("crm: {as_of: 2026-02-30}",
         ["RG123 3:16 '2026-02-30' is not a date"]),
        ("crm: {currency: yen}",
         ["RG127 3:19 currency may not be 'yen'"]),
        ("crm: {currency: JPX}",
         ["RG156 3:19 'JPX' is not a currency"]),
        ("ads: {type: google_ads, path: a.csv, budget: {2026-13: 1}}",
         ["RG123 3:49 '2026-13' is not a month"]),
        ("ads: {type: google_add, path: a.csv}",
         ["RG122 3:15 type may not be 'google_add'"]),
    ],
)  # fmt: skip
def test_a_source_has_what_its_type_needs_and_nothing_else(
    tmp_path: Path, line: str, problems: list[str]
) -> None:
    assert said(tmp_path, f"sources:\n  {line}\n") == problems

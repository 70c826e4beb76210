from __future__ import annotations

from pathlib import Path

import pytest

from tests.config.acme import said

LOG = """\
schema: reportgen/log@1
entries:
  - id: q1
    date: 2026-10-08
    kpi: enquiries
    company: X Works
    what: asked for us by name
    evidence: {crm: C-1}
    confidence: confirmed
    by: Sato
"""
ACTIONS = """\
schema: reportgen/actions@1
items:
  - id: A1
    title: Shorten the form
    kpi: lead_rate
    owner: {side: agency, name: Sato}
    starts: 2026-10-05
    due: 2026-10-31
    expect: {change: 0.9, unit: points, by: 2026-12}
    comparison: {a: [184, 4310], b: [140, 4330]}
    status: doing
"""
AGREEMENTS = """\
schema: reportgen/agreements@1
entries:
  - date: 2026-04-03
    by: President
    what: {kpi: orders, field: target, from: 8, to: 10}
    why: agreed for the year
  - date: 2026-07-02
    by: President
    signed: {phase: p1, version: 1}
"""
EVENTS = """\
schema: reportgen/events@1
entries:
  - {date: 2026-09-18, name: Site header changed, kpis: [lead_rate]}
"""


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("log.yml", LOG),
        ("actions.yml", ACTIONS),
        ("agreements.yml", AGREEMENTS),
        ("events.yml", EVENTS),
    ],
)
def test_the_records_below_are_valid(tmp_path: Path, file: str, text: str) -> None:
    assert said(tmp_path, files={file: text}) == []


@pytest.mark.parametrize(
    ("instead_of", "written", "problems"),
    [
        ("id: q1", "id: q1, kpi: x",
         ["RG104 3:16 this is not YAML: mapping values are not allowed in this context"]),
        ("evidence: {crm: C-1}", "evidence: {}",
         ["RG601 8:5 the entry 'q1' has no evidence"]),
        ("{crm: C-1}", "{url: x.example/y}",
         ["RG601 8:21 'x.example/y' is not the address of a page"]),
        ("{crm: C-1}", "{file: ../x.pdf}",
         ["RG142 8:22 the path '../x.pdf' does not stay in the workspace"]),
        ("{crm: C-1}", "{mail: x}",
         ["RG120 8:16 'mail' is not a key of entries[1].evidence"]),
        ("kpi: enquiries", "kpi: cost_per_lead",
         ["RG602 5:10 'cost_per_lead' is neither qualitative nor in the tree"]),
        ("kpi: enquiries", "kpi: enquirys",
         ["RG222 5:10 'enquirys' is not a KPI of acme"]),
        ("    company: X Works\n", "",
         ["RG603 3:5 the entry 'q1' does not say which company"]),
        ("X Works", "X Wroks",
         ["(RG604) 6:14 'X Wroks' is not on the watchlist of 'enquiries'"]),
        ("X Works", "Quite Another",
         []),
        ("kpi: enquiries", "kpi: visits",
         []),
        ("confirmed", "sure",
         ["RG122 9:17 confidence may not be 'sure'"]),
        ("by: Sato", "by: Sato\n    public: maybe",
         ["RG123 11:13 'maybe' is neither true nor false"]),
        ("2026-10-08", "10/08",
         ["RG123 4:11 '10/08' is not a date"]),
        ("    what: asked for us by name\n", "",
         ["RG121 3:5 entries[1] has no 'what'"]),
        ("asked for us by name", "[asked]",
         ["RG123 7:5 words are expected here"]),
        ("log@1", "actions@1",
         ["RG128 1:9 this file must say that it is reportgen/log@1, not 'reportgen/actions@1'"]),
        ("log@1", "log@2",
         ["RG128 1:9 this file is written for a newer reportgen: reportgen/log@2"]),
        ("log@1", "log@0",
         ["RG128 1:9 this file is written for an older reportgen: reportgen/log@0"]),
        ("reportgen/log@1", "1",
         ["RG128 1:9 this file must say that it is reportgen/log@1, not '1'"]),
        ("schema: reportgen/log@1\n", "",
         ["RG121 1:1 the file does not say what it is"]),
        ("reportgen/log@1", "[reportgen/log@1]",
         ["RG128 1:1 this file must say that it is reportgen/log@1, not ['reportgen/log@1']"]),
        ("entries", "items",
         ["RG120 2:1 'items' is not a key here"]),
        ("    by: Sato\n",
         "    by: Sato\n"
         "  - {id: q1, date: 2026-10-09, kpi: visits, what: more, confidence: likely, "
         "by: Sato,\n     evidence: {quote: heard}}\n",
         ["RG600 11:10 the id 'q1' is used twice"]),
    ],
)  # fmt: skip
def test_a_log_entry_is_dated_evidenced_and_about_something_that_listens(
    tmp_path: Path, instead_of: str, written: str, problems: list[str]
) -> None:
    text = LOG.replace(instead_of, written, 1)
    assert said(tmp_path, files={"log.yml": text}) == problems


@pytest.mark.parametrize(
    ("instead_of", "written", "problems"),
    [
        ("kpi: lead_rate", "kpi: leed_rate",
         ["RG222 5:10 'leed_rate' is not a KPI of acme"]),
        ("kpi: lead_rate", "kpi: cost_per_lead",
         ["RG614 9:33 'cost_per_lead' changes by money or percent, not by points"]),
        ("status: doing", "status: doing\n    closed: 2026-10-31",
         ["RG611 12:5 the action 'A1' is closed and still doing"]),
        ("status: doing", "status: done",
         ["RG610 3:5 the action 'A1' is done and has no 'closed'",
          "RG610 3:5 the action 'A1' is done and has no 'result'"]),
        ("status: doing", "status: dropped\n    closed: 2026-10-31",
         ["RG610 3:5 the action 'A1' is dropped and has no 'result'"]),
        ("status: doing", "status: done\n    closed: 2026-10-01\n    result: better",
         ["RG612 12:13 the action 'A1' is closed on 2026-10-01, before it starts"]),
        ("status: doing", "status: started",
         ["RG122 11:13 status may not be 'started'"]),
        ("due: 2026-10-31", "due: 2026-10-01",
         ["RG612 8:10 the action 'A1' is due on 2026-10-01, before it starts"]),
        ("[184, 4310]", "[4310, 184]",
         ["RG613 10:18 4310 successes of 184 cannot be"]),
        ("[140, 4330]", "[0, 0]",
         ["RG613 10:34 0 successes of 0 cannot be"]),
        ("[140, 4330]", "[140]",
         ["RG126 10:34 items[1].comparison.b needs exactly 2 values"]),
        ("    expect: {change: 0.9, unit: points, by: 2026-12}\n", "",
         ["RG613 9:5 the action 'A1' is compared, but no change is expected of it"]),
        ("change: 0.9", "change: 0",
         ["RG613 10:5 the action 'A1' is compared, but no change is expected of it"]),
        ("unit: points", "unit: percent",
         ["RG614 9:33 'lead_rate' changes by points, not by percent"]),
        ("change: 0.9", "change: 0.9%",
         ["RG243 9:22 this change is not a percent"]),
        ("kpi: lead_rate", "kpi: visits",
         ["RG614 9:33 'visits' changes by count or percent, not by points"]),
        ("side: agency", "side: us",
         ["RG122 6:19 side may not be 'us'"]),
        ("starts: 2026-10-05", "starts: 2026-13-05",
         ["RG123 7:13 '2026-13-05' is not a date"]),
    ],
)  # fmt: skip
def test_an_action_moves_a_kpi_and_is_closed_with_a_result(
    tmp_path: Path, instead_of: str, written: str, problems: list[str]
) -> None:
    text = ACTIONS.replace(instead_of, written, 1)
    assert said(tmp_path, files={"actions.yml": text}) == problems


@pytest.mark.parametrize(
    ("instead_of", "written", "problems"),
    [
        ("    signed: {phase: p1, version: 1}\n", "",
         ["RG620 7:5 this entry says neither what was changed nor what was signed"]),
        ("    why: agreed for the year\n", "",
         ["(RG621) 3:5 the change of 'orders' has no reason"]),
        ("    why: agreed for the year\n",
         "    why: agreed\n    signed: {phase: p1, version: 1}\n",
         ["RG620 3:5 this entry is both a change and a signature"]),
        ("phase: p1", "phase: p9",
         ["RG622 9:21 'p9' is not a phase of acme"]),
        ("version: 1", "version: 0",
         ["RG126 9:34 entries[2].signed.version must be at least 1"]),
        ("kpi: orders", "kpi: oders",
         ["(RG222) 5:17 'oders' is not a KPI of acme"]),
        ("2026-04-03", "3 April",
         ["RG123 3:11 '3 April' is not a date"]),
    ],
)  # fmt: skip
def test_an_agreement_is_a_change_or_a_signature(
    tmp_path: Path, instead_of: str, written: str, problems: list[str]
) -> None:
    text = AGREEMENTS.replace(instead_of, written, 1)
    assert said(tmp_path, files={"agreements.yml": text}) == problems


@pytest.mark.parametrize(
    ("instead_of", "written", "problems"),
    [
        ("[lead_rate]", "[lead_rate, vists]",
         ["RG222 3:69 'vists' is not a KPI of acme"]),
        ("2026-09-18", "2026-9-18",
         ["RG123 3:12 '2026-9-18' is not a date"]),
    ],
)  # fmt: skip
def test_an_event_is_dated_and_about_kpis(
    tmp_path: Path, instead_of: str, written: str, problems: list[str]
) -> None:
    text = EVENTS.replace(instead_of, written, 1)
    assert said(tmp_path, files={"events.yml": text}) == problems


def test_an_empty_file_is_told(tmp_path: Path) -> None:
    assert said(tmp_path, files={"log.yml": ""}) == ["RG110 1:1 the file is empty"]

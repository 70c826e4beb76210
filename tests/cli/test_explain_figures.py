"""`reportgen explain CLIENT.KPI`: a figure followed to its rows, with what is missing of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from google.analytics.data_v1beta import types

from reportgen.cli import main
from tests.codes.examples import put
from tests.connectors.ga4.service import CHANNEL, NUMBER, Service, days, facts
from tests.kpi_sheets import filled_sheet

CLIENT = "configs/acme/client.yml"
DATED = "sources: {web: {as_of: 2026-11-04}, crm: {as_of: 2026-11-04}}\n"


def explain(root: Path, kpi: str) -> list[str]:
    """What is told of a figure of October, without the line of the snapshot's place."""
    done = CliRunner().invoke(main, ["-C", str(root), "explain", f"acme.{kpi}", "-m", "2026-10"])
    assert done.exit_code == 0, done.stderr
    first, snapshot, *lines = done.stdout.splitlines()
    assert first == f"acme.{kpi}, 2026-10 (2026-10-01 to 2026-10-31)"
    assert snapshot.startswith("snapshot .reportgen/snapshots/acme/2026-10/")
    return lines


def test_of_an_export_the_file_its_lines_and_the_missing_days_are_told(tmp_path: Path) -> None:
    put(tmp_path, {CLIENT: DATED})
    ga4 = "date,deviceCategory,sessions\n20261001,mobile,60\n20261003,mobile,7\n20261031,mobile,8\n"
    (tmp_path / "data/ga4_2026-10.csv").write_text(ga4)
    assert explain(tmp_path, "visits")[:5] == [
        "visits = sessions  →  75",
        "  sessions  →  75",
        "    metric sessions of web, dated by date",
        "    data/ga4_2026-10.csv: 3 rows, lines 2-4",
        "    3 of 31 days known, as of 2026-11-04; nothing known of 2026-10-02,"
        " 2026-10-04 to 2026-10-30",
    ]


def test_of_deals_a_day_without_one_is_no_missing_day(tmp_path: Path) -> None:
    put(tmp_path, {CLIENT: DATED})
    lines = explain(tmp_path, "close_rate")
    assert lines[0] == "close_rate = deals / requests  →  1"
    assert lines[1:6] == [
        "  deals  →  1",
        "    count deal_id of crm where stage is won, dated by won_on",
        "    data/crm_2026-10.csv: 1 row, line 2",
        "    31 of 31 days known, as of 2026-11-04",
        "  requests  →  1",
    ]


def test_of_an_export_made_too_early_the_days_after_it_are_missing(tmp_path: Path) -> None:
    put(tmp_path, {CLIENT: DATED.replace("crm: {as_of: 2026-11-04}", "crm: {as_of: 2026-10-29}")})
    assert (
        "    29 of 31 days known, as of 2026-10-29; nothing known of 2026-10-30 to 2026-10-31"
        in (explain(tmp_path, "close_rate"))
    )


def test_of_typed_figures_the_notes_are_told(tmp_path: Path) -> None:
    put(tmp_path, {CLIENT: DATED})
    lines = explain(tmp_path, "cost_per_lead")
    assert lines[:5] == [
        "cost_per_lead = ad_cost / requests  →  300,000",
        "  ad_cost  →  300,000",
        "    sum ad_cost of hand, dated by date",
        "    configs/acme/notes/2026-10.yml, under manual:",
        "    31 of 31 days known, as of 2026-10-31",
    ]


def test_of_a_kpi_sheet_the_workbook_and_its_row_are_told(tmp_path: Path) -> None:
    sheet = "hand: {type: sheet, path: data/sheet.xlsx, as_of: 2026-11-02}"
    put(tmp_path, {CLIENT: f"sources: {{{sheet}}}\nmetrics: {{ad_cost: {{sum: k1}}}}\n"})
    (tmp_path / "configs/acme/notes/2026-10.yml").unlink()
    (tmp_path / "data/sheet.xlsx").write_bytes(filled_sheet())
    lines = explain(tmp_path, "cost_per_lead")
    assert lines[1:3] == ["  ad_cost  →  2,650,000", "    sum k1 of hand, dated by date"]
    assert lines[3].startswith("    data/sheet.xlsx: 1 row, line ")
    assert lines[4] == "    31 of 31 days known, as of 2026-11-02"


def test_of_a_property_the_question_the_flags_and_the_missing_days_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    web = f"web: {{type: ga4, path: null, property: '{NUMBER}', auth: ga4}}"
    put(tmp_path, {CLIENT: f"sources: {{{web}}}\nmetrics: {{sessions: {{by: []}}}}\n"})
    recorded = [*days("2025-09-01", "2026-10-04"), *days("2026-10-07", "2026-10-31")]
    service = Service(facts(recorded, {CHANNEL: "Direct"}, sessions=10, eventCount=50))

    def say(asked: types.RunReportRequest, answer: types.RunReportResponse) -> None:
        answer.metadata.subject_to_thresholding = True
        answer.metadata.sampling_metadatas = [
            types.SamplingMetadata(samples_read_count=952, sampling_space_size=1000)
        ]

    service.rewrite = say
    with service:
        monkeypatch.setenv("REPORTGEN_GA4_ENDPOINT", service.endpoint)
        lines = explain(tmp_path, "visits")
    assert lines[:3] == [
        "visits = sessions  →  290",
        "  sessions  →  290",
        "    metric sessions of web",
    ]
    assert lines[3].startswith(f"    ga4:properties/{NUMBER} ")
    known = next(at for at, line in enumerate(lines) if "29 of 31 days known" in line)
    assert lines[known].endswith("; nothing known of 2026-10-05 to 2026-10-06")
    assert lines[known + 1 : known + 3] == [
        "    flagged: sampled, 95.2% of the data were counted",
        "    flagged: thresholded, groups of few people are left out",
    ]

"""The whole way through, on the sample clients: were the planted stories found and said?"""

from __future__ import annotations

import hashlib
import io
import json
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader

from reportgen.errors import DataRefused
from reportgen.model.config import SECTION_KEYS
from reportgen.model.edition import EditionKind
from reportgen.model.period import Month
from reportgen.model.report import plain, to_json
from reportgen.model.states import ActionVerdict, Evidence, Status, StopState
from reportgen.pipeline import Choice, Run, build, fetch
from tests.samples import ROOT, copy_workspace, job, run


def pages(made: Run) -> list[str]:
    reader = PdfReader(io.BytesIO(made.documents[0].content))
    return [page.extract_text() for page in reader.pages]


def verdicts(made: Run) -> dict[str, ActionVerdict]:
    return {one.action: one.verdict for one in made.analysis.findings.actions}


# ---- stories planted in the sample data


def test_octobers_figures_are_those_written_in_the_sample_data(minato: Run, harrow: Run):
    values = {
        kpi: minato.analysis.of(kpi).value.value
        for kpi in ("orders", "new_sales", "leads", "visits", "meetings", "promo_cost")
    }
    assert values == pytest.approx(
        {
            "orders": 9,
            "new_sales": 13_320_000,
            "leads": 168,
            "visits": 8_640,
            "meetings": 36,
            "promo_cost": 1_710_000,
        },
        rel=1e-6,
    )
    assert harrow.analysis.of("sales").value.value == pytest.approx(35_759)
    assert harrow.analysis.of("orders").value.value == 554


@pytest.mark.parametrize(
    ("client", "kpi", "amount"),
    [("minato", "form_reach", -3_928_925), ("harrow", "checkout_finish", -4_689)],
)
def test_the_planted_bottleneck_is_found(client, kpi, amount, request):
    made: Run = request.getfixturevalue(client)
    finding = made.analysis.findings.first("bottleneck")
    assert finding is not None
    assert finding.kpi == kpi
    assert finding.impact == pytest.approx(amount, rel=1e-3)
    assert made.analysis.of(kpi).status is Status.SHORT_UNUSUAL


def test_the_gap_by_factor_adds_up_to_the_gap(minato: Run, harrow: Run):
    for made in (minato, harrow):
        root = made.analysis.root
        parts = [made.analysis.of(kpi).contribution("target") or 0 for kpi in made.analysis.factors]
        assert sum(parts) == pytest.approx((root.value.value or 0) - (root.target.value or 0))


def test_the_tripped_stop_line_is_found(minato: Run):
    stop = minato.analysis.of("cost_per_lead").stop
    assert stop is not None
    assert (stop.state, stop.periods_past) == (StopState.STOP, 2)


def test_a_line_that_is_only_near_is_not_called_crossed(harrow: Run):
    stop = harrow.analysis.of("roas").stop
    assert stop is not None
    assert stop.state is StopState.NEAR


def test_the_three_missing_days_are_found(minato: Run):
    finding = minato.analysis.findings.first("missing_days")
    assert finding is not None
    facts = finding.facts
    assert (facts["days"], facts["first"], facts["last"]) == (
        3,
        date(2026, 10, 12),
        date(2026, 10, 14),
    )


def test_one_action_worked_and_one_did_not(minato: Run, harrow: Run):
    assert verdicts(minato)["L1"] is ActionVerdict.WORKED
    assert verdicts(minato)["L3"] is ActionVerdict.DID_NOT_WORK
    assert verdicts(harrow)["L1"] is ActionVerdict.WORKED
    assert verdicts(harrow)["L2"] is ActionVerdict.DID_NOT_WORK


def test_the_vanity_metric_is_shown_for_reference_only(minato: Run):
    finding = minato.analysis.findings.first("for_reference")
    assert finding is not None
    assert finding.kpi == "followers"
    assert minato.analysis.of("followers").status is Status.NOT_JUDGED


def test_the_vanity_metric_is_named_with_its_reasons(minato: Run):
    finding = minato.analysis.findings.first("vanity")
    assert finding is not None
    assert finding.kpi == "followers"
    reasons = {name for name, holds in finding.facts.items() if holds}
    assert reasons == {"no_path", "cumulative", "no_decision"}


def test_the_planted_lead_of_two_months_is_found(minato: Run):
    relation = minato.analysis.of("leads").relation
    assert relation is not None
    assert (relation.grade, relation.lag) == (Evidence.A, 2)
    assert relation.implied is not None
    assert relation.implied.low < 9 < relation.implied.high


def test_visits_that_bring_no_requests_are_called_empty_growth(minato: Run):
    finding = minato.analysis.findings.first("empty_growth")
    assert finding is not None
    assert finding.kpi == "visits"


def test_nothing_is_claimed_to_lead_where_nothing_was_planted(harrow: Run):
    shown = [
        one.id
        for root in harrow.analysis.results
        for one in root.walk()
        if one.relation is not None and one.relation.is_shown
    ]
    assert shown == []
    assert harrow.analysis.findings.first("vanity") is None


def test_a_report_carries_relation_change_and_cohort(minato: Run):
    kpis = to_json(minato.report)["kpis"]
    assert kpis["leads"]["relation"]["grade"] == "A"
    assert {one["versus"] for one in kpis["leads"]["changes"]} == {
        "previous",
        "year_ago",
        "usual",
    }
    assert kpis["meeting_rate"]["cohort"]["cases"] == 166
    assert kpis["orders"]["relation"]["reason"]["code"] == "not_tested"


def test_a_leading_figure_says_which_month_it_speaks_for(minato: Run):
    assert minato.analysis.of("leads").speaks_for == Month(2026, 12)


def test_orders_no_channel_can_be_named_for_are_printed_as_not_attributed(harrow: Run):
    rest = [one for one in harrow.analysis.findings.segments if one.member == "(not attributed)"]
    assert [(one.kpi, one.value) for one in rest] == [("tracked_orders", 554 - 515)]
    assert "Not attributed" in "".join(pages(harrow))


# ---- the document


def test_sections_stand_in_the_golden_order(minato: Run):
    keys = [section.key for section in minato.report.sections]
    assert keys == [key for key in SECTION_KEYS if key in keys]
    assert len(keys) == 11


@pytest.mark.parametrize("client", ["minato", "harrow"])
def test_the_document_has_eight_pages_at_least_and_only_the_reports_own_fonts(client, request):
    made: Run = request.getfixturevalue(client)
    reader = PdfReader(io.BytesIO(made.documents[0].content))
    assert len(reader.pages) >= 8
    fonts = {
        str(font.get_object()["/BaseFont"])
        for page in reader.pages
        for font in page["/Resources"].get("/Font", {}).values()
    }
    assert fonts
    assert all(re.search(r"\+RG-?S(ans|erif)", font) for font in fonts), fonts


def test_page_one_opens_with_the_result_in_words(minato: Run):
    first = re.sub(r"\s", "", pages(minato)[0])
    assert "2026年10月の受注数は9件で、目標の10件に1件届きませんでした。" in first
    assert "1,332万円" in first
    assert "判断保留" in first


def test_the_pdf_holds_no_wall_clock(minato: Run):
    reader = PdfReader(io.BytesIO(minato.documents[0].content))
    assert not any("Date" in key for key in reader.metadata or {})


def test_the_document_is_tagged_and_says_its_language(minato: Run, harrow: Run):
    for made, language in ((minato, "ja"), (harrow, "en")):
        root = PdfReader(io.BytesIO(made.documents[0].content)).root_object
        assert root["/Lang"] == language
        assert root["/MarkInfo"]["/Marked"]
        assert "/StructTreeRoot" in root


# ---- stages, held as files


@pytest.mark.parametrize("client", ["minato", "harrow"])
def test_stages_are_the_ones_on_file(client, request, golden):
    made: Run = request.getfixturevalue(client)
    table = made.observations.table
    monthly = (
        table.assign(month=table["date"].astype(str).str[:7])
        .query("month == '2026-10'")
        .groupby(["metric", "dimension", "member"])["value"]
        .agg(["sum", "count"])
        .round(4)
    )
    golden(f"{client}-2026-10/4-observations.csv", monthly.to_csv(lineterminator="\n"))
    golden(f"{client}-2026-10/5-findings.json", document(made.analysis.findings))
    golden(f"{client}-2026-10/6-narrative.json", document(made.narrative))
    golden(f"{client}-2026-10/7-report.json", document(to_json(made.report)))


def document(value: object) -> str:
    return json.dumps(rounded(plain(value)), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def rounded(value: object) -> object:
    match value:
        case float():
            return float(f"{value:.10g}")
        case dict():
            return {key: rounded(one) for key, one in value.items()}
        case list():
            return [rounded(one) for one in value]
    return value


# ---- editions


def test_a_settled_build_is_the_first_edition_with_its_files(minato: Run):
    assert minato.edition.kind is EditionKind.FINAL
    assert minato.edition.paths == ("out/2026-10/minato/minato_2026-10_r1.pdf",)
    folder = minato.job.root / "out/2026-10/minato"
    assert sorted(path.name for path in folder.iterdir()) == [
        "minato_2026-10_r1.json",
        "minato_2026-10_r1.mail.txt",
        "minato_2026-10_r1.manifest.json",
        "minato_2026-10_r1.pdf",
    ]
    written = json.loads((folder / "minato_2026-10_r1.manifest.json").read_text(encoding="utf-8"))
    pdf = (folder / "minato_2026-10_r1.pdf").read_bytes()
    assert written["files"]["minato_2026-10_r1.pdf"] == hashlib.sha256(pdf).hexdigest()
    assert set(written["inputs"]) == {"configuration", "templates", "notes", "snapshots", "fonts"}


def test_the_same_inputs_make_no_second_edition(minato: Run):
    again = build(minato.job, fetch(minato.job), Choice.SETTLED)
    assert not isinstance(again, Run)
    assert again.unchanged
    assert again.revision == 1


def test_changed_inputs_leave_the_edition_and_write_a_draft(tmp_path: Path):
    root = copy_workspace(tmp_path / "w", "minato")
    first = run(root, "minato")
    edition = root / first.edition.paths[0]
    before = edition.read_bytes()
    notes = root / "configs/minato/notes/2026-10.yml"
    notes.write_text(notes.read_text(encoding="utf-8").replace("堅調", "順調"), encoding="utf-8")
    second = run(root, "minato")
    assert second.edition.kind is EditionKind.DRAFT
    assert second.edition.paths == ("out/2026-10/minato/minato_2026-10_draft.pdf",)
    assert "inputs changed since r1" in second.edition.held_back
    assert edition.read_bytes() == before
    with pytest.raises(DataRefused, match="inputs changed since r1, which stays as it is"):
        run(root, "minato", Choice.FINAL)
    assert edition.read_bytes() == before


def test_a_client_of_two_languages_gets_two_pdfs_and_one_report(tmp_path: Path):
    root = copy_workspace(tmp_path / "w", "minato")
    client = root / "configs/minato/client.yml"
    words = client.read_text(encoding="utf-8").replace("language: ja", "language: [ja, en]", 1)
    client.write_text(words, encoding="utf-8")
    made = run(root, "minato")
    assert [path.rsplit("/", 1)[1] for path in made.edition.paths] == [
        "minato_2026-10_r1.pdf",
        "minato_2026-10_r1.en.pdf",
    ]
    english = PdfReader(io.BytesIO(made.documents[1].content))
    text = "".join(page.extract_text() for page in english.pages)
    assert "¥13.32m" in text


def test_data_that_are_not_settled_make_a_provisional_draft_marked_on_every_page(tmp_path: Path):
    root = copy_workspace(tmp_path / "w", "minato")
    early = replace_as_of(root, "2026-11-02")
    made = build(early, fetch(early), Choice.SETTLED)
    assert isinstance(made, Run)
    assert made.edition.kind is EditionKind.PROVISIONAL
    assert made.edition.revision is None
    assert all("暫定" in page for page in pages(made))
    with pytest.raises(DataRefused, match="ga4, ads are not final yet"):
        build(early, fetch(early), Choice.FINAL)


def replace_as_of(root: Path, day: str):
    client = root / "configs/minato/client.yml"
    words = client.read_text(encoding="utf-8").replace("as_of: 2026-11-04", f"as_of: {day}")
    client.write_text(words, encoding="utf-8")
    return job(root, "minato")


def test_two_processes_make_the_same_bytes(tmp_path: Path):
    program = """
import sys
from pathlib import Path
from tests.samples import run
made = run(Path(sys.argv[1]), "minato")
print(made.documents[0].sha256)
"""
    hashes = set()
    for name in ("one", "two"):
        root = copy_workspace(tmp_path / name, "minato")
        done = subprocess.run(
            [sys.executable, "-c", program, str(root)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
        hashes.add(done.stdout.strip())
    assert len(hashes) == 1


def test_a_quarter_names_its_months(tmp_path: Path):
    root = copy_workspace(tmp_path / "w", "minato")
    one = job(root, "minato", "FY2026-Q2")
    made = build(one, fetch(one), Choice.SETTLED)
    assert isinstance(made, Run)
    assert made.analysis.of("orders").value.value == pytest.approx(8 + 9 + 9)
    assert "2026年7月〜9月" in pages(made)[0]

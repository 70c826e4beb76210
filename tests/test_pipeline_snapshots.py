"""Which data a build is made from, and what keeps it from being an edition."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from reportgen.cli import main
from reportgen.errors import DataRefused, UsageFailed
from reportgen.model.edition import EditionKind
from reportgen.pipeline import Asking, Choice, Job, Run, Wish, build, fetch, stored
from sample_data.ga4_demo import copy_switched
from sample_data.ga4_server import Server, sample_properties
from tests.codes.examples import NOVEMBER, put
from tests.samples import NOW, job

CRM = "data/crm_2026-10.csv"
HEADER = "ID,Company,Stage,Amount,Rate,Asked,Won on,Channel\n"
WON = "D1,X Works,Won,800000,5%,2026-10-02,2026-10-20,web\n"
ASKED = "D2,Y Electric,Lost,,5%,2026-10-05,,fair\n"
SETTLED = "  web: {as_of: 2026-11-04}\n"


def acme(root: Path, client: str = "", crm: str = WON) -> Job:
    """The client acme, all of whose data have settled."""
    put(root, {"configs/acme/client.yml": f"sources:\n{SETTLED}{client}", CRM: HEADER + crm})
    return job(root, "acme", now=NOVEMBER)


def made(one: Job, choice: Choice = Choice.SETTLED) -> Run:
    result = build(one, fetch(one), choice)
    assert isinstance(result, Run)
    return result


def codes(run: Run) -> list[str]:
    return [gate.code for gate in run.gates]


# ---- gates


def test_data_as_agreed_make_an_edition(tmp_path: Path) -> None:
    run = made(acme(tmp_path, "  crm: {freshness: {min_rows: 1, expect_by_day: 5}}\n"))
    assert (run.gates, run.edition.kind, run.edition.revision) == ((), EditionKind.FINAL, 1)


@pytest.mark.parametrize(
    ("agreed", "what"),
    [
        ("min_rows: 2", "rows of 2026-10: 1; at least 2 were agreed"),
        ("expect_days: 20", "days of 2026-10 with rows: 2; 20 were agreed"),
    ],
)
def test_fewer_rows_or_days_than_agreed_make_a_draft(
    tmp_path: Path, agreed: str, what: str
) -> None:
    run = made(acme(tmp_path, f"  crm: {{freshness: {{{agreed}}}}}\n"))
    assert [(gate.code, gate.what) for gate in run.gates] == [("RG435", what)]
    assert run.edition.kind is EditionKind.DRAFT
    assert run.edition.held_back == "the data are not as agreed: wrote the draft"


def test_sources_further_apart_than_agreed_make_a_draft(tmp_path: Path) -> None:
    one = acme(tmp_path, "kpis: {orders: {check_against: requests}}\n", WON + ASKED)
    run = made(one)
    assert [gate.what for gate in run.gates] == [
        "'orders' is 1 by web and crm, and 2 by 'requests' of crm: a gap of -1 (50 %),"
        " 0 % was agreed"
    ]
    assert run.edition.kind is EditionKind.DRAFT


def test_the_appendix_prints_both_figures_the_gap_and_the_tolerance(tmp_path: Path) -> None:
    tolerance = "kpis: {orders: {check_against: {metric: requests, tolerance: 10%}}}\n"
    run = made(acme(tmp_path, tolerance, WON + ASKED))
    (note,) = [one for one in run.narrative.data_notes if one.label.en == "Not equal"]
    assert note.saying.en == (
        "Orders is 1 by GA4, CRM and 2 by CRM: a difference of −1,"
        " where 10.0% was agreed. Neither was adjusted."
    )
    assert note.saying.ja is not None
    assert "取り決めた許容差は10.0%" in note.saying.ja


def test_sources_within_the_tolerance_make_an_edition_of_the_kpis_own_figure(
    tmp_path: Path,
) -> None:
    tolerance = "kpis: {orders: {check_against: {metric: requests, tolerance: 50%}}}\n"
    run = made(acme(tmp_path, tolerance, WON + ASKED))
    assert (run.gates, run.edition.kind) == ((), EditionKind.FINAL)
    assert run.analysis.of("orders").value.value == 1


def test_data_that_end_before_the_month_after_their_day_are_late(tmp_path: Path) -> None:
    late = "  crm: {as_of: 2026-10-25, freshness: {expect_by_day: 20}}\n"
    one = acme(tmp_path, late)
    before = Job(one.root, one.config, one.period, NOVEMBER, one.warnings)
    after = Job(one.root, one.config, one.period, NOVEMBER + timedelta(days=1), one.warnings)
    assert codes(made(before)) == []
    run = made(after)
    assert [gate.what for gate in run.gates] == [
        "'crm' was expected by 2026-11-20, and its data are of 2026-10-25"
    ]
    assert run.edition.kind is EditionKind.PROVISIONAL


def test_a_failed_gate_refuses_a_final_report_and_writes_nothing(tmp_path: Path) -> None:
    one = acme(tmp_path, "  crm: {freshness: {min_rows: 2}}\n")
    with pytest.raises(DataRefused, match="the data are not as agreed") as refused:
        build(one, fetch(one), Choice.FINAL)
    assert [problem.code for problem in refused.value.problems] == ["RG435"]
    assert not (tmp_path / "out").exists()


# ---- what the operator is told


def reportgen(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["-C", str(root), *arguments])


def test_a_failed_gate_ends_with_5_writes_the_draft_and_says_why(tmp_path: Path) -> None:
    acme(tmp_path, "  crm: {freshness: {min_rows: 2}}\n")
    done = reportgen(tmp_path, "build", "acme", "-m", "2026-10")
    assert done.exit_code == 5
    assert done.stdout == "out/2026-10/acme/acme_2026-10_draft.pdf\n"
    assert "warning[RG435]: rows of 2026-10: 1; at least 2 were agreed" in done.stderr
    assert "! acme  2026-10  draft" in done.stderr
    assert "the data are not as agreed: wrote the draft  RG435" in done.stderr


def test_a_draft_that_was_asked_for_is_done(tmp_path: Path) -> None:
    acme(tmp_path, "  crm: {freshness: {min_rows: 2}}\n")
    done = reportgen(tmp_path, "build", "acme", "-m", "2026-10", "--draft")
    assert done.exit_code == 0
    assert "warning[RG435]" in done.stderr


@pytest.mark.parametrize(
    "both",
    [
        ("--draft", "--final"),
        ("--refresh", "--offline"),
        ("--snapshot", "ab", "--refresh"),
        ("--snapshot", "ab", "--offline"),
    ],
)
def test_options_that_contradict_each_other_are_a_usage_error(
    tmp_path: Path, both: tuple[str, ...]
) -> None:
    acme(tmp_path)
    done = reportgen(tmp_path, "build", "acme", *both)
    assert done.exit_code == 2
    assert "exclude each other" in done.stderr


# ---- --snapshot


def test_a_build_is_made_from_exactly_the_snapshot_that_is_named(tmp_path: Path) -> None:
    one = acme(tmp_path)
    first = fetch(one)
    (tmp_path / CRM).write_text(HEADER + WON + ASKED)
    assert fetch(one).id != first.id
    run = build(one, stored(one, first.id[:6]), Choice.DRAFT)
    assert isinstance(run, Run)
    assert run.snapshot.id == first.id
    requests = run.observations.provenance["requests"]
    assert [len(rows.lines) for rows in requests.rows[one.period.last_month]] == [1]


def test_a_snapshot_that_is_none_is_a_usage_error_that_names_those_there_are(
    tmp_path: Path,
) -> None:
    one = acme(tmp_path)
    id = fetch(one).id
    with pytest.raises(UsageFailed, match="has no snapshot 'zz'") as refused:
        stored(one, "zz")
    assert refused.value.hint == f"there are: {id}"


def test_a_snapshot_that_answers_another_question_is_refused(tmp_path: Path) -> None:
    id = fetch(acme(tmp_path)).id
    rates = "metrics: {rates: {from: crm, mean: rate, weight: amount, date: asked_on}}\n"
    with pytest.raises(DataRefused, match="does not answer what is asked of crm today"):
        stored(acme(tmp_path, rates), id)


# ---- --offline and --refresh, with a source that is asked


@pytest.fixture
def server() -> Server:
    return Server(sample_properties())


def test_a_source_that_is_asked_is_kept_asked_again_or_left_alone(
    tmp_path: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = job(copy_switched(tmp_path / "workspace"), "minato")
    later = job(one.root, "minato", now=NOW + timedelta(days=1))
    with server:
        monkeypatch.setenv("REPORTGEN_GA4_ENDPOINT", server.endpoint)
        with pytest.raises(DataRefused, match="ga4 may not be asked offline, and nothing is"):
            fetch(one, Wish(Asking.OFFLINE))
        assert not server.asked
        kept = fetch(one)
        asked = len(server.asked)
        assert fetch(later, Wish(Asking.OFFLINE)).id == fetch(later).id == kept.id
        assert len(server.asked) == asked
        anew = fetch(later, Wish(Asking.AGAIN, only="ga4"))
        assert len(server.asked) == 2 * asked
    assert anew.extracts["ga4"].as_of == kept.extracts["ga4"].as_of + timedelta(days=1)
    assert anew.extracts["crm"].fetched_at == kept.extracts["crm"].fetched_at


def test_offline_never_takes_the_answer_to_another_question(
    tmp_path: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = copy_switched(tmp_path / "workspace")
    with server:
        monkeypatch.setenv("REPORTGEN_GA4_ENDPOINT", server.endpoint)
        fetch(job(root, "minato"))
    client = root / "configs/minato/client.yml"
    text = client.read_text(encoding="utf-8")
    client.write_text(
        text.replace("\nmetrics:\n", "\nmetrics:\n  users: {from: ga4, metric: totalUsers}\n", 1),
        encoding="utf-8",
    )
    with pytest.raises(DataRefused, match="what is stored answers another question") as refused:
        fetch(job(root, "minato"), Wish(Asking.OFFLINE))
    assert "reportgen fetch minato -m 2026-10 asks it" in refused.value.hint

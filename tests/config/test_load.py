from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportgen.config import check_schedule, load_client, load_workspace
from reportgen.config.checks import CHECKS
from reportgen.errors import errors_in
from reportgen.model.period import Month
from tests.config.acme import AGENCY, CLIENT, load, said, workspace, write

REPOSITORY = Path(__file__).parents[2]


@pytest.mark.parametrize("client", ["minato", "harrow"])
def test_the_sample_clients_are_valid(client: str) -> None:
    loaded = load_client(load_workspace(REPOSITORY), client)
    assert errors_in(loaded.problems) == ()
    assert loaded.config is not None


def test_a_configuration_holds_every_file_of_the_client(tmp_path: Path) -> None:
    notes = "schema: reportgen/notes@1\nmonth: 2026-10\nauthor: Sato\n"
    brand = 'color: {primary: "#1A2B3C"}\n'
    events = "schema: reportgen/events@1\nentries: [{date: 2026-09-18, name: Header}]\n"
    files = {"notes/2026-10.yml": notes, "brand.yml": brand, "events.yml": events}
    config = load(tmp_path, files=files).config
    assert config is not None
    assert config.notes[Month(2026, 10)].author == "Sato"
    assert config.brand.color == {"primary": "#1A2B3C"}
    assert [str(event.name.en) for event in config.events] == ["Header"]
    assert config.files == (
        "configs/acme/brand.yml",
        "configs/acme/client.yml",
        "configs/acme/events.yml",
        "configs/acme/notes/2026-10.yml",
        "configs/agency.yml",
    )


def test_the_agencys_brand_stands_where_the_client_has_none(tmp_path: Path) -> None:
    write(tmp_path, "configs/agency.yml", AGENCY + 'brand: {color: {primary: "#123456"}}\n')
    write(tmp_path, "configs/acme/client.yml", CLIENT)
    config = load_client(load_workspace(tmp_path), "acme").config
    assert config is not None
    assert config.brand.color == {"primary": "#123456"}


def test_the_hash_follows_every_byte_and_not_the_place(tmp_path: Path) -> None:
    def hash_of(root: Path, client: str = "", **notes: str) -> str:
        files = {f"notes/{month}.yml": text for month, text in notes.items()}
        config = load(root, client, files).config
        assert config is not None
        return config.sha256

    first = hash_of(tmp_path / "a")
    assert first == hash_of(tmp_path / "elsewhere" / "b")
    assert first != hash_of(tmp_path / "c", "x-note: a free note counts too\n")


def test_one_error_leaves_no_configuration(tmp_path: Path) -> None:
    loaded = load(tmp_path, "kpis: {visits: {target: {value: 1}}}\n")
    assert loaded.config is None
    assert loaded.agreed is not None


def test_problems_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    files = {
        "log.yml": "schema: reportgen/log@1\nentris: []\n",
        "notes/2026-10.yml": "schema: reportgen/notes@1\nmonth: 2026-10\nmonth: 2026-11\n",
    }
    assert said(tmp_path, "report: {send_by: 99}\n", files) == [
        "RG126 2:19 report.send_by must be at most 23",
        "RG120 2:1 'entris' is not a key here",
        "RG105 3:1 'month' stands here twice",
    ]


def test_a_broken_agency_file_is_told_and_stops_its_clients(tmp_path: Path) -> None:
    write(tmp_path, "configs/agency.yml", "schema: reportgen/agency@1\na: *b\n")
    write(tmp_path, "configs/acme/client.yml", CLIENT)
    loaded = load_client(load_workspace(tmp_path), "acme")
    assert [str(one.place) for one in loaded.problems] == ["configs/agency.yml:2:4"]
    assert loaded.config is None


def test_a_report_due_before_its_sources_settle_is_warned_of(tmp_path: Path) -> None:
    loaded = load(tmp_path, "sources: {web: {settle_days: 4}}\nreport: {send_by: 2}\n")
    (problem,) = check_schedule(loaded, Month(2026, 9))
    assert problem.code == "RG154"
    assert problem.what == (
        "the report of 2026-09 is due on 2026-10-02, before source 'web' is ready on 2026-10-04"
    )
    assert not problem.is_error


def test_a_report_due_on_a_later_working_day_is_not(tmp_path: Path) -> None:
    loaded = load(tmp_path, "sources: {web: {settle_days: 4}}\nreport: {send_by: 4}\n")
    assert check_schedule(loaded, Month(2026, 9)) == ()


def test_public_holidays_of_the_clients_country_are_no_working_days(tmp_path: Path) -> None:
    """The fourth working day after April is 11 May in Japan, after three holidays in a row."""
    lines = "client: {holidays: JP}\nsources: {web: {settle_days: 10}}\nreport: {send_by: 4}\n"
    (problem, *over) = check_schedule(load(tmp_path, lines), Month(2027, 4))
    assert all("that month is over" in one.what for one in over)
    assert problem.what == (
        "the report of 2027-05 is due on 2027-06-04, before source 'web' is ready on 2027-06-10"
    )
    assert "2027-04" not in problem.why and "2027-05, 2027-06, 2027-07" in problem.why
    (problem, *_) = check_schedule(
        load(tmp_path, lines.replace("client: {holidays: JP}\n", "")), Month(2027, 4)
    )
    assert problem.what.startswith("the report of 2027-04 is due on 2027-05-06")


def test_the_months_that_cannot_be_final_in_time_are_named(tmp_path: Path) -> None:
    loaded = load(tmp_path, "sources: {web: {settle_days: 5}}\nreport: {send_by: 4}\n")
    (problem,) = check_schedule(loaded, Month(2026, 9))
    late = [
        month
        for month in (Month(2026, 9).plus(step) for step in range(24))
        if busday_offset(month.last_day, 4) < month.last_day + timedelta(days=5)
    ]
    assert 0 < len(late) < 24
    assert problem.why == (
        f"so it is in {len(late)} of the next 24 months: {', '.join(map(str, late))}; those reports"
        " would be provisional"
    )


def test_a_country_without_known_holidays_is_refused(tmp_path: Path) -> None:
    assert said(tmp_path, "client: {holidays: UK}\n") == []
    assert said(tmp_path, "client: {holidays: XX}\n") == [
        "RG159 2:20 the public holidays of 'XX' are not known"
    ]


def busday_offset(day: date, working_days: int) -> date:
    """So many days from Monday to Friday later."""
    while working_days:
        day += timedelta(days=1)
        working_days -= day.weekday() < 5
    return day


LINES = st.lists(
    st.sampled_from([*AGENCY.splitlines(), "  x: &a *a", "tree: []", "kpis: {}", "sources: {a: }"]),
    max_size=30,
)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(LINES)
def test_any_lines_of_a_client_file_are_told_and_never_raised(
    tmp_path: Path, lines: list[str]
) -> None:
    text = CLIENT + "\n".join(lines)
    loaded = load_client(workspace(tmp_path, text.removeprefix(CLIENT)), "acme")
    assert (loaded.config is None) == bool(errors_in(loaded.problems))


def test_every_check_is_a_rule_with_a_sentence() -> None:
    for check in CHECKS:
        assert check.__doc__, check
    assert len(set(CHECKS)) == len(CHECKS)

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from reportgen.cli import main
from reportgen.config import load_client, load_workspace
from reportgen.model.config import ClientConfig
from tests.config.acme import write

AGENCY = """\
schema: reportgen/agency@1
agency: {name: Aobasha}
client: {language: en, negative: triangle, timezone: Asia/Tokyo, currency: JPY}
report: {compare: [previous]}
"""

CLIENT = """\
schema: reportgen/client@1
client: {id: acme, name: {ja: 株式会社アクメ, en: Acme}, language: [ja, en]}
sources:
  hand: {type: manual, settle_days: 2}
metrics:
  deals: {from: hand, sum: deals}
kgi: {kpi: orders, who: {ja: 新規のお客様, en: new customers}, what: {ja: 契約, en: contracts}}
tree:
  orders:
    share:
kpis:
  orders:
    name: {ja: 受注数, en: Orders}
    class: lagging
    unit: count
    direction: up
    metric: deals
    target: {value: 12_000, by: 2027-03}
  share: {name: {ja: 割合, en: Share}, class: leading, unit: percent, direction: up,
    formula: deals / deals, target: {value: 25%, by: 2027-03}}
phases:
  - {id: p1, name: {ja: 測る, en: Measure}, from: 2026-04, to: 2026-09, lead: share}
  - {id: p2, name: {ja: 直す, en: Repair}, from: 2026-10, to: 2027-03, lead: share}
report: {send_by: 4}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write(tmp_path, "configs/agency.yml", AGENCY)
    write(tmp_path, "configs/acme/client.yml", CLIENT)
    return tmp_path


def show(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["-C", str(root), "config", "show", *arguments])


def lines(root: Path, *arguments: str) -> list[str]:
    """What is shown, with one space between words."""
    return [" ".join(line.split()) for line in show(root, *arguments).stdout.splitlines()]


def configuration(root: Path) -> ClientConfig:
    loaded = load_client(load_workspace(root, root), "acme")
    assert loaded.config is not None, loaded.problems
    return loaded.config.model_copy(update={"sha256": "", "files": ()})


def test_every_value_has_the_file_and_line_it_comes_from_or_is_built_in(root: Path) -> None:
    assert lines(root, "acme", "client", "--origin") == [
        "client:",
        "id: acme # configs/acme/client.yml:2",
        "name: {ja: 株式会社アクメ, en: Acme} # configs/acme/client.yml:2",
        "language: [ja, en] # configs/acme/client.yml:2",
        "timezone: Asia/Tokyo # configs/agency.yml:3",
        "currency: JPY # configs/agency.yml:3",
        "fiscal_year_starts: 1 # built in",
        "working_days: [mon, tue, wed, thu, fri] # built in",
        "negative: triangle # configs/agency.yml:3",
        "tax: excluded # built in",
    ]


def test_a_key_of_the_client_joins_those_of_the_agency_and_a_list_replaces(root: Path) -> None:
    assert lines(root, "acme", "report") == [
        "report:",
        "layout: full",
        "compare: [previous]",
        "send_by: 4",
    ]


def test_where_the_client_removes_a_value_of_the_agency_the_built_in_one_holds(root: Path) -> None:
    write(root, "configs/acme/client.yml", CLIENT.replace("{send_by: 4}", "{compare: null}"))
    assert lines(root, "acme", "report.compare", "--origin") == [
        "report:",
        "compare: [previous, year_ago] # built in",
    ]


def test_numbers_are_shown_as_they_are_written(root: Path) -> None:
    assert lines(root, "acme", "kpis.orders.target") == [
        "kpis:",
        "orders:",
        "target: {value: 12_000, by: 2027-03, path: flat}",
    ]
    assert "value: 25%" in "\n".join(lines(root, "acme", "kpis.share"))


def test_how_long_a_source_settles_is_shown_where_its_type_says_it(root: Path) -> None:
    settle_days = "settle_days: {} # {}".format
    told = lines(root, "acme", "sources.hand", "--origin")
    assert settle_days(2, "configs/acme/client.yml:4") in told
    write(root, "configs/acme/client.yml", CLIENT.replace(", settle_days: 2", ""))
    assert settle_days(0, "built in") in lines(root, "acme", "sources.hand", "--origin")


def test_a_part_is_named_as_messages_name_it(root: Path) -> None:
    assert lines(root, "acme", "phases[2].lead") == ["phases: [{lead: share}]"]
    assert lines(root, "acme", "tree") == ["tree:", "orders:", "share:"]


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("kpis.order", "kpis of acme has no 'order'\n  hint: did you mean 'orders'?"),
        ("kpi", "acme has no 'kpi'\n  hint: did you mean 'kpis'?"),
        ("phases[3]", "phases of acme has no '[3]'\n  hint: it has 2 items"),
        ("client.id.x", "client.id of acme has no 'x'\n  hint: it is a single value"),
        ("kpis..orders", "'kpis..orders' names no setting\n  hint: write for example kpis.orders"),
    ],
)
def test_a_part_that_does_not_exist_is_a_usage_error(root: Path, path: str, words: str) -> None:
    done = show(root, "acme", path)
    assert done.exit_code == 2
    assert words in done.stderr


def test_several_clients_are_not_shown_at_once(root: Path) -> None:
    write(root, "configs/harrow/client.yml", CLIENT)
    done = show(root, "*")
    assert done.exit_code == 2
    assert "'*' names 2 clients" in done.stderr


@pytest.mark.parametrize("options", [[], ["--origin"]])
def test_what_is_shown_can_be_read_again_and_means_the_same(root: Path, options: list[str]) -> None:
    before = configuration(root)
    write(root, "configs/acme/client.yml", show(root, "acme", *options).stdout)
    assert configuration(root) == before


def test_a_built_in_value_that_is_read_again_changes_nothing_for_an_agency_that_says_nothing(
    root: Path,
) -> None:
    before = configuration(root)
    shown = show(root, "acme").stdout
    write(root, "configs/agency.yml", "schema: reportgen/agency@1\n")
    write(root, "configs/acme/client.yml", shown)
    assert configuration(root) == before


def test_json_holds_values_as_they_are_written(root: Path) -> None:
    target = json.loads(show(root, "acme", "kpis.share.target", "--json").stdout)
    assert target == {"value": "25%", "by": "2027-03", "path": "flat"}
    assert json.loads(show(root, "acme", "kgi.who.ja", "--json").stdout) == "新規のお客様"
    assert "新規のお客様" in show(root, "acme", "--json").stdout


def test_json_with_origins_has_a_place_for_every_value(root: Path) -> None:
    told = json.loads(show(root, "acme", "phases[1]", "--json", "--origin").stdout)
    assert told["value"]["lead"] == "share"
    assert told["origins"]["phases[1].lead"] == "configs/acme/client.yml:22"


def test_of_a_client_with_errors_what_there_is_is_shown_and_the_errors_are_told(
    root: Path,
) -> None:
    write(
        root, "configs/acme/client.yml", CLIENT.replace("send_by: 4", "send_by: 40, layuot: full")
    )
    done = show(root, "acme", "report")
    assert done.exit_code == 4
    assert "  send_by: 40\n  layuot: full\n" in done.stdout
    assert "error[RG126]" in done.stderr
    assert "error[RG120]" in done.stderr


def test_of_a_file_that_cannot_be_read_the_agencys_settings_are_left(root: Path) -> None:
    write(root, "configs/acme/client.yml", "client: {id: acme\n")
    done = show(root, "acme", "client.currency")
    assert done.exit_code == 4
    assert done.stdout == "client: {currency: JPY}\n"
    assert "error[RG104]" in done.stderr

"""`reportgen inspect`: a file for people, for programs, and as the source to declare."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from reportgen.cli import main
from reportgen.config import load_client
from reportgen.connectors.base import Context
from reportgen.connectors.registry import fetch
from reportgen.model.observations import Extract, Query
from reportgen.model.period import Month, months_between
from tests.config.acme import workspace
from tests.connectors.asking import Workspace, rows
from tests.connectors.exports import EXPORTS, JAPANESE_CRM


def inspect(file: Path, *options: str) -> Result:
    return CliRunner().invoke(main, ["inspect", str(file), *options])


def put(folder: Path, content: str | bytes, name: str = "export.csv") -> Path:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


def parsed(file: Path) -> dict[str, Any]:
    shown: dict[str, Any] = json.loads(inspect(file, "--json").stdout)
    return shown


def test_people_read_what_it_is_and_a_list_of_columns(tmp_path: Path) -> None:
    done = inspect(put(tmp_path, EXPORTS["meta_ads"], "meta.csv"))
    assert done.exit_code == 0
    assert done.stderr == ""
    assert (
        done.stdout
        == f"""\
{tmp_path}/meta.csv
  dialect    meta_ads: known by Campaign name, Day, Impressions, Link clicks, Results, \
Result indicator and 1 more
  encoding   utf-8
  delimiter  comma

meta.csv
  range      2026-10-01 to 2026-10-31
  currency   JPY
  rows       3 read, 2 used, 1 totals, 0 refused

  header              as                type    sum
  Campaign name       campaign          text
  Day                 date              date
  Impressions         impressions       number  300
  Link clicks         clicks            number    5
  Results             conversions       number    2
  Result indicator    result_indicator  text
  Amount spent (JPY)  cost              money   150

  not read (2): Reporting starts, Reporting ends
"""
    )


def test_programs_read_the_same_as_json_with_exact_sums(tmp_path: Path) -> None:
    shown = parsed(put(tmp_path, EXPORTS["google_ads"]))
    assert (shown["dialect"], shown["encoding"], shown["delimiter"]) == (
        "google_ads",
        "utf-16",
        "\t",
    )
    (table,) = shown["tables"]
    assert list(table) == ["name", "range", "currency", "rows", "columns", "problems"]
    assert table["range"] == {"start": "2026-10-01", "end": "2026-10-31"}
    assert table["rows"] == {"read": 4, "used": 2, "totals": 2, "refused": 0}
    assert table["columns"][3] == {
        "header": "Cost",
        "as": "cost",
        "type": "money",
        "sum": "8556.3",
    }
    assert Decimal(table["columns"][3]["sum"]) == Decimal("7556.10") + Decimal("1000.20")
    assert table["problems"] == []


def test_types_that_are_inferred_say_so(tmp_path: Path) -> None:
    shown = parsed(put(tmp_path, JAPANESE_CRM))
    assert shown["dialect"] == "csv"
    assert all(column["inferred"] for column in shown["tables"][0]["columns"])
    assert "inferred" in inspect(put(tmp_path, JAPANESE_CRM)).stdout


def test_a_refused_file_ends_with_5_and_says_where_and_why(tmp_path: Path) -> None:
    file = put(tmp_path, "When,Visits\n08/10/2026,1\n")
    done = inspect(file)
    assert done.exit_code == 5
    assert f"--> {file}:2   column When" in done.stderr
    assert "'08/10/2026' can be read with the day or with the month first" in done.stderr
    (problem,) = parsed(file)["tables"][0]["problems"]
    assert (problem["code"], problem["severity"], problem["line"]) == ("RG409", "error", 2)


def test_an_order_that_the_column_decides_is_told(tmp_path: Path) -> None:
    file = put(tmp_path, "When,Visits\n08/10/2026,1\n31/10/2026,1\n")
    assert inspect(file).exit_code == 0
    (problem,) = parsed(file)["tables"][0]["problems"]
    assert problem["message"].startswith("dates of 'When' are read with the day first")


def test_bytes_that_are_no_table_end_with_5(tmp_path: Path) -> None:
    done = inspect(put(tmp_path, b"Item,Pr\0ice\n"), "--json")
    assert (done.exit_code, done.stdout) == (5, "")
    assert "there is a zero byte in the text" in done.stderr


@pytest.mark.parametrize("name", ["nothing.csv", ""])
def test_a_path_without_a_file_ends_with_2(tmp_path: Path, name: str) -> None:
    assert inspect(tmp_path / name).exit_code == 2


def test_two_ways_to_print_are_one_too_many(tmp_path: Path) -> None:
    assert inspect(put(tmp_path, JAPANESE_CRM), "--json", "--as-config").exit_code == 2


# ---- as configuration


def test_the_source_of_an_own_table_names_its_columns_words_and_id(tmp_path: Path) -> None:
    done = inspect(put(tmp_path, JAPANESE_CRM, "crm_2026-10.csv"), "--as-config")
    assert (
        done.stdout.partition("sources:\n")[2]
        == """\
  crm:
    type: csv
    path: "inbox/crm_{month}.csv"
    unique_by: [deal_id]
    columns:
      "案件ID": {as: deal_id, type: text}
      "会社名": {as: company, type: text}
      "氏名": {as: person, type: text, pii: true}
      "メール": {as: column_4, type: text, pii: true}
      "ステージ": {as: stage, type: status, values: {"受注": won, "失注": lost}}
      "金額": {as: amount, type: money}
      "受注日": {as: won_on, type: date}
"""
    )


def test_no_name_and_no_address_is_ever_printed(tmp_path: Path) -> None:
    people = "Status,Channel,Owner,Source\n" + "".join(
        f"Sato Hanako {n},hanako@x.example,Suzuki,090-1234-567{n % 2}\n" for n in range(40)
    )
    file = put(tmp_path, people)
    for options in ((), ("--json",), ("--as-config",)):
        done = inspect(file, *options)
        assert not any(word in done.output for word in ("Hanako", "hanako", "Suzuki", "1234"))


def test_a_crm_whose_stages_nobody_knows_gets_its_words_to_correct(tmp_path: Path) -> None:
    deals = "Id,StageName,Amount,CloseDate,CreatedDate\n1,契約,5,2026-10-01,2026-09-01\n"
    done = inspect(put(tmp_path, deals), "--as-config")
    assert 'StageName: {as: stage, type: status, values: {"契約": open}}' in done.stdout


def pasted(root: Path, type: str, name: str, *columns: str) -> Extract:
    """What a client's source says that is declared as `--as-config` prints it."""
    workspace(root)
    file = put(root / "inbox", EXPORTS[type], name)
    printed = inspect(file, "--as-config").stdout
    block = printed.partition("sources:\n")[2]
    loaded = load_client(workspace(root, "sources:\n" + block), "acme")
    about = [one for one in loaded.problems if one.key.startswith("sources.")]
    assert about == []
    assert loaded.config is not None
    source = loaded.config.sources[name.partition("_")[0]]
    october = months_between(Month(2026, 10), Month(2026, 10))
    context: Context = Workspace.at(root)
    return fetch(Query("pasted", columns, october), source, context)


def test_a_pasted_source_reads_a_japanese_crm(tmp_path: Path) -> None:
    asked = ("deal_id", "stage", "amount", "won_on")
    extract = pasted(tmp_path, "csv", "deals_2026-10.csv", *asked)
    assert rows(extract) == [
        ("C-1", "受注", "1200000", "2026-10-08"),
        ("C-2", "失注", "300000.5", ""),
        ("C-3", "受注", "450000", "2026-10-20"),
    ]


def test_a_pasted_source_reads_google_ads(tmp_path: Path) -> None:
    extract = pasted(tmp_path, "google_ads", "google_2026-10.csv", "date", "campaign", "cost")
    assert rows(extract) == [
        ("2026-10-01", "指名", "7556.1"),
        ("2026-10-02", "一般", "1000.2"),
    ]


def test_a_pasted_source_reads_shopify_orders(tmp_path: Path) -> None:
    extract = pasted(tmp_path, "shopify_orders", "orders_2026-10.csv", "order_id", "amount")
    assert rows(extract) == [("#3", "95.4"), ("#2", "10")]

from __future__ import annotations

from pathlib import Path

from reportgen.config.merge import merge, without_nulls
from reportgen.config.places import Origins
from reportgen.config.yaml_reader import read_yaml
from tests.config.acme import load, said


def test_mappings_merge_lists_replace_and_null_removes() -> None:
    below = {"a": {"b": "1", "c": "2"}, "list": ["1", "2"], "gone": {"x": "1"}, "kept": "1"}
    above = {"a": {"c": "3", "d": "4"}, "list": ["9"], "gone": None}
    assert merge(below, above) == {
        "a": {"b": "1", "c": "3", "d": "4"},
        "list": ["9"],
        "kept": "1",
    }


def test_a_mapping_replaces_a_word_and_a_word_a_mapping() -> None:
    assert merge({"a": "1"}, {"a": {"b": "2"}}) == {"a": {"b": "2"}}
    assert merge({"a": {"b": "2"}}, {"a": "1"}) == {"a": "1"}


def test_merging_changes_neither_side() -> None:
    below: dict[str, object] = {"a": {"b": "1"}}
    above: dict[str, object] = {"a": {"c": "2"}}
    merge(below, above)
    assert (below, above) == ({"a": {"b": "1"}}, {"a": {"c": "2"}})


def test_an_outline_is_replaced_whole_and_keeps_its_leaves() -> None:
    below = {"tree": {"old": {"leaf": None}}}
    above = {"tree": {"new": {"leaf": None}}}
    assert merge(below, above) == {"tree": {"new": {"leaf": None}}}


def test_empty_values_are_as_if_they_were_not_written() -> None:
    assert without_nulls({"a": None, "b": [{"c": None, "d": "1"}]}) == {"b": [{"d": "1"}]}


def test_the_stronger_file_says_where_a_value_stands() -> None:
    agency = read_yaml("agency.yml", b"client:\n  currency: JPY\n  name: A\n")
    client = read_yaml("client.yml", b"client: {name: B}\n")
    origins = Origins((client, agency))
    assert str(origins.place_of(("client", "name"))) == "client.yml:1:16"
    assert str(origins.place_of(("client", "currency"))) == "agency.yml:2:13"
    assert origins.place_of(("client", "tax")) is None


def test_a_default_of_the_agency_is_told_in_its_own_file(tmp_path: Path) -> None:
    (problem,) = load(tmp_path, "kpis: {visits: {metric: null}}\n").problems
    assert str(problem.place) == "configs/acme/client.yml:2:8"
    problems = load(tmp_path, "metrics: {sessions: null}\n").problems
    assert [f"{one.place} {one.what}" for one in problems] == [
        "configs/agency.yml:44:107 'sessions' is not a metric of acme",
        "configs/agency.yml:46:25 'sessions' is neither a KPI nor a metric of acme",
    ]


def test_a_client_removes_what_its_agency_offers(tmp_path: Path) -> None:
    config = load(tmp_path, "phases: null\ndelivery: {approvers: [x@y.example]}\n").config
    assert config is not None
    assert config.phases == ()
    assert config.delivery.approvers == ("x@y.example",)


def test_a_needed_key_that_was_removed_is_told_where_it_was_removed(tmp_path: Path) -> None:
    assert said(tmp_path, "kpis:\n  visits: {direction: null}\n") == [
        "RG121 3:12 'direction' has no value"
    ]

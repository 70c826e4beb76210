from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.cli.settings_path import plain
from reportgen.cli.settings_text import lines_with_origin, yaml_lines
from reportgen.config.resolved import Setting, Value
from reportgen.config.yaml_reader import read_yaml
from reportgen.errors import Place

HERE = Place("client.yml", 3, 1)
THERE = Place("client.yml", 4, 1)


def read(lines: list[str]) -> Mapping[str, Any] | None:
    file = read_yaml("a.yml", "\n".join(lines).encode())
    assert file.problems == ()
    return file.data


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("12_000_000", "a: 12_000_000"),
        ("25%", "a: 25%"),
        ("-0.5", "a: -0.5"),
        ("株式会社みなと", "a: 株式会社みなと"),
        ("2026-10", "a: 2026-10"),
        ("", 'a: ""'),
        ("null", 'a: "null"'),
        ("~", 'a: "~"'),
        ("a: b", 'a: "a: b"'),
        ("a #b", 'a: "a #b"'),
        ("#1A2B3C", 'a: "#1A2B3C"'),
        ("- a", 'a: "- a"'),
        (" a ", 'a: " a "'),
        ("one\ntwo", 'a: "one\\ntwo"'),
        ("a\u202eb", 'a: "a\\U0000202eb"'),
        ('say "a"', 'a: say "a"'),
    ],
)
def test_a_text_stands_in_quotes_only_where_it_would_mean_something_else(
    text: str, line: str
) -> None:
    assert list(yaml_lines({"a": Value(text)})) == [line]
    assert read([line]) == {"a": text}


def test_what_was_written_on_one_line_is_shown_on_one() -> None:
    one = {"value": Value("10", HERE), "by": Value("2027-03", HERE)}
    two = {"value": Value("10", HERE), "by": Value("2027-03", THERE)}
    assert list(yaml_lines({"target": one})) == ["target: {value: 10, by: 2027-03}"]
    assert list(yaml_lines({"target": two})) == ["target:", "  value: 10", "  by: 2027-03"]


def test_a_built_in_value_joins_the_line_of_the_written_ones() -> None:
    target = {"value": Value("10", HERE), "path": Value("flat")}
    assert list(yaml_lines({"target": target})) == ["target: {value: 10, path: flat}"]


def test_with_origins_each_value_has_its_place_behind_it() -> None:
    target = {"value": Value("10", HERE), "path": Value("flat")}
    lines = [" ".join(line.split()) for line in lines_with_origin({"target": target})]
    assert lines == ["target:", "value: 10 # client.yml:3", "path: flat # built in"]


def test_origins_stand_below_each_other_behind_japanese_too() -> None:
    lines = list(lines_with_origin({"a": Value("株式会社", HERE), "b": Value("x", THERE)}))
    assert lines == [f"a: 株式会社{' ' * 53}# client.yml:3", f"b: x{' ' * 60}# client.yml:4"]


def test_a_long_line_is_broken() -> None:
    long = {"ja": Value("あ" * 30, HERE), "en": Value("a" * 40, HERE)}
    assert next(yaml_lines({"what": long})) == "what:"


def test_items_of_a_list_stand_behind_dashes() -> None:
    phases = (
        {"id": Value("p1", HERE), "to": Value("2026-09", THERE)},
        {"id": Value("p2", HERE), "to": Value("2027-03", HERE)},
    )
    assert list(yaml_lines({"phases": phases})) == [
        "phases:",
        "  - id: p1",
        "    to: 2026-09",
        "  - {id: p2, to: 2027-03}",
    ]


def test_a_leaf_of_the_tree_has_no_value_and_nothing_is_written_as_such() -> None:
    tree = {"sales": {"orders": Value(None, HERE), "size": Value(None, THERE)}}
    assert list(yaml_lines({"tree": tree, "cc": Value((), HERE), "where": Value({}, HERE)})) == [
        "tree:",
        "  sales:",
        "    orders:",
        "    size:",
        "cc: []",
        "where: {}",
    ]


PLACES = st.sampled_from([None, HERE, THERE])
TEXTS = st.text(
    st.characters(
        exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff\u2028\u2029\ufffe\uffff"
    )
)
KEYS = st.text(st.characters(categories=["L", "N", "Zs", "P", "S"]), min_size=1).filter(
    lambda key: bool(key.strip()) and not key.startswith("x-")
)
LEAVES = st.builds(Value, st.none() | TEXTS | st.just(()), PLACES)
SETTINGS = st.recursive(
    LEAVES,
    lambda below: (
        st.dictionaries(KEYS, below, min_size=1, max_size=3)
        | st.lists(below, min_size=1, max_size=3).map(tuple)
    ),
    max_leaves=12,
)


@given(st.dictionaries(KEYS, SETTINGS, min_size=1, max_size=4))
def test_what_is_printed_is_read_back_as_it_was(settings: dict[str, Setting]) -> None:
    wanted = _lists(plain(settings))
    assert read(list(yaml_lines(settings))) == wanted
    assert read(list(lines_with_origin(settings))) == wanted


def _lists(written: Any) -> Any:
    if isinstance(written, dict):
        return {key: _lists(below) for key, below in written.items()}
    return [_lists(item) for item in written] if isinstance(written, (list, tuple)) else written

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reportgen.config.places import YamlFile
from reportgen.config.yaml_reader import read_yaml
from reportgen.errors import Problem


def read(text: str | bytes) -> YamlFile:
    return read_yaml("client.yml", text if isinstance(text, bytes) else text.encode())


def test_every_scalar_stays_text() -> None:
    file = read("a: no\nb: 0123\nc: 12:30:45\nd: 2026-13-01\non: 1e3\n")
    assert file.data == {
        "a": "no", "b": "0123", "c": "12:30:45", "d": "2026-13-01", "on": "1e3",
    }  # fmt: skip


def test_only_an_unquoted_null_is_nothing() -> None:
    file = read('a: null\nb: ~\nc:\nd: "null"\ne: "~"\nf: ""\ng: nullable\n')
    assert file.data == {
        "a": None, "b": None, "c": None, "d": "null", "e": "~", "f": "", "g": "nullable",
    }  # fmt: skip


def test_keys_that_begin_with_x_are_free_notes_at_any_level() -> None:
    file = read("x-why: [1, 2]\na: {x-note: {b: c}, d: 1}\n")
    assert file.data == {"a": {"d": "1"}}


def test_every_key_and_value_has_its_place() -> None:
    file = read("kpis:\n  leads: {name: 資料請求, target: {by: 2027-03}}\n")
    assert file.key_span(("kpis", "leads")) == (2, 3, 5)
    assert file.value_span(("kpis", "leads", "name")) == (2, 17, 4)
    assert file.value_span(("kpis", "leads", "target", "by")) == (2, 36, 7)


def test_a_fragment_of_a_text_is_found_in_a_block_of_lines() -> None:
    file = read("a:\n  b: |\n    one {{ x }}\n    two {{ x }} and {{ y }}\n")
    text = file.data["a"]["b"] if file.data else ""
    assert file.within(("a", "b"), text.rindex("{{ x }}"), "{{ x }}") == (4, 9, 7)


@pytest.mark.parametrize("text", ["\ufeffa: 1\n", "a: 1\r\n", "---\na: 1\n...\n", "a: 1\r"])
def test_a_byte_order_mark_and_any_line_ends_are_tolerated(text: str) -> None:
    assert read(text).data == {"a": "1"}


@pytest.mark.parametrize(
    ("text", "code", "place", "what"),
    [
        ("a: 1\nb: 2\na: 3\n", "RG105", "3:1", "'a' stands here twice"),
        ("a: {b: 1, b: 2}\n", "RG105", "1:11", "'b' stands here twice"),
        ("a: &x 1\n", "RG106", "1:4", "&x is an anchor"),
        ("a: 1\nb: *x\n", "RG106", "2:4", "*x is an alias"),
        ("a: {<<: {b: 1}}\n", "RG107", "1:5", "`<<` is a merge key"),
        ("a: !!int 3\n", "RG108", "1:4", "'tag:yaml.org,2002:int' is a tag"),
        ("a: !secret x\n", "RG108", "1:4", "'!secret' is a tag"),
        ("a: 1\n---\nb: 1\n", "RG109", "2:1", "a second document begins here"),
        ("- a\n", "RG110", "1:1", "the file is not a mapping of keys to values"),
        ("just words\n", "RG110", "1:1", "the file is not a mapping of keys to values"),
        ("", "RG110", "1:1", "the file is empty"),
        ("# nothing\n", "RG110", "1:1", "the file is empty"),
        ("a:\n\tb: 1\n", "RG103", "2:1", "there is a tab in this line"),
        ("a: b\t# c\n", "RG103", "1:5", "there is a tab in this line"),
        ("? [a]\n: 1\n", "RG112", "1:3", "a key must be one word"),
        ('"": 1\n', "RG112", "1:1", "there is no key before this colon"),
        ("a: b: c\n", "RG104", "1:5",
         "this is not YAML: mapping values are not allowed in this context"),
        ("a: 'x\n", "RG104", "1:4", "this is not YAML: found unexpected end of stream"),
        ("a: {b: 1\n", "RG104", "1:4", "this is not YAML: did not find expected ',' or '}'"),
        ("a: @x\n", "RG104", "1:4",
         "this is not YAML: found character that cannot start any token"),
        ("a: \x00\n", "RG102", "1:4",
         "U+0000 (a control character) may not stand in configuration"),
        ("a: b\u2028c\n", "RG102", "1:5",
         "U+2028 (LINE SEPARATOR) may not stand in configuration"),
        ("a: 1\nb: x\x1b[31m\n", "RG102", "2:5",
         "U+001B (a control character) may not stand in configuration"),
        (b"a: 1\nb: \x8e\x91\n", "RG101", "2:4", "byte 9 (0x8E) is not UTF-8"),
        ("a: 1\n".encode("utf-16"), "RG101", "1:1", "byte 1 (0xFF) is not UTF-8"),
        ("a: " + "[" * 400, "RG111", "1:35", "this is nested more than 32 levels deep"),
        ("a: " + "- " * 400, "RG104", "1:4",
         "this is not YAML: block sequence entries are not allowed in this context"),
        ("a:\n" + "- " * 400, "RG111", "2:63", "this is nested more than 32 levels deep"),
        ("a: " + "b" * 1_000_000, "RG111", "1:1", "the file is larger than 1_000_000 bytes"),
    ],
)  # fmt: skip
def test_what_could_mean_something_else_is_refused_with_its_place(
    text: str | bytes, code: str, place: str, what: str
) -> None:
    (problem,) = read(text).problems
    assert (problem.code, str(problem.place), problem.what) == (code, f"client.yml:{place}", what)
    assert read(text).data is None


def test_all_problems_of_a_file_are_told_at_once() -> None:
    file = read("a: &x 1\nb: *x\nc: !t 1\nc: 2\n")
    assert [problem.code for problem in file.problems] == ["RG106", "RG106", "RG108", "RG105"]


def test_bytes_of_another_encoding_say_which_it_may_be() -> None:
    (problem,) = read("name: 株式会社".encode("cp932")).problems
    assert problem.hint == "this looks like Shift_JIS: save the file as UTF-8"


@given(st.one_of(st.binary(max_size=200), st.text(max_size=200).map(str.encode)))
@example("a: \ud7ff".encode())
@example(b"a: &a [*a]\n")
@example(b"%YAML 9.9\n---\na: 1\n")
@example(b"? ? ?")
@example(b"a: |9\n b")
def test_reading_any_bytes_raises_nothing(content: bytes) -> None:
    file = read_yaml("any.yml", content)
    assert (file.data is None) == bool(file.problems)
    assert all(isinstance(one, Problem) and one.place.line for one in file.problems)


@given(st.text(alphabet="ab:-[]{}&*!?|>'\"# \n,%@`~<", max_size=60))
def test_reading_any_yaml_like_text_raises_nothing(text: str) -> None:
    file = read(text)
    assert (file.data is None) == bool(file.problems)
    for path in file.scalars:
        assert file.excerpt(file.value_span(path)) or not file.lines

"""Every code's example is told as it says, where it says; its mended lines are told nothing of."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.model.codes import Code, codes
from tests.codes.examples import BASE, expected_places, place_told, put, told

EXECUTED = [code for code in codes().values() if not code.unexecuted]
OUTSIDE_FILES = ("RG4", "RG5")
"""Beginnings of codes that may speak of disks, workbooks and services."""


def by_id(code: Code) -> str:
    return code.id


def test_the_workspace_of_the_examples_is_valid_and_its_data_are_read(tmp_path: Path) -> None:
    put(tmp_path, {})
    of_validate, of_build = codes()["RG120"], codes()["RG401"]
    assert told(tmp_path, of_validate) == ()
    assert told(tmp_path, of_build) == ()
    assert (tmp_path / "configs/acme/client.yml").read_text() == BASE["configs/acme/client.yml"]


@pytest.mark.parametrize("code", EXECUTED, ids=by_id)
def test_the_example_is_told_with_its_code_at_its_mark(code: Code, tmp_path: Path) -> None:
    put(tmp_path, code.wrong)
    problems = told(tmp_path, code)
    assert [(one.code, one.level) for one in problems] == [(code.id, code.level)] * len(problems)
    assert [place_told(tmp_path, code, one) for one in problems] == expected_places(code)
    assert problems[0].what == code.says


@pytest.mark.parametrize("code", EXECUTED, ids=by_id)
def test_nothing_is_told_of_the_mended_example(code: Code, tmp_path: Path) -> None:
    put(tmp_path, code.right)
    assert told(tmp_path, code) == ()


def test_of_configuration_every_example_is_executed_but_one_of_a_workbook() -> None:
    told_only = {code.id for code in codes().values() if code.unexecuted}
    assert {id for id in told_only if not id.startswith(OUTSIDE_FILES)} == {"RG180"}

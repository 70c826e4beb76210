from __future__ import annotations

import re
from pathlib import Path

from reportgen.model.codes import CODES

REPOSITORY = Path(__file__).parents[2]
_CODE = re.compile(r"\bRG\d{3}\b")


def _codes_below(folder: Path, *, besides: str = "") -> set[str]:
    files = (path for path in folder.rglob("*.py") if path.name != besides)
    return {code for path in files for code in _CODE.findall(path.read_text(encoding="utf-8"))}


def test_every_code_that_is_used_is_registered_with_its_meaning() -> None:
    assert _codes_below(REPOSITORY / "reportgen", besides="codes.py") - set(CODES) == set()


def test_every_registered_code_is_used() -> None:
    assert set(CODES) - _codes_below(REPOSITORY / "reportgen", besides="codes.py") == set()


def test_every_code_of_configuration_is_told_in_a_test() -> None:
    told = _codes_below(REPOSITORY / "tests" / "config", besides="test_codes.py")
    for path in (REPOSITORY / "tests" / "golden" / "messages").glob("*.txt"):
        told.update(_CODE.findall(path.read_text(encoding="utf-8")))
    ours = _codes_below(REPOSITORY / "reportgen" / "config")
    assert ours - told == set()


def test_codes_stand_in_their_order_and_meanings_are_one_line() -> None:
    assert list(CODES) == sorted(CODES)
    assert all(meaning and "\n" not in meaning for meaning in CODES.values())

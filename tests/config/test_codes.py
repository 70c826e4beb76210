from __future__ import annotations

import re
from pathlib import Path

from reportgen.model.codes import codes

REPOSITORY = Path(__file__).parents[2]
_CODE = re.compile(r"\bRG\d{3}\b")


def _codes_below(folder: Path) -> set[str]:
    files = folder.rglob("*.py")
    return {code for path in files for code in _CODE.findall(path.read_text(encoding="utf-8"))}


def test_every_code_that_is_used_is_declared_and_every_declared_one_is_used() -> None:
    assert _codes_below(REPOSITORY / "reportgen") == set(codes())


def test_codes_stand_in_their_order() -> None:
    assert list(codes()) == sorted(codes())


def test_a_code_has_a_meaning_in_one_line_a_text_an_example_and_its_fix() -> None:
    for code in codes().values():
        assert code.meaning and "\n" not in code.meaning, code.id
        assert code.text.endswith("."), code.id
        assert code.says, code.id
        assert code.wrong and code.right, code.id
        assert code.marked or code.at, code.id


def test_the_fix_differs_from_the_example() -> None:
    for code in codes().values():
        assert code.right != code.wrong, code.id

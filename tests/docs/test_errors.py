from __future__ import annotations

from docs.write_errors import GROUPS, TARGET, document
from reportgen.model.codes import codes


def test_the_reference_of_errors_is_the_one_its_texts_make() -> None:
    assert TARGET.read_text(encoding="utf-8") == document(), "make docs rewrites it"


def test_every_code_stands_in_the_reference() -> None:
    assert {code[:3] for code in codes()} <= set(GROUPS)
    for code in codes():
        assert f"\n### {code}\n" in document()

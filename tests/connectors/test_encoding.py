from __future__ import annotations

import pytest

from reportgen.connectors.exports.encoding import decode
from reportgen.errors import DataRefused

TEXT = "会社名,金額\n㈱髙橋①,100\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
def test_an_undeclared_encoding_is_told_by_the_bytes(encoding: str) -> None:
    assert decode(TEXT.encode(encoding), None, "crm.csv").text == TEXT


def test_sixteen_bits_without_a_mark_are_told_by_their_zero_bytes() -> None:
    decoded = decode("Day\tCost\n".encode("utf-16-le"), None, "ads.csv")
    assert (decoded.text, decoded.encoding) == ("Day\tCost\n", "utf-16-le")


def test_western_bytes_that_japanese_could_be_are_not_guessed() -> None:
    with pytest.raises(DataRefused) as refused:
        decode("Day,Takings\n2026-10-05,£1234\n".encode("cp1252"), None, "till.csv")
    (problem,) = refused.value.problems
    assert (problem.code, str(problem.place)) == ("RG405", "till.csv:2")
    assert problem.what.startswith("the bytes may be Western (cp1252) or Japanese (cp932)")
    assert "`encoding: cp1252`" in problem.hint
    half_width = "ｺｳｻﾞ,100\n"
    assert decode(half_width.encode("cp932"), None, "bank.csv").text == half_width


@pytest.mark.parametrize("header", ["日", "費用"])
def test_a_short_utf8_header_is_not_taken_for_cp932(header: str) -> None:
    header.encode().decode("cp932", "replace")
    assert decode(header.encode(), None, "ads.csv").text == header


def test_shift_jis_is_read_as_its_windows_form() -> None:
    assert decode(TEXT.encode("cp932"), "shift_jis", "crm.csv").text == TEXT


@pytest.mark.parametrize(
    ("written", "declared", "what", "hint"),
    [
        (
            "cp932",
            "utf-8",
            "the bytes are not utf-8: line 1, byte 1 of the file (0x89)",
            "set `encoding: cp932` for this source",
        ),
        (
            "utf-8",
            "cp932",
            "the bytes are not cp932: line 1, byte 9 of the file (0x8D)",
            "set `encoding: utf-8` for this source",
        ),
        (
            "utf-16",
            "utf-8",
            "the bytes are not utf-8: line 1, byte 1 of the file (0xFF)",
            "set `encoding: utf-16` for this source",
        ),
    ],
)
def test_a_wrongly_declared_encoding_names_line_byte_and_what_fits(
    written: str, declared: str, what: str, hint: str
) -> None:
    with pytest.raises(DataRefused) as refused:
        decode(TEXT.encode(written), declared, "crm.csv")
    (problem,) = refused.value.problems
    assert (problem.code, str(problem.place)) == ("RG405", "crm.csv:1")
    assert (problem.what, problem.hint) == (what, hint)


def test_utf8_that_happens_to_be_valid_cp932_is_refused_as_declared_cp932() -> None:
    data = "name,日\nA,1\n".encode()
    data.decode("cp932")
    with pytest.raises(DataRefused, match="the bytes are not cp932: line 1, byte 6"):
        decode(data, "cp932", "ads.csv")


def test_a_bad_byte_far_below_is_told_by_its_line() -> None:
    with pytest.raises(DataRefused, match="line 3, byte 9 of the file"):
        decode(b"a,b\n1,2\n\xff,3\n", "utf-8", "crm.csv")


def test_bytes_of_no_known_encoding_are_refused() -> None:
    with pytest.raises(DataRefused, match="the bytes are neither UTF-8 nor cp932"):
        decode(b"a\n\x81\x20\n", None, "crm.csv")


def test_an_unknown_encoding_is_refused() -> None:
    with pytest.raises(DataRefused, match="'klingon' is not an encoding that is read"):
        decode(b"a", "klingon", "crm.csv")
    with pytest.raises(DataRefused, match="'rot13' is not an encoding that is read"):
        decode(b"a", "rot13", "crm.csv")


def test_a_spreadsheet_or_archive_is_refused() -> None:
    with pytest.raises(DataRefused, match="this is a spreadsheet or a zip archive"):
        decode(b"PK\x03\x04rest", None, "crm.csv")


def test_a_zero_byte_is_refused_with_its_line() -> None:
    with pytest.raises(DataRefused) as refused:
        decode(b"a,b\n1,\x002\n", "utf-8", "crm.csv")
    assert str(refused.value.problems[0].place) == "crm.csv:2"

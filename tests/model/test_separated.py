"""Text cut into cells block by block says what Python's `csv` says of the whole of it."""

from __future__ import annotations

import io

from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.model.tables.growing import GrowingWords
from reportgen.model.tables.separated import UnreadableRecord, blocks, records

CASES = max(300, settings().max_examples)

PIECES = st.sampled_from(
    [
        '"',
        '""',
        ",",
        "\n",
        "\r",
        "\r\n",
        "a",
        "店",
        " ",
        "\u3000",
        "\xa0",
        '"a,b"',
        '"x\r\ny"',
        '"é"',
    ]
)
TEXTS = st.lists(PIECES, max_size=40).map("".join)
SIZES = st.sampled_from([1, 2, 3, 5, 8, 13, 1000])

Cut = list[tuple[int, list[str]]]


def in_blocks(text: str, size: int) -> tuple[Cut, str]:
    """All records by line, and what ends them: nothing, or the line and words of an error."""
    found: Cut = []
    try:
        for block in blocks(io.BytesIO(text.encode()), ",", size):
            columns = []
            for place in range(max(block.widths, default=0)):
                growing = GrowingWords()
                growing.add(block.column(place))
                columns.append(growing.words())
            found += [
                (int(line), [column[row] for column in columns[:width]])
                for row, (line, width) in enumerate(zip(block.lines, block.widths, strict=True))
            ]
    except UnreadableRecord as error:
        return found, f"{error.line} {error}"
    return found, ""


def at_once(text: str) -> tuple[Cut, str]:
    """The same as `csv` reads the whole text."""
    found: Cut = []
    try:
        for record in records(text.encode(), ",", 1):
            found.append(record)
    except UnreadableRecord as error:
        return found, f"{error.line} {error}"
    return found, ""


@settings(max_examples=CASES)
@given(TEXTS, SIZES)
def test_where_a_block_ends_never_matters(text: str, size: int) -> None:
    assert in_blocks(text, size) == at_once(text)


def test_a_line_end_in_quotes_is_in_its_cell_and_counts_as_a_line() -> None:
    cut, _ = in_blocks('a,"x\r\ny\rz"\r\nb,2\n', 4)
    assert cut == [(1, ["a", "x\r\ny\rz"]), (4, ["b", "2"])]


def test_a_quotation_mark_within_a_cell_stands_for_itself() -> None:
    assert in_blocks('5" pipe,1\n"6"" pipe",2\n', 3)[0] == [
        (1, ['5" pipe', "1"]),
        (2, ['6" pipe', "2"]),
    ]


def test_blank_records_are_left_out_and_their_lines_counted() -> None:
    assert in_blocks('a,b\n\n , \n"",""\n\u3000,\xa0\n1,2\n', 1000)[0] == [
        (1, ["a", "b"]),
        (6, ["1", "2"]),
    ]


def test_an_open_quotation_mark_is_told_at_the_line_its_record_starts_on() -> None:
    assert in_blocks('a,b\n1,"2\n3\n', 5) == ([(1, ["a", "b"])], "2 unexpected end of data")

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from reportgen.connectors.exports.cells import UnreadableCell
from reportgen.connectors.exports.dates import read_date, read_moment, read_range

TOKYO, LONDON = ZoneInfo("Asia/Tokyo"), ZoneInfo("Europe/London")


@pytest.mark.parametrize("cell", ["1900-01-01", "1899/12/30", "0026-10-08", "2126-10-08"])
def test_a_day_no_report_can_speak_of_is_refused_and_not_left_in_another_century(cell: str) -> None:
    with pytest.raises(UnreadableCell, match="is no day from 1990 to 2099"):
        read_date(cell)


@pytest.mark.parametrize(
    "cell",
    [
        "2026-10-08",
        "2026/10/08",
        "2026/10/8",
        "20261008",
        "2026年10月8日",
        "２０２６／１０／０８",
        "8 October 2026",
        "Oct 8, 2026",
        "Thu, 8 Oct 2026",
        "2026/10/08 0:00",
        "2026-10-08 00:00:00",
    ],
)
def test_a_day_is_read_in_every_form_with_one_meaning(cell: str) -> None:
    assert read_date(cell) == "2026-10-08"


@pytest.mark.parametrize("cell", ["2026-13-01", "2026-02-29", "20261301", "32 October 2026"])
def test_a_day_that_is_not_in_the_calendar_is_refused(cell: str) -> None:
    with pytest.raises(UnreadableCell, match="is not a day of the calendar"):
        read_date(cell)


@pytest.mark.parametrize("cell", ["08/10/2026", "10/8/26", "8-10-2026", "8.10.2026"])
def test_a_day_with_two_meanings_is_refused(cell: str) -> None:
    with pytest.raises(UnreadableCell, match="with the day or with the month first") as error:
        read_date(cell)
    assert error.value.code == "RG409"


def test_a_moment_in_a_column_of_days_asks_for_the_right_type() -> None:
    with pytest.raises(UnreadableCell) as error:
        read_date("2026-10-08 22:15")
    assert error.value.hint == "declare the column `type: datetime`"


@pytest.mark.parametrize("cell", ["46303", "October 2026", "10月8日", "soon"])
def test_what_is_no_day_is_refused(cell: str) -> None:
    with pytest.raises(UnreadableCell, match="is not a date"):
        read_date(cell)


def test_a_moment_is_taken_to_the_clients_zone_before_its_day_is_cut() -> None:
    assert read_moment("2026-10-31 22:47:04 +0000", LONDON, TOKYO)[:10] == "2026-11-01"
    assert read_moment("2026-11-01T01:00:00Z", LONDON, LONDON)[:10] == "2026-11-01"
    assert read_moment("2026-04-05 22:47:04 +0500", TOKYO, LONDON)[:10] == "2026-04-05"


def test_a_moment_without_offset_is_of_the_sources_zone() -> None:
    assert read_moment("2026/10/31 20:00", LONDON, TOKYO) == "2026-11-01T05:00:00+09:00"


def test_a_bare_day_stays_its_day_in_every_zone() -> None:
    assert read_moment("2026-10-31", LONDON, TOKYO) == "2026-10-31"


@pytest.mark.parametrize("cell", ["2026-10-08 25:00", "2026-10-08 10:75:00", "2026-13-08 10:00"])
def test_a_moment_that_does_not_exist_is_refused(cell: str) -> None:
    with pytest.raises(UnreadableCell):
        read_moment(cell, TOKYO, TOKYO)


@pytest.mark.parametrize(
    "text",
    [
        "20261001-20261031",
        "1 October 2026 - 31 October 2026",
        "October 1, 2026 - October 31, 2026",
        "2026年10月1日 - 2026年10月31日",
        "2026/10/01 - 2026/10/31",
        "2026-10-01 ~ 2026-10-31",
    ],
)
def test_a_stated_range_of_days_is_read(text: str) -> None:
    assert read_range(text) == (date(2026, 10, 1), date(2026, 10, 31))


@pytest.mark.parametrize("text", ["All time", "Campaign report", "10 - 20", ""])
def test_other_words_are_no_range(text: str) -> None:
    assert read_range(text) is None

import pytest

from reportgen.model.quantity import Unit
from reportgen.narrative.claims.numbers import numbers_in


def read(sentence):
    return [(round(one.value, 9), one.unit) for one in numbers_in(sentence)]


@pytest.mark.parametrize(
    ("sentence", "figures"),
    [
        ("受注額は1,332万円でした", [(13_320_000, Unit.MONEY)]),
        ("1億2,000万円", [(120_000_000, Unit.MONEY)]),
        ("￥は使わず、¥35,000です", [(35_000, Unit.MONEY)]),
        ("割合は３．７５％", [(0.0375, Unit.PERCENT)]),
        ("1.25ポイント下がりました", [(1.25, Unit.POINTS)]),
        ("9件と5件", [(9, None), (5, None)]),
        ("sales of £35.8k and £1.2m", [(35_800, Unit.MONEY), (1_200_000, Unit.MONEY)]),
        ("up 4.2 pt to 25 percent", [(4.2, Unit.POINTS), (0.25, Unit.PERCENT)]),
        ("9 orders, 5 a year ago", [(9, None), (5, None)]),
    ],
)
def test_a_number_is_read_in_the_unit_it_is_written_with(sentence, figures):
    assert read(sentence) == figures


@pytest.mark.parametrize(
    "sentence",
    [
        "2026年10月の9月18日、3か月目、第2週",
        "since 18 September 2026, for 3 months",
        "on October 12 and in Q3",
        "the 2nd edition of 2025",
    ],
)
def test_days_spans_and_ordinals_are_no_figures(sentence):
    assert read(sentence) == []


@pytest.mark.parametrize(
    ("written", "figure", "stands"),
    [
        ("3.75%", 0.037500, True),
        ("3.8%", 0.0375, True),
        ("3.7%", 0.0375, True),
        ("4.0%", 0.0375, False),
        ("1,332万円", 13_324_999, True),
        ("約1,300万円", 13_324_999, True),
        ("10件", 8, False),
        ("3件", -3, True),
    ],
)
def test_a_figure_may_be_rounded_or_cut_to_the_digits_written(written, figure, stands):
    (number,) = numbers_in(written)
    assert number.is_written_of(figure) is stands

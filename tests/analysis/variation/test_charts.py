from reportgen.analysis.variation.charts import Limits, Rule, broken

LIMITS = Limits(centre=10, lower=4, upper=16)


def test_a_point_beyond_a_limit_breaks_the_first_rule():
    assert broken([10, 11, 9, 17], LIMITS) == (Rule.OUTSIDE,)


def test_eight_in_a_row_on_one_side_break_the_second():
    assert broken([11] * 8, LIMITS) == (Rule.EIGHT_IN_A_ROW,)
    assert broken([11] * 7, LIMITS) == ()
    assert broken([11] * 7 + [10], LIMITS) == ()


def test_three_of_four_nearer_to_a_limit_than_to_the_centre_break_the_third():
    assert broken([10, 6, 10, 6, 6], LIMITS) == (Rule.THREE_OF_FOUR,)
    assert broken([10, 6, 14, 6, 6], LIMITS) == (Rule.THREE_OF_FOUR,)
    assert broken([6, 6, 6, 10], LIMITS) == (), "the last one is back"


def test_a_point_inside_says_nothing():
    assert broken([9, 11, 10, 12], LIMITS) == ()

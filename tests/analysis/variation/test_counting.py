import pytest
from scipy import stats

from reportgen.analysis.variation.counting import two_counts_p


@pytest.mark.parametrize(
    ("first", "second", "exposures"),
    [(9, 5, (31, 31)), (0, 5, (1, 1)), (36, 33, (31, 30)), (8640, 8050, (31, 30)), (4, 4, (1, 1))],
)
def test_two_counts_are_binomial_given_their_sum(first, second, exposures):
    total, share = first + second, exposures[0] / sum(exposures)
    above, below = stats.binom.sf(first - 1, total, share), stats.binom.cdf(first, total, share)
    expected = min(1, 2 * min(above, below))
    assert two_counts_p(first, second, exposures) == pytest.approx(expected, rel=1e-6)


def test_nothing_on_either_side_parts_nothing():
    assert two_counts_p(0, 0, (31, 30)) == 1

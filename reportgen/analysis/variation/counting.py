"""Counts and what chance makes of them.

Sources: F. Garwood, Biometrika 28 (1936) 437 (exact interval of a Poisson count); J. Przyborowski
and H. Wilenski, Biometrika 31 (1940) 313 (two counts: binomial given their sum); W. J. Lentz
(continued fractions) for the incomplete gamma function.
"""

from __future__ import annotations

from math import exp, inf, lgamma, log, log1p, sqrt

TAIL = 0.025
"""The probability left out on either side of a 95 % interval."""
NEGLIGIBLE = 1e-16
CLOSE = 1e-13


def garwood(count: float) -> tuple[float, float]:
    """The exact 95 % interval of what a count was expected to be."""
    low = 0.0 if count <= 0 else _inverse_gamma(count, TAIL)
    return low, _inverse_gamma(count + 1, 1 - TAIL)


def cost_range(cost: float, conversions: float) -> tuple[float, float | None]:
    """The 95 % interval of cost per conversion; without any conversion it has no upper end."""
    low, high = garwood(conversions)
    return cost / high, None if low == 0 else cost / low


def two_counts_p(first: float, second: float, exposures: tuple[float, float]) -> float:
    """How often chance alone parts two counts as far, given their sum; twice the smaller tail."""
    total, share = round(first) + round(second), exposures[0] / sum(exposures)
    if total == 0 or not 0 < share < 1:
        return 1.0
    hits = round(first)
    if hits > total * share:
        return min(1.0, 2 * _upper_tail(hits, total, share))
    return min(1.0, 2 * _upper_tail(total - hits, total, 1 - share))


def _upper_tail(hits: int, total: int, share: float) -> float:
    """The binomial probability of so many hits or more."""
    odds = share / (1 - share)
    ways = lgamma(total + 1) - lgamma(hits + 1) - lgamma(total - hits + 1)
    term = exp(ways + hits * log(share) + (total - hits) * log1p(-share))
    tail = 0.0
    for more in range(hits, total + 1):
        tail += term
        term *= odds * (total - more) / (more + 1)
        if term < NEGLIGIBLE * tail:
            break
    return tail


def _inverse_gamma(shape: float, probability: float) -> float:
    """Where the regularised incomplete gamma function reaches a probability, by halving."""
    low, high = 0.0, shape + 12 * sqrt(shape) + 12
    for _ in range(200):
        middle = (low + high) / 2
        if _incomplete_gamma(shape, middle) < probability:
            low = middle
        else:
            high = middle
        if high - low <= CLOSE * high:
            break
    return (low + high) / 2


def _incomplete_gamma(shape: float, x: float) -> float:
    """The lower regularised incomplete gamma function."""
    if x <= 0:
        return 0.0
    front = exp(shape * log(x) - x - lgamma(shape))
    if x < shape + 1:
        return front * _series(shape, x)
    return 1 - front * _fraction(shape, x)


def _series(shape: float, x: float) -> float:
    term = total = 1 / shape
    step = shape
    while term > NEGLIGIBLE * total:
        step += 1
        term *= x / step
        total += term
    return total


def _fraction(shape: float, x: float) -> float:
    """The continued fraction of the upper function, by Lentz's method."""
    below = x + 1 - shape
    above, inverse = inf, 1 / below
    value = inverse
    for step in range(1, 10_000):
        factor = step * (shape - step)
        below += 2
        inverse = 1 / (below + factor * inverse)
        above = below + (factor / above if above != inf else 0.0)
        change = above * inverse
        value *= change
        if abs(change - 1) < CLOSE:
            break
    return value

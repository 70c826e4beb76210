"""Intervals for small samples.

Sources: E. B. Wilson, JASA 22 (1927) 209 (score interval of a proportion); R. G. Newcombe,
Statistics in Medicine 17 (1998) 873, method 10 (difference of two proportions).
"""

from __future__ import annotations

from math import sqrt

Z95 = 1.959963984540054


def wilson(successes: float, trials: float) -> tuple[float, float]:
    """The 95 % score interval of a proportion, as fractions; estimated counts need not be whole."""
    share, z2 = successes / trials, Z95 * Z95
    scale = 1 + z2 / trials
    centre = share + z2 / (2 * trials)
    half = Z95 * sqrt(share * (1 - share) / trials + z2 / (4 * trials * trials))
    return (centre - half) / scale, (centre + half) / scale


def newcombe(a: tuple[float, float], b: tuple[float, float]) -> tuple[float, float, float]:
    """The difference of two proportions, a minus b, with its 95 % interval, as fractions."""
    share_a, share_b = a[0] / a[1], b[0] / b[1]
    low_a, high_a = wilson(*a)
    low_b, high_b = wilson(*b)
    difference = share_a - share_b
    low = difference - sqrt((share_a - low_a) ** 2 + (high_b - share_b) ** 2)
    high = difference + sqrt((high_a - share_a) ** 2 + (share_b - low_b) ** 2)
    return difference, low, high

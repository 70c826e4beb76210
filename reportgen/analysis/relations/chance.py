"""How often chance alone would show as much: permutation, false discoveries, directions named.

Sources: Y. Benjamini and Y. Hochberg, JRSS B 57 (1995) 289 (false discovery rate); E. B. Wilson,
JASA 22 (1927) 209 (interval of a share); R. A. Fisher (range of a correlation).
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from functools import cache
from math import atanh, comb, sqrt, tanh

import numpy as np

from reportgen.analysis.intervals import Z95, wilson
from reportgen.analysis.relations.moves import Floats, Pairs
from reportgen.model.relation import Hits

DRAWS = 1999
SEED = 1998
TIED = 1e-12


def correlation(pairs: Pairs) -> float:
    """Pearson's r of the known pairs; 0 where one side never moves."""
    lead, goal = _centred(pairs)
    size = sqrt(float(lead @ lead) * float(goal @ goal))
    return 0.0 if size < TIED else float(lead @ goal) / size


def permutation_p(pairs_by_lag: Sequence[Pairs], spent: int) -> float:
    """How often signs thrown by chance give as large an r at the best of the lags.

    One throw serves all lags, so that searching them is paid for; `spent` is the number of
    calendar months' effects that were taken from the same data.
    """
    seen, drawn = 0.0, np.zeros(DRAWS)
    for pairs in pairs_by_lag:
        lead, goal = _centred(pairs)
        size = sqrt(float(lead @ lead) * float(goal @ goal))
        if size < TIED or pairs.count <= spent:
            continue
        fair = sqrt(pairs.count / (pairs.count - spent))
        seen = max(seen, abs(float(lead @ goal)) / size)
        by_chance = np.abs(_thrown(len(lead)) @ (lead * goal)) / size * fair
        drawn = np.maximum(drawn, by_chance)
    return (1 + int((drawn >= seen - TIED).sum())) / (1 + DRAWS)


def _centred(pairs: Pairs) -> tuple[Floats, Floats]:
    """Both sides around their means, 0 where a pair is not known."""
    known = pairs.known
    if not known.any():
        return np.zeros(len(known)), np.zeros(len(known))
    lead = np.where(known, pairs.lead - pairs.lead[known].mean(), 0.0)
    goal = np.where(known, pairs.goal - pairs.goal[known].mean(), 0.0)
    return lead, goal


@cache
def _thrown(length: int) -> Floats:
    """Signs thrown by chance, the same ones for every report: a row for each draw."""
    width = (length + 7) // 8
    thrown = random.Random(SEED).randbytes(DRAWS * width)
    bits = np.unpackbits(np.frombuffer(thrown, dtype=np.uint8).reshape(DRAWS, width), axis=1)
    return np.asarray(bits[:, :length] * 2.0 - 1.0, dtype=np.float64)


def range_of_r(r: float, count: int) -> tuple[float, float]:
    """Fisher's 95 % range of a correlation of so many pairs."""
    if count <= 3 or abs(r) >= 1:
        return (-1.0, 1.0) if count <= 3 else (r, r)
    half = Z95 / sqrt(count - 3)
    return tanh(atanh(r) - half), tanh(atanh(r) + half)


def benjamini_hochberg(p_values: Sequence[float]) -> tuple[float, ...]:
    """The p-values adjusted for how many were looked at, in the order given."""
    count = len(p_values)
    order = sorted(range(count), key=lambda index: p_values[index], reverse=True)
    adjusted, least = [1.0] * count, 1.0
    for place, index in enumerate(order):
        least = min(least, p_values[index] * count / (count - place))
        adjusted[index] = least
    return tuple(adjusted)


def named_directions(pairs: Pairs, sign: int) -> Hits | None:
    """How often the goal went the way the figure's change said; None where neither moved."""
    both = pairs.known & (np.abs(pairs.lead) > TIED) & (np.abs(pairs.goal) > TIED)
    months = int(both.sum())
    if months == 0:
        return None
    up = pairs.goal[both] > 0
    right = int(((pairs.lead[both] * sign > 0) == up).sum())
    ups = int(up.sum())
    return hits(right, months, max(ups, months - ups) / months)


def hits(right: int, months: int, base: float) -> Hits:
    """So many of so many months, with Wilson's interval and a coin's chance of as many."""
    low, high = wilson(right, months)
    coin = sum(comb(months, count) for count in range(right, months + 1)) / 2**months
    return Hits(right, months, low, high, base, coin)

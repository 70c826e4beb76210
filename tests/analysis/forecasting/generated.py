"""Series as clients have them: a wandering level, a break, a season or none, and rough noise."""

from __future__ import annotations

import numpy as np


def rough(seed: int, months: int) -> list[float]:
    """One series; equal seeds give equal series."""
    chance = np.random.default_rng(seed)
    steps = np.arange(months)
    level = np.cumsum(chance.normal(0, 0.03, months))
    broken = np.where(steps >= chance.integers(6, months), chance.normal(0, 0.25), 0)
    turned = (steps + chance.integers(12)) / 12 * 2 * np.pi
    season = chance.choice([0, 0.1, 0.25]) * np.sin(turned)
    noise = chance.standard_t(4, months) * 0.06
    trend = chance.normal(0, 0.01) * steps
    return [float(one) for one in np.exp(5 + level + broken + season + noise + trend)]

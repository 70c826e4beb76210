"""How often, and how long apart, GA4 is asked for something it did not give."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Patience:
    """So many tries, each wait up to twice as long as the last; `chance` spreads the waits."""

    tries: int = 4
    first_wait: float = 2.0
    longest_wait: float = 30.0
    wait: Callable[[float], object] = time.sleep
    chance: Callable[[], float] = random.random

    def waits(self) -> Iterator[float]:
        """The seconds before each further try."""
        for number in range(self.tries - 1):
            yield min(self.first_wait * 2**number, self.longest_wait) * self.chance()

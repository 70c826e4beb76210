"""Whether a figure changed: beyond what chance makes of counts, and beyond its usual variation."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ChangeState(StrEnum):
    """Changed needs both: outside chance and outside usual variation."""

    CHANGED = "changed"
    USUAL = "usual"
    NOT_JUDGED = "not_judged"


@dataclass(frozen=True)
class Change:
    """One comparison of a figure, judged.

    `versus` is `previous`, `year_ago` or `usual` (its own course so far). `amount` is the value
    less the other. `outside_chance` asks whether as few counts could part so far by chance;
    `outside_usual` whether months part so far by themselves; None where that cannot be told.
    `low` and `high` are the 95 % interval of a difference of two rates. `rules` are those of a
    steady series that the value breaks.
    """

    versus: str
    amount: float
    state: ChangeState
    outside_chance: bool | None
    outside_usual: bool | None
    low: float | None = None
    high: float | None = None
    rules: tuple[str, ...] = ()

    @classmethod
    def judged(
        cls,
        versus: str,
        amount: float,
        outside_chance: bool | None,
        outside_usual: bool | None,
        interval: tuple[float, float] | None = None,
        rules: tuple[str, ...] = (),
    ) -> Change:
        """The comparison with its state: inside either is usual, unknown is not judged."""
        answers = (outside_chance, outside_usual)
        state = ChangeState.NOT_JUDGED
        if False in answers:
            state = ChangeState.USUAL
        elif all(answers):
            state = ChangeState.CHANGED
        low, high = interval or (None, None)
        return cls(versus, amount, state, *answers, low, high, rules)

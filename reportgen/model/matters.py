"""Whether two texts are about the same matter, so that a report says it once."""

from __future__ import annotations

from reportgen.model.config import ClientConfig, Notes
from reportgen.model.text import Text

ALIKE = 0.5
"""The share of the shorter text's pairs of characters that stand in the longer one as well."""

SHORTEST = 4


def is_same_matter(one: Text, other: Text) -> bool:
    """True where, in some language, half the pairs of characters of the shorter text are shared."""
    return _alike(one.ja, other.ja) or _alike(one.en, other.en)


def decided_actions(config: ClientConfig, notes: Notes | None) -> frozenset[str]:
    """The open actions that the month's decisions are about."""
    asks = () if notes is None else notes.decisions
    return frozenset(
        action.id
        for action in config.actions
        if action.status in ("todo", "doing")
        and any(is_same_matter(action.title, one.ask) for one in asks)
    )


def decided_kpis(config: ClientConfig, notes: Notes | None) -> frozenset[str]:
    """The KPIs that the decisions are about: by an action, or by what a stop line asks for."""
    decided = decided_actions(config, notes)
    asks = () if notes is None else notes.decisions
    return frozenset(
        (
            *(action.kpi for action in config.actions if action.id in decided),
            *(
                id
                for id, kpi in config.kpis.items()
                if kpi.stop is not None
                and any(is_same_matter(kpi.stop.then, one.ask) for one in asks)
            ),
        )
    )


def _alike(one: str | None, other: str | None) -> bool:
    first, second = _pairs(one), _pairs(other)
    if min(len(first), len(second)) < SHORTEST:
        return False
    return len(first & second) >= ALIKE * min(len(first), len(second))


def _pairs(words: str | None) -> frozenset[str]:
    letters = "".join(letter for letter in (words or "").lower() if letter.isalnum())
    return frozenset(letters[at : at + 2] for at in range(len(letters) - 1))

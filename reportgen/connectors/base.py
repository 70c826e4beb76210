"""What a connector is given besides its query, and what it hands back when it cannot go on."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from reportgen.errors import DataRefused, Place, Problem
from reportgen.model.config import Notes, Source
from reportgen.model.observations import Extract, Query
from reportgen.model.period import Month


@dataclass(frozen=True)
class Context:
    """For whom a source is read, and where its files lie.

    `timezone` cuts moments into days, `currency` is what money is in unless the source says
    otherwise. `fetched_at` comes from the one clock. `notes` hold the hand-typed figures.
    """

    root: Path
    client: str
    timezone: str
    currency: str
    fetched_at: datetime
    notes: Mapping[Month, Notes] = field(default_factory=dict)


def settings_hash(source: Source, context: Context) -> str:
    """The hash of everything in configuration that decides how a source is read."""
    irrelevant = {"budget", "fee", "missing_amount", "settle_days"}
    settings = source.model_dump_json(exclude=irrelevant, by_alias=True)
    words = f"{settings} {context.timezone} {context.currency}"
    return hashlib.sha256(words.encode()).hexdigest()


Connector = Callable[[Query, Source, Context], Extract]
"""Answers a query about one source; DataRefused carries every problem it found at once."""


def refusal(problems: Iterable[Problem]) -> DataRefused:
    """The exception that stops a source, with all that was found."""
    found = tuple(problems)
    if len(found) == 1:
        return DataRefused(found[0].what, found[0].hint, found)
    return DataRefused(f"{len(found)} problems in the data", problems=found)


def refuse_one(code: str, what: str, place: Place, hint: str = "", why: str = "") -> DataRefused:
    """The exception for one problem."""
    return refusal([Problem(code, what, place, why=why, hint=hint)])

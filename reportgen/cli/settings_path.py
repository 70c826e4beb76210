"""A part of a client's settings, named as messages name it: `kpis.orders`, `phases[2].exit`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from reportgen.cli.settings_text import origin_of
from reportgen.config.places import Path, dotted
from reportgen.config.resolved import Setting, Value
from reportgen.config.spelling import did_you_mean
from reportgen.errors import UsageFailed

_STEP = re.compile(r"\[(\d+)\]|[^.\[\]]+")
_PATH = re.compile(r"[^.\[\]]+(\[\d+\]|\.[^.\[\]]+)*")


def steps(every: Mapping[str, Setting], written: str, client: str) -> Path:
    """The way that somebody wrote as `phases[2].exit`; UsageFailed where it leads nowhere."""
    if written and not _PATH.fullmatch(written):
        raise UsageFailed(
            f"{written!r} names no setting", "write for example kpis.orders or phases[2].exit"
        )
    way: Path = ()
    here: Setting = every
    for found in _STEP.finditer(written):
        known = _known(here)
        step: str | int = int(found[1]) - 1 if found[1] else found[0]
        if step not in known:
            where = f"{dotted(way)} of {client}" if way else client
            names = [str(one) for one in known if isinstance(one, str)]
            hint = did_you_mean(found[0], names, "there are")
            if not names:
                hint = f"it has {len(known)} items" if known else "it is a single value"
            raise UsageFailed(f"{where} has no {found[0]!r}", hint)
        way = (*way, step)
        here = at(here, (step,))
    return way


def at(setting: Setting, way: Path) -> Setting:
    """What stands at a way that exists."""
    for step in way:
        setting = _below(setting, step)
    return setting


def plain(setting: Setting) -> Any:
    """A setting as JSON: every value is the text that was written."""
    if isinstance(setting, Value):
        return setting.written
    if isinstance(setting, Mapping):
        return {key: plain(below) for key, below in setting.items()}
    return [plain(item) for item in setting]


def only(every: Mapping[str, Setting], way: Path) -> Mapping[str, Setting]:
    """What stands at a way, below the keys that lead to it."""
    if not way:
        return every
    found = at(every, way)
    for step in reversed(way[1:]):
        found = {step: found} if isinstance(step, str) else (found,)
    return {str(way[0]): found}


def origins(setting: Setting, way: Path) -> Iterator[tuple[str, str]]:
    """Where every value of a setting was said, by the value's own path."""
    if isinstance(setting, Value):
        yield dotted(way), origin_of(setting)
    elif isinstance(setting, Mapping):
        for key, below in setting.items():
            yield from origins(below, (*way, key))
    else:
        for index, item in enumerate(setting):
            yield from origins(item, (*way, index))


def _below(setting: Setting, step: str | int) -> Setting:
    if isinstance(setting, Mapping):
        return setting[str(step)]
    if isinstance(setting, tuple) and isinstance(step, int):
        return setting[step]
    raise LookupError(step)


def _known(setting: Setting) -> tuple[str | int, ...]:
    if isinstance(setting, Value):
        return ()
    return tuple(setting) if isinstance(setting, Mapping) else tuple(range(len(setting)))

"""Which of our templates a client or the agency may replace, by name."""

from __future__ import annotations

import difflib
from pathlib import Path

import yaml

from reportgen.errors import ConfigInvalid, Place, Problem

CONTRACT = "CONTRACT.yml"
OWN_SECTIONS = "sections/x-"


def overrides(folder: Path, builtin: Path) -> tuple[Problem, ...]:
    """Templates of a client or the agency that replace nothing, with what they may be meant for."""
    allowed = _allowed(builtin)
    problems = []
    for path in sorted(folder.rglob("*.j2")):
        name = path.relative_to(folder).as_posix()
        if name in allowed or name.startswith(OWN_SECTIONS):
            continue
        close = difflib.get_close_matches(name, allowed, 1)
        hint = f"Did you mean {close[0]}?" if close else f"{CONTRACT} lists what may be replaced."
        what = f"{name} replaces no template that may be replaced"
        problems.append(Problem("RG302", what, Place(str(path)), hint=hint))
    return tuple(problems)


def require_overrides(folders: tuple[Path, ...]) -> None:
    """Refuse templates of the client or the agency that replace nothing; ours are the last."""
    problems = [one for folder in folders[:-1] for one in overrides(folder, folders[-1])]
    if problems:
        first = problems[0]
        raise ConfigInvalid(f"{first.place}: {first.what}", first.hint, problems)


def _allowed(builtin: Path) -> tuple[str, ...]:
    contract = yaml.load((builtin / CONTRACT).read_text(encoding="utf-8"), yaml.CSafeLoader)
    return tuple(
        f"{kind}/{name}.html.j2" for kind in ("blocks", "sections") for name in contract[kind]
    )

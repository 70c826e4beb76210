"""Ids: who is called what, once, and so that formulas, paths and people can use it."""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterable, Iterator

from reportgen.config.agreed import Agreed
from reportgen.config.places import Origins, Path
from reportgen.errors import Problem
from reportgen.model.formula import FUNCTIONS

_IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_WORD = re.compile(r"\w[\w-]*")


def metrics_and_kpis_have_ids_for_formulas(agreed: Agreed) -> Iterator[Problem]:
    """An id is ASCII letters, digits and `_`, and no word of the formula language."""
    for key, known in (("metrics", agreed.config.metrics), ("kpis", agreed.config.kpis)):
        for id in known:
            if not _IDENTIFIER.fullmatch(id) or keyword.iskeyword(id) or id in FUNCTIONS:
                yield agreed.client.problem(
                    "RG200",
                    (key, id),
                    f"{id!r} cannot be used in a formula",
                    hint="an id is letters a-z, digits and `_`, and begins with a letter"
                    if not _IDENTIFIER.fullmatch(id)
                    else f"{id!r} is a word of the formula language; choose another",
                    at_key=True,
                )


def ids_are_used_once(agreed: Agreed) -> Iterator[Problem]:
    """A formula must not have to guess whether a KPI or a metric is meant."""
    for id in agreed.config.kpis:
        if id in agreed.config.metrics:
            place = agreed.client.place_of(("metrics", id))
            yield agreed.client.problem(
                "RG201",
                ("kpis", id),
                f"{id!r} is both a KPI and a metric",
                why=f"the metric stands in line {place.line if place else '?'}; a formula could "
                "mean either",
                hint="give one of the two another id",
                at_key=True,
            )


def sources_and_phases_have_plain_names(agreed: Agreed) -> Iterator[Problem]:
    """Names that become parts of file names hold letters, digits, `_` and `-`."""
    named: list[tuple[str, Path, bool]] = [
        (name, ("sources", name), True) for name in agreed.config.sources
    ]
    named += [
        (phase.id, ("phases", index, "id"), False)
        for index, phase in enumerate(agreed.config.phases)
    ]
    for name, path, at_key in named:
        if not _WORD.fullmatch(name):
            yield agreed.client.problem(
                "RG135",
                path,
                f"{name!r} cannot be a name here",
                hint="write letters, digits, `_` and `-`",
                at_key=at_key,
            )


def phase_ids_are_used_once(agreed: Agreed) -> Iterator[Problem]:
    """A signature and an exit speak of one phase."""
    ids = [phase.id for phase in agreed.config.phases]
    yield from repeated(agreed.client, ("phases",), ids, "RG272")


def log_and_action_ids_are_used_once(agreed: Agreed) -> Iterator[Problem]:
    """An entry and an action are followed over months by their id."""
    if "log.yml" in agreed.files:
        entries = [entry.id for entry in agreed.config.log]
        yield from repeated(agreed.files["log.yml"], ("entries",), entries, "RG600")
    if "actions.yml" in agreed.files:
        items = [action.id for action in agreed.config.actions]
        yield from repeated(agreed.files["actions.yml"], ("items",), items, "RG600")


def repeated(origins: Origins, path: Path, ids: Iterable[str], code: str) -> Iterator[Problem]:
    """Every id of a list that an earlier item has."""
    first: dict[str, int] = {}
    for index, id in enumerate(ids):
        if id in first:
            place = origins.place_of((*path, first[id], "id"))
            yield origins.problem(
                code,
                (*path, index, "id"),
                f"the id {id!r} is used twice",
                why=f"it was already given in line {place.line if place else '?'}",
                hint="give one of the two another id",
            )
        first.setdefault(id, index)

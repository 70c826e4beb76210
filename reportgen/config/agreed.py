"""A client's configuration together with the places it was written at."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from reportgen.config.places import Origins, Path
from reportgen.errors import Problem
from reportgen.model.config import ClientConfig
from reportgen.model.formula import Expression, FormulaError, Name, names, parse
from reportgen.model.period import Month


@dataclass(frozen=True)
class Named:
    """A place where configuration names something else by its id."""

    id: str
    origins: Origins
    path: Path
    at_key: bool = False


@dataclass(frozen=True)
class Agreed:
    """What was agreed, and where each word of it stands.

    `client` speaks of client.yml over agency.yml; `files` of the other files by their name in the
    client's folder (`log.yml`, `notes/2026-10.yml`).
    """

    config: ClientConfig
    client: Origins
    files: Mapping[str, Origins]

    @property
    def in_tree(self) -> frozenset[str]:
        """The ids that stand in the tree."""
        return frozenset(node.id for node in self.config.tree.walk())

    def notes_file(self, month: Month) -> Origins:
        """The file of a month's notes."""
        return self.files[f"notes/{month}.yml"]

    def formula(self, kpi: str) -> Expression | None:
        """A KPI's formula, or None where it has none that can be read."""
        definition = self.config.kpis.get(kpi)
        if definition is None or definition.formula is None:
            return None
        try:
            return parse(definition.formula)
        except FormulaError:
            return None

    def names_in(self, kpi: str) -> tuple[Name, ...]:
        """What a KPI is made of: the names in its formula, from left to right."""
        expression = self.formula(kpi)
        return () if expression is None else tuple(names(expression))

    def metrics_of(self, kpi: str) -> tuple[str, ...]:
        """Every metric a KPI is made of, through all formulas below it, ratios taken apart."""
        found: dict[str, None] = {}
        waiting, seen = [kpi], set[str]()
        while waiting:
            id = waiting.pop(0)
            if id in seen:
                continue
            seen.add(id)
            definition, metric = self.config.kpis.get(id), self.config.metrics.get(id)
            if definition is not None and definition.metric is not None:
                waiting.append(definition.metric)
            elif definition is not None:
                waiting.extend(name.id for name in self.names_in(id))
            elif metric is not None and metric.ratio is not None:
                waiting.extend(metric.ratio)
            elif metric is not None:
                found[id] = None
        return tuple(found)


Check = Callable[[Agreed], Iterator[Problem]]
"""One rule: what of an agreed configuration breaks it."""

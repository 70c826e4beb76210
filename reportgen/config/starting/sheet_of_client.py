"""What a client's configuration already says, as the answers of its KPI sheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reportgen.config.starting.sheet import Filled
from reportgen.model.config import ClientConfig, Kpi, Number
from reportgen.model.config.tree import TreeNode
from reportgen.model.kpi_sheet import WORDS
from reportgen.model.text import Language, Text


def filled_from(config: ClientConfig, language: Language) -> Filled:
    """The client, its goal, and the KPIs of its tree, the goal first."""
    said = _Said(config, language)
    return Filled(said.fields(), tuple(said.kpis()))


class _Said:
    def __init__(self, config: ClientConfig, language: Language) -> None:
        self.config, self.language = config, language

    def fields(self) -> Mapping[str, str]:
        client, kgi = self.config.client, self.config.kgi
        target = self.config.kpis[kgi.kpi].target
        return {
            "name": self._words(client.name),
            "language": self._word("language", ", ".join(client.language)),
            "currency": client.currency,
            "fiscal_year_starts": str(client.fiscal_year_starts),
            "who": self._words(kgi.who),
            "what": self._words(kgi.what),
            "target": _number(target.value) if target else "",
            "by": str(target.by) if target and target.by else "",
        }

    def kpis(self) -> Iterator[Mapping[str, str]]:
        """A row for every KPI of the tree, the goal's first."""
        rows = list(self._rows(self.config.tree, ""))
        yield from sorted(rows, key=lambda row: row["id"] != self.config.kgi.kpi)

    def _rows(self, node: TreeNode, parent: str) -> Iterator[dict[str, str]]:
        kpi = self.config.kpis[node.id]
        yield {"id": node.id, "parent": parent} | self._answers(node.id, kpi)
        for child in node.children:
            yield from self._rows(child, node.id)

    def _answers(self, id: str, kpi: Kpi) -> dict[str, str]:
        answers = {
            "name": self._words(kpi.name),
            "short_label": self._words(kpi.short_label) if kpi.short_label else "",
            "class": self._word("class", kpi.class_),
            "unit": self._word("unit", kpi.unit),
            "direction": self._word("direction", kpi.direction),
            "lag_months": str(kpi.lag_months[0]) if kpi.lag_months else "",
        }
        if kpi.target is not None and id != self.config.kgi.kpi:
            answers["target"] = _number(kpi.target.value)
            answers["by"] = str(kpi.target.by or "")
        if kpi.stop is not None:
            answers["stop_when"] = self._word("stop_when", kpi.stop.when)
            answers["stop_value"] = _number(kpi.stop.value)
            answers["stop_for"] = str(kpi.stop.for_periods)
            answers["stop_then"] = self._words(kpi.stop.then)
        return answers

    def _words(self, text: Text) -> str:
        return text.in_language(self.language)

    def _word(self, kind: str, name: str) -> str:
        label = WORDS[kind].get(str(name))
        if label is None:
            return ""
        return label.ja if self.language is Language.JA else label.en


def _number(number: Number | None) -> str:
    """A figure as it is written on the sheet; empty where there is none."""
    if number is None:
        return ""
    if number.is_percent:
        return f"{number.value * 100:.10g}%"
    return f"{number.value:.15g}"

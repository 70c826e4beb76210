"""What is not any more as it was reported: deals that left, figures that moved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportgen.formatting import Voice
from reportgen.model.blocks import DataNote
from reportgen.model.material import Material
from reportgen.model.quantity import Quantity
from reportgen.model.restated import RestatedFigure
from reportgen.model.text import Text, listed, same

MOST_IDS = 10
MOST_FIGURES = 8
"""How many are named; the rest are counted."""


def restated_notes(material: Material, voice: Voice) -> Iterator[DataNote]:
    """One note for every kind of change, and one for all figures."""
    label = voice.say("data_notes.restated.label")
    for rows in material.restated.rows:
        type = material.config.sources[rows.source].type
        saying = voice.say(
            f"data_notes.restated.{rows.change}",
            source=voice.named(f"source.{type}", rows.source.upper()),
            count=len(rows.ids),
            ids=_some([same(id) for id in rows.ids], MOST_IDS, voice),
        )
        yield DataNote("watch", label, saying)
    figures = sorted(material.restated.figures, key=lambda one: one.month, reverse=True)
    if figures:
        changes = _some([_change(material, voice, one) for one in figures], MOST_FIGURES, voice)
        yield DataNote("watch", label, voice.say("data_notes.restated.figures", changes=changes))


def _some(names: Sequence[Text], most: int, voice: Voice) -> Text:
    """The first of them, and how many more there are."""
    more = len(names) - most
    if more <= 0:
        return listed(names)
    return listed([*names[:most], voice.say("data_notes.restated.more", count=more)])


def _change(material: Material, voice: Voice, figure: RestatedFigure) -> Text:
    unit = material.config.metrics[figure.metric].unit
    return voice.say(
        "data_notes.restated.change",
        kpi=_named(material, figure.metric),
        month=figure.month,
        before=Quantity(figure.before, unit),
        after=Quantity(figure.after, unit),
    )


def _named(material: Material, metric: str) -> Text:
    """The KPI that shows the metric, else one that is made of it, else the metric's own id."""
    kpis = material.config.kpis
    shown = [
        id
        for id, kpi in kpis.items()
        if metric == kpi.metric or (kpi.check_against and metric == kpi.check_against.metric)
    ]
    return material.label(shown[0]) if shown else same(metric)

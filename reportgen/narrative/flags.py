"""What the sources say against their own figures, in plain words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from reportgen.formatting import Voice, full_day
from reportgen.model.blocks import DataNote
from reportgen.model.flags import Flag, FlagKind
from reportgen.model.material import Material, SourceState
from reportgen.model.quantity import Quantity, Unit
from reportgen.model.text import Language, Text, listed, same


def flag_notes(material: Material, voice: Voice) -> Iterator[DataNote]:
    """One note for each source and kind of flag, however many answers say it."""
    for source in material.sources:
        for kind in FlagKind:
            flags = tuple(flag for flag in source.flags if flag.kind is kind)
            if flags:
                yield DataNote(
                    "watch",
                    voice.say(f"data_notes.{kind}.label"),
                    _saying(material, voice, source, flags),
                )


def _saying(material: Material, voice: Voice, source: SourceState, flags: tuple[Flag, ...]) -> Text:
    kind = flags[0].kind
    message, name = f"data_notes.{kind}.saying", voice.named(f"source.{source.type}", source.name)
    if kind is FlagKind.SAMPLED:
        least = min((flag.share for flag in flags if flag.share is not None), default=None)
        return voice.say(message, source=name, share=Quantity(least, Unit.PERCENT))
    if kind is FlagKind.TRUNCATED:
        until = max((flag.last for flag in flags if flag.last is not None), default=source.as_of)
        return voice.say(message, source=name, day=_with_year(until, voice))
    if kind is FlagKind.RESTRICTED:
        names = {name for flag in flags for name in flag.about}
        kpis = listed(material.name(kpi) for kpi in _made_of(material, source.name, names))
        return voice.say(message, source=name, metrics=listed(map(same, sorted(names))), kpis=kpis)
    if kind is FlagKind.EMPTY:
        reasons = dict.fromkeys(words for flag in flags for words in flag.about)
        return voice.say(message, source=name, reason=listed(map(same, reasons)))
    return voice.say(message, source=name)


def _with_year(day: date, voice: Voice) -> Text:
    """A day that may be of another year than the report's."""
    return Text(*(full_day(day, voice.style(language)) for language in (Language.JA, Language.EN)))


def _made_of(material: Material, source: str, names: set[str]) -> list[str]:
    """The KPIs that need a figure of the source by one of its names."""
    metrics = material.config.metrics
    concerned = {
        id for id, metric in metrics.items() if metric.from_ == source and metric.column in names
    }
    return [
        kpi
        for kpi in material.config.kpis
        if any(
            not concerned.isdisjoint(metrics[one].ratio or (one,))
            for one in material.metrics_of(kpi)
        )
    ]

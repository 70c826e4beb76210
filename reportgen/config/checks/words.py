"""Words a president reads: none from the list of those that a report does not use."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.config.agreed import Agreed
from reportgen.config.checks.texts import texts_of, versions
from reportgen.config.places import Path
from reportgen.errors import Problem
from reportgen.model.refused import refused_words
from reportgen.model.text import Language

OWN_NAMES = ("name", "short_label", "company", "addressee")
"""Texts that are somebody's own name for something."""

IN_APPENDIX = ("sources", "metrics", "smart", "wording")
"""Texts that stand in the appendix alone, and the client's own wording."""


def texts_use_a_presidents_words(agreed: Agreed) -> Iterator[Problem]:
    """A word from the list is warned of, unless the client's own wording or names use it."""
    allowed = " ".join(_own_words(agreed))
    for origins, path, text in texts_of(agreed):
        if path[-1] in OWN_NAMES or set(path) & set(IN_APPENDIX):
            continue
        for where, words in versions(origins, path, text):
            for language in _languages_of(where, agreed):
                for refused in refused_words(language):
                    found = refused.pattern.search(words)
                    if found and found[0] not in allowed:
                        yield origins.warning(
                            "RG640",
                            where,
                            f"{found[0]!r} is not a word for a president's report",
                            why="it is the maker's word, or claims more than figures can show",
                            hint=f"write for example {refused.instead!r}, or use the word in"
                            " report.wording if it is the client's own",
                            part=(found.start(), found[0]),
                        )


def _languages_of(where: Path, agreed: Agreed) -> tuple[Language, ...]:
    """The language of a text; one written once is in those of the client."""
    if where[-1] in tuple(Language):
        return (Language(str(where[-1])),)
    return agreed.config.client.language


def _own_words(agreed: Agreed) -> Iterator[str]:
    """The client's own wording, and its names of KPIs."""
    own = (*agreed.config.report.wording.values(),)
    names = (text for kpi in agreed.config.kpis.values() for text in (kpi.name, kpi.label))
    for text in (*own, *names):
        yield from (words for words in (text.ja, text.en) if words)

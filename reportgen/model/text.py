"""Words in the report's languages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Language(StrEnum):
    """A language a report is made in."""

    JA = "ja"
    EN = "en"


@dataclass(frozen=True)
class Text:
    """The same words in Japanese and in English; a language that was not written is None."""

    ja: str | None = None
    en: str | None = None

    def in_language(self, language: Language) -> str:
        """The words in a language, or in the other one where only that was written."""
        first, second = (self.ja, self.en) if language is Language.JA else (self.en, self.ja)
        return first if first is not None else second or ""

    def has(self, language: Language) -> bool:
        """True when these words were written in the language."""
        return (self.ja if language is Language.JA else self.en) is not None

    @property
    def is_empty(self) -> bool:
        """True when there are no words in any language."""
        return not (self.ja or self.en)


EMPTY = Text("", "")


def same(words: str) -> Text:
    """Words that are the same in every language: a proper name, an id."""
    return Text(words, words)


def join(*sentences: Text) -> Text:
    """Sentences one after the other: Japanese without a space, English with one."""
    return Text(
        "".join(one.ja or "" for one in sentences),
        " ".join(one.en or "" for one in sentences if one.en),
    )


def listed(names: Iterable[Text]) -> Text:
    """Names one after the other as each language lists them, each name once."""
    every = tuple(names)
    return Text(
        "、".join(dict.fromkeys(name.in_language(Language.JA) for name in every)),
        ", ".join(dict.fromkeys(name.in_language(Language.EN) for name in every)),
    )

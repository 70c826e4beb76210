"""How each deal of a table stands, told by the tool's flags or by what its stage words mean."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from reportgen.connectors.exports.table import TableRead
from reportgen.connectors.exports.wanted import Wanted
from reportgen.errors import Place, Problem
from reportgen.model.dialects.column import header_key
from reportgen.model.dialects.crm import LOST, OPEN, WON
from reportgen.model.tables.words import Words

FLAGS = ("is_closed", "is_won", "is_lost")

_YES = frozenset({"1", "true", "yes", "はい", "✓"})
_NO = frozenset({"", "0", "false", "no", "いいえ", "-"})
_UNSAID = "?"
"""What stands in the lines to paste where a person must say what a stage means."""

_HOW_TO_PASTE = f'paste this below the source and write won, lost or open for every "{_UNSAID}"'
_GUESSES = {
    LOST: ("lost", "失注", "不成立", "見送り"),
    WON: ("won", "受注", "成約", "成立", "契約済"),
}


@dataclass(frozen=True)
class Standing:
    """How the deals stand, row by row; None where nothing that is read of the file tells."""

    words: Words | None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class StageReader:
    """A tool's own stage words, and the headers of its flags as a person reads them."""

    words: Mapping[str, str]
    flags: str = ""

    def read(self, table: TableRead, wanted: Wanted, headers: Mapping[str, str]) -> Standing:
        """Words of configuration stand before the tool's flags, and those before its own words."""
        stages = table.columns.get("stage")
        declared = wanted.of("stage").values if wanted.has("stage") else None
        if stages is not None and declared is not None:
            said = {word: meaning for word, meaning in declared.items() if meaning != _UNSAID}
            return self._by_words(table, stages, said, headers["stage"])
        flags = {name: table.columns[name] for name in FLAGS if name in table.columns}
        if "is_won" in flags and len(flags) > 1:
            return _by_flags(table, flags, headers)
        if stages is not None and self.words:
            own = {header_key(word): meaning for word, meaning in self.words.items()}
            found = Words.of(stages).distinct()
            known = {word: own[header_key(word)] for word in found if header_key(word) in own}
            return self._by_words(table, stages, known, headers["stage"])
        if not self.flags:
            return Standing(None)
        return Standing(None, (self._untold(table, stages, headers),))

    def _by_words(
        self, table: TableRead, stages: Sequence[str], known: Mapping[str, str], header: str
    ) -> Standing:
        words = Words.of(stages)
        found = dict.fromkeys(words.distinct())
        unknown = [word for word in found if word not in known]
        if not unknown:
            return Standing(words.translated(known.__getitem__))
        paste = self._paste(header, found, known)
        hint = f"{_HOW_TO_PASTE}: {paste}"
        if self.flags:
            hint = f"export the columns {self.flags} too, or {hint}"
        problems = [
            Problem(
                "RG410",
                f"the stage {word!r} is neither won, lost nor open as far as anyone has said"
                if word
                else f"{header!r} is empty in {len(lines)} of the rows",
                Place(table.path, lines[0], field=header, rows=tuple(lines[1:])),
                why="a deal whose stage means nothing can neither be counted nor left out",
                hint=hint,
            )
            for word in unknown
            if (lines := table.lines_where(words.is_in((word,))))
        ]
        return Standing(None, tuple(problems))

    def _untold(
        self, table: TableRead, stages: Sequence[str] | None, headers: Mapping[str, str]
    ) -> Problem:
        hint = f"add the columns {self.flags} to the export"
        if stages is not None:
            paste = self._paste(headers["stage"], dict.fromkeys(Words.of(stages).distinct()), {})
            hint = f"{hint}, or {_HOW_TO_PASTE}: {paste}"
        return Problem(
            "RG404",
            f"nothing says which deals are won: the columns {self.flags} are missing",
            Place(table.path, field=self.flags),
            why="every company names its stages as it likes; a stage's name alone says nothing",
            hint=hint,
        )

    def _paste(self, header: str, stages: Mapping[str, None], known: Mapping[str, str]) -> str:
        """The stages found as YAML, each with what it is known to mean."""
        own = {header_key(word): meaning for word, meaning in self.words.items()}
        meanings = {word: known.get(word) or own.get(header_key(word)) for word in stages if word}
        words = ", ".join(
            f"{_quoted(word)}: {meaning or _quoted(_UNSAID)}" for word, meaning in meanings.items()
        )
        return f"columns: {{{_quoted(header)}: {{as: stage, type: status, values: {{{words}}}}}}}"


def _by_flags(
    table: TableRead, flags: Mapping[str, Sequence[str]], headers: Mapping[str, str]
) -> Standing:
    problems: list[Problem] = []
    for name, cells in flags.items():
        odd = Words.of(cells).matches(lambda cell: cell.casefold() not in _YES | _NO)
        if odd.any():
            lines = table.lines_where(odd)
            word = cells[int(np.argmax(odd))]
            problems.append(
                Problem(
                    "RG408",
                    f"{word!r} is neither true nor false",
                    Place(table.path, lines[0], field=headers[name], rows=tuple(lines[1:])),
                    hint="the tool writes TRUE or FALSE, or 1 or 0: export it again",
                )
            )
    if problems:
        return Standing(None, tuple(problems))
    told = {
        name: Words.of(cells).matches(lambda cell: cell.casefold() in _YES)
        for name, cells in flags.items()
    }
    won, lost = told["is_won"], told.get("is_lost", np.zeros(len(table.lines), dtype=bool))
    closed = told.get("is_closed", won | lost)
    torn = (won & lost) | ((won | lost) & ~closed)
    if torn.any():
        lines = table.lines_where(torn)
        problem = Problem(
            "RG428",
            "the deal's own columns disagree on whether it is won, lost or open",
            Place(table.path, lines[0], field=headers["is_won"], rows=tuple(lines[1:])),
            hint="correct the deal in the tool and export again",
        )
        return Standing(None, (problem,))
    return Standing(Words(np.where(won, 0, np.where(closed, 1, 2)), (WON, LOST, OPEN)))


def guessed_meaning(word: str) -> str:
    """What a stage's word looks like, for a person to correct."""
    key = header_key(word)
    return next(
        (meaning for meaning, parts in _GUESSES.items() if any(part in key for part in parts)),
        OPEN,
    )


def _quoted(word: str) -> str:
    return json.dumps(word, ensure_ascii=False)

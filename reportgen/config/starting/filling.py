"""A preset's text becomes a client's: answers, examples of its size and currency, one language.

A placeholder is `$name` for an answer, or has its matter in brackets:

- `$price(8_000)`: an example of what one thing costs, in yen
- `$amount(300_000)`: an example of money that grows with the goal, in yen
- `$count(60_000)`: an example of a number that grows with the goal
- `$words(Deal ID | 案件ID)`: words in the client's first language
- `$phase(1)`: from when to when a phase of the roadmap lasts

A comment `# English | 日本語` keeps the part in that language. Of a text `{ja: 売上, en: Sales}` a
client that reads one language has those words alone; a counter of another language goes. The
comment `# ASK: ...` goes when all that its line has is answered. A line for holidays that nobody
knows is left out.
"""

from __future__ import annotations

import json
import re
from decimal import ROUND_HALF_UP, Decimal

from reportgen.config.starting.answers import Answers, digits, example_target, yen_of
from reportgen.model.text import Language

PHASES = 3
DIGITS = 3
"""How many digits of an example are kept where it is made larger or smaller."""

_PLACEHOLDER = re.compile(r"\$([a-z_]+)(?:\(([^()]*)\))?")
_WORDS = r'"[^"]*"|[^",{}]+'
_TEXT = re.compile(rf"\{{ja: (?P<ja>{_WORDS})(?:, en: (?P<en>{_WORDS}))?\}}")
_NOTHING = "\x00"
"""Stands for words that a language has no need of."""
_COMMENT, _QUESTION, _OR = "# ", "ASK: ", " | "


def filled(text: str, answers: Answers) -> str:
    """A text with every placeholder replaced, and its comments in the client's first language."""
    lines = (_line(line, answers) for line in text.splitlines())
    return "".join(f"{line}\n" for line in lines if line is not None)


def _line(line: str, answers: Answers) -> str | None:
    code, hash, comment = line.partition(_COMMENT)
    placeholders = [found[1] for found in _PLACEHOLDER.finditer(code)]
    if "holidays" in placeholders and not answers.holidays:
        return None
    code = _TEXT.sub(lambda found: _text(found, answers), code)
    if code.endswith(_NOTHING):
        return None
    code = _PLACEHOLDER.sub(lambda found: _value(found[1], found[2] or "", answers), code)
    if not hash:
        return code
    is_question = comment.startswith(_QUESTION)
    if is_question and placeholders and _are_answered(placeholders, answers):
        return code.rstrip()
    mark = hash + _QUESTION if is_question else hash
    return code + mark + _in_first_language(comment.removeprefix(_QUESTION), answers)


def _text(found: re.Match[str], answers: Answers) -> str:
    """A text of a preset in the client's languages: the words alone where it reads one."""
    if len(answers.languages) > 1:
        return found[0]
    return found[answers.languages[0].value] or _NOTHING


def _are_answered(placeholders: list[str], answers: Answers) -> bool:
    """True when somebody answered all of them; an example never is an answer."""
    return answers.answered.issuperset(placeholders)


def _in_first_language(words: str, answers: Answers) -> str:
    english, _, japanese = words.partition(_OR)
    return japanese if japanese and answers.languages[0] is Language.JA else english


def _value(placeholder: str, matter: str, answers: Answers) -> str:
    match placeholder:
        case "price":
            return _number(Decimal(matter) / yen_of(answers.currency))
        case "amount":
            return _number(Decimal(matter) / yen_of(answers.currency) * _size(answers))
        case "count":
            return _number((Decimal(matter) * _size(answers)).quantize(1, ROUND_HALF_UP) or 1)
        case "words":
            return _in_first_language(matter, answers)
        case "phase":
            return _phase(int(matter), answers)
        case "name":
            return json.dumps(answers.name, ensure_ascii=False)
        case "language":
            both = ", ".join(answers.languages)
            return f"[{both}]" if len(answers.languages) > 1 else both
        case "target":
            return digits(answers.target)
        case _:
            return str(getattr(answers, placeholder))


def _size(answers: Answers) -> Decimal:
    """How many times the preset's example the client's goal is."""
    return answers.target / example_target(answers.preset, answers.currency)


def _number(exact: Decimal | int) -> str:
    """An example, with no more digits than an example has."""
    number = Decimal(exact)
    places = max(number.adjusted() - DIGITS + 1, -2)
    return digits(number.quantize(Decimal(1).scaleb(places), ROUND_HALF_UP))


def _phase(number: int, answers: Answers) -> str:
    """The months of the phase: the way to the goal in three parts, the first ones the shorter."""
    months = answers.first.until(answers.by) + 1
    starts, ends = (months * step // PHASES for step in (number - 1, number))
    return f"from: {answers.first.plus(starts)}, to: {answers.first.plus(ends - 1)}"

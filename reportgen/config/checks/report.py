"""What the report shows and how it is delivered."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.config.agreed import Agreed
from reportgen.config.checks.paths import PLACEHOLDER
from reportgen.config.checks.texts import versions
from reportgen.config.places import Path
from reportgen.config.spelling import did_you_mean
from reportgen.errors import Problem
from reportgen.model import wording
from reportgen.model.config import SECTION_KEYS, SUBJECT_FACTS

ESSENTIAL = ("summary", "lagging", "tree", "leading", "actions")
"""Results, the way to them, what moves the next ones, what we do: without these it is no report."""

_INSIDE = SECTION_KEYS[SECTION_KEYS.index("lagging") : SECTION_KEYS.index("actions")]
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def sections_are_known(agreed: Agreed) -> Iterator[Problem]:
    """Only sections that exist are turned on or off."""
    for key in agreed.config.report.sections:
        if key not in SECTION_KEYS:
            yield agreed.client.problem(
                "RG160",
                ("report", "sections", key),
                f"{key!r} is not a section",
                hint=did_you_mean(key, SECTION_KEYS, "the sections"),
                at_key=True,
            )


def essential_sections_stay_on(agreed: Agreed) -> Iterator[Problem]:
    """Results, then what moves the next results, then what we do about it."""
    for key, state in agreed.config.report.sections.items():
        if key in ESSENTIAL and state == "off":
            yield agreed.client.problem(
                "RG161",
                ("report", "sections", key),
                f"the section {key!r} cannot be left out",
                why=f"{', '.join(ESSENTIAL)} are what the report is for",
                hint="delete this line",
            )


def extra_sections_stand_where_they_may(agreed: Agreed) -> Iterator[Problem]:
    """Nothing stands between results, leading figures and actions."""
    seen: set[str] = set()
    for index, extra in enumerate(agreed.config.report.extra):
        path: Path = ("report", "extra", index)
        if extra.key in seen:
            yield agreed.client.problem(
                "RG163",
                (*path, "key"),
                f"two sections are called {extra.key!r}",
                hint="give one of them another key",
            )
        seen.add(extra.key)
        if extra.after not in SECTION_KEYS:
            yield agreed.client.problem(
                "RG160",
                (*path, "after"),
                f"{extra.after!r} is not a section",
                hint=did_you_mean(extra.after, SECTION_KEYS, "the sections"),
            )
        elif extra.after in _INSIDE:
            yield agreed.client.problem(
                "RG162",
                (*path, "after"),
                f"no section may stand after {extra.after!r}",
                why="results, leading figures and actions follow each other without a break",
                hint="write after: summary, or after: actions or a later section",
            )


def wording_ids_exist(agreed: Agreed) -> Iterator[Problem]:
    """A client's own words replace a message that exists, over the same facts."""
    own = agreed.config.report.wording
    if not own:
        return
    messages = wording.built_in().messages
    for id, text in own.items():
        path: Path = ("report", "wording", id)
        if id not in messages:
            yield agreed.client.problem(
                "RG164",
                path,
                f"there is no message {id!r}",
                hint=did_you_mean(id, messages),
                at_key=True,
            )
            continue
        known = wording.facts_in(messages[id].ja or "") | wording.facts_in(messages[id].en or "")
        for language, words in (("ja", text.ja), ("en", text.en)):
            foreign = _foreign_facts(words or "", known)
            if foreign:
                where = (*path, language)
                yield agreed.client.problem(
                    "RG164",
                    where if agreed.client.has(where) else path,
                    f"the message {id!r} has no fact {foreign!r}",
                    hint=f"its facts: {', '.join(sorted(known)) or 'none'}",
                )
                break


def _foreign_facts(words: str, known: frozenset[str]) -> str:
    try:
        return ", ".join(sorted(wording.facts_in(words) - known))
    except ValueError:
        return words


def approvers_are_named(agreed: Agreed) -> Iterator[Problem]:
    """What must be approved is approved by somebody."""
    delivery = agreed.config.delivery
    if delivery.approval == "required" and not delivery.approvers:
        yield agreed.client.problem(
            "RG166",
            ("delivery", "approvers"),
            "approval is required and nobody may give it",
            hint="write approvers: [name@agency.example], or approval: optional",
        )


def subjects_can_be_filled_in(agreed: Agreed) -> Iterator[Problem]:
    """The subject of the e-mail holds words, and the placeholders that are filled in."""
    email = agreed.config.delivery.email
    if email is None or email.subject is None:
        return
    path: Path = ("delivery", "email", "subject")
    known = tuple(f"{{{fact}}}" for fact in SUBJECT_FACTS)
    for where, words in versions(agreed.client, path, email.subject):
        for match in PLACEHOLDER.finditer(words):
            if match[0] not in known:
                yield agreed.client.problem(
                    "RG167",
                    where,
                    f"{match[0]!r} is no placeholder",
                    hint=did_you_mean(match[0], known, "its placeholders"),
                    part=(match.start(), match[0]),
                )


def addresses_are_addresses(agreed: Agreed) -> Iterator[Problem]:
    """A report goes to addresses that can receive it."""
    delivery = agreed.config.delivery
    written: list[tuple[Path, str]] = [
        (("delivery", "approvers", at), one) for at, one in enumerate(delivery.approvers)
    ]
    if delivery.email is not None:
        for key, people in (("to", delivery.email.to), ("cc", delivery.email.cc)):
            written += [(("delivery", "email", key, at), one) for at, one in enumerate(people)]
    for path, address in written:
        if not _ADDRESS.fullmatch(address):
            yield agreed.client.problem(
                "RG165",
                path,
                f"{address!r} is not an e-mail address",
                hint="write name@company.example",
            )

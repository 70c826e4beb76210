"""Sources: what each type needs, and names that exist or can be told apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from reportgen.config.agreed import Agreed
from reportgen.config.places import Path
from reportgen.config.spelling import did_you_mean
from reportgen.errors import Problem
from reportgen.model.config import SOURCE_TYPES, Source
from reportgen.model.dialects import ADS_TYPES, GA4_TYPES

NO_FILE = ("ga4", "manual")
"""Types that read no file of their own."""
FREE_LAYOUT = ("csv", "xlsx", "kintone")
"""Types whose columns only configuration knows."""
READ_BY = {"property": GA4_TYPES, "fee": ADS_TYPES, "budget": ADS_TYPES}
"""Keys that only some types read."""
SECRET_NAME = re.compile(r"[a-z][a-z0-9_]{0,31}")


def sources_have_what_their_type_needs(agreed: Agreed) -> Iterator[Problem]:
    """A path, a property, or columns, by type; and nothing that the type would not read.

    What a type of another package needs, its connector says when it is asked.
    """
    for name, source in agreed.config.sources.items():
        if source.type not in SOURCE_TYPES:
            continue
        path: Path = ("sources", name)
        reads_file = source.type not in NO_FILE
        if reads_file and source.path is None:
            yield _needs(agreed, path, source, "path", "the export's place in the workspace")
        if source.type == "ga4" and source.property is None:
            yield _needs(agreed, path, source, "property", "the number of the GA4 property")
        if source.type in FREE_LAYOUT and not source.columns:
            yield _needs(agreed, path, source, "columns", "our name for each header")
        if not reads_file and source.path is not None:
            yield _reads_no(agreed, path, source, "path")
        for key, types in READ_BY.items():
            if getattr(source, key) is not None and source.type not in types:
                yield _reads_no(
                    agreed, path, source, key, f"types that have it: {', '.join(types)}"
                )


def _needs(agreed: Agreed, path: Path, source: Source, key: str, what: str) -> Problem:
    return agreed.client.problem(
        "RG140",
        (*path, key),
        f"{'.'.join(map(str, path))} has no {key!r}",
        why=f"a source of type {source.type} needs it",
        hint=f"write {key}: {what}",
    )


def _reads_no(agreed: Agreed, path: Path, source: Source, key: str, why: str = "") -> Problem:
    return agreed.client.problem(
        "RG141",
        (*path, key),
        f"a source of type {source.type} has no {key!r}",
        why=why,
        hint="delete it, or correct the type",
        at_key=True,
    )


def properties_are_numbers(agreed: Agreed) -> Iterator[Problem]:
    """A GA4 property is known by its number."""
    for name, source in agreed.config.sources.items():
        written = source.property
        if written is None or re.fullmatch(r"\d{5,12}", written, re.ASCII):
            continue
        hint = "write the number that stands in Admin under Property details"
        if re.match(r"(?i)G-", written):
            hint = f"G-… is the measurement id of a web stream; {hint}"
        elif written.startswith("properties/"):
            hint = f"write {written.removeprefix('properties/')}"
        yield agreed.client.problem(
            "RG144",
            ("sources", name, "property"),
            f"{written!r} is not a GA4 property",
            hint=hint,
        )


def encodings_are_known(agreed: Agreed) -> Iterator[Problem]:
    """An encoding that can be read, and that holds every character Japanese tools write."""
    for name, source in agreed.config.sources.items():
        if source.encoding is None:
            continue
        path: Path = ("sources", name, "encoding")
        if not _is_encoding(source.encoding):
            known = ("utf-8", "utf-8-sig", "cp932", "utf-16", "cp1252", "latin-1")
            yield agreed.client.problem(
                "RG146",
                path,
                f"{source.encoding!r} is not an encoding",
                hint=did_you_mean(source.encoding, known),
            )
        elif re.fullmatch(r"(?i)s(hift)?[-_]?jis", source.encoding):
            yield agreed.client.warning(
                "RG153",
                path,
                f"{source.encoding!r} cannot read ①, ㈱ or 髙",
                hint="write cp932, which Windows and most tools mean by Shift_JIS",
            )


def _is_encoding(name: str) -> bool:
    try:
        "a".encode(name)
    except (LookupError, ValueError):
        return False
    return True


def secrets_are_named_not_written(agreed: Agreed) -> Iterator[Problem]:
    """A credential is a name here; its value is looked up elsewhere and never told."""
    config = agreed.config
    named: list[tuple[Path, str | None]] = [(("delivery", "webhook"), config.delivery.webhook)]
    named += [(("sources", name, "auth"), source.auth) for name, source in config.sources.items()]
    for path, written in named:
        if written is not None and not SECRET_NAME.fullmatch(written):
            yield agreed.client.problem(
                "RG148",
                path,
                f"{path[-1]!r} must be the name of a secret",
                why="configuration is read by many; a secret's value must not stand in it",
                hint=f"write a name in lower case, for example {config.client.id}_{path[-1]}, and "
                f"its value in the environment as REPORTGEN_SECRET__NAME",
                is_secret=True,
            )


def columns_have_one_name_each(agreed: Agreed) -> Iterator[Problem]:
    """Two headers may not become the same column."""
    for name, source in agreed.config.sources.items():
        counts = Counter(column.as_ for column in source.columns.values())
        seen: set[str] = set()
        for header, column in source.columns.items():
            if counts[column.as_] > 1 and column.as_ in seen:
                yield agreed.client.problem(
                    "RG149",
                    ("sources", name, "columns", header, "as"),
                    f"two headers become the column {column.as_!r}",
                    hint="give each header a column of its own",
                )
            seen.add(column.as_)


def fees_are_percents(agreed: Agreed) -> Iterator[Problem]:
    """A fee of 20 would be two thousand percent."""
    for name, source in agreed.config.sources.items():
        if source.fee is not None and not source.fee.rate.is_percent and source.fee.rate.value:
            yield agreed.client.problem(
                "RG242",
                ("sources", name, "fee", "rate"),
                "a fee is written as a percent",
                hint="write its sign too, for example 20%",
            )

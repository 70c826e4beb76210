"""Sources: what each type needs, and that every path, name and zone in them exists."""

from __future__ import annotations

import re
import zoneinfo
from collections import Counter
from collections.abc import Iterator

from reportgen.config.agreed import Agreed
from reportgen.config.places import Origins, Path
from reportgen.config.spelling import did_you_mean
from reportgen.errors import Problem
from reportgen.model.config import Source
from reportgen.model.dialects import ADS_TYPES, GA4_TYPES

NO_FILE = ("ga4", "manual")
"""Types that read no file of their own."""
FREE_LAYOUT = ("csv", "xlsx")
"""Types whose columns only configuration knows."""
MAY_HAVE_BUDGET = (*ADS_TYPES, *FREE_LAYOUT, "sheet", "manual")
SECRET_NAME = re.compile(r"[a-z][a-z0-9_]{0,31}")


def sources_have_what_their_type_needs(agreed: Agreed) -> Iterator[Problem]:
    """A path, a property, or columns, by type; and nothing that the type would not read."""
    for name, source in agreed.config.sources.items():
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
        if source.type not in GA4_TYPES and source.property is not None:
            yield _reads_no(agreed, path, source, "property")
        if source.fee is not None and source.type not in ADS_TYPES:
            yield _reads_no(agreed, path, source, "fee")
        if source.budget is not None and source.type not in MAY_HAVE_BUDGET:
            yield _reads_no(agreed, path, source, "budget")


def _needs(agreed: Agreed, path: Path, source: Source, key: str, what: str) -> Problem:
    return agreed.client.problem(
        "RG140",
        (*path, key),
        f"{'.'.join(map(str, path))} has no {key!r}",
        why=f"a source of type {source.type} needs it",
        hint=f"write {key}: {what}",
    )


def _reads_no(agreed: Agreed, path: Path, source: Source, key: str) -> Problem:
    return agreed.client.problem(
        "RG141",
        (*path, key),
        f"a source of type {source.type} has no {key!r}",
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


def paths_stay_in_the_workspace(agreed: Agreed) -> Iterator[Problem]:
    """Every path is relative to the workspace, so that it means the same on every machine."""
    config = agreed.config
    for name, source in config.sources.items():
        if source.path is not None:
            where: Path = ("sources", name, "path")
            yield from outside_workspace(agreed.client, where, source.path)
            yield from _unknown_placeholders(agreed, where, source.path)
    if config.delivery.folder is not None:
        yield from outside_workspace(agreed.client, ("delivery", "folder"), config.delivery.folder)
    if config.agency is not None and config.agency.logo is not None:
        yield from outside_workspace(agreed.client, ("agency", "logo"), config.agency.logo)
    for index, entry in enumerate(config.log):
        if entry.evidence.file is not None:
            where = ("entries", index, "evidence", "file")
            yield from outside_workspace(agreed.files["log.yml"], where, entry.evidence.file)


def outside_workspace(origins: Origins, path: Path, written: str) -> Iterator[Problem]:
    """A path that is not relative to the workspace, or leaves it."""
    is_absolute = written.startswith(("/", "~")) or re.match(r"[A-Za-z]:|\w+://", written)
    if is_absolute or "\\" in written or ".." in written.split("/") or not written.strip():
        yield origins.problem(
            "RG142",
            path,
            f"the path {written!r} does not stay in the workspace",
            why="paths are relative to the workspace, so that they mean the same on every machine",
            hint="put the file below the workspace and write its path from there, with `/`",
        )


def _unknown_placeholders(agreed: Agreed, path: Path, written: str) -> Iterator[Problem]:
    for match in re.finditer(r"\{[^{}]*\}?|\}", written):
        if match[0] != "{month}":
            yield agreed.client.problem(
                "RG143",
                path,
                f"{match[0]!r} is no placeholder",
                hint="only {month} may stand in a path; it is the month as 2026-10",
                part=(match.start(), match[0]),
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


def time_zones_are_known(agreed: Agreed) -> Iterator[Problem]:
    """The client's zone cuts the months, a source's zone the days."""
    config = agreed.config
    written: list[tuple[Path, str | None]] = [(("client", "timezone"), config.client.timezone)]
    written += [
        (("sources", name, "timezone"), one.timezone) for name, one in config.sources.items()
    ]
    for path, zone in written:
        if zone is not None and not _is_zone(zone):
            yield agreed.client.problem(
                "RG147",
                path,
                f"{zone!r} is not a time zone",
                hint=did_you_mean(_ZONE_HINTS.get(zone, zone), zoneinfo.available_timezones())
                or "write an area and a city, for example Asia/Tokyo",
            )


_ZONE_HINTS = {"JST": "Asia/Tokyo", "Tokyo": "Asia/Tokyo", "London": "Europe/London"}


def _is_zone(name: str) -> bool:
    try:
        zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
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

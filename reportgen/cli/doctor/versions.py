"""The versions reportgen was made for, as its own package says, and those that are here."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib import metadata
from operator import eq, ge, gt, le, lt, ne

from reportgen.errors import EnvironmentFailed

PACKAGE = "reportgen"

_REQUIREMENT = re.compile(
    r"(?P<name>[\w.-]+)\s*(\[[^\]]*\])?\s*\(?(?P<versions>[^;)]*)\)?(?P<when>;.*)?"
)
_LIMIT = re.compile(r"(?P<operator>[<>=!~]=?)\s*(?P<version>[\d.]+)")
_COMPARE: Mapping[str, Callable[[tuple[int, ...], tuple[int, ...]], bool]] = {
    ">=": ge, "<=": le, "==": eq, "!=": ne, ">": gt, "<": lt, "~=": ge,
}  # fmt: skip


@dataclass(frozen=True)
class Requirement:
    """A package that is needed, and the versions of it: `>=70,<71`, empty where any will do."""

    name: str
    versions: str

    def __str__(self) -> str:
        """As pip reads it."""
        return f"{self.name}{self.versions}"


def our_requirements() -> Iterator[Requirement]:
    """Every package reportgen cannot do without."""
    for written in _about().get_all("Requires-Dist") or ():
        found = _REQUIREMENT.fullmatch(written)
        if found and not found["when"]:
            yield Requirement(found["name"].lower(), found["versions"].strip())


def python_wanted() -> str:
    """The versions of Python that will do."""
    return str(_about()["Requires-Python"] or "")


def installed(name: str) -> str | None:
    """The version of a package that is here; None where it is not."""
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def fits(version: str, limits: str) -> bool:
    """True when a version is within every limit: `70.1` fits `>=70,<71`."""
    return all(
        _COMPARE[limit["operator"]](*_padded(version, limit["version"]))
        for limit in _LIMIT.finditer(limits)
    )


def _padded(one: str, other: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    first, second = (
        tuple(int(part) for part in re.findall(r"\d+", re.split(r"[^\d.]", words)[0]))
        for words in (one, other)
    )
    length = max(len(first), len(second))
    return first + (0,) * (length - len(first)), second + (0,) * (length - len(second))


def _about() -> metadata.PackageMetadata:
    try:
        return metadata.metadata(PACKAGE)
    except metadata.PackageNotFoundError:
        raise EnvironmentFailed(
            "reportgen runs from its files and is not installed, so what it needs is not known",
            "install it: make setup, or pip install with the folder that holds pyproject.toml",
        ) from None

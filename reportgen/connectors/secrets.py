"""Secrets by name: where each is looked for, in order, and where it was found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from reportgen.connectors.dotenv import FILE, DotEnv, Secret, read_dotenv
from reportgen.errors import AccessFailed, Place, Problem

__all__ = ["DotEnv", "Lookup", "Secret", "Tried", "look_up", "look_up_google", "read_dotenv"]

PREFIX = "REPORTGEN_SECRET__"
GOOGLE_VARIABLE = "GOOGLE_APPLICATION_CREDENTIALS"
GOOGLE_FILE = "application_default_credentials.json"
GOOGLE_LOGIN = (
    "gcloud auth application-default login --scopes="
    "https://www.googleapis.com/auth/analytics.readonly,"
    "https://www.googleapis.com/auth/cloud-platform"
)
FOUND = "found"


@dataclass(frozen=True)
class Tried:
    """One place where a secret was looked for, and what was there; never its value."""

    place: str
    outcome: str


@dataclass(frozen=True)
class Lookup:
    """What became of looking for one secret: every place up to the one that has it.

    `value` is the secret itself; `file` is that of Application Default Credentials, which Google's
    own library reads. Neither, where it was found nowhere. `name` is empty where configuration
    names no secret.
    """

    name: str
    tried: tuple[Tried, ...]
    value: Secret | None = None
    file: Path | None = None

    @property
    def is_found(self) -> bool:
        """True where one of the places has it."""
        return self.value is not None or self.file is not None

    @property
    def found_in(self) -> str:
        """The place that has it; empty where none has."""
        return self.tried[-1].place if self.is_found else ""

    @property
    def remedy(self) -> str:
        """What to do where it was found nowhere."""
        ways = [f"write {variable_of(self.name)}=… into {FILE}"] if self.name else []
        if any(GOOGLE_VARIABLE in one.place for one in self.tried):
            ways.append(f"run: {GOOGLE_LOGIN}")
        return ", or ".join(ways)

    def failure(self, needed_for: str, place: Place) -> AccessFailed:
        """The refusal of what needs it: every place, and what to do."""
        named = f" (secret {self.name!r})" if self.name else ""
        looked = "; ".join(f"{one.place} ({one.outcome})" for one in self.tried)
        problem = Problem(
            "RG501",
            f"no credentials for {needed_for}{named}",
            place,
            why=f"looked in, in this order: {looked}",
            hint=self.remedy,
        )
        return AccessFailed(problem.what, problem.hint, (problem,))


def variable_of(name: str) -> str:
    """The key under which a secret stands in the environment and in `.env`."""
    return PREFIX + name.upper()


def look_up(name: str, root: Path, environment: Mapping[str, str]) -> Lookup:
    """Look for a secret in the environment, then in the workspace's `.env`."""
    key = variable_of(name)
    place = f"environment variable {key}"
    value = environment.get(key)
    if value:
        return Lookup(name, (Tried(place, FOUND),), Secret(value))
    first = Tried(place, "not set" if value is None else "empty")
    return _in_file(name, root, first)


def look_up_google(name: str, root: Path, environment: Mapping[str, str]) -> Lookup:
    """Look for Google credentials: as a secret where one is named, then those of the machine."""
    lookup = look_up(name, root, environment) if name else Lookup(name, ())
    if lookup.is_found:
        return lookup
    place = f"environment variable {GOOGLE_VARIABLE}"
    written = environment.get(GOOGLE_VARIABLE)
    if written:
        # Google's library would not look any further either.
        return _with_file(lookup, place, Path(written), f"{written}: ")
    lookup = replace(lookup, tried=(*lookup.tried, Tried(place, "not set")))
    folder, shown = _google_folder(environment)
    return _with_file(lookup, f"{shown}/{GOOGLE_FILE}", folder / GOOGLE_FILE)


def _in_file(name: str, root: Path, first: Tried) -> Lookup:
    file, key = read_dotenv(root), variable_of(name)
    value = file.values.get(key)
    outcome = FOUND
    if value is None:
        lines = ", ".join(f"line {one.place.line}" for one in file.problems)
        bad = f"; {lines} cannot be read" if lines else ""
        outcome = file.unreadable or f"no such key{bad}"
    elif not value.reveal():
        value, outcome = None, "empty"
    return Lookup(name, (first, Tried(f"{key} in {FILE}", outcome)), value)


def _with_file(lookup: Lookup, place: str, file: Path, named: str = "") -> Lookup:
    if file.is_file():
        return replace(lookup, tried=(*lookup.tried, Tried(place, FOUND)), file=file)
    return replace(lookup, tried=(*lookup.tried, Tried(place, f"{named}no such file")))


def _google_folder(environment: Mapping[str, str]) -> tuple[Path, str]:
    """Where gcloud keeps its files, and how that is said."""
    chosen = environment.get("CLOUDSDK_CONFIG")
    if chosen:
        return Path(chosen), chosen
    home = environment.get("HOME")
    return (Path(home) if home else Path.home()) / ".config" / "gcloud", "~/.config/gcloud"

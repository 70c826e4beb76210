"""Reading one client's files: YAML, merged, shaped into values; what is wrong is collected."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from reportgen.config.agreed import Agreed
from reportgen.config.brand import brand_problems
from reportgen.config.merge import client_over_agency, without_nulls
from reportgen.config.places import Origins, YamlFile
from reportgen.config.schema_line import schema_problems
from reportgen.config.shape import empty_keys, read_shape
from reportgen.config.spelling import did_you_mean
from reportgen.config.workspace import AGENCY_FILE, CLIENT_FILE, CONFIGS
from reportgen.config.yaml_reader import read_yaml
from reportgen.config.yaml_text import LARGEST
from reportgen.errors import Level, Place, Problem
from reportgen.model.config import (
    Actions,
    Agreements,
    Brand,
    ClientConfig,
    ClientFile,
    Events,
    Log,
    Notes,
)
from reportgen.model.period import Month

M = TypeVar("M", bound=BaseModel)

RECORDS: Mapping[str, type[BaseModel]] = {
    "log.yml": Log,
    "actions.yml": Actions,
    "agreements.yml": Agreements,
    "events.yml": Events,
}
BRAND_FILE = "brand.yml"
NOTES = "notes"
_KNOWN = (CLIENT_FILE, BRAND_FILE, *RECORDS)


def read_file(root: Path, name: str) -> YamlFile:
    """One file of the workspace; one that cannot be opened has that as its problem, at 1:1."""
    try:
        with (root / name).open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        problem = Problem(
            "RG100",
            f"this file cannot be read: {error.strerror}",
            Place(name, 1, 1),
            hint="check that it is a file and that you may read it",
        )
        return YamlFile(name, problems=(problem,))
    return _read_once(name, content)


def written_at(root: Path, client: str, name: str) -> Origins:
    """Where everything of one of a client's files stands: `log.yml`, `notes/2026-10.yml`."""
    return Origins((read_file(root, f"{CONFIGS}/{client}/{name}"),))


@lru_cache(maxsize=64)
def _read_once(name: str, content: bytes) -> YamlFile:
    """The agency's file is read for every client, and says the same to all."""
    return read_yaml(name, content)


class Reading:
    """Reads one client's files; everything that is wrong collects in `problems`."""

    def __init__(self, root: Path, id: str) -> None:
        self.root, self.id = root, id
        self.folder = f"{CONFIGS}/{id}"
        self.problems: list[Problem] = []
        self.files: dict[str, YamlFile] = {}

    def agreed(self) -> Agreed | None:
        """The client's configuration with its places; None where client.yml has no shape."""
        agency = self._read(AGENCY_FILE)
        client = self._read(f"{self.folder}/{CLIENT_FILE}")
        origins = Origins((client, agency))
        file = self._client_file(client, agency, origins)
        records = {name: self._record(name, model) for name, model in RECORDS.items()}
        notes = dict(self._notes())
        brand = self._brand(agency)
        self._unread_files()
        if file is None:
            return None
        values: dict[str, Any] = {name: getattr(file, name) for name in ClientFile.model_fields}
        log, actions = records["log.yml"], records["actions.yml"]
        agreements, events = records["agreements.yml"], records["events.yml"]
        config = ClientConfig(
            **values,
            log=log.entries if isinstance(log, Log) else (),
            actions=actions.items if isinstance(actions, Actions) else (),
            agreements=agreements.entries if isinstance(agreements, Agreements) else (),
            events=events.entries if isinstance(events, Events) else (),
            notes=notes,
            brand=brand,
            sha256=_sha256(self.files.values()),
            files=tuple(sorted(self.files)),
        )
        places = {
            name.removeprefix(f"{self.folder}/"): Origins((one,))
            for name, one in self.files.items()
        }
        return Agreed(config, origins, places)

    def _read(self, name: str) -> YamlFile:
        file = read_file(self.root, name)
        self.files[name] = file
        self.problems.extend(file.problems)
        return file

    def _client_file(
        self, client: YamlFile, agency: YamlFile, origins: Origins
    ) -> ClientFile | None:
        if client.data is None or agency.data is None:
            return None
        for expected, one in (("client@1", client), ("agency@1", agency)):
            written = Origins((one,))
            self.problems.extend(schema_problems(f"reportgen/{expected}", one.data or {}, written))
            below = agency if one is client else None
            self.problems.extend(empty_keys(ClientFile, one.data or {}, written, below))
        merged = client_over_agency(client.data, agency.data)
        file, problems = read_shape(ClientFile, merged, origins)
        self.problems.extend(problems)
        if file is not None and file.client.id != self.id:
            self.problems.append(
                origins.problem(
                    "RG131",
                    ("client", "id"),
                    f"the client's id {file.client.id!r} is not the name of its folder",
                    why="the folder's name is the id in paths, file names and on the command line",
                    hint=f"write id: {self.id}, or rename the folder {self.folder}",
                )
            )
        return file

    def _record(self, name: str, model: type[M]) -> M | None:
        """One of the account manager's files; None where there is none, or none to be read."""
        path = f"{self.folder}/{name}"
        if not (self.root / path).exists():
            return None
        return self._shaped(self._read(path), model, f"reportgen/{name.removesuffix('.yml')}@1")

    def _shaped(self, file: YamlFile, model: type[M], schema: str) -> M | None:
        if file.data is None:
            return None
        origins = Origins((file,))
        self.problems.extend(schema_problems(schema, file.data, origins))
        self.problems.extend(empty_keys(model, file.data, origins))
        value, problems = read_shape(model, without_nulls(file.data), origins)
        self.problems.extend(problems)
        return value

    def _notes(self) -> Iterator[tuple[Month, Notes]]:
        """The notes of every month, oldest first."""
        for name in sorted(_files_in(self.root / self.folder / NOTES)):
            if not name.endswith(".yml"):
                continue
            file = self._read(f"{self.folder}/{NOTES}/{name}")
            month = self._month_of(file, name.removesuffix(".yml"))
            value = self._shaped(file, Notes, "reportgen/notes@1")
            if month is None or value is None:
                continue
            if value.month != month:
                self.problems.append(
                    Origins((file,)).problem(
                        "RG630",
                        ("month",),
                        f"the notes are of {value.month}, their file of {month}",
                        hint=f"write month: {month}, or rename the file",
                    )
                )
            yield month, value

    def _month_of(self, file: YamlFile, words: str) -> Month | None:
        try:
            return Month.parse(words)
        except ValueError:
            self.problems.append(
                Problem(
                    "RG630",
                    f"{words!r} is not a month",
                    Place(file.path, 1, 1),
                    why="notes are found by the month in their file's name",
                    hint="call the file YYYY-MM.yml, for example 2026-10.yml",
                )
            )
            return None

    def _brand(self, agency: YamlFile) -> Brand:
        """The client's brand, else the agency's."""
        path = f"{self.folder}/{BRAND_FILE}"
        if (self.root / path).exists():
            file = self._read(path)
            return self._brand_of(file.data or {}, Origins((file,)))
        own = (agency.data or {}).get("brand")
        return (
            self._brand_of(own, Origins((agency,)), "brand")
            if isinstance(own, Mapping)
            else Brand()
        )

    def _brand_of(self, data: Mapping[str, Any], origins: Origins, *at: str) -> Brand:
        self.problems.extend(brand_problems(data, origins, at))
        value, problems = read_shape(Brand, without_nulls(data), origins)
        self.problems.extend(problems)
        return value or Brand()

    def _unread_files(self) -> None:
        """Files that look like configuration and are not read."""
        for name in _files_in(self.root / self.folder):
            if name.endswith((".yml", ".yaml")) and name not in _KNOWN:
                self.problems.append(_unread(f"{self.folder}/{name}", name, _KNOWN))
        for name in _files_in(self.root / self.folder / NOTES):
            if name.endswith(".yaml"):
                path = f"{self.folder}/{NOTES}/{name}"
                self.problems.append(_unread(path, name, (name.removesuffix(".yaml") + ".yml",)))


def _unread(path: str, name: str, known: Sequence[str]) -> Problem:
    return Problem(
        "RG133",
        f"{name!r} is not read",
        Place(path, 1, 1),
        level=Level.WARNING,
        hint=did_you_mean(name, known, "the files"),
    )


def _files_in(folder: Path) -> tuple[str, ...]:
    if not folder.is_dir():
        return ()
    return tuple(sorted(one.name for one in folder.iterdir() if not one.name.startswith(".")))


def _sha256(files: Iterable[YamlFile]) -> str:
    """The hash of all files by name and content, in the order of their names."""
    whole = hashlib.sha256()
    for file in sorted(files, key=lambda one: one.path):
        whole.update(f"{file.path}\0{hashlib.sha256(file.content).hexdigest()}\n".encode())
    return whole.hexdigest()

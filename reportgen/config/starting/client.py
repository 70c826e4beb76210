"""What a new client's files are, and how they come into the workspace: all of them or none."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from reportgen.config.agreed import Agreed
from reportgen.config.starting.answers import Answers
from reportgen.config.starting.filling import filled
from reportgen.config.starting.readers import OF_THE_AGENCY
from reportgen.config.workspace import AGENCY_FILE, CLIENT_FILE, CONFIGS, refuse_bad_id
from reportgen.config.yaml_reader import read_yaml
from reportgen.errors import ConfigInvalid, EnvironmentFailed, UsageFailed
from reportgen.model.period import Month

DATA = "data"
RECORDS = ("log.yml", "actions.yml", "agreements.yml", "events.yml")


@dataclass(frozen=True)
class NewFile:
    """A file to be written: its path in the client's folder, and its text."""

    path: str
    text: str


def refuse_taken_id(root: Path, id: str) -> None:
    """UsageFailed where the words are no id, or where something of that name stands already.

    `Acme` and `acme` are one folder on some machines, so case makes no difference.
    """
    same = (one for one in (root / CONFIGS).iterdir() if one.name.casefold() == id.casefold())
    taken = next(same, None)
    if taken is None:
        refuse_bad_id(id)
    elif (taken / CLIENT_FILE).exists():
        raise UsageFailed(
            f"there is a client {taken.name!r} already: {CONFIGS}/{taken.name}/{CLIENT_FILE}",
            "choose another id; upper and lower case do not make two",
        )
    else:
        raise UsageFailed(
            f"{CONFIGS}/{taken.name} exists already, and is no client",
            "move it away, or choose another id",
        )


def answers_of_the_agency(root: Path) -> Mapping[str, str]:
    """What `agency.yml` says of every client of the agency; ConfigInvalid where it is no answer."""
    try:
        file = read_yaml(AGENCY_FILE, (root / AGENCY_FILE).read_bytes())
    except OSError:
        return {}
    client = (file.data or {}).get("client")
    if not isinstance(client, Mapping):
        return {}
    words = {}
    for key, read in OF_THE_AGENCY.items():
        value = client.get(key)
        if not value:
            continue
        words[key] = ",".join(map(str, value)) if isinstance(value, list) else str(value)
        try:
            read(words[key])
        except UsageFailed as refused:
            raise ConfigInvalid(
                f"{AGENCY_FILE}: client.{key}: {refused.message}", refused.hint
            ) from None
    return words


def files_of_new_client(answers: Answers) -> tuple[NewFile, ...]:
    """Every file of the client's folder."""
    texts = {CLIENT_FILE: answers.preset.client_file}
    texts |= {name: _record(name) for name in RECORDS}
    texts[f"notes/{answers.first}.yml"] = _record("notes.yml") + _typed(answers)
    return tuple(NewFile(path, filled(text, answers)) for path, text in texts.items())


def add_client(root: Path, id: str, files: tuple[NewFile, ...]) -> None:
    """Write the files beside the other clients under another name, then give them theirs.

    EnvironmentFailed names the folder that cannot be written; nothing is left behind then.
    """
    folder = root / CONFIGS / id
    unfinished = folder.with_name(f".{id}.{os.getpid()}.new")
    try:
        for file in files:
            path = unfinished / file.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(file.text.encode())
        (root / DATA / id).mkdir(parents=True, exist_ok=True)
        unfinished.rename(folder)
    except OSError as error:
        where = Path(error.filename or folder)
        raise EnvironmentFailed(
            f"{where.parent} cannot be written: {error.strerror}",
            "mend the permissions of this folder or choose another workspace; no client was added",
        ) from error
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def wanted_exports(agreed: Agreed, month: Month) -> Iterator[tuple[str, str]]:
    """Each source's file for a month, and what is exported into it: the comment above the source.

    The figures of a source without a file are typed into the month's notes.
    """
    file = agreed.client.files[0]
    for name, source in agreed.config.sources.items():
        written = file.keys.get(("sources", name))
        above = file.lines[written.first_line - 1].strip() if written else ""
        path = source.path or f"{CONFIGS}/{agreed.config.client.id}/notes/{month}.yml"
        yield (
            path.replace("{month}", str(month)).replace("*", str(month)),
            above.removeprefix("#").strip() if above.startswith("#") else source.type,
        )


def _record(name: str) -> str:
    file = resources.files("reportgen.config.starting") / "records" / name
    return file.read_text(encoding="utf-8")


def _typed(answers: Answers) -> str:
    """The figures that nobody can export, to be typed every month."""
    return f"manual:\n  {answers.preset.typed}\n" if answers.preset.typed else ""

"""What a new workspace's files are, and how they come into a folder: all of them or none."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from reportgen.config.schemas import KINDS, schema_text
from reportgen.config.workspace import AGENCY_FILE, CONFIGS
from reportgen.errors import EnvironmentFailed, UsageFailed
from reportgen.model.shipped import shipped

DEMO_CLIENTS = ("minato", "harrow")
DEMO_MONTH = "2026-10"
SAMPLE_DATA = "sample_data"
MOST_NAMED = 10
_COMPILED = "__pycache__"


@dataclass(frozen=True)
class StartingFile:
    """A file of a new workspace: its path there, and its bytes."""

    path: str
    content: bytes


def empty_workspace() -> tuple[StartingFile, ...]:
    """A workspace without clients: the agency's file with everything commented out."""
    return (*_settings(), StartingFile(AGENCY_FILE, _written_here("agency.yml")))


def demo_workspace() -> tuple[StartingFile, ...]:
    """A workspace with the sample clients, their data, and the script that makes the data."""
    clients = (file for id in DEMO_CLIENTS for file in _shipped_below(CONFIGS, id))
    agency = _shipped_below(CONFIGS, "agency.yml")
    return (*_settings(), *clients, *_shipped_below(SAMPLE_DATA), *agency)


def schema_files() -> tuple[StartingFile, ...]:
    """The schemas that editors check the workspace's files with."""
    return tuple(StartingFile(kind.path, schema_text(kind).encode()) for kind in KINDS)


def start_workspace(root: Path, files: tuple[StartingFile, ...]) -> None:
    """Write a new workspace's files into a folder, the last of them the one that makes it one.

    UsageFailed where the folder is or lies in a workspace, or where any of the files exists.
    EnvironmentFailed where it cannot be written. Nothing is changed then.
    """
    _refuse_workspaces(root)
    _refuse_what_stands_there(root, files)
    made: list[Path] = []
    try:
        for file in files:
            _write(root / file.path, file.content, made)
    except OSError as error:
        _take_back(made)
        raise EnvironmentFailed(
            f"{error.filename or root} cannot be written: {error.strerror}",
            "choose another folder, or mend this one's permissions; nothing was written",
        ) from error
    except BaseException:
        _take_back(made)
        raise


def _settings() -> Iterator[StartingFile]:
    """What editors and git are told of a workspace."""
    yield StartingFile(".gitignore", _written_here("gitignore"))
    yield StartingFile(".editorconfig", _written_here("editorconfig"))
    yield StartingFile(
        ".vscode/extensions.json", _json({"recommendations": ["redhat.vscode-yaml"]})
    )
    yield StartingFile(
        ".vscode/settings.json",
        _json(
            {
                "files.encoding": "utf8",
                "yaml.schemas": {f"./{kind.path}": kind.files for kind in KINDS},
            }
        ),
    )
    yield from schema_files()


def _json(value: object) -> bytes:
    return (json.dumps(value, indent=2) + "\n").encode()


def _written_here(name: str) -> bytes:
    return (resources.files("reportgen.config.starting") / "empty" / name).read_bytes()


def _shipped_below(folder: str, name: str = "") -> Iterator[StartingFile]:
    """The files of a folder that travels with the program, or one file or folder of it."""
    base = shipped(folder)
    chosen = base / name
    for path in [chosen] if chosen.is_file() else sorted(chosen.rglob("*")):
        if path.is_file() and _COMPILED not in path.parts:
            yield StartingFile(f"{folder}/{path.relative_to(base).as_posix()}", path.read_bytes())


def _refuse_workspaces(root: Path) -> None:
    if (root / AGENCY_FILE).is_file():
        raise UsageFailed(
            f"{root} is a workspace already", "begin a client in it: reportgen client add ID"
        )
    around = next((one for one in root.parents if (one / AGENCY_FILE).is_file()), None)
    if around is not None:
        raise UsageFailed(
            f"{root} lies in the workspace {around}",
            "choose a folder outside of it: a workspace in a workspace hides the outer one",
        )


def _refuse_what_stands_there(root: Path, files: tuple[StartingFile, ...]) -> None:
    """Refuse a root that is no folder, and files, or files for folders, that would be lost."""
    if root.exists() and not root.is_dir():
        raise UsageFailed(f"{root} is a file", "name a folder")
    taken = tuple(dict.fromkeys(one for file in files for one in _in_the_way(root, file)))
    if taken:
        named = ", ".join(taken[:MOST_NAMED])
        more = f" and {len(taken) - MOST_NAMED} more" if len(taken) > MOST_NAMED else ""
        raise UsageFailed(
            f"in {root} there is already: {named}{more}",
            "move that away, or choose another folder; nothing was written",
        )


def _in_the_way(root: Path, file: StartingFile) -> Iterator[str]:
    path = root / file.path
    if path.exists() or path.is_symlink():
        yield file.path
    for folder in Path(file.path).parents:
        if (root / folder).exists() and not (root / folder).is_dir():
            yield folder.as_posix()


def _write(path: Path, content: bytes, made: list[Path]) -> None:
    """Write a file that must not exist; what comes to exist is noted as it does."""
    for folder in reversed(path.parents):
        if not folder.exists():
            folder.mkdir()
            made.append(folder)
    with path.open("xb") as file:
        made.append(path)
        file.write(content)


def _take_back(made: list[Path]) -> None:
    for path in reversed(made):
        if path.is_dir():
            path.rmdir()
        else:
            path.unlink()

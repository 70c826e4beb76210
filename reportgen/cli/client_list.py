"""`reportgen client list`: the clients of the workspace, a line each."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import click

from reportgen.cli.problems import cells, visible
from reportgen.cli.settings import Settings
from reportgen.config import Workspace, load_client, load_workspace
from reportgen.config.resolved import Setting, Value, resolve, values_in
from reportgen.config.spelling import did_you_mean
from reportgen.errors import UsageFailed, errors_in

HEADINGS = ("id", "name", "language", "tags", "sources", "state")


@dataclass(frozen=True)
class Listed:
    """One client: who it is, what it is read from, and whether its files hold."""

    id: str
    name: str
    language: tuple[str, ...]
    tags: tuple[str, ...]
    sources: tuple[str, ...]
    errors: int
    warnings: int

    @property
    def state(self) -> str:
        """`ok`, or how many errors there are."""
        return f"{self.errors} error{'s' * (self.errors > 1)}" if self.errors else "ok"


@click.command(name="list")
@click.option("--tag", help="Only clients with this tag.")
@click.option("--json", "is_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def command(settings: Settings, tag: str | None, is_json: bool) -> None:
    """List the clients: name, language, tags, kinds of sources, and whether the files hold."""
    workspace = load_workspace(Path.cwd(), settings.directory)
    listed = _with_tag([_listed(workspace, id) for id in workspace.clients], tag)
    if is_json:
        click.echo(json.dumps([asdict(one) for one in listed], ensure_ascii=False, indent=2))
        return
    if not listed:
        click.echo("no client yet: reportgen client add ID begins one", err=True)
    for line in table([HEADINGS, *map(_row, listed)]) if listed else ():
        click.echo(line)


def table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Rows in columns of a terminal, in which a Japanese character fills two places."""
    shown = [[visible(cell) for cell in row] for row in rows]
    widths = [max(map(cells, column)) for column in zip(*shown, strict=True)]
    for row in shown:
        padded = (
            cell + " " * (width - cells(cell)) for cell, width in zip(row, widths, strict=True)
        )
        yield "  ".join(padded).rstrip()


def _listed(workspace: Workspace, id: str) -> Listed:
    settings = resolve(workspace, id)
    problems = load_client(workspace, id).problems
    client = settings.get("client")
    about = client if isinstance(client, Mapping) else {}
    languages = _texts(about.get("language"))
    errors = len(errors_in(problems))
    return Listed(
        id=id,
        name=_name(about.get("name"), languages),
        language=languages,
        tags=_texts(about.get("tags")),
        sources=_types(settings.get("sources")),
        errors=errors,
        warnings=len(problems) - errors,
    )


def _with_tag(listed: Sequence[Listed], tag: str | None) -> Sequence[Listed]:
    if tag is None:
        return listed
    found = [one for one in listed if tag in one.tags]
    if not found:
        known = sorted({one for client in listed for one in client.tags})
        hint = did_you_mean(tag, known, "the tags") or "no client has any tag"
        raise UsageFailed(f"no client has the tag {tag!r}", hint)
    return found


def _row(one: Listed) -> tuple[str, ...]:
    lists = (", ".join(words) for words in (one.language, one.tags, one.sources))
    return (one.id, one.name, *lists, one.state)


def _name(name: Setting | None, languages: Sequence[str]) -> str:
    """The name in the client's first language, else as it is written."""
    if isinstance(name, Mapping):
        in_order = [name[one] for one in languages if one in name]
        return next(iter(_texts(next(iter(in_order), name))), "")
    return next(iter(_texts(name)), "")


def _types(sources: Setting | None) -> tuple[str, ...]:
    each = sources.values() if isinstance(sources, Mapping) else ()
    types = (one.get("type") for one in each if isinstance(one, Mapping))
    return tuple(dict.fromkeys(word for one in types for word in _texts(one)))


def _texts(setting: Setting | None) -> tuple[str, ...]:
    values: Iterator[Value] = iter(()) if setting is None else values_in(setting)
    return tuple(value.written for value in values if isinstance(value.written, str))

"""What a shell may offer for a word: found by the names of folders, with nothing read or imported.

Each is a `shell_complete` of click: the context so far, the parameter, and the word as far as it
is typed.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click
from click.shell_completion import CompletionItem

AGENCY_FILE = Path("configs") / "agency.yml"
SNAPSHOTS = Path(".reportgen") / "snapshots"


def client_ids(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem[str]]:
    """The clients that are not named yet."""
    named = ctx.params.get(param.name or "") or ()
    return _items((id for id in _clients(_root(ctx)) if id not in named), incomplete)


def months(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem[str]]:
    """`last`, and the months of which there are data of the named clients, newest first."""
    root = _root(ctx)
    known = {name for id in _named(ctx, root) for name in _folders(root / SNAPSHOTS / id)}
    return _items(("last", *sorted(known, reverse=True)), incomplete)


def error_codes(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem[str]]:
    """The codes of problems, each with its meaning."""
    from reportgen.model.codes import codes

    wanted = incomplete.upper()
    return [
        CompletionItem(one.id, help=one.meaning)
        for one in codes().values()
        if one.id.startswith(wanted)
    ]


def presets(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem[str]]:
    """The kinds of business a client may begin as."""
    from reportgen.config.starting.presets import PRESETS

    return _items((one.name for one in PRESETS), incomplete)


def _items(words: Iterable[str], incomplete: str) -> list[CompletionItem[str]]:
    return [CompletionItem(word) for word in words if word.startswith(incomplete)]


def _root(ctx: click.Context) -> Path:
    """The workspace chosen with -C, else the nearest; this folder where there is none."""
    chosen = ctx.find_root().params.get("directory")
    start = Path(chosen) if isinstance(chosen, str) else Path.cwd()
    if chosen is not None:
        return start
    above = (folder for folder in (start, *start.parents) if (folder / AGENCY_FILE).is_file())
    return next(above, start)


def _clients(root: Path) -> list[str]:
    return sorted(file.parent.name for file in (root / "configs").glob("*/client.yml"))


def _named(ctx: click.Context, root: Path) -> Iterable[str]:
    """The clients named so far: ids, or the beginning of CLIENT.KPI; all where none is named."""
    given = (ctx.params.get(name) for name in ("clients", "client", "subject"))
    words = [word for one in given for word in ((one,) if isinstance(one, str) else one or ())]
    # Before an option that still lacks its value, arguments are not sorted out yet.
    named = {word.partition(".")[0] for word in (*words, *ctx.args)}
    clients = _clients(root)
    return [id for id in clients if id in named] or clients


def _folders(folder: Path) -> list[str]:
    if not folder.is_dir():
        return []
    return [one.name for one in folder.iterdir() if one.is_dir() and not one.name.startswith(".")]

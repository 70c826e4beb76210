"""The commands by name, each imported only when it is called."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import NamedTuple

import click


class Entry(NamedTuple):
    """Where a command lives, and what it does in a few words."""

    module: str
    attribute: str
    help: str


COMMANDS: Mapping[str, Entry] = {
    "validate": Entry(
        "reportgen.cli.validate", "command", "Check the clients' configuration files."
    ),
    "build": Entry("reportgen.cli.build", "command", "Make the clients' reports for a month."),
    "explain": Entry(
        "reportgen.cli.explain", "command", "Say what an error code means, or how a figure is made."
    ),
    "doctor": Entry("reportgen.cli.doctor", "command", "Check that this machine can make reports."),
}


class LazyGroup(click.Group):
    """A group that lists its commands without importing them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the commands, in the order they are used."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name, imported now."""
        entry = COMMANDS.get(cmd_name)
        if entry is None:
            return None
        command = getattr(import_module(entry.module), entry.attribute)
        if not isinstance(command, click.Command):
            raise TypeError(f"{entry.module}.{entry.attribute} is not a command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands on the help page."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.help) for name, entry in COMMANDS.items()])

"""The commands by name, each imported only when it is called."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import NamedTuple

import click
from click.shell_completion import CompletionItem


class Entry(NamedTuple):
    """Where a command lives, and what it does in a few words."""

    module: str
    attribute: str
    help: str


COMMANDS: Mapping[str, Entry] = {
    "init": Entry("reportgen.cli.init", "command", "Begin a workspace."),
    "client": Entry("reportgen.cli.client", "command", "Begin a new client, or list them."),
    "config": Entry("reportgen.cli.config", "command", "See which settings hold for a client."),
    "validate": Entry(
        "reportgen.cli.validate", "command", "Check the clients' configuration files."
    ),
    "inspect": Entry(
        "reportgen.cli.inspect", "command", "Look at an exported file as the reader sees it."
    ),
    "fetch": Entry("reportgen.cli.fetch", "command", "Ask the sources, and keep what they say."),
    "build": Entry("reportgen.cli.build", "command", "Make the clients' reports for a month."),
    "status": Entry("reportgen.cli.status", "command", "See where each client's month stands."),
    "approve": Entry("reportgen.cli.approve", "approve_command", "Approve an edition."),
    "unapprove": Entry("reportgen.cli.approve", "unapprove_command", "Withdraw an approval."),
    "send": Entry("reportgen.cli.send", "command", "Send approved editions to their clients."),
    "runs": Entry("reportgen.cli.runs", "command", "See what earlier runs did."),
    "retry": Entry("reportgen.cli.retry", "command", "Build again what failed in a run."),
    "actions": Entry("reportgen.cli.actions", "command", "See what may be done about figures."),
    "snapshots": Entry(
        "reportgen.cli.snapshots", "command", "See, pin and prune what the sources said."
    ),
    "explain": Entry(
        "reportgen.cli.explain", "command", "Say what an error code means, or how a figure is made."
    ),
    "whatif": Entry(
        "reportgen.cli.whatif", "command", "Say what the goal would be if some factors moved."
    ),
    "schema": Entry("reportgen.cli.schema", "command", "Write what editors check the files with."),
    "doctor": Entry("reportgen.cli.doctor", "command", "Check that this machine can make reports."),
    "completion": Entry(
        "reportgen.cli.completion", "command", "Let the shell complete commands and clients."
    ),
}


class LazyGroup(click.Group):
    """A group that lists its commands without importing them."""

    @property
    def table(self) -> Mapping[str, Entry]:
        """Its commands by name, in the order they are used."""
        return COMMANDS

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the commands."""
        return list(self.table)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name, imported now."""
        entry = self.table.get(cmd_name)
        if entry is None:
            return None
        command = getattr(import_module(entry.module), entry.attribute)
        if not isinstance(command, click.Command):
            raise TypeError(f"{entry.module}.{entry.attribute} is not a command")
        return command

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem[str]]:
        """The commands and options that begin so, without importing them."""
        names = (
            CompletionItem(name, help=entry.help)
            for name, entry in self.table.items()
            if name.startswith(incomplete)
        )
        return [*names, *click.Command.shell_complete(self, ctx, incomplete)]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands on the help page."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.help) for name, entry in self.table.items()])

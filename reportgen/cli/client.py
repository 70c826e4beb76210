"""`reportgen client`: the clients of the workspace."""

from __future__ import annotations

from collections.abc import Mapping

import click

from reportgen.cli.commands import Entry, LazyGroup

CLIENT_COMMANDS: Mapping[str, Entry] = {
    "add": Entry("reportgen.cli.client_add", "command", "Begin a new client from a preset."),
    "list": Entry("reportgen.cli.client_list", "command", "List the clients, a line each."),
    "sheet": Entry(
        "reportgen.cli.client_sheet", "command", "Write a page on which a client is filled in."
    ),
}


class ClientGroup(LazyGroup):
    """The commands about clients."""

    @property
    def table(self) -> Mapping[str, Entry]:
        """Its commands by name."""
        return CLIENT_COMMANDS


@click.command(name="client", cls=ClientGroup)
def command() -> None:
    """Begin new clients, and see which there are."""

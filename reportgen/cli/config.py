"""`reportgen config`: what the files of a client come to."""

from __future__ import annotations

from collections.abc import Mapping

import click

from reportgen.cli.commands import Entry, LazyGroup

CONFIG_COMMANDS: Mapping[str, Entry] = {
    "show": Entry(
        "reportgen.cli.config_show", "command", "Print a client's settings, and who set them."
    ),
}


class ConfigGroup(LazyGroup):
    """The commands about settings."""

    @property
    def table(self) -> Mapping[str, Entry]:
        """Its commands by name."""
        return CONFIG_COMMANDS


@click.command(name="config", cls=ConfigGroup)
def command() -> None:
    """See which settings hold for a client."""

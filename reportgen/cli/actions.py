"""`reportgen actions`: what may be done about the figures."""

from __future__ import annotations

from collections.abc import Mapping

import click

from reportgen.cli.commands import Entry, LazyGroup

ACTION_COMMANDS: Mapping[str, Entry] = {
    "suggest": Entry(
        "reportgen.cli.actions_suggest", "command", "Name actions for figures short of target."
    ),
}


class ActionGroup(LazyGroup):
    """The commands about actions."""

    @property
    def table(self) -> Mapping[str, Entry]:
        """Its commands by name."""
        return ACTION_COMMANDS


@click.command(name="actions", cls=ActionGroup)
def command() -> None:
    """See what may be done about the figures."""

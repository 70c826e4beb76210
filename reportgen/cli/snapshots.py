"""`reportgen snapshots`: what the sources said, and when."""

from __future__ import annotations

from collections.abc import Mapping

import click

from reportgen.cli.commands import Entry, LazyGroup

SNAPSHOT_COMMANDS: Mapping[str, Entry] = {
    "list": Entry("reportgen.cli.snapshots_list", "command", "List a client's snapshots."),
    "show": Entry("reportgen.cli.snapshots_show", "command", "Show what is in a snapshot."),
    "pin": Entry("reportgen.cli.snapshots_pin", "pin_command", "Keep a snapshot for ever."),
    "unpin": Entry("reportgen.cli.snapshots_pin", "unpin_command", "Let a snapshot be pruned."),
    "prune": Entry("reportgen.cli.snapshots_prune", "command", "Remove what is not needed."),
}


class SnapshotsGroup(LazyGroup):
    """The commands about snapshots."""

    @property
    def table(self) -> Mapping[str, Entry]:
        """Its commands by name."""
        return SNAPSHOT_COMMANDS


@click.command(name="snapshots", cls=SnapshotsGroup)
def command() -> None:
    """See what the sources said and when, keep it, or make room.

    A snapshot holds the data of all sources of a client and month. It is never changed.
    """

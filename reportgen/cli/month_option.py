"""Which period a command is about: the same words in every command."""

from __future__ import annotations

import click

from reportgen.cli.completions import months

month_option = click.option(
    "-m",
    "month",
    default="last",
    show_default=True,
    shell_complete=months,
    help="2026-10, 2026-Q3, FY2026-Q2",
)
"""`-m`: a month, a quarter or a fiscal quarter as `month`; last month where it is not given."""

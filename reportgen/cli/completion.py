"""`reportgen completion`: the script that lets a shell complete commands, clients and months."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

PROGRAM = "reportgen"
VARIABLE = "_REPORTGEN_COMPLETE"


@click.command(name="completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish", "powershell"]))
@click.pass_context
def command(ctx: click.Context, shell: str) -> None:
    """Print the script that lets SHELL complete commands, options, clients, months and codes.

    \b
    bash        eval "$(reportgen completion bash)"        in ~/.bashrc (bash 4.4 or newer)
    zsh         eval "$(reportgen completion zsh)"         in ~/.zshrc, after compinit
    fish        reportgen completion fish | source         in ~/.config/fish/config.fish
    powershell  reportgen completion powershell | Out-String | Invoke-Expression    in $PROFILE
    """  # noqa: D301
    kind = get_completion_class(shell)
    if kind is None:
        raise LookupError(f"nothing completes for {shell}")
    click.echo(kind(ctx.find_root().command, {}, PROGRAM, VARIABLE).source().rstrip())

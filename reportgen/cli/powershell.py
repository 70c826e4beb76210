"""Completion for PowerShell, which click does not know by itself."""

from __future__ import annotations

import os
from typing import ClassVar

from click.shell_completion import CompletionItem, ShellComplete

_SCRIPT = """\
Register-ArgumentCompleter -Native -CommandName %(prog_name)s -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $before = $commandAst.CommandElements | Where-Object { $_.Extent.StartOffset -lt $cursorPosition }
    $env:COMP_WORDS = ($before | ForEach-Object { $_.Extent.Text }) -join "`n"
    $env:COMP_WORD = $wordToComplete
    $env:%(complete_var)s = 'powershell_complete'
    try {
        %(prog_name)s | Where-Object { $_ } | ForEach-Object {
            $value, $help = $_ -split "`t", 2
            [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $help)
        }
    } finally {
        Remove-Item Env:COMP_WORDS, Env:COMP_WORD, Env:%(complete_var)s -ErrorAction SilentlyContinue
    }
}
"""  # noqa: E501


class PowerShellComplete(ShellComplete):
    """The words typed so far stand a line each in COMP_WORDS, the last as far as it is typed.

    Where nothing is offered, PowerShell offers files by itself.
    """

    name: ClassVar[str] = "powershell"
    source_template: ClassVar[str] = _SCRIPT

    def get_completion_args(self) -> tuple[list[str], str]:
        """The complete words after the program's name, and the one that is being typed."""
        words = [word.strip("'\"") for word in os.environ["COMP_WORDS"].split("\n")]
        # PowerShell deletes a variable that is set to nothing.
        incomplete = os.environ.get("COMP_WORD", "").strip("'\"")
        return words[1:-1] if incomplete else words[1:], incomplete

    def complete(self) -> str:
        """Words alone; files and folders are left to the shell."""
        args, incomplete = self.get_completion_args()
        offered = self.get_completions(args, incomplete)
        return "\n".join(self.format_completion(one) for one in offered if one.type == "plain")

    def format_completion(self, item: CompletionItem[str]) -> str:
        """A word and what is said of it; PowerShell wants that never to be empty."""
        return f"{item.value}\t{item.help or item.value}"

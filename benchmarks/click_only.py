"""The floor under `--help`: the command-line package, imported and nothing else."""

import click

PACKAGES = (click,)

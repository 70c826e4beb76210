"""The questions of `client add`: asked at a terminal, or told where there is none."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import NamedTuple

import click

from reportgen.cli.problems import tell_failure
from reportgen.config.starting.answers import QUESTIONS, Ask, read_answer
from reportgen.config.starting.presets import PRESETS, preset_named
from reportgen.errors import UsageFailed
from reportgen.model.period import Month


class Question(NamedTuple):
    """A question as it is asked, and in a few words why."""

    words: str
    why: str


_WORDS: Mapping[str, Question] = {
    "preset": Question("What kind of business is it?", "it brings the tree, KPIs and sources"),
    "name": Question("What is the company's full name?", "it stands on page 1"),
    "language": Question("Which languages does it read: ja, en, or ja,en?", "one PDF each"),
    "currency": Question("In which currency does it count?", "the examples are written in it"),
    "timezone": Question("In which time zone does it work?", "its days and months are cut by it"),
    "fiscal_year_starts": Question(
        "In which month, 1 to 12, does its business year begin?", "the year's target starts there"
    ),
    "target": Question("How much a month is the goal: {goal}?", "every figure is judged by it"),
    "by": Question("By which month should it be reached?", "else it could never be missed"),
}


def option_of(question: str) -> str:
    """The option that answers a question: `--fiscal-year-starts`."""
    return f"--{question.replace('_', '-')}"


def take_the_usual(question: str, usual: str, words: Mapping[str, str]) -> str:
    """Ask nobody."""
    return usual


def ask_at_the_terminal(first: Month) -> Ask:
    """Ask with the usual answer in brackets, again until the answer can be read."""
    click.echo("Enter takes the answer in brackets and leaves its question in the file.", err=True)

    def ask(question: str, usual: str, words: Mapping[str, str]) -> str:
        asked = _WORDS[question]
        goal = preset_named(words["preset"]).goal if "preset" in words else ""
        click.echo(f"\n{asked.words.format(goal=goal)} ({asked.why})", err=True)
        if question == "preset":
            click.echo(_presets(), err=True)
        while True:
            answer: str = click.prompt(
                option_of(question).lstrip("-"), default=usual or None, err=True
            )
            try:
                read_answer(question, answer, first)
            except UsageFailed as refused:
                tell_failure(refused)
            else:
                return answer.strip()

    return ask


def refuse_unanswered(missing: list[str]) -> None:
    """UsageFailed naming the options that say what nobody can be asked for."""
    if missing:
        raise UsageFailed(
            f"not answered: {', '.join(option_of(question) for question in missing)}",
            f"--preset is one of {', '.join(one.name for one in PRESETS)}; "
            "--defaults takes the preset's answer to every other question",
        )


def is_at_a_terminal() -> bool:
    """True when somebody can read a question and type an answer."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def unanswered(written: Mapping[str, str]) -> list[str]:
    """The questions that no option and no agency answers."""
    return [question for question in QUESTIONS if question not in written]


def _presets() -> str:
    return "\n".join(f"    {one.name:8}{one.about}" for one in PRESETS)

"""Whether each source answers: the smallest question, really asked."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.cli.doctor.case import Case
from reportgen.cli.doctor.files import today_at
from reportgen.cli.doctor.finding import Finding, failing, unread, watch, well
from reportgen.connectors.probed import Probed
from reportgen.errors import Problem, ReportgenError
from reportgen.model.config import ClientConfig
from reportgen.model.period import Period, last_complete_month
from reportgen.pipeline import Job, probe

NOT_YET = frozenset({"RG401", "RG415", "RG423"})
"""Codes of a month that is not there: it may still come."""


def sources(case: Case) -> Iterator[Finding]:
    """Every source of every chosen client."""
    for id, loaded in case.clients.items():
        if loaded.config is None:
            yield unread(case, f"sources of {id}", id)
        else:
            yield from _of_client(case, id, loaded.config)


def _of_client(case: Case, id: str, config: ClientConfig) -> Iterator[Finding]:
    month = last_complete_month(today_at(case, config))
    answered = probe(Job(case.root, config, Period.month(month), case.now))
    for name in config.sources:
        subject = f"source {name} of {id}"
        one = answered.get(name)
        if one is None:
            seen = "not asked: no metric is made of it"
            yield watch(subject, seen, f"delete sources.{name}, or write a metric from it")
        elif isinstance(one, Probed):
            yield from _of_answer(subject, one)
        else:
            yield _of_failure(subject, one)


def _of_answer(subject: str, one: Probed) -> Iterator[Finding]:
    yield well(subject, one.seen)
    for problem in one.problems:
        yield watch(subject, problem.what, problem.hint, _where(problem))


def _of_failure(subject: str, failure: ReportgenError) -> Finding:
    problems = failure.problems
    if len(problems) == 1:
        seen, remedy, details = problems[0].what, problems[0].hint, _where(problems[0])
    else:
        seen, remedy = failure.message, failure.hint or problems[0].hint
        details = tuple(f"{one.place}: {one.what}" for one in problems)
    if {one.code for one in problems} <= NOT_YET:
        return watch(subject, seen, remedy, details)
    return failing(subject, seen, remedy, details, failure.exit_code)


def _where(problem: Problem) -> tuple[str, ...]:
    field = f" {problem.place.field}" if problem.place.field else ""
    return (f"{problem.place}{field}", *((problem.why,) if problem.why else ()))

"""What Google's refusals mean to the operator: what happened, to which property, what to do."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from google.api_core import exceptions

from reportgen.connectors.ga4.asker import Asker
from reportgen.errors import (
    AccessFailed,
    ConfigInvalid,
    Level,
    Problem,
    ReportgenError,
    UpstreamFailed,
)

PACIFIC = ZoneInfo("America/Los_Angeles")
"""Where Google's day begins: daily quotas are full again at midnight there."""

LONGEST = 400
"""Characters of Google's own words that are told."""

REFUSED = (
    exceptions.Forbidden,
    exceptions.NotFound,
    exceptions.Unauthenticated,
    exceptions.Unauthorized,
)


def failure(error: exceptions.GoogleAPICallError, asker: Asker) -> ReportgenError:
    """The end of asking a property, by what Google said last."""
    words = (error.message or type(error).__name__)[:LONGEST]
    if is_too_large(error):
        return no_answer(asker, "one page of the answer is too large, also a smaller one", words)
    if isinstance(error, exceptions.TooManyRequests):
        return _quota(asker, words)
    if isinstance(error, REFUSED):
        return _refused(asker, words)
    if isinstance(error, exceptions.BadRequest):
        return _not_understood(asker, words)
    if isinstance(error, exceptions.GatewayTimeout):
        return no_answer(asker, "GA4 did not answer in time, also for a smaller page", words)
    return no_answer(asker, "GA4 did not answer, after every try", words)


def is_too_large(error: exceptions.GoogleAPICallError) -> bool:
    """True for an answer larger than may be received, which has the code of a used-up quota."""
    is_coded_so = isinstance(error, exceptions.TooManyRequests)
    return is_coded_so and "larger than max" in (error.message or "")


def no_answer(asker: Asker, what: str, words: str) -> UpstreamFailed:
    """The failure of a source that gave no answer; nothing of it is kept."""
    problem = Problem(
        "RG514",
        f"property {asker.number}: {what}",
        asker.place,
        why=words,
        hint="try again in an hour; nothing of this source was kept, the last snapshot stands",
    )
    return UpstreamFailed(problem.what, problem.hint, (problem,))


def wrong_answer(asker: Asker, title: str, words: str) -> UpstreamFailed:
    """The failure of an answer that is not what was asked for."""
    problem = Problem(
        "RG515",
        f"property {asker.number}: the answer to {title!r} is not what was asked for",
        asker.place,
        why=words,
        hint="try again in an hour; if it stays so, report it with this message",
    )
    return UpstreamFailed(problem.what, problem.hint, (problem,))


def unusable_credentials(asker: Asker, found_in: str, why: str) -> AccessFailed:
    """The failure of credentials that are there and cannot be used; never with their contents."""
    problem = Problem(
        "RG510",
        f"the credentials of source {asker.source!r} cannot be used",
        asker.place_of("auth"),
        why=f"found in {found_in}: {why}",
        hint="download a new JSON key of the service account, and put it, or its path, there",
    )
    return AccessFailed(problem.what, problem.hint, (problem,))


def restricted(asker: Asker, metrics: tuple[str, ...]) -> Problem:
    """What an account is not shown: a hole in the report, never 0."""
    account = asker.account or "the account you are signed in with"
    return Problem(
        "RG516",
        f"property {asker.number} does not show {account} {', '.join(metrics)}",
        asker.place,
        level=Level.WARNING,
        why="a report has holes where these figures should stand",
        hint=f"in Google Analytics, Admin, Property access management of {asker.number}: take the"
        f" data restrictions (cost, revenue) off {account}",
    )


def _refused(asker: Asker, words: str) -> AccessFailed:
    account = asker.account or "the account you are signed in with"
    problem = Problem(
        "RG511",
        f"property {asker.number} does not exist, or {account} may not read it",
        asker.place,
        why=words,
        hint=f"add {account} as Viewer: Google Analytics, Admin, Property access management of"
        f" {asker.number}; the Google Analytics Data API must be enabled in its project",
    )
    return AccessFailed(problem.what, problem.hint, (problem,))


def _not_understood(asker: Asker, words: str) -> ConfigInvalid:
    problem = Problem(
        "RG512",
        f"property {asker.number} cannot answer what the metrics of {asker.source!r} ask",
        asker.place,
        why=words,
        hint="correct the metric or dimension named there under `metrics:`; figures that do not go"
        " together are asked of two metrics",
    )
    return ConfigInvalid(problem.what, problem.hint, (problem,))


def _quota(asker: Asker, words: str) -> UpstreamFailed:
    problem = Problem(
        "RG513",
        f"property {asker.number}: the quota of the GA4 Data API is used up",
        asker.place,
        why=words,
        hint=f"{_free_again(asker, words.casefold())}; nothing of this source was kept, and the"
        " property was not asked any further",
    )
    return UpstreamFailed(problem.what, problem.hint, (problem,))


def _free_again(asker: Asker, words: str) -> str:
    """When the quota is full again, as far as the refusal says which it is."""
    if "concurrent" in words:
        return "it is free again as soon as the others who ask this property are done"
    if "hour" in words:
        return f"it is free again by {_said(asker.now + timedelta(hours=1), asker)}"
    today = asker.now.astimezone(PACIFIC).date()
    midnight = datetime.combine(today + timedelta(days=1), datetime.min.time(), PACIFIC)
    return f"it is free again at {_said(midnight, asker)}, midnight in California"


def _said(moment: datetime, asker: Asker) -> str:
    return f"{moment.astimezone(ZoneInfo(asker.timezone)):%Y-%m-%d %H:%M} ({asker.timezone})"

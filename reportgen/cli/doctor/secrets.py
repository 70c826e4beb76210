"""The names of secrets that clients use, and where each is found; never a value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reportgen.cli.doctor.case import Case
from reportgen.cli.doctor.finding import Finding, failing, unread, watch, well
from reportgen.config.checks.sources import SECRET_NAME
from reportgen.connectors.dotenv import FILE, read_dotenv
from reportgen.connectors.secrets import Lookup, look_up, look_up_google
from reportgen.errors import AccessFailed, ConfigInvalid
from reportgen.model.config import ClientConfig


@dataclass(frozen=True)
class Need:
    """A secret some part of configuration needs; Google's own has no name of ours."""

    name: str
    where: str
    is_google: bool = False


def secrets(case: Case) -> Iterator[Finding]:
    """Every secret of every chosen client, and the state of `.env`."""
    yield from _file(case)
    for id, loaded in case.clients.items():
        if loaded.agreed is None:
            yield unread(case, f"secrets of {id}", id)
            continue
        needs = tuple(needs_of(loaded.agreed.config))
        for need in needs:
            yield _looked_for(case, id, need)
        if not needs:
            yield well(f"secrets of {id}", "none needed")


def needs_of(config: ClientConfig) -> Iterator[Need]:
    """What a client's sources and deliveries are opened with."""
    for name, source in config.sources.items():
        if source.type == "ga4":
            yield Need(source.auth or "", f"sources.{name}", is_google=True)
        elif source.auth is not None:
            yield Need(source.auth, f"sources.{name}.auth")
    if config.delivery.webhook is not None:
        yield Need(config.delivery.webhook, "delivery.webhook")


def _looked_for(case: Case, id: str, need: Need) -> Finding:
    if need.name and not SECRET_NAME.fullmatch(need.name):
        # It may be the secret itself, so it is not repeated.
        return failing(
            f"secret of {id}",
            f"{need.where} is not the name of a secret",
            f"{case.command} validate {id}",
            exit_code=ConfigInvalid.exit_code,
        )
    lookup = _lookup(case, need)
    subject = f"secret {need.name}" if need.name else "Google credentials"
    if lookup.is_found:
        return well(f"{subject} of {id}", f"{lookup.found_in}, for {need.where}")
    return failing(
        f"{subject} of {id}",
        f"found nowhere, and {need.where} needs it; looked in, in this order:",
        lookup.remedy,
        tuple(f"{one.place}: {one.outcome}" for one in lookup.tried),
        AccessFailed.exit_code,
    )


def _lookup(case: Case, need: Need) -> Lookup:
    find = look_up_google if need.is_google else look_up
    return find(need.name, case.root, case.environment)


def _file(case: Case) -> Iterator[Finding]:
    """Lines of `.env` that cannot be read, and who may read it."""
    file = case.root / FILE
    if case.workspace is None or not file.is_file():
        return
    for problem in read_dotenv(case.root).problems:
        yield watch(FILE, f"line {problem.place.line} is not KEY=VALUE in UTF-8", problem.hint)
    if file.stat().st_mode & 0o077:
        yield watch(FILE, "others on this machine may read it", f"chmod 600 {file}")

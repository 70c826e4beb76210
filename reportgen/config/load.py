"""A client's files become its configuration, or all their problems at once."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass

from reportgen.config.agreed import Agreed
from reportgen.config.checks import CHECKS
from reportgen.config.neighbours import (
    paths_lead_to_no_other_client,
    properties_belong_to_one_client,
)
from reportgen.config.reading import Reading
from reportgen.config.renamed import with_present_names
from reportgen.config.schedule import reports_are_sent_after_sources_settle
from reportgen.config.smart import targets_are_smart
from reportgen.config.workspace import (
    Workspace,
    client_folders,
    misnamed_folders,
    refuse_bad_id,
)
from reportgen.errors import Problem, errors_in
from reportgen.model.config import ClientConfig
from reportgen.model.period import Month

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Loaded:
    """A client as loaded: its configuration (None while an error stands) and every problem.

    `agreed` holds it with its places, also where errors stand, once the files have their shape.
    """

    config: ClientConfig | None
    problems: tuple[Problem, ...]
    agreed: Agreed | None = None


def load_client(workspace: Workspace, id: str) -> Loaded:
    """Read, merge and check every file of one client."""
    refuse_bad_id(id)
    log.info("1 config: %s", id)
    reading = Reading(workspace.root, id)
    agreed = reading.agreed()
    problems = list(reading.problems)
    if agreed is not None:
        problems.extend(problem for check in CHECKS for problem in check(agreed))
        folders = client_folders(workspace.root)
        problems.extend(paths_lead_to_no_other_client(agreed, workspace.root, folders))
    ordered = tuple(sorted(dict.fromkeys(problems), key=_position))
    if agreed is None or errors_in(ordered):
        return Loaded(None, ordered, agreed)
    return Loaded(with_present_names(agreed.config), ordered, agreed)


def check_workspace(workspace: Workspace, loaded: Mapping[str, Loaded]) -> tuple[Problem, ...]:
    """What is wrong between clients, and with folders that are none."""
    agreed = {id: one.agreed for id, one in loaded.items() if one.agreed is not None}
    return (*misnamed_folders(workspace), *properties_belong_to_one_client(agreed))


def check_schedule(loaded: Loaded, first: Month) -> tuple[Problem, ...]:
    """Whether reports can be sent on their day and targets are SMART, from a month's report on."""
    if loaded.agreed is None:
        return ()
    return (
        *reports_are_sent_after_sources_settle(loaded.agreed, first),
        *targets_are_smart(loaded.agreed, first),
    )


def _position(problem: Problem) -> tuple[str, int, int, str]:
    place = problem.place
    return place.path, place.line or 0, place.column or 0, problem.code

"""An edition is held to what the one before it was agreed on."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from reportgen.errors import ConfigInvalid
from reportgen.model.agreement import agreement
from reportgen.model.config import ClientConfig
from reportgen.model.period import Month
from reportgen.model.report import plain
from reportgen.pipeline.agreements import refuse_silent_changes
from tests.samples import copy_workspace, job


def reported(root: Path, config: ClientConfig, month: Month) -> None:
    """An edition of a month, as far as the rule reads it."""
    folder = root / "out" / str(month) / config.client.id
    folder.mkdir(parents=True)
    stem = f"{config.client.id}_{month}_r1"
    report = {"agreement": plain(agreement(config, month))}
    (folder / f"{stem}.json").write_text(json.dumps(report))
    (folder / f"{stem}.manifest.json").write_text("{}")


@pytest.fixture(name="november")
def _november(tmp_path: Path):
    root = copy_workspace(tmp_path, "minato")
    one = job(root, "minato", "2026-11")
    reported(root, one.config, Month(2026, 10))
    return one


def with_lower_target(config: ClientConfig) -> ClientConfig:
    phases = tuple(
        phase.model_copy(
            update={"targets": {**phase.targets, "orders": config.phases[0].targets["orders"]}}
        )
        for phase in config.phases
    )
    return config.model_copy(update={"phases": phases})


def test_the_same_agreement_is_held(november) -> None:
    refuse_silent_changes(november)


def test_a_target_lowered_in_the_middle_of_a_phase_ends_with_4(november) -> None:
    changed = replace(november, config=with_lower_target(november.config))
    with pytest.raises(ConfigInvalid) as refused:
        refuse_silent_changes(changed)
    assert refused.value.exit_code == 4
    (problem,) = refused.value.problems
    assert (
        problem.what == "the target of 'orders' was '10' in the report of 2026-10, and is '8' now"
    )


def test_an_edition_that_says_nothing_of_agreements_is_no_check(november) -> None:
    path = november.root / "out/2026-10/minato/minato_2026-10_r1.json"
    path.write_text("{}")
    refuse_silent_changes(replace(november, config=with_lower_target(november.config)))


def test_without_an_edition_there_is_no_check(tmp_path: Path) -> None:
    one = job(copy_workspace(tmp_path, "minato"), "minato", "2026-11")
    refuse_silent_changes(replace(one, config=with_lower_target(one.config)))

"""A report after the data of a reported month have changed: it says which, by id and figure."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.model.restated import Restated
from reportgen.pipeline import Choice, Job, Run, build, fetch, observe
from reportgen.pipeline.reported import reported_otherwise
from tests.samples import copy_workspace, job, run

SEPTEMBER = Path("sample_data/minato/crm_2026-09.csv")


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """The Japanese sample client, from which September has been reported."""
    root = copy_workspace(tmp_path / "workspace", "minato")
    fetch(job(root, "minato", "2026-09"))
    return root


def change(root: Path, *words: tuple[str, str]) -> None:
    """Edit September's export as the CRM would write it today."""
    text = (root / SEPTEMBER).read_text("cp932")
    for old, new in words:
        assert old in text, old
        text = text.replace(old, new)
    (root / SEPTEMBER).write_text(text, "cp932", newline="")


def restated(one: Job) -> Restated:
    """What a job's data tell otherwise now."""
    snapshot = fetch(one)
    observations, _ = observe(one, snapshot)
    return reported_otherwise(one.root, one.config, one.period, snapshot, observations)


def notes(root: Path) -> list[tuple[str, str]]:
    """The data notes of October's report, label and words, without those of every month."""
    made = run(root, "minato", Choice.DRAFT)
    said = [(one.label.en or "", one.saying.en or "") for one in made.narrative.data_notes]
    return [one for one in said if one[0] == "Restated"]


def test_a_month_that_stands_as_it_was_is_not_mentioned(workspace: Path) -> None:
    october = job(workspace, "minato")
    assert not restated(october)


def test_a_deal_that_left_and_an_amount_that_moved_are_in_the_next_report(workspace: Path) -> None:
    change(
        workspace,
        ("C-4185,株式会社青嵐重工,髙橋,受注", "C-4185,株式会社青嵐重工,髙橋,商談中"),
        ('"980,000",2026-06-08', '"930,000",2026-06-08'),
    )
    assert notes(workspace) == [
        ("Restated", "CRM: records counted as won that are no longer won: 1 (id: C-4185)."),
        (
            "Restated",
            "CRM: records counted in a month reported before whose amount has changed: 1"
            " (id: C-4482).",
        ),
        (
            "Restated",
            "Figures reported before that the source now gives differently:"
            " Orders (September 2026): 9 → 8,"
            " New contract value (September 2026): ¥13.14m → ¥11.75m."
            " This report uses the new ones.",
        ),
    ]


def test_an_edition_that_stands_is_compared_with_for_its_own_month(tmp_path: Path) -> None:
    root = copy_workspace(tmp_path / "workspace", "minato")
    run(root, "minato")
    october = root / "sample_data/minato/crm_2026-10.csv"
    text = october.read_text("cp932").replace('"1,950,000",2026-08-06', '"950,000",2026-08-06')
    october.write_text(text, "cp932", newline="")
    one = job(root, "minato")
    found = restated(one)
    assert [(rows.change, rows.ids) for rows in found.rows] == [("revalued", ("C-4812",))]
    assert [(figure.metric, str(figure.month)) for figure in found.figures] == [
        ("won_amount", "2026-10")
    ]
    made = build(one, fetch(one), Choice.SETTLED)
    assert isinstance(made, Run)
    assert [warning.code for warning in made.warnings].count("RG430") == 2

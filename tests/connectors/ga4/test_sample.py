"""The sample client switched to GA4 by one line: its figures are those of its exports."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from reportgen.errors import AccessFailed, ReportgenError
from reportgen.model.report import to_json
from reportgen.pipeline import Choice, Run, build, fetch
from sample_data.ga4_demo import ROOT, copy_switched, switched
from sample_data.ga4_server import Server, sample_properties
from tests.samples import NOW, job


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with Server(sample_properties()) as server, pytest.MonkeyPatch.context() as environment:
        environment.setenv("REPORTGEN_GA4_ENDPOINT", server.endpoint)
        yield server


@pytest.fixture(scope="module")
def asked(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The October report of the sample, its web figures asked of a server on this machine."""
    one = job(copy_switched(tmp_path_factory.mktemp("asked") / "workspace"), "minato")
    made = build(one, fetch(one), Choice.SETTLED)
    assert isinstance(made, Run)
    return made


def test_one_line_is_the_switch() -> None:
    before = (ROOT / "configs/minato/client.yml").read_text(encoding="utf-8").splitlines()
    after = switched("\n".join(before)).splitlines()
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert [new for _, new in changed] == [
        "  # " + changed[0][0].strip(),
        "  " + changed[1][0].removeprefix("  # "),
    ]


def without_coverage(document: Any) -> Any:
    """The document without the shares of days known.

    GA4 says of every day it recorded how often the form was viewed, which an export of form views
    alone cannot: on the one day without a view it has no row.
    """
    if isinstance(document, dict):
        return {key: without_coverage(one) for key, one in document.items() if key != "coverage"}
    if isinstance(document, list):
        return [without_coverage(one) for one in document]
    return document


def test_every_figure_is_that_of_the_exports(asked: Run, minato: Run) -> None:
    ours, theirs = to_json(asked.report), to_json(minato.report)
    said = (ours["data_notes"], theirs["data_notes"])
    assert without_coverage(ours["kpis"]) == without_coverage(theirs["kpis"])
    assert ours["verdict"] == theirs["verdict"]
    # Rows of another number were read, which is all that the quiet notes speak of.
    loud = [[one for one in notes if one["tone"] != "hold"] for notes in said]
    assert loud[0] == loud[1]


def test_every_page_but_the_list_of_sources_is_that_of_the_exports(asked: Run, minato: Run) -> None:
    for ours, theirs in zip(asked.report.sections, minato.report.sections, strict=True):
        if ours.key != "appendix":
            assert ours == theirs


def test_what_was_said_stands_until_another_question_is_asked(asked: Run, server: Server) -> None:
    before = len(server.asked)
    later = job(asked.job.root, "minato", now=NOW + timedelta(days=30))
    assert fetch(later).id == asked.snapshot.id
    assert len(server.asked) == before
    client = asked.job.root / "configs/minato/client.yml"
    written = client.read_text(encoding="utf-8")
    more = "metrics:\n  users: {from: ga4, metric: totalUsers}\n"
    client.write_text(written.replace("metrics:\n", more, 1), encoding="utf-8")
    try:
        assert fetch(job(asked.job.root, "minato")).id != asked.snapshot.id
    finally:
        client.write_text(written, encoding="utf-8")
    assert len(server.asked) > before


def test_all_sources_that_cannot_be_asked_are_told_at_once(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = copy_switched(tmp_path / "workspace")
    monkeypatch.setattr(server, "properties", {})
    with pytest.raises(AccessFailed) as alone:
        fetch(job(root, "minato"))
    assert alone.value.exit_code == 6
    (root / "sample_data/minato/sns_followers.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(ReportgenError) as mixed:
        fetch(job(root, "minato"))
    assert mixed.value.exit_code == 1
    assert {problem.code for problem in mixed.value.problems} >= {"RG404", "RG511"}

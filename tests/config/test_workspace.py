from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click import unstyle

from reportgen.cli.problems import render
from reportgen.config import (
    Workspace,
    check_workspace,
    chosen_clients,
    load_client,
    load_workspace,
)
from reportgen.errors import UsageFailed
from tests.config.acme import AGENCY, CLIENT, write


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write(tmp_path, "configs/agency.yml", AGENCY)
    for id in ("acme", "acme-shop", "harrow"):
        write(tmp_path, f"configs/{id}/client.yml", f"{CLIENT}client: {{id: {id}}}\n")
    write(tmp_path, "configs/notes/readme.txt", "no client\n")
    return tmp_path


def test_the_workspace_is_the_nearest_folder_with_an_agency_file(root: Path) -> None:
    below = root / "sample_data" / "deep"
    below.mkdir(parents=True)
    assert load_workspace(below) == Workspace(root, ("acme", "acme-shop", "harrow"))


def test_outside_a_workspace_the_way_to_one_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageFailed, match="there is no workspace here") as failed:
        load_workspace(tmp_path)
    assert failed.value.hint == (
        "go to a workspace, name one with -C DIR, or make one: reportgen init DIR"
    )


def test_a_chosen_folder_must_be_the_workspace_itself(root: Path) -> None:
    with pytest.raises(UsageFailed, match=r"is not a workspace: it has no configs/agency\.yml"):
        load_workspace(root, root / "configs")


@pytest.mark.parametrize(
    ("named", "chosen"),
    [
        (["harrow"], ("harrow",)),
        (["acme*"], ("acme", "acme-shop")),
        (["harrow", "acme", "acme"], ("acme", "harrow")),
    ],
)
def test_clients_are_named_by_id_or_pattern(
    root: Path, named: list[str], chosen: tuple[str, ...]
) -> None:
    assert chosen_clients(load_workspace(root), named) == chosen


@pytest.mark.parametrize(
    ("named", "message", "hint"),
    [
        (["../acme"], "'../acme' is not a client's id", "name the client, not its folder"),
        (["configs/acme"], "'configs/acme' is not a client's id", "name the client"),
        (["Acme"], "there is no client 'Acme'", "ids are lower-case: write acme"),
        (["ACME CO"], "'ACME CO' is not a client's id", "an id is lower-case letters"),
        (["acne"], "there is no client 'acne': configs/acne/client.yml does not exist",
         "did you mean 'acme'? (the clients: acme, acme-shop, harrow)"),
        (["notes"], "there is no client 'notes'", ""),
        (["z*"], "no client matches 'z*'", "there are acme, acme-shop, harrow"),
        ([], "no client is named",
         "name one or more, or write --all; there are acme, acme-shop, harrow"),
    ],
)  # fmt: skip
def test_a_client_that_is_not_there_is_refused_in_words(
    root: Path, named: list[str], message: str, hint: str
) -> None:
    with pytest.raises(UsageFailed) as failed:
        chosen_clients(load_workspace(root), named)
    assert message in failed.value.message
    assert hint in failed.value.hint


def test_the_only_client_need_not_be_named(tmp_path: Path) -> None:
    write(tmp_path, "configs/agency.yml", AGENCY)
    with pytest.raises(UsageFailed, match="there is no client in this workspace"):
        chosen_clients(load_workspace(tmp_path), [])
    write(tmp_path, "configs/acme/client.yml", CLIENT)
    assert chosen_clients(load_workspace(tmp_path), []) == ("acme",)


def test_no_path_is_made_of_words_that_are_no_id(root: Path) -> None:
    with pytest.raises(UsageFailed):
        load_client(load_workspace(root), "../acme")


def test_a_folder_that_cannot_be_an_id_is_told(root: Path) -> None:
    write(root, "configs/Minato/client.yml", CLIENT)
    workspace = load_workspace(root)
    assert "Minato" not in workspace.clients
    (problem,) = check_workspace(workspace, {})
    assert problem.code == "RG132"
    assert str(problem.place) == "configs/Minato/client.yml:1:1"
    assert problem.hint == "call the folder 'minato'"


def test_two_clients_with_one_property_are_told_at_both(root: Path) -> None:
    for id in ("acme", "harrow"):
        source = "sources: {web: {property: '412345678'}}\n"
        write(root, f"configs/{id}/client.yml", f"{CLIENT}client: {{id: {id}}}\n{source}")
    workspace = load_workspace(root)
    loaded = {id: load_client(workspace, id) for id in workspace.clients}
    problems = check_workspace(workspace, loaded)
    assert [(one.code, str(one.place)) for one in problems] == [
        ("RG145", "configs/acme/client.yml:3:27"),
        ("RG145", "configs/harrow/client.yml:3:27"),
    ]


def neighbour(root: Path, lines: str, files: dict[str, str] | None = None) -> list[str]:
    """What is said of acme, which has harrow beside it."""
    write(root, "configs/harrow/client.yml", CLIENT + "client: {id: harrow}\n")
    write(root, "configs/acme/client.yml", CLIENT + lines)
    for name, text in (files or {}).items():
        write(root, name, text)
    return [f"{one.code} {one.what}" for one in load_client(load_workspace(root), "acme").problems]


@pytest.mark.parametrize(
    "path",
    [
        "data/harrow/crm_{month}.csv",
        "configs/harrow/crm.csv",
        "harrow/crm.csv",
        "data/Harrow/2026/crm.csv",
    ],
)
def test_a_source_in_another_clients_folder_is_refused(root: Path, path: str) -> None:
    assert neighbour(root, f"sources: {{crm: {{path: '{path}'}}}}\n") == [
        f"RG157 the path {path!r} leads into the folder of client 'harrow'"
    ]


@pytest.mark.parametrize(
    "path",
    [
        "data/acme/crm_{month}.csv",
        "data/harrow/acme/crm.csv",
        "data/shared/crm.csv",
        "data/harrow.csv",
        "data/harrow-old/crm.csv",
        "data/*/crm.csv",
    ],
)
def test_a_source_may_lie_in_any_other_folder(root: Path, path: str) -> None:
    assert neighbour(root, f"sources: {{crm: {{path: '{path}'}}}}\n") == []


def test_a_pattern_that_reaches_another_clients_folder_is_refused(root: Path) -> None:
    path = "data/*/crm_{month}.csv"
    assert neighbour(root, f"sources: {{crm: {{path: '{path}'}}}}\n", {"data/harrow/a": ""}) == [
        f"RG157 the path {path!r} leads into the folder of client 'harrow'"
    ]


def test_a_report_is_not_delivered_into_another_clients_folder(root: Path) -> None:
    assert neighbour(root, "delivery: {folder: share/harrow}\n") == [
        "RG157 the path 'share/harrow' leads into the folder of client 'harrow'"
    ]


def test_a_path_into_another_clients_folder_is_told_in_words(
    root: Path, golden: Callable[[str, str], None]
) -> None:
    neighbour(root, "sources: {crm: {path: 'data/harrow/crm_{month}.csv'}}\n")
    problems = load_client(load_workspace(root), "acme").problems
    golden("messages/path-of-another-client.txt", unstyle(render(problems)) + "\n")

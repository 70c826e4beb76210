"""A confined child: from inside it, other files and the network are out of reach."""

import os
import socket
from pathlib import Path

import pytest

from reportgen.runner import landlock
from reportgen.runner.child import Child, Done, Step
from reportgen.runner.sandbox import Confinement, Limits, lacking

pytestmark = pytest.mark.skipif(bool(lacking()), reason=f"this machine: {'; '.join(lacking())}")


def inside(work, confinement, limits=Limits()):  # noqa: B008
    child = Child(Step("work", work, confinement, limits))
    while (end := child.ended()) is None:
        for reader in tuple(child.open):
            try:
                child.hear(reader)
            except BlockingIOError:
                continue
    return end


def outcome(attempt):
    def work():
        try:
            attempt()
        except OSError as error:
            return Done(0, {"refused": type(error).__name__})
        return Done(0, {"refused": None})

    return work


@pytest.fixture
def folders(tmp_path):
    mine, other = tmp_path / "mine", tmp_path / "other"
    for folder in (mine, other):
        folder.mkdir()
        (folder / "deals.csv").write_text("id\n1\n")
    return mine, other


def test_a_child_reads_its_own_files_and_writes_to_its_own_folder(folders):
    mine, _ = folders
    out = mine / "out"
    out.mkdir()

    def work():
        (out / "report.pdf").write_text((mine / "deals.csv").read_text())

    end = inside(outcome(work), Confinement((mine,), (out,)))
    assert end.facts == {"refused": None}
    assert (out / "report.pdf").read_text() == "id\n1\n"


@pytest.mark.parametrize(
    "reach",
    [
        lambda mine, other: Path("/etc/passwd").read_text(),
        lambda mine, other: (other / "deals.csv").read_text(),
        lambda mine, other: (mine / ".." / "other" / "deals.csv").read_text(),
        lambda mine, other: (mine / "deals.csv").write_text("changed"),
        lambda mine, other: (mine / "new").mkdir(),
        lambda mine, other: os.listdir("/root"),
        lambda mine, other: Path(f"/proc/{os.getppid()}/environ").read_bytes(),
    ],
    ids=["passwd", "another client", "by way of ..", "write", "mkdir", "home", "environment"],
)
def test_everything_else_is_refused(folders, reach):
    mine, other = folders
    end = inside(outcome(lambda: reach(mine, other)), Confinement((mine,)))
    assert end.facts["refused"] == "PermissionError"


def test_a_link_in_its_own_folder_leads_nowhere_else(folders):
    mine, other = folders
    (mine / "link.csv").symlink_to(other / "deals.csv")
    end = inside(outcome(lambda: (mine / "link.csv").read_text()), Confinement((mine,)))
    assert end.facts["refused"] == "PermissionError"


@pytest.mark.parametrize("kind", [socket.SOCK_STREAM, socket.SOCK_DGRAM])
def test_the_loopback_is_out_of_reach(kind):
    with socket.socket(type=kind) as server:
        server.bind(("127.0.0.1", 0))
        address = server.getsockname()
        if kind is socket.SOCK_STREAM:
            server.listen()

        def connect():
            with socket.socket(type=kind) as client:
                client.connect(address)
                client.send(b"hello")

        assert inside(outcome(connect), Confinement()).facts["refused"] is not None


def test_the_environment_is_what_is_named(monkeypatch):
    monkeypatch.setenv("REPORTGEN_SECRET__KEY", "hush")
    end = inside(
        lambda: Done(0, {"names": sorted(os.environ)}), Confinement(environment={"LANG": "C"})
    )
    assert end.facts == {"names": ["LANG"]}


def test_a_file_larger_than_allowed_is_not_written(tmp_path):
    def work():
        import signal

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        (tmp_path / "large").write_bytes(b"0" * 4096)

    end = inside(outcome(work), Confinement((), (tmp_path,)), Limits(file_size=1024))
    assert end.facts["refused"] == "OSError"


def test_locks_and_files_of_the_parent_do_not_come_along(tmp_path):
    with (tmp_path / "lock").open("w") as file:
        number = file.fileno()
        os.set_inheritable(number, True)
        end = inside(outcome(lambda: os.fstat(number)), Confinement())
    assert end.facts["refused"] == "OSError"


def test_this_kernel_says_which_landlock_it_has():
    assert landlock.version() >= 1

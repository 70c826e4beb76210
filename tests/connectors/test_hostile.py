"""Files that break readers, or mean to: each is refused by its place, and little of it is held."""

from __future__ import annotations

import gzip
import io
import os
import socket
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from reportgen.connectors.exports import archives
from tests.connectors.asking import Workspace, rows, told, zipped

VISITS = {
    "type": "csv",
    "path": "inbox/visits.csv",
    "columns": {
        "date": {"as": "date", "type": "date"},
        "visits": {"as": "visits", "type": "number"},
    },
}
HEADER = "date,visits\n"
TEXT = HEADER + "2026-10-01,1\n2026-10-02,2\n"
FILE = "inbox/visits.csv"
MODEST = 100_000_000
"""Bytes that a refusal may hold at once."""


def locked(content: bytes) -> bytes:
    """A zip whose member says that it is encrypted."""
    packed = bytearray(zipped({"a.csv": content}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = packed.index(mark)
        packed[start + at] |= 1
    return bytes(packed)


def with_size(content: bytes, size: int) -> bytes:
    """A zip whose member states another size than it has."""
    packed = bytearray(zipped({"a.csv": content}))
    for mark, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        start = packed.index(mark)
        packed[start + at : start + at + 4] = size.to_bytes(4, "little")
    return bytes(packed)


def named(name: str) -> bytes:
    return zipped({name: TEXT.encode()})


def twice(name: str) -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr(name, TEXT)
        with pytest.warns(UserWarning, match="Duplicate name"):
            file.writestr(name, TEXT)
    return archive.getvalue()


CASES: dict[str, tuple[Callable[[], bytes], str]] = {
    "a zero byte": (
        lambda: b"date,visits\n2026-10-01,\x001\n",
        f"{FILE}:2 RG406 there is a zero byte in the text",
    ),
    "nothing but zeros": (
        lambda: bytes(4096),
        f"{FILE}:1 RG406 there is a zero byte in the text",
    ),
    "5,000 columns": (
        lambda: (",".join(f"c{number}" for number in range(5_000)) + "\n").encode() * 50,
        f"{FILE}:1 RG406 there are more than 2,000 columns",
    ),
    "a cell of 10 MB": (
        lambda: (HEADER + '2026-10-01,"' + "9" * 10_000_000 + '"\n').encode(),
        f"{FILE}:2 RG407 a cell is longer than 131,072 characters",
    ),
    "a quote that never closes": (
        lambda: (HEADER + '2026-10-01,"1\n' + "2026-10-02,2\n" * 20_000).encode(),
        f"{FILE}:2 RG407 a cell is longer than 131,072 characters",
    ),
    "UTF-8 cut within a character": (
        lambda: "会社,数\n株式会社".encode()[:-1],
        f"{FILE}:2 RG405 the file ends within a character: line 2, byte 21 of the file (0xE7)",
    ),
    "cp932 cut within a character": (
        lambda: "会社,数\n株式会社".encode("cp932")[:-1],
        f"{FILE}:2 RG405 the file ends within a character: line 2, byte 15 of the file (0x8E)",
    ),
    "UTF-16 cut within a character": (
        lambda: TEXT.encode("utf-16")[:-1],
        f"{FILE}:3 RG405 the file ends within a character",
    ),
    "half a gzip": (
        lambda: gzip.compress(TEXT.encode() * 1000)[:-20],
        f"{FILE} RG442 the archive breaks off before its end",
    ),
    "a gzip that is none": (
        lambda: b"\x1f\x8b" + b"x" * 100,
        f"{FILE} RG442 the archive cannot be unpacked",
    ),
    "a gzip bomb": (
        lambda: gzip.compress(bytes(100_000_000)),
        f"{FILE} RG442 the archive unpacks to far more than tables of this size hold",
    ),
    "a gzip within a gzip": (
        lambda: gzip.compress(gzip.compress(TEXT.encode())),
        f"{FILE} RG442 an archive lies within the archive",
    ),
    "half a zip": (
        lambda: zipped({"a.csv": TEXT.encode()})[:-30],
        f"{FILE} RG442 the archive cannot be unpacked",
    ),
    "a zip bomb": (
        lambda: zipped({"a.csv": bytes(100_000_000)}),
        f"{FILE} RG442 the archive unpacks to far more than tables of this size hold",
    ),
    "a zip that lies about its size": (
        lambda: with_size(bytes(5_000_000), 500),
        f"{FILE} RG442 the archive cannot be unpacked",
    ),
    "a zip of very many members": (
        lambda: zipped({f"{number}.csv": b"" for number in range(101)}),
        f"{FILE} RG442 the archive has 101 members, more than 100",
    ),
    "a zip within a zip": (
        lambda: zipped({"a.csv": zipped({"b.csv": TEXT.encode()})}),
        f"{FILE}/a.csv RG442 an archive lies within the archive",
    ),
    "a zip that climbs": (
        lambda: named("../../etc/a.csv"),
        f"{FILE} RG442 the archive's member '../../etc/a.csv' leads out of it",
    ),
    "a zip with a rooted name": (
        lambda: named("/etc/a.csv"),
        f"{FILE} RG442 the archive's member '/etc/a.csv' leads out of it",
    ),
    "a zip with a drive": (
        lambda: named("C:\\a.csv"),
        f"{FILE} RG442 the archive's member 'C:\\\\a.csv' leads out of it",
    ),
    "a locked zip": (
        lambda: locked(TEXT.encode()),
        f"{FILE}/a.csv RG442 the archive is locked with a password",
    ),
    "a zip of two tables": (
        lambda: zipped({"a.csv": TEXT.encode(), "b.csv": TEXT.encode()}),
        f"{FILE} RG442 the archive holds 2 tables, and one is read",
    ),
    "a zip with one name twice": (
        lambda: twice("a.csv"),
        f"{FILE}/a.csv RG442 two members of the archive have one name",
    ),
    "a zip with a program": (
        lambda: named("a.exe"),
        f"{FILE}/a.exe RG442 this member of the archive is no table",
    ),
    "an empty zip": (lambda: zipped({}), f"{FILE} RG442 the archive is empty"),
}


@pytest.mark.parametrize("case", CASES)
def test_it_is_refused_with_its_place(workspace: Workspace, case: str) -> None:
    make, expected = CASES[case]
    workspace.put({FILE: make()})
    tracemalloc.start()
    (problem,) = workspace.problems(VISITS, "date", "visits")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert told(problem).startswith(expected)
    assert problem.hint
    assert peak < MODEST


def test_a_gzip_of_very_many_pieces_is_still_bounded(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "SMALL", 10_000)
    monkeypatch.setattr(archives, "LARGEST_UNPACKED", 20_000)
    workspace.put({FILE: gzip.compress(bytes(9_000)) * 100})
    assert workspace.problems(VISITS, "date", "visits")[0].code == "RG442"


@pytest.mark.parametrize("newline", ["\r", "\r\n", "\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be", "cp932"])
def test_what_only_looks_broken_is_read(workspace: Workspace, newline: str, encoding: str) -> None:
    text = (TEXT + "2026-10-03,3\n").replace("visits", "訪問").replace("\n", newline)
    columns = {"date": {"as": "date", "type": "date"}, "訪問": {"as": "visits", "type": "number"}}
    workspace.put({FILE: text.encode(encoding)})
    extract = workspace.ask(VISITS | {"columns": columns}, "date", "visits")
    assert [row[1] for row in rows(extract)] == ["1", "2", "3"]


@pytest.mark.parametrize("ending", ["csv.gz", "csv.zip"])
def test_one_packed_table_is_read_as_the_table_it_is(workspace: Workspace, ending: str) -> None:
    content = TEXT.encode()
    packed = gzip.compress(content) if ending == "csv.gz" else zipped({"訪問.csv": content})
    workspace.put({f"inbox/visits.{ending}": packed})
    extract = workspace.ask(VISITS | {"path": f"inbox/visits.{ending}"}, "date", "visits")
    assert len(extract.table) == 2


def test_what_systems_leave_in_a_zip_is_no_member(workspace: Workspace) -> None:
    left = {"__MACOSX/._a.csv": b"\x00\x05", ".DS_Store": b"\x00", "a.csv": TEXT.encode()}
    workspace.put({FILE: zipped(left)})
    assert len(workspace.ask(VISITS, "date", "visits").table) == 2


def test_a_member_of_an_unknown_method_is_refused(workspace: Workspace) -> None:
    packed = bytearray(named("a.csv"))
    for mark, at in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        packed[packed.index(mark) + at] = 99
    workspace.put({FILE: bytes(packed)})
    (problem,) = workspace.problems(VISITS, "date", "visits")
    assert told(problem).startswith(f"{FILE} RG442 the archive cannot be unpacked")


def test_a_member_with_wrong_content_is_refused(workspace: Workspace) -> None:
    packed = bytearray(zipped({"a.csv": TEXT.encode() * 100}))
    packed[60] ^= 0xFF
    workspace.put({FILE: bytes(packed)})
    (problem,) = workspace.problems(VISITS, "date", "visits")
    assert (problem.code, problem.place.path) in (("RG442", FILE), ("RG442", f"{FILE}/a.csv"))


def test_a_pipe_is_not_waited_for(workspace: Workspace) -> None:
    (workspace.root / "inbox").mkdir()
    os.mkfifo(workspace.root / FILE)
    (problem,) = workspace.problems(VISITS, "date", "visits")
    assert told(problem).startswith(f"{FILE} RG406 this is not a regular file")


def test_a_link_out_of_the_workspace_is_not_followed(workspace: Workspace, tmp_path: Path) -> None:
    workspace.root = tmp_path / "workspace"
    (workspace.root / "inbox").mkdir(parents=True)
    (tmp_path / "secret.csv").write_text(TEXT)
    (workspace.root / FILE).symlink_to(tmp_path / "secret.csv")
    workspace.context = workspace.at(workspace.root)
    (problem,) = workspace.problems(VISITS, "date", "visits")
    assert told(problem).startswith(f"{FILE} RG406 the file is a link that leads out of the")


@pytest.mark.parametrize("target", ["gone.csv", "visits.csv"])
def test_a_link_to_nothing_or_to_itself_is_no_missing_file(
    workspace: Workspace, target: str
) -> None:
    (workspace.root / "inbox").mkdir()
    (workspace.root / FILE).symlink_to(target)
    (problem,) = workspace.problems(VISITS, "date", "visits")
    assert told(problem) == (
        f"{FILE} RG406 the file is a link that leads nowhere"
        " | copy the file itself into the workspace"
    )


def test_a_link_within_the_workspace_is_followed(workspace: Workspace) -> None:
    workspace.put({"shared/visits.csv": TEXT})
    (workspace.root / "inbox").mkdir()
    (workspace.root / FILE).symlink_to("../shared/visits.csv")
    assert len(workspace.ask(VISITS, "date", "visits").table) == 2


def test_a_socket_is_no_file(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    (workspace.root / "inbox").mkdir()
    monkeypatch.chdir(workspace.root)
    with socket.socket(socket.AF_UNIX) as opened:
        opened.bind(FILE)
        (problem,) = workspace.problems(VISITS, "date", "visits")
    assert told(problem).startswith(f"{FILE} RG406 this is not a regular file")


def test_a_name_longer_than_any_file_has_is_a_missing_file(workspace: Workspace) -> None:
    path = f"inbox/{'数' * 90}.csv"
    (problem,) = workspace.problems(VISITS | {"path": path}, "date", "visits")
    assert problem.code == "RG401"


@pytest.mark.parametrize(
    "path", ["http://example.com/visits.csv", "https://example.com/a.csv", "file:///etc/passwd"]
)
def test_nothing_is_fetched_from_an_address(workspace: Workspace, path: str) -> None:
    (problem,) = workspace.problems(VISITS | {"path": path}, "date", "visits")
    assert told(problem).startswith(
        f"configs/minato/client.yml RG406 {path!r} does not name files below the workspace"
    )


def test_zlib_without_its_head_is_not_taken_for_a_table(workspace: Workspace) -> None:
    workspace.put({FILE: zlib.compress(TEXT.encode())})
    assert workspace.problems(VISITS, "date", "visits")[0].code in ("RG404", "RG405", "RG406")

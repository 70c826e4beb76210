"""The line with which a file says what it is and which version of reportgen wrote it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from reportgen import __version__
from reportgen.config.places import Origins
from reportgen.errors import Problem

SCHEMA = "schema"
WORKSPACE = "reportgen/agency"
"""The kind of file that makes a folder a workspace."""


def schema_problems(expected: str, data: Mapping[str, Any], origins: Origins) -> Iterator[Problem]:
    """Whether the file says that it follows the schema it is read by."""
    written = data.get(SCHEMA)
    if written == expected:
        return
    hint = f"write schema: {expected}"
    if written is None:
        what = "the file does not say what it is"
        yield origins.problem("RG121", (SCHEMA,), what, hint=f"{hint}, as its first key")
        return
    kind, _, version = expected.partition("@")
    reads = f"this is reportgen {__version__}, which reads {expected}"
    given = re.fullmatch(rf"{kind}@([0-9]{{1,9}})", str(written))
    if given is None:
        what = f"this file must say that it is {expected}, not {written!r}"
        yield origins.problem("RG128", (SCHEMA,), what, hint=hint)
    elif int(given[1]) > int(version):
        whole = "this workspace" if kind == WORKSPACE else "this file"
        what = f"{whole} is written for a newer reportgen: {written}"
        hint = "upgrade reportgen, then run this again"
        yield origins.problem("RG128", (SCHEMA,), what, why=reads, hint=hint)
    else:
        what = f"this file is written for an older reportgen: {written}"
        yield origins.problem("RG128", (SCHEMA,), what, why=reads, hint=f"{hint}, then validate")

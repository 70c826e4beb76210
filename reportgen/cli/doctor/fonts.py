"""The report's own faces: what they are made from, and where they lie."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from shutil import which

from reportgen.cli.doctor import remedies
from reportgen.cli.doctor.case import Case
from reportgen.cli.doctor.finding import Finding, failing, well
from reportgen.errors import EnvironmentFailed


def report_fonts(case: Case) -> Iterator[Finding]:
    """The faces every page is set in, made from Noto."""
    from reportgen.render import fonts

    found = fonts.source_files()
    missing = [name for name, path in found.items() if path is None]
    sources = tuple(f"{name}: {path}" for name, path in found.items() if path is not None)
    if missing:
        seen = f"{', '.join(missing)} not found"
        yield failing("fonts", seen, remedies.FONTS.remedy, sources)
        return
    try:
        made = fonts.faces()
    except EnvironmentFailed as failed:
        yield failing("fonts", failed.message, failed.hint, sources)
        return
    families = tuple(dict.fromkeys(face.family for face in fonts.FACES))
    details = (*sources, *_namesakes(families))
    yield well("fonts", f"{', '.join(made.files)} in {made.directory}", details)


def _namesakes(families: tuple[str, ...]) -> Iterator[str]:
    """Installed fonts of our faces' names; the page's own faces come before them."""
    names = " and ".join(families)
    files = [file for family in families for file in _files_of(family)]
    if files:
        yield f"{names} are our own names; not used although installed: {', '.join(files)}"
    else:
        yield f"{names} are our own names; no installed font can take their place"


def _files_of(family: str) -> tuple[str, ...]:
    lister = which("fc-list")
    if lister is None:
        return ()
    command = [lister, "--format", "%{file}\n", family]
    listed = subprocess.run(command, capture_output=True, text=True, check=False)
    return tuple(sorted(listed.stdout.splitlines()))

"""The three faces every page is set in, made once from Noto CJK under names of our own.

A private family name means that no installed font can take a face's place; a subset, wide enough
for every Japanese name, keeps faces and reports small. Same sources, same HarfBuzz: same bytes.
"""

from __future__ import annotations

import hashlib
import io
import json
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from shutil import rmtree, which

from fontTools.ttLib import TTCollection, TTFont, TTLibError

from reportgen.errors import EnvironmentFailed
from reportgen.render import harfbuzz
from reportgen.render.kept import caches

RECIPE = "2"
"""Counts the changes of this file that change the bytes of a face."""

FONT_FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.local/share/fonts",
    "~/.fonts",
    "~/Library/Fonts",
    "/Library/Fonts",
)
RIGHTS = (0, 5, 7, 13, 14)
"""Names of a font that say whose it is: copyright, version, trademark, licence, its address."""

EUC = "euc_jis_2004"
FEATURES = ("kern", "palt", "halt", "ccmp", "liga", "calt", "mark")
INSTALL_FONTS = """Install Noto Sans CJK and Noto Serif CJK, then build again:
  Debian, Ubuntu:  sudo apt-get update && sudo apt-get install -y --no-install-recommends \
fonts-noto-cjk fonts-noto-cjk-extra
  Fedora:          sudo dnf install -y google-noto-sans-cjk-fonts google-noto-serif-cjk-fonts
  macOS:           brew install --cask font-noto-sans-cjk font-noto-serif-cjk"""


@dataclass(frozen=True)
class Face:
    """One face: the family and weight pages ask for, and the Noto face it is made from.

    `source` is the Noto face's PostScript name, `found_in` the files it is known to come in.
    """

    file: str
    family: str
    weight: int
    style: str
    source: str
    found_in: tuple[str, ...]


def _face(file: str, family: str, weight: int, style: str, kind: str) -> Face:
    files = (f"Noto{kind}CJK-{style}.ttc", f"Noto{kind}CJKjp-{style}.otf", f"Noto{kind}CJK.ttc")
    return Face(file, family, weight, style, f"Noto{kind}CJKjp-{style}", files)


SANS = _face("RGSans-Regular.otf", "RG Sans", 400, "Regular", "Sans")
BOLD = _face("RGSans-Bold.otf", "RG Sans", 700, "Bold", "Sans")
SERIF = _face("RGSerif-SemiBold.otf", "RG Serif", 600, "SemiBold", "Serif")
FACES = (SANS, BOLD, SERIF)


@dataclass(frozen=True)
class Faces:
    """The faces as files in one folder, and the hash of each by its file name."""

    directory: Path
    files: tuple[str, ...]
    sha256: Mapping[str, str] = field(hash=False)

    def path(self, face: Face) -> Path:
        """Where a face's file is."""
        return self.directory / face.file


@cache
def faces() -> Faces:
    """The faces of this machine, made on first use and kept for every later report."""
    sources = {face: _source(face) for face in FACES}
    folder = cache_folder() / _key(sources)
    made = _read(folder)
    if made is None:
        _make(sources, folder)
        made = _read(folder)
    if made is None:
        raise EnvironmentFailed(
            f"the fonts written to {folder} do not read back as written",
            "Free space on the disk, remove this folder, and build again.",
        )
    return made


# ---- the sources


@dataclass(frozen=True)
class _Source:
    """A Noto face on this machine: its file, its place in it, checksums, and whose it is."""

    path: Path
    index: int
    checksums: str
    rights: Mapping[int, str]


def source_files() -> Mapping[str, Path | None]:
    """The file each Noto face is in, by its PostScript name; None where it is not installed."""
    found = {face.source: _found(face) for face in FACES}
    return {name: None if source is None else source.path for name, source in found.items()}


def _found(face: Face) -> _Source | None:
    in_files = (_face_in(path, face.source) for path in _candidates(face))
    return next((source for source in in_files if source is not None), None)


def _source(face: Face) -> _Source:
    found = _found(face)
    if found is not None:
        return found
    raise EnvironmentFailed(
        f"the font {face.source} is not installed; pages are set in it", INSTALL_FONTS
    )


def _candidates(face: Face) -> Iterator[Path]:
    listed = _listed().get(face.source)
    if listed:
        yield Path(listed)
    for folder in FONT_FOLDERS:
        for name in face.found_in:
            yield from sorted(Path(folder).expanduser().rglob(name))


@cache
def _listed() -> Mapping[str, str]:
    """Installed fonts by PostScript name, where the machine keeps a list of them."""
    lister = which("fc-list")
    if lister is None:
        return {}
    command = [lister, "--format", "%{postscriptname}\t%{file}\n"]
    listing = subprocess.run(command, capture_output=True, text=True, check=False)
    lines = (line.partition("\t") for line in sorted(listing.stdout.splitlines()))
    return {name: file for name, _, file in lines}


def _face_in(path: Path, name: str) -> _Source | None:
    try:
        is_collection = path.suffix.lower() == ".ttc"
        fonts = TTCollection(path, lazy=True).fonts if is_collection else [TTFont(path, lazy=True)]
    except (OSError, TTLibError):
        return None
    for index, font in enumerate(fonts):
        if font["name"].getDebugName(6) == name:
            tables = sorted(font.reader.tables.items())
            checksums = " ".join(f"{tag}:{entry.checkSum:08x}" for tag, entry in tables)
            rights = {id: str(font["name"].getDebugName(id) or "") for id in RIGHTS}
            return _Source(path, index, checksums, rights)
    return None


def _key(sources: Mapping[Face, _Source]) -> str:
    """Names what the faces are made of: the recipe, HarfBuzz, and the sources' contents."""
    parts = (RECIPE, harfbuzz.version(), *(source.checksums for source in sources.values()))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


# ---- the folder they are kept in


def cache_folder() -> Path:
    """Where the faces of this user are kept."""
    return caches() / "fonts"


def _read(folder: Path) -> Faces | None:
    """The faces of a finished folder; None where there is none or a file is not as written."""
    try:
        sha256 = json.loads((folder / "sha256.json").read_text(encoding="utf-8"))
        found = {face.file: _sha256(folder / face.file) for face in FACES}
    except (OSError, ValueError):
        return None
    return Faces(folder, tuple(found), found) if found == sha256 else None


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _make(sources: Mapping[Face, _Source], folder: Path) -> None:
    """Write all faces beside the folder, then put them in place with one rename."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        scratch = Path(tempfile.mkdtemp(prefix=f"{folder.name}.", dir=folder.parent))
        try:
            _write(sources, scratch)
            if folder.exists() and _read(folder) is None:
                rmtree(folder)
            scratch.rename(folder)
        finally:
            rmtree(scratch, ignore_errors=True)
    except OSError as error:
        if _read(folder) is None:  # else another process was first
            raise EnvironmentFailed(
                f"the fonts cannot be written to {folder}: {error.strerror}",
                "Make the folder writable, or set XDG_CACHE_HOME to one that is.",
            ) from error


def _write(sources: Mapping[Face, _Source], folder: Path) -> None:
    folder.chmod(0o755)
    for face, source in sources.items():
        cut = harfbuzz.cut(source.path, source.index, characters(), FEATURES)
        font = TTFont(io.BytesIO(cut), recalcTimestamp=False, recalcBBoxes=False)
        _rename(font, face, source.rights)
        font.save(folder / face.file)
    hashes = {face.file: _sha256(folder / face.file) for face in sources}
    (folder / "sha256.json").write_text(json.dumps(hashes), encoding="utf-8")


def _rename(font: TTFont, face: Face, rights: Mapping[int, str]) -> None:
    """Give a font its private name; whose it is and its licence stay in it."""
    script = face.file.removesuffix(".otf")
    full = face.family if face.style == "Regular" else f"{face.family} {face.style}"
    style = "Bold" if face.style == "Bold" else "Regular"
    font["name"].names = []
    own = {1: face.family, 2: style, 3: script, 4: full, 6: script}
    for id, words in sorted({**rights, **own}.items()):
        font["name"].setName(words, id, 3, 1, 0x409)


# ---- what is in them


@cache
def characters() -> frozenset[int]:
    """JIS X 0213 and Windows code page 932, so that no Japanese name becomes an empty box."""
    codes: set[int] = set()
    for first, last in (
        (0x0020, 0x0250),  # Latin
        (0x2010, 0x2070),  # punctuation
        (0x2190, 0x2300),  # arrows, mathematics
        (0x2460, 0x2500),  # numbers in circles
        (0x25A0, 0x2610),  # shapes
        (0x3000, 0x3400),  # Japanese punctuation, kana, units
        (0xFF00, 0xFFF0),  # full and half width
    ):
        codes.update(range(first, last))
    for high in range(0x81, 0xFF):
        for low in range(0x40, 0xFF):
            pair = bytes((high, low))
            for code, name in ((pair, "cp932"), (pair, EUC), (b"\x8f" + pair, EUC)):
                codes.update(map(ord, code.decode(name, errors="ignore")))
    return frozenset(codes)

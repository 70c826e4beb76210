"""The three faces every page is set in, made once from Noto CJK under names of our own.

A private family name means that no installed font can take a face's place, and a static subset
means that a page looks the same on every machine: same sources, same bytes.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from shutil import rmtree, which

import fontTools
from fontTools import subset
from fontTools.ttLib import TTCollection, TTFont, TTLibError

from reportgen.errors import EnvironmentFailed

RECIPE = f"1 fontTools {fontTools.version}"
"""Changes with everything that changes the bytes of a face."""

FONT_FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.local/share/fonts",
    "~/.fonts",
    "~/Library/Fonts",
    "/Library/Fonts",
)
FEATURES = ("kern", "palt", "halt", "ccmp", "locl", "liga", "calt", "mark")
INSTALL = """Install Noto Sans CJK and Noto Serif CJK, then build again:
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

    @property
    def full_name(self) -> str:
        """The name of this one face: `RG Sans Bold`."""
        return self.family if self.style == "Regular" else f"{self.family} {self.style}"


SANS, BOLD, SERIF = FACES = (
    Face(
        "RGSans-Regular.otf",
        "RG Sans",
        400,
        "Regular",
        "NotoSansCJKjp-Regular",
        ("NotoSansCJK-Regular.ttc", "NotoSansCJKjp-Regular.otf", "NotoSansCJK.ttc"),
    ),
    Face(
        "RGSans-Bold.otf",
        "RG Sans",
        700,
        "Bold",
        "NotoSansCJKjp-Bold",
        ("NotoSansCJK-Bold.ttc", "NotoSansCJKjp-Bold.otf", "NotoSansCJK.ttc"),
    ),
    Face(
        "RGSerif-SemiBold.otf",
        "RG Serif",
        600,
        "SemiBold",
        "NotoSerifCJKjp-SemiBold",
        ("NotoSerifCJK-SemiBold.ttc", "NotoSerifCJKjp-SemiBold.otf", "NotoSerifCJK.ttc"),
    ),
)


@dataclass(frozen=True)
class Faces:
    """The faces as files in one folder, and the hash of each by its file name."""

    directory: Path
    files: tuple[str, ...]
    sha256: Mapping[str, str]

    def path(self, face: Face) -> Path:
        """Where a face's file is."""
        return self.directory / face.file


@cache
def faces() -> Faces:
    """The faces of this machine, made on first use and kept for every later report."""
    sources = {face: _source(face) for face in FACES}
    folder = _cache_folder() / _key(sources)
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


def _source(face: Face) -> TTFont:
    for path in _candidates(face):
        font = _face_in(path, face.source)
        if font is not None:
            return font
    raise EnvironmentFailed(
        f"the font {face.source} is not installed; pages are set in it", INSTALL
    )


def _candidates(face: Face) -> Iterator[Path]:
    listed = _listed().get(face.source)
    if listed:
        yield Path(listed)
    for folder in FONT_FOLDERS:
        root = Path(folder).expanduser()
        for name in face.found_in:
            yield from sorted(root.rglob(name))


@cache
def _listed() -> Mapping[str, str]:
    """Installed fonts by PostScript name, where the machine has a list of them."""
    lister = which("fc-list")
    if lister is None:
        return {}
    command = [lister, "--format", "%{postscriptname}\t%{file}\n"]
    listing = subprocess.run(command, capture_output=True, text=True, check=False)
    pairs = (line.split("\t") for line in sorted(listing.stdout.splitlines()) if "\t" in line)
    return {name: file for name, file in pairs}


def _face_in(path: Path, source: str) -> TTFont | None:
    try:
        if path.suffix == ".ttc":
            fonts = TTCollection(str(path), lazy=True).fonts
        else:
            fonts = [TTFont(str(path), lazy=True)]
    except (OSError, TTLibError):
        return None
    return next((font for font in fonts if font["name"].getDebugName(6) == source), None)


def _key(sources: Mapping[Face, TTFont]) -> str:
    """What the faces are made of: the recipe, and the checksum of every table of the sources."""
    digest = hashlib.sha256(RECIPE.encode())
    for font in sources.values():
        for tag, entry in sorted(font.reader.tables.items()):
            digest.update(f"{tag} {entry.checkSum} {entry.length}\n".encode())
    return digest.hexdigest()[:32]


# ---- the folder they are kept in


def _cache_folder() -> Path:
    base = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    return Path(base).expanduser() / "reportgen" / "fonts"


def _read(folder: Path) -> Faces | None:
    """The faces of a finished folder; None where there is none or a file is not as written."""
    try:
        sha256 = json.loads((folder / "sha256.json").read_text(encoding="utf-8"))
        found = {face.file: _sha256(folder / face.file) for face in FACES}
    except (OSError, ValueError):
        return None
    if found != sha256:
        return None
    return Faces(folder, tuple(found), found)


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _make(sources: Mapping[Face, TTFont], folder: Path) -> None:
    """Write all faces beside the folder, then put them in place with one rename."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        scratch = Path(tempfile.mkdtemp(prefix=f"{folder.name}.", dir=folder.parent))
        try:
            _write(sources, scratch)
            if folder.exists() and _read(folder) is None:
                rmtree(folder)
            if not folder.exists():
                scratch.rename(folder)
        finally:
            rmtree(scratch, ignore_errors=True)
    except OSError as error:
        if _read(folder) is not None:  # another process was first
            return
        raise EnvironmentFailed(
            f"the fonts cannot be written to {folder}: {error.strerror}",
            "Make the folder writable, or set XDG_CACHE_HOME to one that is.",
        ) from error


def _write(sources: Mapping[Face, TTFont], folder: Path) -> None:
    wanted = characters()
    for face, font in sources.items():
        _subset(font, wanted)
        _rename(font, face)
        font.save(folder / face.file)
    hashes = {face.file: _sha256(folder / face.file) for face in sources}
    (folder / "sha256.json").write_text(json.dumps(hashes), encoding="utf-8")


def _subset(font: TTFont, wanted: frozenset[int]) -> None:
    font.recalcTimestamp = False
    options = subset.Options()
    options.layout_features = list(FEATURES)
    options.name_IDs = ["*"]
    options.name_languages = ["*"]
    options.notdef_outline = True
    options.hinting = False
    options.desubroutinize = False
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=wanted)
    subsetter.subset(font)


def _rename(font: TTFont, face: Face) -> None:
    """Give a font its private name everywhere it is called by one; its licence stays."""
    names = font["name"]
    licence = {id: names.getDebugName(id) for id in (0, 5, 7, 13, 14)}
    script = face.file.removesuffix(".otf")
    style = "Bold" if face.style == "Bold" else "Regular"
    own = {1: face.family, 2: style, 3: script, 4: face.full_name, 6: script}
    names.names = []
    for id, words in sorted((licence | own).items()):
        if words is not None:
            names.setName(words, id, 3, 1, 0x409)
    drawn = font["CFF "].cff
    drawn.fontNames = [script]
    top = drawn.topDictIndex[0]
    top.FullName, top.FamilyName, top.Weight = face.full_name, face.family, face.style


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
            codes.update(_decoded(bytes((high, low)), "cp932"))
            if high >= 0xA1 and low >= 0xA1:
                codes.update(_decoded(bytes((high, low)), "euc_jis_2004"))
                codes.update(_decoded(bytes((0x8F, high, low)), "euc_jis_2004"))
    return frozenset(codes)


def _decoded(code: bytes, encoding: str) -> set[int]:
    return {ord(character) for character in code.decode(encoding, errors="ignore")}

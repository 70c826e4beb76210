"""The three faces every page is set in, made once from Noto CJK under names of our own.

A private family name means that no installed font can take a face's place; a subset, wide enough
for every Japanese name, keeps faces and reports small. HarfBuzz cuts it, which the PDF needs
anyway. Same sources, same HarfBuzz: same bytes.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import hashlib
import io
import json
import os
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from shutil import rmtree, which
from typing import Any

from fontTools.ttLib import TTCollection, TTFont, TTLibError

from reportgen.errors import EnvironmentFailed

RECIPE = "1"
"""Counts the changes of this file that change the bytes of a face."""

FONT_FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.local/share/fonts",
    "~/.fonts",
    "~/Library/Fonts",
    "/Library/Fonts",
)
FEATURES = ("kern", "palt", "halt", "ccmp", "liga", "calt", "mark")
INSTALL_FONTS = """Install Noto Sans CJK and Noto Serif CJK, then build again:
  Debian, Ubuntu:  sudo apt-get update && sudo apt-get install -y --no-install-recommends \
fonts-noto-cjk fonts-noto-cjk-extra
  Fedora:          sudo dnf install -y google-noto-sans-cjk-fonts google-noto-serif-cjk-fonts
  macOS:           brew install --cask font-noto-sans-cjk font-noto-serif-cjk"""
INSTALL_HARFBUZZ = """Install it, then build again:
  Debian, Ubuntu:  sudo apt-get update && sudo apt-get install -y libharfbuzz-subset0
  Fedora:          sudo dnf install -y harfbuzz
  macOS:           brew install harfbuzz"""


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


@dataclass(frozen=True)
class _Source:
    """A Noto face on this machine: its file, its place in it, and its tables' checksums."""

    path: Path
    index: int
    checksums: str


def _source(face: Face) -> _Source:
    for path in _candidates(face):
        found = _face_in(path, face.source)
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
    pairs = (line.split("\t") for line in sorted(listing.stdout.splitlines()) if "\t" in line)
    return dict(tuple(pair) for pair in pairs)


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
            return _Source(path, index, checksums)
    return None


def _key(sources: Mapping[Face, _Source]) -> str:
    """Names what the faces are made of: the recipe, HarfBuzz, and the sources' contents."""
    version = _harfbuzz().hb_version_string().decode()
    parts = (RECIPE, version, *(source.checksums for source in sources.values()))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


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
        font = TTFont(io.BytesIO(_cut(source)), recalcTimestamp=False, recalcBBoxes=False)
        _rename(font, face)
        font.save(folder / face.file)
    hashes = {face.file: _sha256(folder / face.file) for face in sources}
    (folder / "sha256.json").write_text(json.dumps(hashes), encoding="utf-8")


def _rename(font: TTFont, face: Face) -> None:
    """Give a font its private name; its licence stays in it."""
    names = font["name"]
    kept = {id: names.getDebugName(id) for id in (0, 5, 7, 13, 14)}
    script = face.file.removesuffix(".otf")
    full = face.family if face.style == "Regular" else f"{face.family} {face.style}"
    style = "Bold" if face.style == "Bold" else "Regular"
    names.names = []
    for id, words in (kept | {1: face.family, 2: style, 3: script, 4: full, 6: script}).items():
        if words is not None:
            names.setName(words, id, 3, 1, 0x409)


# ---- cutting


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
            for code, encoding in (
                (pair, "cp932"),
                (pair, "euc_jis_2004"),
                (b"\x8f" + pair, "euc_jis_2004"),
            ):
                codes.update(map(ord, code.decode(encoding, errors="ignore")))
    return frozenset(codes)


@cache
def _harfbuzz() -> Any:
    """HarfBuzz with its subset library, by the names it has on Linux and macOS."""
    found = ctypes.util.find_library("harfbuzz-subset")
    for name in (found, "libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib"):
        try:
            library = ctypes.CDLL(name) if name else None
        except OSError:
            continue
        if library is not None:
            return _declared(library)
    raise EnvironmentFailed("HarfBuzz's subset library is not installed", INSTALL_HARFBUZZ)


def _declared(library: ctypes.CDLL) -> ctypes.CDLL:
    """The library with the types of the few functions used here; pointers stay opaque."""
    pointer, number, text = ctypes.c_void_p, ctypes.c_uint, ctypes.c_char_p
    for name, result, arguments in (
        ("hb_version_string", text, ()),
        ("hb_blob_create", pointer, (text, number, ctypes.c_int, pointer, pointer)),
        ("hb_face_create", pointer, (pointer, number)),
        ("hb_set_add", None, (pointer, number)),
        ("hb_set_clear", None, (pointer,)),
        ("hb_subset_input_create_or_fail", pointer, ()),
        ("hb_subset_input_unicode_set", pointer, (pointer,)),
        ("hb_subset_input_set", pointer, (pointer, number)),
        ("hb_subset_input_set_flags", None, (pointer, number)),
        ("hb_subset_or_fail", pointer, (pointer, pointer)),
        ("hb_face_reference_blob", pointer, (pointer,)),
        ("hb_blob_get_data", pointer, (pointer, ctypes.POINTER(number))),
    ):
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
    return library


def _cut(source: _Source) -> bytes:
    """A face with the characters and features of a report only, without hints."""
    harfbuzz, content = _harfbuzz(), source.path.read_bytes()
    blob = harfbuzz.hb_blob_create(content, len(content), 1, None, None)
    wish = harfbuzz.hb_subset_input_create_or_fail()
    letters = harfbuzz.hb_subset_input_unicode_set(wish)
    for code in sorted(characters()):
        harfbuzz.hb_set_add(letters, code)
    features = harfbuzz.hb_subset_input_set(wish, 6)
    harfbuzz.hb_set_clear(features)
    for tag in FEATURES:
        harfbuzz.hb_set_add(features, int.from_bytes(tag.encode(), "big"))
    harfbuzz.hb_subset_input_set_flags(wish, 1)
    result = harfbuzz.hb_subset_or_fail(harfbuzz.hb_face_create(blob, source.index), wish)
    if not result:
        raise EnvironmentFailed(f"HarfBuzz cannot read the font {source.path}", INSTALL_FONTS)
    length = ctypes.c_uint()
    data = harfbuzz.hb_blob_get_data(harfbuzz.hb_face_reference_blob(result), ctypes.byref(length))
    return ctypes.string_at(data, length.value)

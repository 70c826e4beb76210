"""Cutting a font to the characters of a report; HarfBuzz's own subset library does it.

The PDF needs that library anyway, and it is some hundred times faster than cutting in Python.
"""

from __future__ import annotations

import ctypes
import ctypes.util
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from reportgen.errors import EnvironmentFailed

INSTALL = """Install it, then build again:
  Debian, Ubuntu:  sudo apt-get update && sudo apt-get install -y libharfbuzz-subset0
  Fedora:          sudo dnf install -y harfbuzz
  macOS:           brew install harfbuzz"""
NAMES = ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib", "harfbuzz-subset.dll")
LAYOUT_FEATURES, NO_HINTING = 6, 1
"""Values of HarfBuzz's `hb_subset_sets_t` and `hb_subset_flags_t`."""


def version() -> str:
    """HarfBuzz's version; another one may cut the same font into other bytes."""
    return str(_harfbuzz().hb_version_string().decode())


def cut(path: Path, index: int, characters: Iterable[int], features: Iterable[str]) -> bytes:
    """A face with the characters and features of a report only, without hints."""
    harfbuzz, content = _harfbuzz(), path.read_bytes()
    blob = harfbuzz.hb_blob_create(content, len(content), 1, None, None)
    wish = harfbuzz.hb_subset_input_create_or_fail()
    letters = harfbuzz.hb_subset_input_unicode_set(wish)
    for code in sorted(characters):
        harfbuzz.hb_set_add(letters, code)
    kept = harfbuzz.hb_subset_input_set(wish, LAYOUT_FEATURES)
    harfbuzz.hb_set_clear(kept)
    for tag in features:
        harfbuzz.hb_set_add(kept, int.from_bytes(tag.encode(), "big"))
    harfbuzz.hb_subset_input_set_flags(wish, NO_HINTING)
    result = harfbuzz.hb_subset_or_fail(harfbuzz.hb_face_create(blob, index), wish)
    if not result:
        raise EnvironmentFailed(f"HarfBuzz cannot read the font {path}", INSTALL)
    length = ctypes.c_uint()
    data = harfbuzz.hb_blob_get_data(harfbuzz.hb_face_reference_blob(result), ctypes.byref(length))
    return ctypes.string_at(data, length.value)


def _names() -> Iterator[str]:
    """The names it has on Linux and macOS; where it has none of them, the one that is found."""
    yield from NAMES
    yield ctypes.util.find_library("harfbuzz-subset") or ""


@cache
def _harfbuzz() -> Any:
    """HarfBuzz with its subset library."""
    for name in _names():
        try:
            return _declared(ctypes.CDLL(name))
        except (OSError, AttributeError):
            continue
    raise EnvironmentFailed("HarfBuzz's subset library is not installed", INSTALL)


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

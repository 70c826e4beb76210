"""A table's columns written out: as JSON, of which a hash is taken, and as the cells of CSV."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from json.encoder import encode_basestring

import numpy as np
import numpy.typing as npt
import pandas as pd

from reportgen.model.tables.word_array import column_of_words, words_of
from reportgen.model.tables.words import AT_ONCE, Words

_NEEDS_MARKS = re.compile(r'[,"\r\n]')
_IS_ESCAPED_IN_JSON = np.zeros(256, dtype=bool)
_IS_ESCAPED_IN_JSON[[*range(1, 32), ord('"'), ord("\\")]] = True
_NEEDS_MARKS_IN_CSV = np.zeros(256, dtype=bool)
_NEEDS_MARKS_IN_CSV[[*b',"\r\n']] = True


def as_json(column: pd.Series) -> Iterator[bytes]:
    """A column of text or of whole numbers as a JSON list, in pieces."""
    yield b"["
    separator = b""
    for cells in _pieces(column, _IS_ESCAPED_IN_JSON, _json):
        yield separator
        separator = b", "
        if isinstance(cells, np.ndarray):
            yield b'"' + b'", "'.join(cells.tolist()) + b'"'
        else:
            yield b", ".join(cells)
    yield b"]"


def as_csv(column: pd.Series) -> Iterator[list[bytes]]:
    """A column of text or of whole numbers as cells of CSV, some thousands at a time."""
    for cells in _pieces(column, _NEEDS_MARKS_IN_CSV, _csv):
        yield cells.tolist() if isinstance(cells, np.ndarray) else cells


def _json(text: str) -> bytes:
    return encode_basestring(text).encode("utf-8", "surrogatepass")


def _csv(text: str) -> bytes:
    if _NEEDS_MARKS.search(text):
        text = '"' + text.replace('"', '""') + '"'
    return text.encode("utf-8", "surrogatepass")


def _pieces(
    column: pd.Series, special: npt.NDArray[np.bool_], quoted: Callable[[str], bytes]
) -> Iterator[list[bytes] | npt.NDArray[np.bytes_]]:
    """Cells that are written; an array of those that are written as they are."""
    if pd.api.types.is_integer_dtype(column.dtype):
        yield from _numbers(column)
        return
    words = words_of(column)
    texts = np.array([*map(quoted, words.texts), b""], dtype=object)[:-1]
    for start in range(0, len(words), AT_ONCE):
        rows = slice(start, start + AT_ONCE)
        if not words.is_packed:
            yield texts[words.codes[rows]].tolist()
            continue
        cells = words.as_packed()[rows]
        if special[cells.view(np.uint8)].any():
            yield [quoted(text) for text in words.listed(rows)]
        else:
            yield cells


def _numbers(column: pd.Series) -> Iterator[list[bytes]]:
    numbers = column.to_numpy()
    if len(numbers) and (numbers == numbers[0]).all():
        yield from as_csv(column_of_words(Words.alike(str(numbers[0]), len(numbers))))
        return
    for start in range(0, len(numbers), AT_ONCE):
        yield str(numbers[start : start + AT_ONCE].tolist())[1:-1].encode().split(b", ")

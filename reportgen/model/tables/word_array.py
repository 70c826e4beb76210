"""Compact columns of text inside a pandas table."""

from __future__ import annotations

import builtins
import operator
from collections.abc import Callable, Iterator, Sequence
from typing import Any, ClassVar

import numpy as np
import numpy.typing as npt
import pandas as pd
from pandas.api.extensions import ExtensionArray, ExtensionDtype, register_extension_dtype

from reportgen.model.tables.words import Mask, Words


@register_extension_dtype
class WordsDtype(ExtensionDtype):
    """Text of which none is missing: an empty cell is the empty text."""

    name = "words"
    type: ClassVar[builtins.type[Any]] = str
    na_value = ""

    @classmethod
    def construct_array_type(cls) -> builtins.type[ExtensionArray]:
        """The array of such text."""
        return WordsArray


def _compared(how: Callable[[Any, Any], Any]) -> Any:
    def compare(self: WordsArray, other: object) -> Any:
        if isinstance(other, (pd.Series, pd.DataFrame, pd.Index)):
            return NotImplemented
        if isinstance(other, str):
            if how is operator.eq:
                return self.words.is_in((other,))
            if how is operator.ne:
                return ~self.words.is_in((other,))
            return self.words.matches(lambda text: how(text, other))
        return how(np.array(self.words, dtype=object), np.array(other, dtype=object))

    return compare


class WordsArray(ExtensionArray):
    """A column of text in little memory; it is never changed."""

    def __init__(self, words: Words) -> None:
        self.words = words

    @classmethod
    def _from_sequence(
        cls, scalars: Sequence[str], *, dtype: object = None, copy: bool = False
    ) -> WordsArray:
        return cls(Words.of(scalars))

    @classmethod
    def _from_factorized(cls, values: Sequence[str], original: WordsArray) -> WordsArray:
        return cls(Words.of(values))

    @classmethod
    def _concat_same_type(cls, to_concat: Sequence[WordsArray]) -> WordsArray:
        return cls(Words.joined([one.words for one in to_concat]))

    def __getitem__(self, item: Any) -> Any:
        """One cell, or the column of some."""
        item = pd.api.indexers.check_array_indexer(self, item)
        if isinstance(item, (int, np.integer)):
            return self.words[int(item)]
        return WordsArray(self.words.take(item))

    def __len__(self) -> int:
        """How many rows there are."""
        return len(self.words)

    def __iter__(self) -> Iterator[str]:
        """All cells."""
        return iter(self.words)

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> npt.NDArray[Any]:
        """The cells as Python's own text."""
        cells = np.empty(len(self), dtype=object)
        cells[:] = list(self.words)
        return cells if dtype is None else cells.astype(dtype)

    __eq__ = _compared(operator.eq)
    __ne__ = _compared(operator.ne)
    __lt__ = _compared(operator.lt)
    __le__ = _compared(operator.le)
    __gt__ = _compared(operator.gt)
    __ge__ = _compared(operator.ge)

    @property
    def dtype(self) -> WordsDtype:
        """The kind of column."""
        return WordsDtype()

    @property
    def nbytes(self) -> int:
        """Memory held, the different texts apart."""
        return self.words.nbytes

    def isna(self) -> Mask:
        """No text is missing."""
        return np.zeros(len(self), dtype=bool)

    def take(self, indices: Any, *, allow_fill: bool = False, fill_value: Any = None) -> WordsArray:
        """The cells at some places; -1 is none where that is allowed."""
        places = np.asarray(indices, dtype=np.int64)
        if not allow_fill or (places >= 0).all():
            return WordsArray(self.words.take(places))
        joined = Words.joined([self.words, Words.of([""])])
        return WordsArray(joined.take(np.where(places < 0, len(self), places)))

    def copy(self) -> WordsArray:
        """The same: nothing changes it."""
        return self

    def unique(self) -> WordsArray:
        """The different texts in the order in which they first appear."""
        return WordsArray(Words.of(self.words.distinct()))

    def isin(self, values: Sequence[str]) -> Mask:
        """The rows that have one of some texts."""
        return self.words.is_in(tuple(values))

    def factorize(self, use_na_sentinel: bool = True) -> tuple[npt.NDArray[np.intp], WordsArray]:
        """The different texts, and for every row which of them it has."""
        if self.words.is_packed:
            codes, _ = pd.factorize(self.words.as_packed().astype(object))
            return codes, self.unique()
        codes, found = pd.factorize(self.words.codes)
        return codes, WordsArray(Words.of(self.words.texts[code] for code in found.tolist()))

    def map(self, mapper: Any, na_action: object = None) -> WordsArray:
        """Every text in other words."""
        words = mapper if callable(mapper) else mapper.__getitem__
        return WordsArray(self.words.translated(words))

    def tolist(self) -> list[str]:
        """All cells."""
        return list(self.words)

    def _values_for_argsort(self) -> npt.NDArray[Any]:
        return np.asarray(self)

    def _where(self, mask: Mask, value: str) -> WordsArray:
        return WordsArray(self.words.where(np.asarray(mask), value))

    def _formatter(self, boxed: bool = False) -> Callable[[Any], str]:
        return str if boxed else repr


def whole_numbers(words: Words) -> pd.Series:
    """Text that is whole numbers as a table's column."""
    numbers = words.values(lambda texts: np.array(texts, dtype=np.int64).astype(np.int32))
    return pd.Series(numbers, copy=False)


def words_of(column: pd.Series) -> Words:
    """The text of a table's column."""
    array = column.array
    return array.words if isinstance(array, WordsArray) else Words.of(column.tolist())


def column_of_words(cells: Sequence[str]) -> pd.Series:
    """Text as a table's column."""
    return pd.Series(WordsArray(Words.of(cells)), copy=False)

"""Numbers that are added to at their end."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt


class GrowingArray:
    """An array that grows at its end, in one piece of memory; its kind widens where it must."""

    def __init__(self, kind: np.dtype[Any]) -> None:
        self._kind = kind
        self._memory = bytearray()

    def add(self, more: npt.NDArray[Any]) -> None:
        """What follows."""
        kind = np.promote_types(self._kind, more.dtype)
        if kind != self._kind:
            self._memory = bytearray(self.array().astype(kind).tobytes())
            self._kind = kind
        self._memory += more.astype(kind, copy=False).tobytes()

    def array(self) -> npt.NDArray[Any]:
        """All of it; nothing may be added afterwards."""
        return np.frombuffer(self._memory, dtype=self._kind)

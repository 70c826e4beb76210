"""Names and numbers of accounts, as tools write them and people copy them."""

from __future__ import annotations

import re
import unicodedata


def account_key(name: str) -> str:
    """A name or number as it is compared: without case, width, and the dashes of numbers."""
    plain = unicodedata.normalize("NFKC", name).casefold().strip()
    return re.sub(r"[\s-]", "", plain) if re.fullmatch(r"[\d\s-]+", plain) else plain

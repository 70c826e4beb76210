"""The exports of the sample clients minato and harrow, from October 2022 to October 2026.

`python -m sample_data.generate [DIR]` writes every file below DIR; a second run writes the same
bytes. The monthly figures are tables (minato_story, harrow_story); everything below a month (days,
deals, orders) is drawn from a seed so that it adds up to them.
"""

from pathlib import Path

from sample_data.generate import (
    harrow_analytics,
    harrow_shop,
    minato_analytics,
    minato_crm,
)

EXPORTS = (
    minato_analytics.export,
    minato_crm.export,
    harrow_analytics.export,
    harrow_shop.export,
)


def write_all(folder: Path) -> list[Path]:
    """Write every export of both clients below a folder and return the paths, sorted."""
    written: list[Path] = []
    for export in EXPORTS:
        for name, content in export():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            written.append(path)
    return sorted(written)

"""Command: python -m sample_data.generate [DIR]."""

import sys
from pathlib import Path

from sample_data.generate import write_all

if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[1]
    files = write_all(folder)
    size = sum(path.stat().st_size for path in files) / 1_000_000
    print(f"{len(files)} files, {size:.1f} MB, in {folder}")

"""The layout engine finds its libraries without asking around."""

from __future__ import annotations

import ctypes.util
import subprocess
import sys
from pathlib import Path

import pytest

from reportgen.render import harfbuzz
from reportgen.render.libraries import opened_by_name

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="names as on Linux")


def test_no_process_is_started_to_load_the_engine() -> None:
    script = (
        "import subprocess\n"
        "def refuse(self, words, *rest, **more):\n    raise AssertionError(words)\n"
        "subprocess.Popen.__init__ = refuse\n"
        "from reportgen.render import harfbuzz, pdf\n"
        "from weasyprint.text import ffi\n"
        "print(harfbuzz.version(), ffi.harfbuzz_subset is not None)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={"PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == [harfbuzz.version(), "True"]


def test_others_search_for_libraries_as_before() -> None:
    search = ctypes.util.find_library
    with pytest.raises(OSError), opened_by_name():
        assert ctypes.util.find_library("harfbuzz") is None
        raise OSError
    assert ctypes.util.find_library is search

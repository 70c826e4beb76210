from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from reportgen.pipeline import Run
from tests.samples import copy_workspace, run

GOLDEN = Path(__file__).parent / "golden"

settings.register_profile("untimed", deadline=None)
settings.register_profile("proof", deadline=None, max_examples=10_000)
settings.load_profile("untimed")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="rewrite the golden files instead of comparing"
    )


@pytest.fixture(scope="session")
def minato(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The Japanese sample client's October build."""
    return run(copy_workspace(tmp_path_factory.mktemp("minato") / "workspace", "minato"), "minato")


@pytest.fixture(scope="session")
def harrow(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The English sample client's October build."""
    return run(copy_workspace(tmp_path_factory.mktemp("harrow") / "workspace", "harrow"), "harrow")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compares a text with a file below tests/golden/, or rewrites it with --update-golden."""
    is_update = bool(request.config.getoption("--update-golden"))

    def compare(path: str, text: str) -> None:
        file = GOLDEN / path
        if is_update:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="")
        assert file.is_file(), f"{path} is not written yet: make golden"
        with file.open(encoding="utf-8", newline="") as stored:
            assert text == stored.read()

    return compare

from __future__ import annotations

from pathlib import Path

import pytest

from tests.connectors.ga4.service import Desk


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    return Desk(tmp_path, lambda endpoint: monkeypatch.setenv("REPORTGEN_GA4_ENDPOINT", endpoint))

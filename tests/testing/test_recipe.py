"""The recipe for a connector, followed: a package of its own brings a type by entry point."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.config.acme import write
from tests.testing.tills.shop_tills import KEY, TAKINGS, tills

HERE = Path(__file__).parent / "tills"
REPOSITORY = Path(__file__).parents[2]
AGENCY = "schema: reportgen/agency@1\nagency: {name: Aobasha}\n"
CLIENT = """\
schema: reportgen/client@1
client: {id: tea, name: Tea, addressee: To the owner, language: en, timezone: Asia/Tokyo,
  currency: JPY}
sources:
  till: {type: tills, auth: tills}
metrics:
  taken: {from: till, sum: takings, date: date, unit: money}
  receipts: {from: till, sum: receipts, date: date}
kgi: {kpi: sales, who: passers-by, what: tea}
tree: {sales: {guests: null}}
kpis:
  sales: {name: Sales, class: lagging, unit: money, direction: up, metric: taken,
    target: {value: 400_000, by: 2027-03}}
  guests: {name: Guests, class: leading, unit: count, direction: up, metric: receipts,
    lag_months: 1}
phases:
  - {id: p1, name: Sell, from: 2026-04, to: 2027-03, lead: sales}
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the package as an installer leaves it: its modules, and what it brings."""
    folder = tmp_path_factory.mktemp("site-packages")
    for name in ("tills.py", "shop_tills.py"):
        shutil.copy(HERE / name, folder)
    shutil.copy(HERE / "contract_of_tills.py", folder / "test_tills.py")
    about = folder / "reportgen_tills-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: reportgen-tills\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text("[reportgen.connectors]\ntills = tills:fetch\n")
    return folder


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A workspace whose one client lives on what its tills tell."""
    write(tmp_path, "configs/agency.yml", AGENCY)
    write(tmp_path, "configs/tea/client.yml", CLIENT)
    return tmp_path


@pytest.fixture
def url() -> Iterator[str]:
    with tills() as url:
        yield url


def run(
    installed: Path, folder: Path, *words: str, **environment: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *words],
        cwd=folder,
        env={
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "PYTHONPATH": f"{installed}{os.pathsep}{REPOSITORY}",
            **environment,
        },
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_a_package_passes_the_contract_from_outside(installed: Path) -> None:
    ran = run(installed, installed, "pytest", "-q", "-p", "no:cacheprovider", "test_tills.py")
    assert ran.returncode == 0, ran.stdout
    assert ran.stdout.splitlines()[-1].startswith("12 passed")


def test_its_type_is_written_fetched_and_explained_like_any_other(
    installed: Path, shop: Path, url: str
) -> None:
    secret = {"REPORTGEN_SECRET__TILLS": KEY, "TILLS_URL": url}
    valid = run(installed, shop, "reportgen", "validate", "tea")
    assert valid.stdout == "tea: ok, 0 errors, 0 warnings\n", valid.stderr
    schema = run(installed, shop, "reportgen", "schema", "client")
    assert '"tills"' in schema.stdout, schema.stderr
    fetched = run(installed, shop, "reportgen", "fetch", "tea", "-m", "2026-10", **secret)
    assert "till read anew (30 rows)" in fetched.stderr
    again = run(installed, shop, "reportgen", "fetch", "tea", "-m", "2026-10", **secret)
    assert "till unchanged" in again.stderr
    told = run(installed, shop, "reportgen", "explain", "tea.sales", "-m", "2026-10", **secret)
    assert "tea.sales, 2026-10 (2026-10-01 to 2026-10-31)" in told.stdout, told.stderr
    assert f"→  {sum(TAKINGS.values()):,}" in told.stdout
    for one in (fetched, again, told):
        assert KEY not in one.stdout + one.stderr


def test_without_the_package_its_type_is_unknown(shop: Path, tmp_path: Path) -> None:
    refused = run(tmp_path, shop, "reportgen", "validate", "tea")
    assert refused.returncode == 4
    assert "type may not be 'tills'" in refused.stderr

import os
import time
from datetime import UTC, datetime

import pytest

from reportgen.errors import Locked
from reportgen.runner.lock import Holder, held

HOLDER = Holder("20261103T061500-7", os.getpid(), datetime(2026, 11, 3, 6, 15, tzinfo=UTC))


def test_a_second_run_of_the_same_month_is_refused_and_told_who_holds_it(tmp_path):
    with (
        held(tmp_path, "minato", "2026-10", HOLDER),
        pytest.raises(Locked) as refused,
        held(tmp_path, "minato", "2026-10", HOLDER),
    ):
        pass
    assert refused.value.exit_code == 9
    assert "the run 20261103T061500-7 has been making it since 2026-11-03T06:15:00" in str(
        refused.value
    )


def test_other_months_and_clients_are_free(tmp_path):
    with (
        held(tmp_path, "minato", "2026-10", HOLDER),
        held(tmp_path, "minato", "2026-09", HOLDER),
        held(tmp_path, "harrow", "2026-10", HOLDER),
    ):
        pass


def test_a_lock_whose_holder_was_killed_is_free(tmp_path):
    child = os.fork()
    if child == 0:
        with held(tmp_path, "minato", "2026-10", HOLDER):
            (tmp_path / "there").touch()
            time.sleep(60)
    while not (tmp_path / "there").exists():
        time.sleep(0.01)
    with pytest.raises(Locked), held(tmp_path, "minato", "2026-10", HOLDER):
        pass
    os.kill(child, 9)
    os.waitpid(child, 0)
    with held(tmp_path, "minato", "2026-10", HOLDER):
        pass


def test_a_lock_file_that_says_nonsense_still_locks(tmp_path):
    with held(tmp_path, "minato", "2026-10", HOLDER):
        (tmp_path / ".reportgen/locks/minato_2026-10.lock").write_text("…")
        with (
            pytest.raises(Locked, match="another run is making it"),
            held(tmp_path, "minato", "2026-10", HOLDER),
        ):
            pass

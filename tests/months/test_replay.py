"""A seed replays a run exactly, or a failure that it showed could not be looked into."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.months.conftest import Lived
from tests.months.test_months import DAYS

_SEED = 1
_CODE = (
    "import sys; from pathlib import Path; from tests.months.month import simulate; "
    f"print(simulate({_SEED}, 1, sys.argv[1], Path(sys.argv[2]), 0).first_day)"
)


@pytest.mark.timeout(1200)
def test_a_seed_replays_a_run(lived: Lived, fresh: Callable[[str], str], tmp_path: Path) -> None:
    """In another process, with other hash seeds, the first day has the same deeds and hashes of the journal."""
    done = subprocess.run(
        [sys.executable, "-c", _CODE, fresh("again"), str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[2],
        env={**os.environ, "PYTHONHASHSEED": "4242"},
    )
    first = lived(_SEED, DAYS[_SEED])
    assert done.returncode == 0, done.stderr
    assert len(first.deeds) > 20
    assert first.hashes
    assert done.stdout.strip().splitlines()[-1] == first.first_day

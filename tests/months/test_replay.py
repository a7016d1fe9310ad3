"""A seed replays a run exactly, or a failure that it showed could not be looked into."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cases import EXPLORING
from tests.months.month import simulate

DAYS = 10 if EXPLORING else 1
CALM = 0
_SEED = 7


@pytest.mark.timeout(400)
def test_a_seed_replays_a_run(fresh: Callable[[str], str], tmp_path: Path) -> None:
    """The same seed gives the same deeds and the same hashes of the journal, in this process and in another one."""
    first = simulate(_SEED, DAYS, fresh("first"), tmp_path, CALM)
    code = (
        "import sys; from pathlib import Path; from tests.months.month import simulate; "
        f"print(simulate({_SEED}, {DAYS}, sys.argv[1], Path(sys.argv[2]), {CALM}).digest)"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "4242"}
    done = subprocess.run(
        [sys.executable, "-c", code, fresh("second"), str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[2],
        env=environment,
    )
    assert done.returncode == 0, done.stderr
    assert len(first.deeds) > 20
    assert first.hashes
    assert done.stdout.strip().splitlines()[-1] == first.digest

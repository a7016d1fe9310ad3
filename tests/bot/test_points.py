import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bot.points import make_point

ROOT = Path(__file__).parents[2]


def test_nothing_happens_unless_asked() -> None:
    """Without the variables a point does nothing."""
    make_point({})("commit:before")


def test_points_are_listed(tmp_path: Path) -> None:
    """Each point's name is added to the file."""
    point = make_point({"OTKLIK_COUNT_POINTS": str(tmp_path / "points")})
    point("commit:before")
    point("commit:after")
    assert (tmp_path / "points").read_text() == "commit:before\ncommit:after\n"


@pytest.mark.parametrize(("at", "passed"), [("2", "ab"), ("a#2", "aba"), ("commit:after#1", "abacabac")])
def test_the_process_dies_at_the_point_named(tmp_path: Path, at: str, passed: str) -> None:
    """At the N-th point, or the N-th of its name, the process is killed, with nothing after it."""
    code = (
        "from bot.points import arm, point\n"
        f"arm({{'OTKLIK_KILL_AT': {at!r}, 'OTKLIK_COUNT_POINTS': {str(tmp_path / 'points')!r}}})\n"
        "for name in 'abacabac': point(name)\n"
        "point('commit:after')\n"
    )
    ended = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False)
    assert ended.returncode == -signal.SIGKILL
    assert "".join((tmp_path / "points").read_text().split()).removesuffix("commit:after") == passed

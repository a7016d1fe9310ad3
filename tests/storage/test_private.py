"""Who may read the file of a database that is there already."""

import os
from pathlib import Path

import pytest

from bot.bootstrap import build
from bot.settings import Settings
from storage.private import shut

_NAMES = ("otklik.db", "otklik.db-wal", "otklik.db-shm")


def made(folder: Path, mode: int) -> str:
    """A database and what stands beside it, with these rights. Returns its URL."""
    for name in _NAMES:
        (folder / name).touch()
        (folder / name).chmod(mode)
    return f"sqlite:///{folder / 'otklik.db'}"


def modes(folder: Path) -> set[int]:
    return {(folder / name).stat().st_mode & 0o777 for name in _NAMES}


@pytest.mark.parametrize("mode", [0o644, 0o604, 0o666])
def test_a_file_that_the_world_may_read_is_shut(tmp_path: Path, mode: int) -> None:
    """It is for its owner alone afterwards, and so is what stands beside it; a second time there is nothing to do."""
    url = made(tmp_path, mode)
    assert [one.name for one in shut(url)] == list(_NAMES)
    assert modes(tmp_path) == {0o600}
    assert shut(url) == []


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o660])
def test_what_a_group_may_do_was_meant(tmp_path: Path, mode: int) -> None:
    """Rights of a group alone are left as they are."""
    assert shut(made(tmp_path, mode)) == []
    assert modes(tmp_path) == {mode}


def test_somebody_elses_file_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever does not own the file does not change who may use it; where there is none, nothing is made."""
    url = made(tmp_path, 0o644)
    mine = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: mine + 1)
    assert shut(url) == []
    assert modes(tmp_path) == {0o644}
    assert (shut("sqlite:///nowhere.db"), shut("postgresql://x/y")) == ([], [])


async def test_the_bot_shuts_its_database_when_it_opens_it(tmp_path: Path) -> None:
    """Building the bot is enough: nothing is written to a file that everybody may read."""
    (tmp_path / "otklik.db").touch(mode=0o644)
    (tmp_path / "otklik.db").chmod(0o644)
    token = "123:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
    settings = Settings(_env_file=None, bot_token=token, database_url=f"sqlite:///{tmp_path / 'otklik.db'}")  # type: ignore[call-arg,arg-type]  # pydantic reads them
    app = await build(settings)
    try:
        assert (tmp_path / "otklik.db").stat().st_mode & 0o777 == 0o600
    finally:
        await app.close()

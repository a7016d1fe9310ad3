"""The bot's process: killed, ended by itself, and there again."""

import sqlite3
from contextlib import closing

import pytest

from demo import life
from demo.living import reason_of
from demo.show import TOKEN
from sandbox.page.stage import StageError
from storage.migrations.upgrade import newest
from tests.demo.cast import Cast

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_killed_and_back(cast: Cast) -> None:
    """A killed bot is seen to be gone and comes back by itself; what was said meanwhile is answered."""
    await cast.begins()
    card = await cast.opens()
    await cast.does("kill")
    await cast.until(lambda: cast.show.state == "killed")
    told = (await cast.does("state"))["bot"]
    assert (told["kills"], told["exit"], told["back_after"]) == (1, -9, life.BACK)
    assert told["killed_at"].startswith("2026-03-18T09:4")
    with pytest.raises(StageError) as refused:
        await cast.does("kill")
    assert refused.value.code == "not_running"
    await card.tap("→ Благоустройство")
    await cast.until(lambda: cast.show.state == "running")
    await cast["roads"].reads("№ 1")
    state = await cast.does("state")
    assert state["bot"]["back_after"] >= life.BACK
    assert (state["line"]["lost"], state["line"]["dead"]) == (0, 0), cast.show.counted


async def test_ended_by_itself(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bot that cannot run is told of with its own last words, on the page and the terminal, and tried again."""
    await cast.begins()
    said: list[str] = []
    monkeypatch.setattr(cast.show, "tell", said.append)
    with closing(sqlite3.connect(cast.show.database)) as database, database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    await cast.does("kill")
    await cast.until(lambda: cast.show.state == "failed")
    told = (await cast.does("state"))["bot"]
    assert (told["exit"], told["back_after"]) == (3, life.PAUSES[1])  # the kill was the first end in a row
    assert "9999, which this version of Otklik does not know" in told["reason"]
    assert len(said) == 1
    assert told["reason"] in said[0]
    with closing(sqlite3.connect(cast.show.database)) as database, database:
        database.execute("UPDATE alembic_version SET version_num = ?", (newest(),))
    await cast.until(lambda: cast.show.state == "running")


async def test_no_secret_is_told(cast: Cast) -> None:
    """A reason holds neither the token nor the places of this machine."""
    await cast.begins("kamchatka")
    cast.show.log.write_text(f"at {cast.show.folder}: {TOKEN} and {cast.show.intake_token}", encoding="utf-8")
    assert reason_of(cast.show).startswith("at …: <token> and <token>")  # the bot may write beside


async def test_whatever_fails_is_tried_again(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a start fails in a way nobody thought of, and not even a log can be written, it is told and tried again."""
    await cast.begins()
    said: list[str] = []
    monkeypatch.setattr(cast.show, "tell", said.append)
    cast.show.log.unlink()
    cast.show.log.mkdir()
    await cast.does("kill")
    with monkeypatch.context() as broken:
        broken.setattr("demo.living.environment", lambda _: {}["nothing"])
        await cast.until(lambda: cast.show.state == "failed")
    assert "KeyError" in (await cast.does("state"))["bot"]["reason"]
    assert "KeyError" in said[0]
    cast.show.log.rmdir()
    await cast.until(lambda: cast.show.state == "running")

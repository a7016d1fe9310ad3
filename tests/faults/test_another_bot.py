"""A process with the token of another bot, by a slip, on a database where a bot works."""

import asyncio
from datetime import timedelta

import pytest

from bot import run
from bot.clock import wall_now
from bot.naming import made_name
from bot.starting import AnotherBotError, refuse_another_bot
from storage import presence
from storage.work import Work
from tests.fixtures.tokens import token

TERM = timedelta(seconds=15)


async def lives(work: Work, name: str, till: timedelta = TERM) -> None:
    await work.run(lambda conn: presence.here(conn, name, wall_now() + till))


@pytest.mark.parametrize("backend", ["postgresql"])
def test_another_bot_took_the_messages_and_marked_people_as_out_of_reach(
    database_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It ends with 2 before it takes anything, and says which bot works there and what to do."""

    async def beside() -> None:
        async with await Work.open(database_url) as work:
            await lives(work, made_name(token(41)), timedelta(minutes=1))

    asyncio.run(beside())
    monkeypatch.setattr(run, "set_up", lambda *given: None)
    monkeypatch.setenv("BOT_TOKEN", token(42))
    monkeypatch.setenv("TELEGRAM_API_SERVER", "http://127.0.0.1:1")
    monkeypatch.setenv("DATABASE_URL", database_url)
    assert run.main() == run.BAD_SETTINGS
    told = capsys.readouterr().err
    assert "the bot with the number 41 works on this database" in told
    assert "Stop it first" in told
    assert token(41).partition(":")[2] not in told


@pytest.mark.parametrize("name", ["42/host:17:0123abcd", "host:17:0123abcd", "otklik"])
async def test_the_same_bot_may_work_beside_itself(work: Work, name: str) -> None:
    """Another process of the same bot, or one whose name does not tell, is no reason to end."""
    await lives(work, name)
    await refuse_another_bot(work, made_name(token(42)))


async def test_a_token_that_was_changed_goes_on_when_nobody_lives(work: Work) -> None:
    """Who has fallen silent is no bot that works; while it lives it is."""
    other = made_name(token(41))
    await lives(work, other)
    with pytest.raises(AnotherBotError):
        await refuse_another_bot(work, made_name(token(42)))
    await lives(work, other, -timedelta(seconds=1))
    await refuse_another_bot(work, made_name(token(42)))

"""Every method that the bot calls, against everything that may come back instead of an answer."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest

from bot.outcomes import Conflict, NotSent, Outcome, Sent, Unauthorized, Unsure
from bot.poller import CannotPollError, Poller
from bot.settings import Settings
from bot.telegram import Telegram, make_bot
from sandbox.people import Person, Town
from tests.faults.proxy import Proxy
from tests.proof.counting import Tried

SHORT = 1.0
"""Seconds after which an answer that does not come is given up; a busy machine carries a question out in fewer."""

METHODS: dict[str, dict[str, Any]] = {
    "getUpdates": {"timeout": 0},
    "sendMessage": {"chat_id": 1001, "text": "текст"},
    "editMessageText": {"chat_id": 1001, "message_id": 1, "text": "другой"},
    "answerCallbackQuery": {"callback_query_id": "1"},
    "getFile": {"file_id": "1"},
}
SPOILED = {"server_error": "Bad Gateway", "html": "502 that is not JSON", "truncated": "200 that is not JSON"}


@dataclass
class Line:
    """A bot whose calls go through a proxy to the sandbox."""

    town: Town
    proxy: Proxy
    telegram: Telegram
    person: Person


@pytest.fixture
async def line() -> AsyncIterator[Line]:
    """The way that the bot itself takes, with a person at its end."""
    async with Town.start() as town, Proxy("127.0.0.1", int(town.url.rpartition(":")[2])) as proxy:
        bot = await town.bot()
        person = await town.person(1001, "Куратор")
        given = {"bot_token": bot.token, "telegram_api_server": proxy.url, "_env_file": None}
        settings = Settings(**given)  # type: ignore[arg-type] # pydantic makes the types out of text
        telegram = Telegram(make_bot(settings))
        yield Line(town, proxy, telegram, person)
        await telegram.close()


@pytest.mark.fault(10)
@pytest.mark.parametrize("kind", SPOILED)
@pytest.mark.parametrize("method", METHODS)
async def test_what_is_no_answer_is_an_outcome_and_no_error(line: Line, method: str, kind: str, tried: Tried) -> None:
    """Nothing is raised; nobody knows whether it was done, so it is told as unsure, with what came instead."""
    await line.town.fault(kind, method=method)
    outcome = await line.telegram.ask(method, METHODS[method])
    tried.count(lost=not isinstance(outcome, Unsure))
    assert isinstance(outcome, Unsure)
    assert SPOILED[kind] in outcome.why


@pytest.mark.fault(10)
@pytest.mark.parametrize("kind", SPOILED)
async def test_updates_that_were_not_read_come_again(line: Line, kind: str, tried: Tried) -> None:
    """What could not be read of a batch was not confirmed either: the next question brings it, once."""
    stored: list[int] = []

    async def store(updates: Any) -> None:
        stored.extend(update["update_id"] for update in updates)

    poller = Poller(line.telegram.ask, store, 0, no_sleep)
    await line.person.says("один")
    await line.town.fault(kind, method="getUpdates", count=3)
    for _ in range(5):
        await poller.once()
    tried.count(lost=not stored)
    assert len(stored) == len(set(stored)) == 1
    assert await line.town.pending() == 0


async def no_sleep(seconds: float) -> None:
    """Time passes at once."""


BROKEN = {
    "hang": (Unsure, 0),
    "swallow_replies": (Unsure, 1),
    "refuse": (NotSent, 0),
}


@pytest.mark.fault(6)
@pytest.mark.parametrize("fault", BROKEN)
async def test_a_line_that_breaks_is_unsure_unless_nothing_left(line: Line, fault: str, tried: Tried) -> None:
    """Only where no connection was made is it sure that nothing arrived; all else may have."""
    kind, arrived = BROKEN[fault]
    getattr(line.proxy, fault)()
    outcome = await line.telegram.ask("sendMessage", METHODS["sendMessage"], SHORT)
    tried.count(lost=not isinstance(outcome, kind))
    assert isinstance(outcome, kind)
    assert len(await line.person.history()) == arrived


@pytest.mark.fault(6)
async def test_after_the_fault_the_next_call_goes_through(line: Line) -> None:
    """A connection that was lost is not used again: the first call on a line that is whole succeeds."""
    for fault in (*BROKEN, "cut"):
        assert isinstance(await line.telegram.ask("getMe", {}), Sent)
        getattr(line.proxy, fault)()
        await line.telegram.ask("getMe", {}, SHORT)
        await line.proxy.clear()
    assert isinstance(await line.telegram.ask("getMe", {}), Sent)


@pytest.mark.fault(11)
@pytest.mark.parametrize(("kind", "outcome"), [("unauthorized", Unauthorized), ("conflict", Conflict)])
async def test_a_refusal_of_the_bot_itself_is_known(line: Line, kind: str, outcome: type[Outcome]) -> None:
    """401 and 409 are told from all other refusals, whatever was called."""
    await line.town.fault(kind)
    for method, given in METHODS.items():
        assert isinstance(await line.telegram.ask(method, given), outcome)


@pytest.mark.fault(11)
@pytest.mark.parametrize(
    ("kind", "most", "words"), [("unauthorized", 1, "BOT_TOKEN"), ("conflict", 13, "another program")]
)
async def test_polling_ends_after_a_few_questions(line: Line, kind: str, most: int, words: str, tried: Tried) -> None:
    """An unknown token is asked with once; another reader of the updates is given a minute, in a dozen questions."""
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    number = await line.town.fault(kind, method="getUpdates")
    poller = Poller(line.telegram.ask, no_store, 0, sleep)
    with pytest.raises(CannotPollError, match=words):
        await poller.run()
    asked = next(one["hits"] for one in await line.town.faults() if one["number"] == number)
    tried.count(lost=asked > most)
    assert (asked, sum(slept)) == (most, 5 * (most - 1))


async def no_store(updates: Any) -> None:
    """Nothing comes here."""
    raise AssertionError(updates)

"""Attack 20: JSON without a bottom, numbers without an end, texts that are none, from Telegram and to the webhook."""

import json
from typing import Any

import pytest
from multidict import CIMultiDict

from bot.forgiving import DEEPEST, parsed
from bot.outcomes import Sent, classify
from bot.poller import Poller
from bot.webhook import Webhook
from tests.attacks.house import House
from tests.attacks.people import who
from tests.attacks.raw import message, says
from tests.bot.fakes import rows
from tests.proof.counting import Tried

CURATOR = who("own", "curator")
DEEP = "[" * 100_000 + "]" * 100_000
GOOD = "На Лесной яма"

BAD: dict[str, str] = {
    "deep": '{"update_id": 900, "message": ' + DEEP + "}",
    "a little deep": '{"update_id": 900, "message": ' + "[" * 900 + "]" * 900 + "}",
    "deep and cut off": '{"update_id": 900, "message": {"x": "' + '\\"' * 10 + '", "y": ' + DEEP + "}}",
    "an endless number": '{"update_id": ' + "9" * 5_000 + "}",
    "beyond 64 bits": '{"update_id": 18446744073709551617, "message": {}}',
    "no number": '{"update_id": 1e999, "message": {}}',
    "not a number": '{"update_id": NaN}',
    "a yes": '{"update_id": true, "message": {}}',
    "a huge chat": '{"update_id": 900, "message": {"chat": {"id": ' + "8" * 4_000 + "}}}",
    "half a pair": '{"update_id": 900, "message": {"chat": {"id": 5}, "text": "\\ud800"}}',
    "NUL": '{"update_id": 900, "message": {"chat": {"id": 5}, "text": "a\\u0000b", "\\u0000": 1}}',
    "no object": "[[]]",
    "nothing": "null",
    "a text": '"update_id"',
    "unknown": '{"update_id": 900, "some_new_kind": {"from": {"id": 5}}}',
    "empty": '{"update_id": 900}',
}


def good(house: House, number: int) -> str:
    """An update of the curator's, as text."""
    return json.dumps({"update_id": number, **says(CURATOR, GOOD)}, ensure_ascii=False)


@pytest.mark.attack(20)
async def test_one_bad_update_does_not_hold_up_the_good_ones(house: House, tried: Tried) -> None:
    """Among good updates of one batch a bad one is left out, dead, or answered; the good ones make their cards."""
    for number, bad in enumerate(BAD.values(), start=1):
        first, last = 1000 * number, 1000 * number + 100
        batch = ", ".join((good(house, first), bad.replace("900", str(first + 1)), good(house, last)))
        poller = Poller(answering(f'{{"ok": true, "result": [{batch}]}}'.encode()), house.store, 1)
        await poller.once()
        await poller.once()
        await house.settle()
        done = await rows(house.work, f"SELECT status FROM inbox WHERE update_id IN ({first}, {last})")  # noqa: S608 - two numbers
        tried.count(lost=2 - len(done))
        assert (poller._offset, done) == (last + 1, [("done",), ("done",)]), bad[:60]
    made = await rows(house.work, f"SELECT count(*) FROM cards WHERE body LIKE '%{GOOD}%'")  # noqa: S608 - words of ours
    assert made == [(2 * len(BAD),)]


def answering(body: bytes) -> Any:
    """A Telegram that always gives this answer."""

    async def ask(name: str, params: dict[str, Any], seconds: float) -> Any:
        return classify(200, body)

    return ask


async def test_a_batch_of_nothing_usable_is_not_asked_for_in_a_circle(house: House) -> None:
    """Where all of an answer is left out, the poller waits before it asks again."""
    pauses: list[float] = []

    async def ask(name: str, params: dict[str, Any], seconds: float) -> Any:
        return Sent(result=[{"update_id": 2**70}])

    async def sleep(seconds: float) -> None:
        pauses.append(seconds)

    await Poller(ask, house.store, 1, sleep).once()
    assert len(pauses) == 1


@pytest.mark.attack(20)
async def test_the_webhook_stands_whatever_comes(house: House, tried: Tried) -> None:
    """With the right secret in hand, too: an answer comes, 200 or 400, and never an exception."""
    hook = Webhook(house.store, "secret")
    for bad in BAD.values():
        answer = await hook.answer(Request(bad))  # type: ignore[arg-type]  # all of a request that is read
        tried.count()
        assert answer.status in (200, 400), bad[:60]
    await house.settle()


class Request:
    """What the webhook reads of a request."""

    headers = CIMultiDict({"X-Telegram-Bot-Api-Secret-Token": "secret"})

    def __init__(self, body: str) -> None:
        self._body = body.encode()

    async def read(self) -> bytes:
        """The body."""
        return self._body


@pytest.mark.attack(20)
async def test_halves_of_pairs_and_nul_are_kept_as_a_sign(house: House) -> None:
    """A text with what no database keeps makes a card all the same, with a sign in its place."""
    await house.feed(says(CURATOR, "Яма \ud83d на\u0000 улице \\u0000 Лесной"))
    (body,) = (await rows(house.work, "SELECT body FROM cards ORDER BY id DESC LIMIT 1"))[0]
    said = json.loads(body)["post"]["parts"][0]["text"]
    assert said == "Яма \ufffd на\ufffd улице \\u0000 Лесной"
    await house.sound()


@pytest.mark.attack(20)
async def test_a_channel_and_a_hidden_administrator_are_nobody_of_the_office(house: House) -> None:
    """Who speaks as a channel or as the group itself opens nothing and changes nothing, even with a member's number."""
    before = await house.state()
    place = {"id": -1_001_000_000_062, "type": "supergroup", "title": "Сроки"}
    for chat in (place["id"], -1_002_000_000_001):
        veiled = message(CURATOR, place, text="/start", sender_chat={**place, "id": chat})
        await house.feed({"message": veiled}, {"message": {**veiled, "text": "/my"}})
    channel = {"id": -1_003_000_000_001, "type": "channel", "title": "Канал"}
    post = {key: value for key, value in message(CURATOR, channel, text="/my").items() if key != "from"}
    await house.feed({"channel_post": post}, {"edited_channel_post": {**post, "edit_date": 1_772_600_001}})
    await house.feed({"message": {**post, "chat": place}}, {"message": {**post, "chat": {"id": 5, "type": "private"}}})
    assert await house.state() == before
    await house.sound()


def test_what_can_be_read_is_read_whole() -> None:
    """Depth is cut where it is too deep and nowhere else, inside texts nothing is taken for a bracket."""
    told = {"a": [{"b": '[[[{{{\\"'}] * 3}
    assert parsed(json.dumps(told).encode()) == told
    nested = json.dumps({"keep": "]}", "deep": json.loads("[" * 500 + "]" * 500), "too": 1})
    found = parsed(nested.encode()[:-1] + b', "big": ' + b"1" * 5_000 + b"}")
    assert (found["keep"], found["too"], found["big"]) == ("]}", 1, None)
    level, inner = 0, found["deep"]
    while inner:
        level, inner = level + 1, inner[0]
    assert DEEPEST < level < 2 * DEEPEST

"""Attack 11: the longest answer that is allowed comes whole to whoever agrees to it and to whoever publishes it."""

import pytest

from tests.attacks.house import House
from tests.attacks.people import who
from tests.attacks.raw import taps
from tests.attacks.taps import shown
from tests.attacks.test_words import Life
from tests.proof.counting import Tried
from workflow.decide import LONGEST_DRAFT

CURATOR, EXECUTOR, HEAD = (who("own", role) for role in ("curator", "executor", "head"))
INVISIBLE = "\u200b\u2060\u202e"
FILLS = {"emoji": "😀", "families and invisible signs": "👩🏽\u200d🚒\u200b да\u2060нет\u202e ", "markup": "<b>&lt; "}


@pytest.fixture
async def house(house: House) -> House:
    """As Telegram counts: what is to be copied to the letter cannot be made shorter to be on the safe side."""
    house.judge.count = len
    return house


def longest(fill: str) -> str:
    """A draft of just as many signs as are allowed, with an end that can be told from the rest."""
    return (fill * LONGEST_DRAFT)[: LONGEST_DRAFT - 6] + "конец."


async def submitted(house: House, answer: str) -> int:
    """The executor drafts it for a card, and sends it on. The card."""
    card = house.cards["own"]["draft"]
    await Life(house, ("x",)).drafts(EXECUTOR, card, answer)
    await house.feed(taps(EXECUTOR, next(one for one in shown(house) if one.startswith(f"s:{card}:"))))
    return card


def to_be_seen(text: str) -> str:
    """The text without signs that nobody sees, or that turn others round."""
    return "".join(sign for sign in text if sign not in INVISIBLE)


@pytest.mark.attack(11)
@pytest.mark.parametrize("fill", FILLS.values(), ids=FILLS.keys())
async def test_the_longest_answer_comes_whole(house: House, tried: Tried, fill: str) -> None:
    """To the head by itself, for his card says that it shows the beginning alone; to the curator as a text to copy."""
    answer, life = longest(fill), Life(house, ("x",))
    card = await submitted(house, answer)
    tried.count(lost=to_be_seen(answer) not in house.judge.told(HEAD))
    assert to_be_seen(answer) in house.judge.told(HEAD)
    assert [one for one in house.judge.told(HEAD) if f"Показано начало, в ответе {LONGEST_DRAFT} знаков" in one]
    await life.tap(HEAD, card, "approve")
    house.judge.forget()
    await life.tap(EXECUTOR, card, "hand_over")
    tried.count(lost=to_be_seen(answer) not in house.judge.told(CURATOR))
    assert to_be_seen(answer) in house.judge.told(CURATOR)
    assert [one for one in house.judge.told(CURATOR) if f"Показано начало, в ответе {LONGEST_DRAFT} знаков" in one]
    await house.sound()


@pytest.mark.attack(11)
async def test_the_longest_answer_that_comes_again_loses_nothing_to_its_mark(
    house: House, tried: Tried, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There is no room for the mark beside it: what is copied to the letter goes whole, the mark right after it."""
    answer, life = longest("😀"), Life(house, ("x",))
    card = await submitted(house, answer)
    await life.tap(HEAD, card, "approve")
    with monkeypatch.context() as unsent:
        unsent.setattr(house.sender, "once", _nothing)
        await life.tap(EXECUTOR, card, "hand_over")
    await house.work.run(lambda conn: conn.exec_driver_sql("UPDATE outbox SET repeated = 1 WHERE status = 'new'"))
    house.judge.forget()
    await house.settle()
    tried.count(lost=answer not in house.judge.told(CURATOR), repeated=1)
    assert answer in house.judge.told(CURATOR)
    marks = [one for one in house.judge.told(CURATOR) if one.startswith("повтор")]
    assert marks
    assert house.judge.told(CURATOR).index(answer) < house.judge.told(CURATOR).index(marks[-1])
    await house.sound()


async def _nothing(*_: object) -> int:
    return 0

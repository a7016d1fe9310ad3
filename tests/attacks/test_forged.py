"""Attack 2: whatever button was shown to anybody, sent by everybody, as it was and with other numbers in it."""

import json
import random
import re

import pytest

from tests.attacks.deeds import OWNERS, Watch, members, not_his
from tests.attacks.house import House, changed
from tests.attacks.people import SECRETS, STRANGER, everybody, who
from tests.attacks.raw import says, taps
from tests.attacks.sight import unseen
from tests.attacks.taps import forged, harvest, shown
from tests.attacks.test_words import Life
from tests.bot.fakes import rows
from tests.cases import EXPLORING
from tests.proof.counting import Tried

NUMBERS = ("0", "-1", "999999", "9223372036854775808", "1e3", "٣", "x", "")
TRIES = 4000 if EXPLORING else 40
LEAST_FIRST = (
    STRANGER,
    *(who("hidden", role) for role in ("executor", "curator")),
    *(
        everybody("own")[role]
        for role in ("second", "chief", "colleague", "executor", "moderator", "administrator", "head")
    ),
    *(everybody("own")[role] for role in ("officer", "responsible", "coordinator", "curator")),
)
"""Whoever may do the least taps first, while the buttons are still of the present turn."""


def bent(data: str, dice: random.Random) -> str:
    """The data with one of its numbers another, too many fields, too few, or more than a button may carry."""
    numbers = list(re.finditer(r"\d+", data))
    match dice.randrange(6):
        case 0 | 1 if numbers:
            found = dice.choice(numbers)
            return data[: found.start()] + dice.choice(NUMBERS) + data[found.end() :]
        case 2:
            return data + ":1"
        case 3:
            return data.rpartition(":")[0]
        case 4:
            return (data + ":" + "9" * 64)[:64]
    return data


def of_each_sort(data: list[str]) -> list[str]:
    """One button of every sort, and of every action on a card, for each card: all that differs in rights."""
    kept: dict[tuple[str, ...], str] = {}
    for one in data:
        fields = one.split(":")
        kept.setdefault((fields[0], fields[3]) if fields[0] == "t" and len(fields) > 3 else _sort(fields), one)
    return list(kept.values())


def _sort(fields: list[str]) -> tuple[str, ...]:
    """«Ещё…» and «Открыть» carry nothing but a card, and whose it is makes the difference."""
    return tuple(fields) if fields[0] in ("m", "c", "w") else (fields[0], *(one for one in fields[1:] if one.isalpha()))


@pytest.mark.timeout(600)
@pytest.mark.attack(2)
async def test_every_sort_of_button_is_refused_to_whoever_has_no_right_to_it(house: House, tried: Tried) -> None:
    """Each person sends one button of each action: no deed that is not his, and no word of a card that is not."""
    known, watch = await members(house), Watch()
    real = of_each_sort(await harvest(house))
    cards = [f"{sort}:{card}" for sort in ("m", "c", "w") for card in house.cards["own"].values()]
    await watch.amiss(house, None)
    for sender in LEAST_FIRST:
        hidden = await unseen(house, known.get(sender))
        house.judge.forget()
        await house.feed(*(taps(sender, data) for data in dict.fromkeys([*cards, *real])))
        tried.count(len(real))
        assert await watch.amiss(house, known.get(sender)) == [], sender
        told = "\n".join([*house.judge.told(sender), *house.judge.toasts])
        assert [words for words in hidden if words in told] == [], sender
    await house.sound()


async def takes(house: House, person: int, step: str, action: str) -> list[str]:
    """He does all that the step of a card asks for. The actions that came of it; an addition to the post is none."""
    card, life = house.cards["own"][step], Life(house, ("x",))
    query = f"SELECT id, body FROM events WHERE card = {card}"  # noqa: S608 - a number
    before = await rows(house.work, query)
    if action == "submit":
        house.judge.forget()
        await life.drafts(person, card, "Сделаем завтра.")
        await house.feed(*(taps(person, one) for one in shown(house) if one.startswith(f"s:{card}:")))
    else:
        await life.answers(person, card, action, "Не наше")
    await house.feed(says(person, "/cancel"))
    fresh = [json.loads(body) for number, body in await rows(house.work, query) if (number, body) not in before]
    return [one["action"] for one in fresh if "action" in one]


@pytest.mark.attack(2)
@pytest.mark.parametrize(
    ("step", "action"), [("draft", "accept"), ("draft", "return"), ("draft", "submit"), ("handover", "hand_over")]
)
async def test_an_executor_s_step_is_its_owner_s_alone(house: House, tried: Tried, step: str, action: str) -> None:
    """Whoever is in charge of a card takes its steps: no colleague of his department, nobody above, nobody else."""
    assert action in OWNERS
    for role, person in everybody("own").items():
        if role != "executor":
            tried.count()
            assert await takes(house, person, step, action) == [], role
    assert await takes(house, everybody("own")["executor"], step, action) == [action]
    await house.sound()


@pytest.mark.timeout(600)
@pytest.mark.attack(2)
async def test_nobody_is_offered_what_he_may_not(house: House, tried: Tried) -> None:
    """The buttons below a card are, with all of them shown, only those that the person's role may tap."""
    for role, person in everybody("own").items():
        house.judge.forget()
        await house.feed(*(taps(person, f"m:{card}") for card in house.cards["own"].values()))
        offered = shown(house)
        tried.count(len(offered))
        assert [data for data in offered if not_his(role, data)] == [], role


@pytest.mark.timeout(600)
@pytest.mark.attack(2)
async def test_a_button_does_for_each_what_he_may_and_no_more(house: House, tried: Tried) -> None:
    """No tap of anybody makes an event or a change that his role, said by hand, does not allow him."""
    known, watch, dice = await members(house), Watch(), random.Random(2)
    real = await harvest(house)
    people = [*everybody("own").values(), who("hidden", "curator"), who("hidden", "head"), STRANGER]
    await watch.amiss(house, None)
    for _ in range(TRIES):
        sender, data = dice.choice(people), bent(dice.choice(real), dice)
        await house.feed(taps(sender, data, under=dice.randint(1, 40)))
        tried.count()
        assert await watch.amiss(house, known.get(sender)) == [], (sender, data)
    await house.sound()


@pytest.mark.timeout(600)
@pytest.mark.attack(1, 2)
async def test_neither_a_stranger_nor_another_office_changes_or_learns_anything(house: House, tried: Tried) -> None:
    """Made-up and real buttons of every sort: the hidden office stays as it is, and no word of it is told outside."""
    dice = random.Random(3)
    made_up = [*forged(), *(f"{data}" for data in await harvest(house))]
    before, theirs = await house.state(), set(everybody("hidden").values())
    house.judge.forget()
    for data in dice.sample(made_up, len(made_up) if EXPLORING else 40):
        await house.feed(taps(STRANGER, data))
        tried.count()
    assert changed(before, await house.state()) == {}
    told = " ".join([*house.judge.told(STRANGER), *house.judge.toasts])
    assert [word for word in (*SECRETS, "Явный", "Светлого", "№") if word in told] == []
    hidden = await belonging(house)
    house.judge.forget()
    for data in dice.sample(made_up, len(made_up) if EXPLORING else 40):
        await house.feed(taps(dice.choice(list(everybody("own").values())), data))
        tried.count()
    assert await belonging(house) == hidden
    told = " ".join([*(one.text for one in house.judge.heard if one.chat not in theirs), *house.judge.toasts])
    assert [word for word in SECRETS if word in told] == []
    await house.sound()


async def belonging(house: House) -> list[object]:
    """Whatever is the hidden office's."""
    query = "SELECT * FROM {} WHERE office = (SELECT id FROM offices WHERE key = 'hidden') ORDER BY 1"
    tables = ("cards", "people", "departments", "events", "invitations", "absences", "office_changes")
    return [await rows(house.work, query.format(name)) for name in tables]

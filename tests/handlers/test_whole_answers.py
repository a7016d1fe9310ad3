"""An answer of any length comes whole to whoever agrees to it, and to whoever publishes it."""

from dataclasses import replace
from itertools import product

import pytest

from handlers.render import notice_message
from handlers.safe import LONGEST_TEXT
from sandbox.rules.entities import formatted
from tests.cases import EXPLORING
from tests.handlers.world import CURATOR, EXECUTOR, HEAD, OFFICE, SECOND, World
from workflow.commands import Warn
from workflow.decide import LONGEST_DRAFT
from workflow.notices import NoticeKind
from workflow.office import Department, Person
from workflow.words import PersonId

FILLS = {
    "words": "Починим к пятнице. ",
    "emoji": "😀",
    "families": "👨\u200d👩\u200d👧\u200d👦 ",
    "accents": "е\u0301\ufe0f",
    "invisible": "да\u200b\u2060\u200dнет\u202e ",
    "markup": "<b>&amp; ",
}
LENGTHS = (600, 1200, 1800, 2100, 2400, 2700, 3000, 3001, LONGEST_DRAFT) if EXPLORING else (1800, 2400, LONGEST_DRAFT)
CASES = [*((kind, "new") for kind in FILLS), ("families", "sent back"), ("words", "parts")]
if EXPLORING:
    CASES = list(product(FILLS, ["new", "sent back", "parts"]))
INVISIBLE = "\u200b\u2060\u202e"
"""Of those signs what nobody sees and what would turn round what stands around it. A joiner is part of an emoji."""


def begun(before: str) -> World:
    """A card that waits for its answer: a new one, one that was sent back at length, or one of many parts."""
    units = tuple(Department(f"unit-{number}", "Отдел " * 10) for number in range(12))
    staff = (replace(SECOND, id=PersonId(2000 + number), department=one.key) for number, one in enumerate(units))
    office = replace(OFFICE, departments=(*OFFICE.departments, *units), people=(*OFFICE.people, *staff))
    world = World(office=office).post("Яма " * 400, author="Автор " * 40, link="https://vk.com/wall-1_2")
    world.act(CURATOR, "route", department="roads")
    if before != "new":
        world.submitted("Нет").act(HEAD, "send_back", note="Не так. " * 100)
    if before == "parts":
        world.act(HEAD, "share", people=("roads", *(one.key for one in units)))
        for part in world.card.contributions:
            world.do(Warn(world.id, part.executor or PersonId(0), "Опоздаем. " * 10))
    return world


def came(world: World, reader: Person) -> list[str]:
    """The text of the answer by itself, as Telegram shows it to the reader; raises where it would be refused."""
    mine = [one for one in world.told if one.kind is NoticeKind.ANSWER_TEXT and one.to == reader.id]
    replies = [reply for one in mine if (reply := notice_message(one, world.shown(reader)))]
    return [formatted(one.text, "HTML", None, LONGEST_TEXT, "message")[0] for one in replies]


@pytest.mark.attack(11)
@pytest.mark.parametrize(("kind", "before"), CASES)
def test_an_answer_comes_whole_to_whoever_agrees_and_to_whoever_publishes(kind: str, before: str) -> None:
    """Emoji, accents and invisible signs too: the head has all of it in the card or by itself, the curator to copy."""
    fill = FILLS[kind]
    for length in LENGTHS:
        text = (fill * length)[:length].strip()
        answer = "".join(sign for sign in text if sign not in INVISIBLE)
        world = begun(before).submitted(text)
        card = formatted(world.sees(HEAD).text, "HTML", None, LONGEST_TEXT, "message")[0]
        assert answer in card or came(world, HEAD) == [answer], length
        assert (answer in card) is ("Показано начало" not in card), length
        world.act(HEAD, "approve").act(EXECUTOR, "hand_over")
        assert came(world, CURATOR) == [answer], length

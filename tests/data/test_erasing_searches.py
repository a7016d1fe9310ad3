"""What somebody searched for is remembered in his talk; searches that tell of what was erased go with it."""

from types import SimpleNamespace
from typing import cast

import pytest

from bot.erasing.looking import look_through
from handlers.finding.data import FOUND, Search, recalled, remember
from handlers.turn import Turn
from storage import conversations
from storage.conversations import Conversation
from storage.erasing_people import erase_person
from storage.work import Work
from tests.data.short import ONE_DATABASE
from tests.data.test_erasing import erased
from tests.data.test_erasing_people import dismissed
from tests.data.told import told_card
from tests.fixtures.offices import NOW
from workflow.office import Office


def turn_of(talk: Conversation, office: Office) -> Turn:
    return cast("Turn", SimpleNamespace(conversation=talk, office=office))


def searched(office: Office, text: str) -> Search:
    return Search(office=office.id, text=text, at=NOW, upto=9)


async def put(work: Work, office: Office, *texts: str) -> None:
    """A talk in which somebody searched for these, one after the other."""
    turn = turn_of(Conversation(None, {"last": 3}), office)
    for text in texts:
        remember(turn, searched(office, text))
    talk = turn.conversation
    await work.run(lambda conn: conversations.put(conn, "telegram", "5", "5", talk, NOW))


async def left(work: Work) -> Conversation:
    return await work.read(lambda conn: conversations.get(conn, "telegram", "5", "5"))


@ONE_DATABASE
@pytest.mark.parametrize(
    ("text", "stays"),
    [
        ("Пелагея Кузьминична", False),
        ("кузьминичну пелагею", False),
        ("Пелагея", False),
        ("Пелагея фонарь", False),
        ("водопровод ольховая вчера", False),
        ("https://m.vk.com/wall-71_8", False),
        ("почему третью неделю течёт кран", False),
        ("фонарь", True),
        ("водопровод на Садовой", True),
        ("вчера", True),
        ("12", True),
    ],
)
async def test_searches(work: Work, office: Office, text: str, stays: bool) -> None:
    """A search goes that names the author, would have found the card, or quotes it; any other stays."""
    card = await told_card(work, office)
    await put(work, office, text)
    await erased(work, card)
    assert bool((await left(work)).data[FOUND]["1"]) is stays


async def test_pages_of_others(work: Work, office: Office) -> None:
    """Other searches of the talk can be turned on, the forgotten one cannot, and no new one takes its number."""
    card = await told_card(work, office)
    await put(work, office, "Снег", "Пелагея Кузьминична")
    await erased(work, card)
    turn = turn_of(await left(work), office)
    assert recalled(turn, 1) == searched(office, "Снег")
    assert recalled(turn, 2) is None
    assert remember(turn, searched(office, "Яма")) == 3
    assert turn.conversation.data["last"] == 3


async def test_somebody_who_has_left(work: Work, office: Office) -> None:
    """Searches for somebody of the office who was erased go as well."""
    await dismissed(work, office)
    await put(work, office, "дорожного")
    await work.run(lambda conn: erase_person(conn, office.id, "roads-1", "бывший сотрудник", NOW, NOW))
    assert (await look_through(work)).rows
    assert (await left(work)).data[FOUND] == {"1": {}}

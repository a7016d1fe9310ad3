"""Words that an erased card shares with what others wrote: posts that wait, talks, updates that may be tried again."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Connection, insert, select
from sqlalchemy.util import await_only

from bot.telling_others import tell_others
from handlers.begun import Purpose
from handlers.states import KEPT
from storage import conversations, erasing, erasing_talks, held, outbox
from storage.conversations import Conversation
from storage.tables import conversations as chats
from storage.tables import inbox
from storage.tables import outbox as messages
from storage.work import Work
from tests.data.short import ONE_DATABASE
from tests.data.test_erasing import ORDER, erased
from tests.data.told import DRAFT, told_card
from tests.fixtures.cards import carried_out, opened
from tests.fixtures.offices import NOW, person
from workflow import desk
from workflow.card import Card
from workflow.commands import Open
from workflow.notices import Notice, NoticeKind, fallback
from workflow.office import Office
from workflow.ports import HeldPost
from workflow.post import Part, Post
from workflow.words import CardId, PersonId

EVEN_OPEN = ORDER.model_copy(update={"even_open": True})
GREETING = "Здравствуйте, подскажите, пожалуйста"
LINK = "https://vk.com/wall-1_1"
LONG = "Третью неделю на улице Садовой не вывозят мусор от третьего подъезда"


async def posted(work: Work, office: Office, text: str, link: str = LINK, author: str = "Иван Петров") -> Card:
    """An open card of such a post, under the key `101:7`."""
    post = Post(network="vk", author=author, link=link, chat="-100", message="8", parts=(Part(key="101:7", text=text),))
    done = await carried_out(work, Open(office.id, PersonId(person(office, "curator")), post, key="101:7"))
    assert isinstance(done, desk.Done)
    return done.card


async def waits(work: Work, office: Office, *posts: Post, key: str = "") -> None:
    """Posts of which their sender is asked whether they belong to a card."""

    def put(conn: Connection) -> None:
        for n, post in enumerate(posts):
            one = HeldPost(key=key or f"500:{n}", after=CardId(99), post=post, detected=NOW)
            held.put(conn, held.Held(f"telegram:{n}", office.id, None, one), NOW, NOW)

    await work.run(put)


async def left_waiting(work: Work) -> list[str]:
    return await work.read(lambda conn: [one.post.post.text for one in held.due(conn, NOW, 9)])


def a_post(text: str, **more: Any) -> Post:
    return Post(network="vk", parts=(Part(text=text),), **{"author": "Другая", **more})


async def test_posts_of_others_that_wait(work: Work, office: Office) -> None:
    """A post with a greeting, or with parts of an address, like the card's is another's: it stays, and is counted."""
    card = await posted(work, office, f"{GREETING}, когда уберут снег?")
    await waits(
        work,
        office,
        a_post("Прорвало трубу", link="https://vk.com/wall-999_777"),
        a_post(f"{GREETING}, почему нет света?"),
        a_post("Снег"),
    )
    _, looked = await erased(work, card, EVEN_OPEN)
    assert len(await left_waiting(work)) == 3
    assert looked.waiting == 1


@ONE_DATABASE
@pytest.mark.parametrize(
    ("post", "key", "stays"),
    [
        (a_post("Другое", link="https://m.vk.com/wall-1_1"), "", False),
        (a_post("Другое", link="https://vk.com/wall-1_2"), "", True),
        (a_post("Другое", chat="-100", message="8"), "", False),
        (a_post("Другое"), "101:7", False),
        (a_post("Нет света", author="ИВАН ПЕТРОВ"), "", False),
        (a_post("Нет света"), "", True),
        (a_post("Нет света", author=""), "", True),
        (a_post("Нет света", author="Иван Петров", link="https://vk.com/wall-2_2"), "", True),
        (a_post(""), "", True),
    ],
)
async def test_the_same_post_that_waits(work: Work, office: Office, post: Post, key: str, stays: bool) -> None:
    """A post that waits goes where its message, its link or its author and whole text are the card's; else it stays."""
    card = await posted(work, office, "Нет света")
    await waits(work, office, post, key=key)
    await erased(work, card, EVEN_OPEN)
    assert bool(await left_waiting(work)) is stays


@ONE_DATABASE
async def test_the_same_text_of_nobody(work: Work, office: Office) -> None:
    """A longer text that is the same word for word is the same post, though its author is hidden."""
    card = await posted(work, office, LONG, author="")
    await waits(work, office, a_post(LONG.upper(), author=""))
    await erased(work, card, EVEN_OPEN)
    assert await left_waiting(work) == []


async def talks(work: Work, data: dict[str, Any], state: str | None = "Ask:draft") -> None:
    talk = Conversation(state, data)
    await work.run(lambda conn: conversations.put(conn, "telegram", "5", "5", talk, NOW))


async def talk_left(work: Work) -> Conversation:
    return await work.read(lambda conn: conversations.get(conn, "telegram", "5", "5"))


def begun(text: str) -> dict[str, Any]:
    return {"turn": 3, "revision": 2, "action": "submit", "parts": [{"key": "9:1", "text": text}]}


async def test_drafts_for_other_cards(work: Work, office: Office) -> None:
    """A text that somebody is writing for another card is left to him, whatever words it shares; it is counted."""
    card = await told_card(work, office)
    mine = {"drafts": {f"{card.id}9": begun("Уважаемая Пелагея Кузьминична, фонарь починят")}, "card": card.id * 10 + 9}
    await talks(work, mine)
    _, looked = await erased(work, card)
    assert await talk_left(work) == Conversation("Ask:draft", mine)
    assert looked.waiting == 1


@ONE_DATABASE
@pytest.mark.parametrize("purpose", list(Purpose))
async def test_drafts_for_the_card(work: Work, office: Office, purpose: Purpose) -> None:
    """A text begun for the card goes with what was asked about it, and buttons under its previews are of no use."""
    card = await told_card(work, office)
    name, other = f"{card.id}{purpose}", begun("Фонарь починят")
    asked = {"card": card.id, "turn": 3, "action": "submit", "given": {"note": "Водоканал"}}
    await talks(work, {**asked, "drafts": {name: begun("Течь устранят"), "777": other}, "found": {}})
    await erased(work, card)
    bare = {**begun(""), "parts": [], "given": {}, "revision": 3}
    assert await talk_left(work) == Conversation(None, {"drafts": {name: bare, "777": other}, "found": {}})


def test_what_talks_remember() -> None:
    """What is taken for the matter of the question asked just now is just what conversations take for it."""
    assert erasing_talks.KEPT == KEPT


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)  # on SQLite nobody writes in between
async def test_a_turn_in_between(work: Work, office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a turn commits between the look at the talks and their change is not undone."""
    card = await told_card(work, office)
    await talks(work, {"drafts": {str(card.id): begun("Течь устранят")}})
    newer = {"drafts": {str(card.id): begun("Течь устранят"), "777": begun("Фонарь починят")}}
    looked = erasing_talks._naming

    def then_a_turn(conn: Connection, these: Any) -> Any:
        found = looked(conn, these)
        await_only(talks(work, newer))
        return found

    monkeypatch.setattr(erasing_talks, "_naming", then_a_turn)
    await work.run(lambda conn: erasing.erase(conn, [card.id], ORDER))
    left = (await talk_left(work)).data["drafts"]
    assert (left["777"], left[str(card.id)]["parts"]) == (newer["drafts"]["777"], [])


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)  # on SQLite nobody writes in between
async def test_talks_are_held_while_they_change(work: Work, office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """From the moment at which it is judged what is left of a talk, till the commit, no turn can change it."""
    card = await told_card(work, office)
    await talks(work, {"drafts": {str(card.id): begun("Течь устранят")}})
    judged, free = erasing_talks.without, list[int]()
    row = select(chats.c.chat).where(chats.c.chat == "5").with_for_update(skip_locked=True)

    def looked(talk: Any, these: Any) -> Any:
        free.append(await_only(work.run(lambda conn: len(conn.execute(row).all()))))
        return judged(talk, these)

    monkeypatch.setattr(erasing_talks, "without", looked)
    await work.run(lambda conn: erasing_talks.scrub_talks(conn, [card.id]))
    assert (free[0], free[-1]) == (1, 0)


async def stuck(work: Work, text: str) -> Callable[[], Any]:
    """An update that was given up, and what there is of it later."""
    message = {"message_id": 9, "chat": {"id": 555, "type": "private"}, "from": {"id": 555}, "text": text}
    body = json.dumps({"update_id": 7, "message": message}, ensure_ascii=False)
    row = {"bot": "b", "update_id": 7, "lane": "telegram:555", "attempts": 5, "received_at": NOW, "status": "dead"}
    await work.run(lambda conn: conn.execute(insert(inbox).values(body=body, **row)).close())

    async def said() -> str:
        kept = await work.read(lambda conn: conn.scalar(select(inbox.c.body).where(inbox.c.update_id == 7)))
        return str(json.loads(kept or "")["message"]["text"])

    return said


@ONE_DATABASE
@pytest.mark.parametrize(
    ("text", "stays", "waiting"),
    [
        ("Прорвало трубу на Лесной, 5 https://vk.com/wall-999_777", True, 0),
        (f"{GREETING}, почему нет света третий день?", True, 1),
        (f"Прорвало трубу, соседка пишет о другом: {LINK}", True, 1),
        (f"<b>Переслано:</b> {LONG}, помогите", False, 0),
        (f"{GREETING}!", True, 1),
        (LINK, False, 0),
    ],
)
async def test_updates_of_others_that_are_stuck(
    work: Work, office: Office, text: str, stays: bool, waiting: int
) -> None:
    """What may be tried again loses its words where eight in a row, or all of them, are the card's; else is counted."""
    card = await posted(work, office, f"{GREETING}! {LONG}")
    said = await stuck(work, text)
    _, looked = await erased(work, card, EVEN_OPEN)
    assert ((await said()) == text, looked.waiting) == (stays, waiting)


async def test_stuck_answer_of_another_card(work: Work, office: Office) -> None:
    """A message in doubt that names another card is that card's: its set phrases stay, and it can be sent."""
    card, other = await told_card(work, office), await opened(work, office, "Снег")
    body = json.dumps({"text": DRAFT})
    row = outbox.Message(lane="telegram:5", kind="publication", body=body, card=other.id, status="doubt")
    await work.run(lambda conn: outbox.put(conn, [row], NOW))
    _, looked = await erased(work, card)
    kept = select(messages.c.body).where(messages.c.card == other.id, messages.c.status == "doubt")
    assert await work.read(lambda conn: conn.scalar(kept)) == body
    assert looked.waiting == 1


@ONE_DATABASE
async def test_a_message_still_to_be_sent(work: Work, office: Office) -> None:
    """A message to come that names no card, as a list that quotes it, is sent as it is, and is counted."""
    card = await told_card(work, office)
    body = json.dumps({"text": f"Найдено: {DRAFT}"})
    await work.run(lambda conn: outbox.put(conn, [outbox.Message("telegram:5", "reply", body)], NOW))
    _, looked = await erased(work, card)
    unsent = select(messages.c.body).where(messages.c.status == "new", messages.c.kind == "reply")
    assert (await work.read(lambda conn: list(conn.scalars(unsent))), looked.waiting) == ([body], 1)


async def test_those_above_are_told_after_an_erasure(work: Work, office: Office) -> None:
    """A reminder of an erased card that was sent is still one: who did not get his is told of to those above."""
    card, head = await told_card(work, office), fallback(office)[0]
    other, roads = await opened(work, office, "Снег"), PersonId(person(office, "roads-1"))
    sent = Notice(kind=NoticeKind.PING, office=office.id, card=card.id, to=head.id, seq=1, about="answer")
    lost = sent.model_copy(update={"card": other.id, "to": roads})

    def put(conn: Connection) -> None:
        for notice, lane, status in ((sent, "telegram:9", "sent"), (lost, "telegram:8", "new")):
            body = notice.model_dump_json()
            row = outbox.Message(lane, "ping", body, card=notice.card, person=notice.to, status=status)
            outbox.put(conn, [row], NOW)

    await work.run(put)
    await erased(work, card)

    def tell(conn: Connection) -> bool:
        claimed = outbox.claim(conn, "w", NOW, NOW - NOW, 99)
        return tell_others(conn, next(one for one in claimed if one.lane == "telegram:8"), NOW)

    assert await work.run(tell)

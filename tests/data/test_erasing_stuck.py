"""Erasing leaves alone what is somebody else's and may still be handled or sent, and what is on its way."""

import json
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, insert, select

from bot.erasing.looking import look_through
from storage import erasing, outbox, queries
from storage.erasing import BusyError
from storage.erasing_people import erase_person
from storage.tables import inbox
from storage.tables import outbox as messages
from storage.work import Work
from tests.data.short import ONE_DATABASE
from tests.data.test_erasing import ORDER, erased
from tests.data.test_erasing_people import dismissed
from tests.data.told import POST, left_of, told_card
from tests.fixtures.cards import carried_out
from tests.fixtures.offices import NOW, person
from workflow import desk
from workflow.card import Card
from workflow.commands import NotPublished, Open, PublishHere
from workflow.office import Office
from workflow.post import Part, Post
from workflow.words import PersonId

EVEN_OPEN = ORDER.model_copy(update={"even_open": True})
HERS = {"id": 555, "first_name": "Анна"}


def _update(number: int, text: str, sender: dict[str, Any], **more: Any) -> str:
    message = {"message_id": 9, "chat": {"id": 555, "type": "private"}, "from": sender, "text": text, **more}
    return json.dumps({"update_id": number, "message": message}, ensure_ascii=False)


def _arrived(conn: Connection, number: int, body: str, status: str = "dead", lane: str = "telegram:555") -> None:
    row = {"bot": "b", "update_id": number, "lane": lane, "body": body, "attempts": 5, "received_at": NOW}
    conn.execute(insert(inbox).values(status=status, error="why", **row))


async def _inbox(work: Work, *numbers: int) -> list[tuple[str, str, str | None]]:
    these = select(inbox.c.status, inbox.c.body, inbox.c.error).where(inbox.c.update_id.in_(numbers))
    return await work.read(lambda conn: [tuple(row) for row in conn.execute(these.order_by(inbox.c.update_id))])


async def _short_card(work: Work, office: Office) -> Card:
    """A card of which author and text are one word each, and each is a word of many an update."""
    post = Post(author="Анна", parts=(Part(key="555:77", text="private"),))
    done = await carried_out(work, Open(office.id, PersonId(person(office, "curator")), post, key="555:77"))
    assert isinstance(done, desk.Done)
    return done.card


@ONE_DATABASE
async def test_stuck_rows_of_others_still_work(work: Work, office: Office) -> None:
    """A word of the card that stands in another's dead update or doubtful message spoils neither; both are told of."""
    card = await _short_card(work, office)
    theirs = _update(5, "Анна Петровна жалуется на яму", HERS)
    digest = json.dumps({"kind": "private", "office": office.id, "text": "Сводка: Анна просит"}, ensure_ascii=False)

    def stuck(conn: Connection) -> None:
        _arrived(conn, 5, theirs)
        outbox.put(conn, [outbox.Message(lane="telegram:555", kind="digest", body=digest, status="doubt")], NOW)

    await work.run(stuck)
    _, looked = await erased(work, card, EVEN_OPEN)
    assert await _inbox(work, 5) == [("dead", theirs, "why")]
    kept = select(messages.c.body, messages.c.status).where(messages.c.kind == "digest")
    assert await work.read(lambda conn: conn.execute(kept).all()) == [(digest, "doubt")]
    assert looked.waiting == 2


@ONE_DATABASE
async def test_same_post_that_is_stuck(work: Work, office: Office) -> None:
    """A dead update with the very post loses its words, and nothing that the program reads."""
    card = await told_card(work, office)
    await work.run(lambda conn: _arrived(conn, 7, _update(7, POST, HERS)))
    await erased(work, card)
    assert await _inbox(work, 7) == [("dead", _update(7, ORDER.instead, HERS), "why")]


@ONE_DATABASE
async def test_number_within_another_number(work: Work, office: Office) -> None:
    """Who has left is erased from updates that name just his number; others stay whole, and dead ones stay dead."""
    await dismissed(work, office)
    other, his = {"id": 95551023, "first_name": "Ольга"}, {"id": 555102, "first_name": "Пётр"}
    longer, quoting = _update(20, "Яма", other), _update(21, "См. 555102", other, reply_to_message={"from": his})

    def arrived(conn: Connection) -> None:
        for number, body, status in (
            (20, longer, "done"),
            (21, quoting, "dead"),
            (22, _update(22, "Яма", his), "dead"),
            (23, _update(23, "Яма", other, reply_to_message={"from": his}), "done"),
        ):
            _arrived(conn, number, body, status, "telegram:-100777")

    await work.run(arrived)
    await work.run(lambda conn: erase_person(conn, office.id, "roads-1", "—", NOW, NOW))
    await look_through(work)
    assert await _inbox(work, 20, 21, 22, 23) == [
        ("done", longer, "why"),
        ("dead", quoting, "why"),
        ("dead", "{}", "why"),
        ("done", "{}", "why"),
    ]


@ONE_DATABASE
async def test_what_is_being_published(work: Work, office: Office) -> None:
    """A card that the bot is publishing is refused in words and stays as it is; when it is over it can be erased."""
    card = await told_card(work, office, closed=False)
    await carried_out(
        work, PublishHere(card.id, PersonId(person(office, "curator")), len(card.drafts), card.turn, "Группа")
    )
    ordered = await work.read(lambda conn: queries.card(conn, card.id))
    assert ordered is not None
    assert ordered.publication is not None
    with pytest.raises(BusyError, match="being published"):
        await work.run(lambda conn: erasing.erase(conn, [card.id], EVEN_OPEN))
    assert await work.read(lambda conn: queries.card(conn, card.id)) == ordered
    await carried_out(work, NotPublished(card.id, ordered.publication.order, False, "не вышло"))
    assert (await work.run(lambda conn: erasing.erase(conn, [card.id], EVEN_OPEN))).cards == 1


@ONE_DATABASE
async def test_what_is_on_its_way(work: Work, office: Office) -> None:
    """While an answer of the card is being sent nothing is taken from under it."""
    card = await told_card(work, office)
    preview = outbox.Message(lane="telegram:7", kind="reply", body='{"text": "Пелагее"}', card=card.id)
    await work.run(lambda conn: outbox.put(conn, [preview], NOW))
    claimed = await work.run(lambda conn: outbox.claim(conn, "w", NOW, timedelta(minutes=1), 99))
    taken = next(one for one in claimed if one.lane == "telegram:7")
    with pytest.raises(BusyError, match=r"no\. 1"):
        await work.run(lambda conn: erasing.erase(conn, [card.id], ORDER))
    await work.run(lambda conn: outbox.sent(conn, taken, "5", NOW))
    await erased(work, card)
    bodies = select(messages.c.body)
    assert left_of(iter(await work.read(lambda conn: list(conn.scalars(bodies))))) == []

"""Somebody who has left is erased: of him the number is left by which the journal names him."""

from datetime import timedelta

import pytest
from sqlalchemy import Connection, insert, update

from bot.erasing.looking import look_through
from storage import journal, people
from storage.erasing_people import StillHereError, erase_person, find, left_before
from storage.offices import touch
from storage.tables import inbox, invitations, office_changes, outbox
from storage.tables import people as rows
from storage.work import Work
from tests.data.told import everything, left_of, told_card
from tests.fixtures.cards import carried_out, opened, routing
from tests.fixtures.offices import NOW, person
from workflow.office import Office
from workflow.words import PersonId

WORDS = ("Дорожный", "roads-1", "555102", "petr@")
"""What is known of him, beside what he did."""


async def dismissed(work: Work, office: Office) -> PersonId:
    """Somebody who worked on a card, who was written of in several places, and who has left."""
    his = PersonId(person(office, "roads-1"))

    def leave(conn: Connection) -> None:
        known = {"address": "555102", "email": "petr@example.org", "active": False, "left_on": "2026-03-01"}
        conn.execute(update(rows).where(rows.c.id == his).values(known))
        conn.execute(update(rows).where(rows.c.key == "utilities-1").values(substitutes=["roads-1", "head"]))
        book = {"office": office.id, "at": NOW, "source": "chat", "what": "person"}
        conn.execute(insert(office_changes).values(**book, key="roads-1", field="name", old="Пётр Дорожный", new="П"))
        conn.execute(insert(office_changes).values(**book, key="head", field="substitutes", old=[], new=["roads-1"]))
        invited = {"hash": "h", "roles": [], "name": "Пётр Дорожный", "made_at": NOW, "expires_at": NOW}
        conn.execute(insert(invitations).values(office=office.id, used_by=his, **invited))
        raw = '{"message": {"from": {"id": 555102, "first_name": "Пётр"}}}'
        for number, lane in enumerate(("telegram:555102", "telegram:-100777")):
            update_ = {"bot": "b", "update_id": number, "lane": lane, "body": raw, "attempts": 1, "received_at": NOW}
            conn.execute(insert(inbox).values(status="done", done_at=NOW, **update_))
        said = {"urgency": 2, "kind": "reply", "created_at": NOW, "settled_at": NOW, "attempts": 1, "status": "sent"}
        conn.execute(insert(outbox).values(lane="telegram:555102", body="{}", message_id="4", **said))
        conn.execute(insert(outbox).values(lane="mail:petr@example.org", body="{}", **said))
        conn.execute(
            insert(outbox).values(lane="telegram:101", card=1, body='{"text": "<b>Пётр Дорожный</b>"}', **said)
        )
        touch(conn, office.id)

    await work.run(leave)
    return his


async def test_nothing_is_left_but_his_number(work: Work, office: Office) -> None:
    """His name, key, addresses and choices are nowhere; the card he worked on names his number, and the chain holds."""
    card = await told_card(work, office)
    his = await dismissed(work, office)
    assert await work.read(lambda conn: left_of(everything(conn), WORDS))
    count = await work.run(lambda conn: erase_person(conn, office.id, "roads-1", "бывший сотрудник", NOW, NOW))
    count += (await look_through(work)).rows
    assert count >= 7
    found = await work.read(lambda conn: left_of(everything(conn), WORDS))
    assert [one for one in found if "in procedures:" not in one] == []
    assert await work.read(lambda conn: people.name_of(conn, his)) == "бывший сотрудник"
    assert card.executor == his
    assert await work.read(lambda conn: journal.verify(conn, office.id)) is None


async def test_who_works_here(work: Work, office: Office) -> None:
    """Somebody who works in the office is not erased."""
    with pytest.raises(StillHereError, match="works here"):
        await work.run(lambda conn: erase_person(conn, office.id, "roads-1", "—", NOW, NOW))
    assert await work.read(lambda conn: find(conn, office.id, "roads-1")) is not None


async def test_who_holds_open_cards(work: Work, office: Office) -> None:
    """Somebody who left and still holds an open card is not erased: who answers for it must be known."""
    await carried_out(work, routing(await opened(work, office), office))
    await dismissed(work, office)
    with pytest.raises(StillHereError, match="open cards: 1"):
        await work.run(lambda conn: erase_person(conn, office.id, "roads-1", "—", NOW, NOW))


async def test_who_left_long_ago(work: Work, office: Office) -> None:
    """Those who left are found by when the book says that they did, till they are erased."""
    await dismissed(work, office)

    async def found(days: int) -> list[str]:
        later = NOW + timedelta(days=days)
        return [key for _, key in await work.read(lambda conn: left_before(conn, later, 9))]

    assert (await found(-1), await found(1)) == ([], ["roads-1"])
    await work.run(lambda conn: erase_person(conn, office.id, "roads-1", "—", NOW, NOW))
    assert await found(2) == []

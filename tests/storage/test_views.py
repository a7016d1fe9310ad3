"""Views: messages that show a card follow it, and older ones are folded up once."""

from datetime import timedelta

import pytest
from sqlalchemy import Connection

from storage import outbox, views
from storage.views import View
from storage.work import Work
from tests.fixtures.cards import carried_out, opened, routing
from tests.fixtures.offices import NOW
from workflow.card import Card
from workflow.commands import Act
from workflow.office import Office
from workflow.words import PersonId, Role


@pytest.fixture
async def card(work: Work, office: Office) -> Card:
    return await opened(work, office)


async def show(work: Work, card: Card, message: str, lane: str = "telegram:101") -> None:
    await work.run(lambda conn: views.shown(conn, card.id, lane, message, PersonId(1), card.version, "digest", NOW))


async def stale(work: Work) -> list[View]:
    """What is to be refreshed once all notices have been sent."""
    await all_sent(work)
    return await work.read(lambda conn: views.stale(conn, NOW, 10))


async def all_sent(work: Work) -> None:
    def send(conn: Connection) -> int:
        messages = outbox.claim(conn, "sender", NOW, timedelta(seconds=9), 100)
        for message in messages:
            outbox.sent(conn, message, None, NOW)
        return len(messages)

    while await work.run(send):
        continue


async def refresh(work: Work, view: View) -> None:
    at, folded = NOW + timedelta(seconds=1), not view.live
    await work.run(lambda conn: views.refreshed(conn, view.id, view.current, "new", at, folded))


async def test_follows_the_card(work: Work, office: Office, card: Card) -> None:
    """Every message that shows a card is stale as soon as the card changes, till it was refreshed."""
    await show(work, card, "1")
    await show(work, card, "2", "telegram:102")
    assert await stale(work) == []
    await carried_out(work, routing(card, office))
    found = await stale(work)
    assert [(view.message_id, view.version, view.current) for view in found] == [("1", 1, 2), ("2", 1, 2)]
    await refresh(work, found[0])
    assert [view.message_id for view in await stale(work)] == ["2"]


async def test_a_notice_goes_first(work: Work, office: Office, card: Card) -> None:
    """While a notice of the card is about to come to the same chat, the older message there is left as it is."""
    await all_sent(work)
    curator = office.person(card.curator)
    assert curator is not None
    await show(work, card, "1", f"telegram:{curator.address}")
    await show(work, card, "2", "telegram:555")
    await carried_out(work, routing(card, office))
    executor = office.holding(Role.EXECUTOR)[0]
    await carried_out(work, Act(card.id, executor.id, "return", note="Не наше"))
    waiting = await work.read(lambda conn: views.stale(conn, NOW, 10))
    assert [view.message_id for view in waiting] == ["2"]
    assert [view.message_id for view in await stale(work)] == ["1", "2"]


async def test_shown_too_late(work: Work, office: Office, card: Card) -> None:
    """A message that was sent with a state that is already old is stale at once."""
    await carried_out(work, routing(card, office))
    await show(work, card, "1")
    assert [view.message_id for view in await stale(work)] == ["1"]


async def test_older_message_is_folded_once(work: Work, office: Office, card: Card) -> None:
    """A new message makes the older one in the same chat not live: it gets one last change and no other."""
    await show(work, card, "1")
    await show(work, card, "2")
    (old,) = await stale(work)
    assert (old.message_id, old.live) == ("1", False)
    await refresh(work, old)
    await carried_out(work, routing(card, office))
    assert [(view.message_id, view.live) for view in await stale(work)] == [("2", True)]
    assert [view.message_id for view in await work.read(lambda conn: views.live_views(conn, card.id))] == ["2"]


async def test_folded_while_it_is_refreshed(work: Work, office: Office, card: Card) -> None:
    """A message that was edited in full while a newer one came is still to be folded up, once."""
    await show(work, card, "1")
    await carried_out(work, routing(card, office))
    (view,) = await stale(work)
    await show(work, card, "2")
    await carried_out(work, Act(card.id, PersonId(2), "accept"))
    await refresh(work, view)
    await refresh(work, next(again for again in await stale(work) if again.message_id == "2"))
    (old,) = await stale(work)
    assert (old.message_id, old.live) == ("1", False)
    await refresh(work, old)
    assert await stale(work) == []


async def test_same_message_shown_again(work: Work, card: Card) -> None:
    """A message noted twice is one view."""
    await show(work, card, "1")
    await show(work, card, "1")
    assert len(await work.read(lambda conn: views.live_views(conn, card.id))) == 1
    assert await stale(work) == []


async def test_changed_while_refreshed(work: Work, office: Office, card: Card) -> None:
    """A card that changes while its message is being changed leaves the message stale."""
    await show(work, card, "1")
    await carried_out(work, routing(card, office))
    (view,) = await stale(work)
    await carried_out(work, Act(card.id, PersonId(2), "accept"))
    await refresh(work, view)
    assert [(again.version, again.current) for again in await stale(work)] == [(2, 3)]


async def test_aging(work: Work, office: Office, card: Card) -> None:
    """Live messages of open cards age; those of closed cards do not."""
    await show(work, card, "1")
    later = NOW + timedelta(minutes=5)
    assert await work.read(lambda conn: views.aging(conn, NOW, NOW, 10)) == []
    assert [view.message_id for view in await work.read(lambda conn: views.aging(conn, later, later, 10))] == ["1"]
    curator = card.curator
    assert curator is not None
    await carried_out(work, Act(card.id, curator, "dismiss", ground="abuse"))
    closed = await work.read(lambda conn: views.live_views(conn, card.id))
    assert [view.current for view in closed] == [2]
    assert await work.read(lambda conn: views.aging(conn, later, later, 10)) == []


async def test_later_and_gone(work: Work, office: Office, card: Card) -> None:
    """A message that cannot be changed now is left till its time; one that is gone is forgotten."""
    await show(work, card, "1")
    await carried_out(work, routing(card, office))
    (view,) = await stale(work)
    await work.run(lambda conn: views.later(conn, view.id, NOW + timedelta(seconds=9)))
    assert await stale(work) == []
    assert len(await work.read(lambda conn: views.stale(conn, NOW + timedelta(seconds=9), 10))) == 1
    await work.run(lambda conn: views.gone(conn, view.id))
    assert await work.read(lambda conn: views.card_of(conn, "telegram:101", "1")) is None


@pytest.mark.fault(15)
async def test_two_processes_show_it_at_once(work: Work, office: Office, card: Card) -> None:
    """Where another has changed the message since it was looked at, nobody knows what it shows: it is shown anew."""
    await show(work, card, "1")
    await carried_out(work, routing(card, office))
    (seen,) = await stale(work)
    for digest in ("of one", "of the other"):

        def note(conn: Connection, digest: str = digest) -> None:
            views.refreshed(conn, seen.id, seen.current, digest, NOW, before=seen.digest)

        await work.run(note)
    assert [(view.version, view.digest) for view in await stale(work)] == [(-1, "")]
    (again,) = await stale(work)
    await work.run(lambda conn: views.refreshed(conn, again.id, again.current, "newest", NOW, before=again.digest))
    assert await stale(work) == []

"""The desk on real books: one commit holds the card, its journal, its timers and its notices."""

import asyncio
import json
from datetime import timedelta

import pytest
from sqlalchemy import Connection, func, select

from storage import journal, offices, outbox, people, procedures, queries, timers
from storage.errors import OvertakenError
from storage.tables import cards, events
from storage.tables import outbox as outbox_rows
from storage.tables import timers as timer_rows
from storage.work import Work
from tests.fixtures.cards import books_of, carried_out, opened, opening, routing
from tests.fixtures.offices import NOW, PROCEDURE_TEXT, person
from workflow import desk
from workflow.commands import Wake
from workflow.history import replay
from workflow.office import Office
from workflow.refusals import Refusal
from workflow.words import CardId, OfficeId, PersonId


async def test_card_is_the_sum_of_its_journal(work: Work, office: Office) -> None:
    """What is kept as the card is what its events add up to."""
    card = await opened(work, office)
    await carried_out(work, routing(card, office))
    kept = await work.read(lambda conn: queries.card(conn, card.id))
    assert kept is not None
    assert kept.step == "draft"
    assert replay(await work.read(lambda conn: journal.history(conn, card.id))) == kept


async def test_numbers_have_no_gaps(work: Work, office: Office) -> None:
    """Cards are numbered from 1 without a gap, also where an opening was refused between two of them."""
    stranger = opening(office)
    refused = type(stranger)(office.id, PersonId(person(office, "roads-1")), stranger.post)
    numbers = []
    for _ in range(3):
        numbers.append((await opened(work, office)).number)
        assert isinstance(await carried_out(work, refused), Refusal)
    assert numbers == [1, 2, 3]


async def test_many_open_at_once(work: Work, office: Office) -> None:
    """Openings side by side all get a number and an identity of their own."""
    made = await asyncio.gather(*(opened(work, office, f"Пост {n}") for n in range(12)))
    assert sorted(card.number for card in made) == list(range(1, 13))
    assert len({card.id for card in made}) == 12
    assert await work.read(lambda conn: journal.verify(conn, office.id)) is None


async def test_same_key_opens_once(work: Work, office: Office) -> None:
    """A second message under the same key joins the card that is there, however close together they come."""
    both = await asyncio.gather(*(carried_out(work, opening(office, f"Часть {n}", "album:5")) for n in range(2)))
    assert {one.card.id for one in both if isinstance(one, desk.Done)} == {1}
    assert await work.read(lambda conn: conn.scalar(select(func.count()).select_from(cards))) == 1


async def test_taps_at_once(work: Work, office: Office) -> None:
    """Of two people who act on a card at the same moment one acts and the other is refused."""
    card = await opened(work, office)
    came = await asyncio.gather(*(carried_out(work, routing(card, office, unit)) for unit in ("roads", "utilities")))
    assert sorted(type(one).__name__ for one in came) == ["Done", "Refusal"]


async def test_overtaken_card_is_not_written(work: Work, office: Office) -> None:
    """Books do not write over a card that has moved on since it was read."""
    card = await opened(work, office)
    done = await carried_out(work, routing(card, office))
    assert isinstance(done, desk.Done)
    with pytest.raises(OvertakenError):
        await work.run(lambda conn: books_of(conn).write(done.card, done.happened))


async def test_failure_after_writing(work: Work, office: Office) -> None:
    """Where anything in the transaction fails there is no card, no event, no timer and no notice."""

    def fn(conn: Connection) -> None:
        desk.do(opening(office), books_of(conn), NOW)
        raise RuntimeError("power is out")

    with pytest.raises(RuntimeError):
        await work.run(fn)
    tables = (cards, events, timer_rows, outbox_rows)
    counts = await work.read(lambda conn: [conn.scalar(select(func.count()).select_from(one)) for one in tables])
    assert counts == [0, 0, 0, 0]


async def test_notice_row(work: Work, office: Office) -> None:
    """A notice stands in the lane of the person it is for, with its key, and waits for its delay."""
    await work.run(lambda conn: desk.do(opening(office), books_of(conn), NOW, settle=2.0))
    row = await work.read(lambda conn: conn.execute(select(outbox_rows)).mappings().one())
    assert (row["lane"], row["kind"], row["status"]) == ("telegram:101", "card", "new")
    assert row["not_before"] == NOW + timedelta(seconds=2)
    assert json.loads(row["body"])["card"] == row["card"]


async def test_notice_is_told_once(work: Work, office: Office) -> None:
    """The same notice put twice is one row."""
    done = await carried_out(work, opening(office))
    assert isinstance(done, desk.Done)
    scene = desk.Scene(done.office, desk.rules_of(done.office, done.procedure), NOW)
    told = desk.notices(done.happened, done.card, scene)
    await work.run(lambda conn: books_of(conn).tell(told))
    assert len(await work.read(lambda conn: outbox.newest(conn, 100))) == len(told)


async def test_nobody_to_tell(work: Work, office: Office) -> None:
    """A notice to a person without an address is kept as dropped, so that it can be seen."""
    done = await carried_out(work, opening(office))
    assert isinstance(done, desk.Done)
    scene = desk.Scene(done.office, desk.rules_of(done.office, done.procedure), NOW)
    newcomer = PersonId(person(office, "newcomer"))
    told = [one.model_copy(update={"to": newcomer}) for one in desk.notices(done.happened, done.card, scene)]
    await work.run(lambda conn: books_of(conn).tell(told))
    status = select(outbox_rows.c.status).where(outbox_rows.c.person == newcomer)
    assert await work.read(lambda conn: conn.scalars(status).all()) == ["dropped"]


async def test_due_follows_the_card(work: Work, office: Office) -> None:
    """The card row knows when its next debt falls due."""
    card = await opened(work, office)
    due = select(cards.c.next_due).where(cards.c.id == card.id)
    first = await work.read(lambda conn: conn.scalar(due))
    assert first == NOW + timedelta(minutes=30)
    await carried_out(work, routing(card, office))
    assert await work.read(lambda conn: conn.scalar(due)) > first


async def test_wake_fires_each_ping_once(work: Work, office: Office) -> None:
    """A card that is woken twice at the same moment rings once, and its timers know it."""
    card = await opened(work, office)
    later = NOW + timedelta(minutes=31)
    assert await work.read(lambda conn: timers.due(conn, later, 10)) == [card.id]
    first = await carried_out(work, Wake(card.id), later)
    second = await carried_out(work, Wake(card.id), later)
    assert isinstance(first, desk.Done)
    assert isinstance(second, desk.Done)
    assert first.happened
    assert not second.happened
    assert await work.read(lambda conn: timers.due(conn, later, 10)) == []


async def test_pinned_procedure(work: Work, office: Office) -> None:
    """A card keeps the version of its procedure; new cards take the newest."""
    card = await opened(work, office)
    assert await work.run(lambda conn: procedures.put(conn, PROCEDURE_TEXT + "\n# changed\n", NOW))
    assert not await work.run(lambda conn: procedures.put(conn, PROCEDURE_TEXT + "\n# changed\n", NOW))
    newer = await opened(work, office)
    kept = await carried_out(work, routing(card, office))
    assert isinstance(kept, desk.Done)
    assert kept.procedure.digest == card.digest != newer.digest


async def test_office_snapshot_follows_changes(work: Work, office: Office) -> None:
    """Books see a change of the office at once, and one that was rolled back never."""
    curator = PersonId(person(office, "curator"))

    def locale(conn: Connection) -> str:
        found = books_of(conn).office(office.id).person(curator)
        assert found is not None
        return found.locale

    def change(conn: Connection) -> None:
        people.set_locale(conn, curator, "en")
        assert locale(conn) == "en"
        raise RuntimeError("rolled back")

    assert await work.read(locale) == "ru"
    with pytest.raises(RuntimeError):
        await work.run(change)
    assert await work.read(locale) == "ru"
    await work.run(lambda conn: people.set_locale(conn, curator, "en"))
    assert await work.read(locale) == "en"


async def test_unknown_names(work: Work) -> None:
    """An office or a procedure that is not there is a LookupError that names it; a card is None."""
    with pytest.raises(LookupError, match="office 99"):
        await work.read(lambda conn: books_of(conn).office(OfficeId(99)))
    with pytest.raises(LookupError, match="'nowhere'"):
        await work.read(lambda conn: books_of(conn).procedure("nowhere"))
    assert await work.run(lambda conn: books_of(conn).card(CardId(99))) is None
    assert await work.read(lambda conn: offices.office_named(conn, "nowhere")) is None

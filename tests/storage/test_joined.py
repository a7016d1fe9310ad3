"""Cards that are answered together, on real books: who is joined to whom, and one commit for both."""

import pytest
from sqlalchemy import Connection

from storage import journal, queries
from storage.work import Work
from tests.fixtures.cards import books_of, carried_out, opened, routing
from tests.fixtures.offices import NOW, person
from workflow import desk
from workflow.card import Card
from workflow.commands import Act, DecideRepeat, Join
from workflow.history import replay
from workflow.office import Office
from workflow.post import Draft, Part
from workflow.words import CardId, DraftKind, PersonId


async def joined(work: Work, office: Office) -> tuple[Card, Card]:
    """A routed card, and another one that repeats it and is joined to it."""
    main, repeat = await opened(work, office), await opened(work, office)
    curator = PersonId(person(office, "curator"))
    for command in (
        routing(main, office),
        DecideRepeat(repeat.id, curator, main.id),
        Join(repeat.id, curator, main.id),
    ):
        assert isinstance(await carried_out(work, command), desk.Done)
    return main, repeat


async def of(work: Work, card: CardId) -> list[CardId]:
    """The cards that are joined to this one."""
    return list(await work.read(lambda conn: books_of(conn).joined_to(card)))


async def test_books_know_what_is_joined(work: Work, office: Office) -> None:
    """A joined card is found by its main one till they part, and no other card is."""
    main, repeat = await joined(work, office)
    await opened(work, office)
    assert await of(work, main.id) == [repeat.id]
    assert await of(work, repeat.id) == []
    await carried_out(work, Join(repeat.id, PersonId(person(office, "curator"))))
    assert await of(work, main.id) == []


async def test_closed_cards_are_not_taken_along(work: Work, office: Office) -> None:
    """A joined card that is closed is found no more."""
    main, repeat = await joined(work, office)
    curator = PersonId(person(office, "curator"))
    assert isinstance(await carried_out(work, Act(repeat.id, curator, "dismiss", ground="abuse")), desk.Done)
    assert await of(work, main.id) == []


async def test_both_move_in_one_commit(work: Work, office: Office) -> None:
    """The joined card comes to its publication with the main one, or neither does where the transaction fails."""
    main, repeat = await joined(work, office)
    roads, head = PersonId(person(office, "roads-1")), PersonId(person(office, "head"))
    draft = Draft(kind=DraftKind.ANSWER, by=roads, at=NOW, parts=(Part(text="Почистим"),))
    await carried_out(work, Act(main.id, roads, "submit", draft=draft))
    await carried_out(work, Act(main.id, head, "approve"))

    def hand_over(conn: Connection) -> None:
        desk.do(Act(main.id, roads, "hand_over"), books_of(conn), NOW)

    def fail(conn: Connection) -> None:
        hand_over(conn)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        await work.run(fail)
    assert await steps(work, main, repeat) == ["handover", "route"]
    await work.run(hand_over)
    assert await steps(work, main, repeat) == ["publish", "publish"]
    kept = await work.read(lambda conn: queries.card(conn, repeat.id))
    assert replay(await work.read(lambda conn: journal.history(conn, repeat.id))) == kept
    assert await work.read(lambda conn: journal.verify(conn, office.id)) is None


async def steps(work: Work, *cards: Card) -> list[str]:
    """Where the cards stand."""
    found = await work.read(lambda conn: [queries.card(conn, card.id) for card in cards])
    return [card.step for card in found if card]

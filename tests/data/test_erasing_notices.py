"""Notices hold no words of people: they are worded when they are sent, by what is left then."""

from sqlalchemy import Connection, delete, literal, select

from bot.erasing.looking import look_through
from bot.showing import order_of
from storage import erasing
from storage.outbox import Sending
from storage.tables import outbox as rows
from storage.work import Work
from tests.data.test_erasing import ORDER
from tests.data.told import everything, left_of
from tests.fixtures.cards import carried_out, opened
from tests.fixtures.offices import NOW, person
from workflow import desk
from workflow.commands import Act, HandOver
from workflow.office import Office
from workflow.words import PersonId

WHY = "Заявительница Пелагея Кузьминична его соседка"

_OF_ROW = ("id", "lane", "kind", "body", "urgency", "office", "card", "person", "attempts", "created_at")
_SENDING = select(*(rows.c[name] for name in _OF_ROW), literal(1).label("fence"), literal(0).label("repeated"))


async def test_why_a_card_was_handed_over(work: Work, office: Office) -> None:
    """What somebody wrote as he gave a card to another is shown with the notice, and is gone once it was erased."""
    curator, roads, water = (PersonId(person(office, key)) for key in ("curator", "roads-1", "utilities-1"))
    card = (await opened(work, office)).id
    await carried_out(work, Act(card, curator, "route", department="roads"))
    await work.run(lambda conn: conn.execute(delete(rows)).close())
    assert isinstance(await carried_out(work, HandOver(card, curator, roads, water, WHY)), desk.Done)

    def told(conn: Connection) -> list[str]:
        found = [Sending(**row) for row in conn.execute(_SENDING).mappings()]
        orders = [order_of(conn, one, NOW, "bot", "ru") for one in found if "handed" in one.body]
        return [one.reply.text for one in orders if one and one.reply]

    [text] = await work.read(told)
    assert WHY in text
    even_open = ORDER.model_copy(update={"even_open": True})
    await work.run(lambda conn: erasing.erase(conn, [card], even_open))
    await look_through(work)
    assert await work.read(lambda conn: left_of(everything(conn), ("Кузьминична",))) == []
    [text] = await work.read(told)
    assert "Кузьминична" not in text

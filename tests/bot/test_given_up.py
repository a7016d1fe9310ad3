"""What its sender reads when his tap was given up."""

import pytest
from aiogram.types import Update
from sqlalchemy import Connection, update

from bot.failing import DEAD_AFTER
from handlers.turn import Turn
from storage import offices
from storage.tables import cards
from storage.work import Work
from tests.bot.fakes import Telegram, Wall
from tests.bot.test_worker import Desk
from tests.fixtures.cards import opened
from tests.fixtures.offices import OFFICE_TEXT
from workflow.office import Office
from workflow.office_file import parse_office

OTHERS = 2
"""A card of another office."""


async def _fails(update: Update, turn: Turn) -> None:
    raise RuntimeError("oops")


def _is_of_another_office(conn: Connection) -> None:
    other = OFFICE_TEXT.replace('key = "lesnoe"', 'key = "other"').replace("telegram_id = ", "telegram_id = 9")
    offices.load_office(conn, parse_office(other.replace("-1001000000777", "-1001000000778"), "other.toml"))
    found = offices.office_named(conn, "other")
    assert found is not None
    conn.execute(update(cards).where(cards.c.id == OTHERS).values(office=found.id))


@pytest.mark.fault(20)
@pytest.mark.parametrize(("card", "number"), [(1, 1), (OTHERS, None), (999, None), (2**70, None)])
async def test_a_tap_that_failed_did_not_name_its_card(
    work: Work, office: Office, card: int, number: int | None
) -> None:
    """The message names the card where the button has one of his office's; of no other card anything is told."""
    await opened(work, office, key="1")
    await opened(work, office, key="2")
    await work.run(_is_of_another_office)
    desk = Desk(work, Telegram(), Wall())
    desk.handle = _fails
    await desk.taps(f"m:{card}")
    for _ in range(DEAD_AFTER):
        await desk.works()
        await desk.no_waiting()
    told = [one["text"] for one in await desk.outbox() if "выполнить нажатие" in one.get("text", "")]
    first = f"№ {number}: не получилось" if number else "Не получилось"
    assert [one.startswith(f"{first} выполнить нажатие") for one in told] == [True]

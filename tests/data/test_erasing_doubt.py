"""What was said of an erased card and may have arrived or not is erased with it: nobody will say it again."""

from functools import partial

import pytest
from sqlalchemy import select

from storage import erasing, outbox
from storage.erasing_boxes import BARE
from storage.tables import outbox as messages
from storage.work import Work
from tests.data.short import ONE_DATABASE
from tests.data.test_erasing import ORDER
from tests.data.told import DRAFT, left_of, told_card
from tests.fixtures.offices import NOW
from workflow.office import Office

WORDS = f'{{"text": "{DRAFT}"}}'


@ONE_DATABASE
@pytest.mark.parametrize("kind", ["reply", "publication"])
@pytest.mark.parametrize("status", ["new", "dead", "doubt"])
async def test_what_is_said_no_more_is_bare(work: Work, office: Office, kind: str, status: str) -> None:
    """An answer or a publication of the card that waits, is dead or in doubt is dropped and holds no word."""
    card = await told_card(work, office)
    said = outbox.Message("telegram:7", kind, WORDS, card=card.id, key="said", status=status)
    await work.run(partial(outbox.put, messages=[said], now=NOW))
    await work.run(lambda conn: erasing.erase(conn, [card.id], ORDER))
    these = select(messages.c.status, messages.c.error, messages.c.body).where(messages.c.key == "said")
    left = await work.read(lambda conn: conn.execute(these).one())
    assert tuple(left) == ("dropped", "erased", BARE)
    every = select(messages.c.body).where(messages.c.card == card.id)
    assert left_of(iter(await work.read(lambda conn: list(conn.scalars(every))))) == []

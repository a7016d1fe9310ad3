"""Kinds of messages over the intake interface: an incident that the regional curator's system passes on."""

import pytest
from sqlalchemy import Connection

from bot.commands.procedures import texts
from storage import offices, procedures, queries
from tests.bot.intake.conftest import CARD, Sender
from tests.fixtures.offices import NOW, OFFICE_TEXT
from workflow.office_file import parse_office
from workflow.words import CardId

ANAPA = OFFICE_TEXT.replace('procedures = ["sobolevo"]', 'procedures = ["sobolevo", "anapa"]')


@pytest.mark.clause("ANP-1.2")
@pytest.mark.parametrize(("given", "wanted"), [({"kind": "incident"}, "incident"), ({}, "publication")])
async def test_a_message_may_say_its_kind(sender: Sender, given: dict[str, str], wanted: str) -> None:
    """An incident comes in as one; of what says nothing the first kind of the file is taken."""

    def load(conn: Connection) -> None:
        procedures.put(conn, texts()["anapa.toml"], NOW)
        offices.load_office(conn, parse_office(ANAPA))

    await sender.work.run(load)
    assert (await sender.posts({**CARD, "procedure": "anapa", **given})).status == 201
    card = await sender.work.read(lambda conn: queries.card(conn, CardId(1)))
    assert card is not None
    assert card.kind == wanted


async def test_a_kind_that_is_none(sender: Sender) -> None:
    """A kind that the procedure does not know is refused by its name, and no card is made."""
    answer = await sender.posts({**CARD, "kind": "incident"})
    assert answer.body["why"] == "no_such_kind"
    assert await sender.cards() == 0

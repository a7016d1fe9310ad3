"""Several copies of the bot share a PostgreSQL: what comes to all of them at once is still done once."""

import asyncio

import pytest

from tests.bot.fakes import rows
from tests.bot.intake.conftest import CARD, Sender
from tests.bot.intake.test_acts import answered, card_of
from tests.bot.test_uploads import picture

__all__ = ["answered"]


@pytest.fixture
def backend() -> str:
    """The database that these tests run on."""
    return "postgresql"


async def test_a_message_is_one_card(sender: Sender) -> None:
    """The same message with the same photo, ten times at the same moment: one card, one photo."""
    answers = await asyncio.gather(*(sender.sends(("photo", "1.png", picture())) for _ in range(10)))
    assert sorted(one.status for one in answers) == [200] * 9 + [201]
    assert await rows(sender.work, "SELECT (SELECT count(*) FROM cards), (SELECT count(*) FROM blobs)") == [(1, 1)]


async def test_an_act_is_done_once(answered: Sender) -> None:
    """The same act, ten times at the same moment: one remark."""
    acts = (answered.acts({"action": "rate", "value": 5, "key": "1"}) for _ in range(10))
    assert {one.status for one in await asyncio.gather(*acts)} == {200}
    assert len([one for one in (await card_of(answered)).remarks if one.action == "rate"]) == 1


async def test_what_no_database_can_hold(sender: Sender) -> None:
    """Zero characters in every field that takes words are left out, not a fault of ours."""
    words = {name: f"{name}\x00" for name in ("network", "source", "author", "text", "topic", "place")}
    assert (await sender.posts({**CARD, **words})).status == 201

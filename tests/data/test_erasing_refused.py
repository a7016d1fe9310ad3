"""What `erase` refuses before it asks whether it may: two citizens at once, no reason, somebody who works here."""

import asyncio

import pytest
from sqlalchemy import update

from storage.tables import people
from storage.work import Work
from tests.data.short import ONE_DATABASE
from tests.data.test_commands import run, running, told
from tests.fixtures.cards import opened
from workflow.office import Office

__all__ = ["running", "told"]

pytestmark = ONE_DATABASE

CARD = ("card", "lesnoe", "1")
HIS = ("citizen", "lesnoe", "--card", "1")
HERS = ("citizen", "lesnoe", "--author", "Пелагея Кузьминична")


async def test_two_citizens_at_once(work: Work, told: Office) -> None:
    """A name and a card may be of two people: both together are refused, and neither loses anything."""
    await opened(work, told, "Другое сообщение")
    both = ("--card", "2", "--reason", "5", "--even-open", "--yes")
    code, said = await asyncio.to_thread(run, "erase", *HERS, *both)
    assert (code, "give one of them" in said, "Erased" in said) == (2, True, False), said


@pytest.mark.parametrize("whose", [CARD, HIS, HERS])
def test_no_reason_was_enough(told: Office, whose: tuple[str, ...]) -> None:
    """The journal keeps a reason for ever, so there must be one; without it nobody is asked and nothing goes."""
    for reason in (("--reason", ""), ("--reason", " \t"), ()):
        code, said = run("erase", *whose, *reason, given="y\n")
        assert (code, "--reason" in said, "cannot be undone" in said) == (2, True, False), said
    assert run("erase", *whose, "--reason", "5", given="y\n")[0] == 0


def test_asked_before_it_was_looked_whether_he_works_here(told: Office) -> None:
    """Nobody says yes to what will not be done: who works here is refused first."""
    code, said = run("erase", "person", "lesnoe", "curator", given="y\n")
    assert (code, "works here" in said, "cannot be undone" in said) == (2, True, False), said


async def test_asked_before_it_was_looked_for_his_cards(work: Work, running: Office) -> None:
    """The same where somebody who has left holds open cards; once he holds none it is asked."""

    async def leaves(key: str) -> None:
        await work.run(
            lambda conn: conn.execute(update(people).where(people.c.key == key).values(active=False)).close()
        )

    await leaves("curator")
    await leaves("utilities-1")
    code, said = await asyncio.to_thread(run, "erase", "person", "lesnoe", "curator", given="y\n")
    assert (code, "holds open cards: 1" in said, "cannot be undone" in said) == (2, True, False), said
    code, said = await asyncio.to_thread(run, "erase", "person", "lesnoe", "utilities-1", given="n\n")
    assert (code, "cannot be undone" in said, "Nothing changed." in said) == (1, True, True), said

"""Who hears that the office's group is lost, and how often."""

from datetime import timedelta

import pytest

from bot import lost_groups
from storage import chats, offices, outbox, people
from storage.chats import Chat
from storage.work import Work
from tests.fixtures.offices import NOW, OFFICE_TEXT
from workflow.office import Office
from workflow.office_file import parse_office

LANE = "telegram:-1001000000777"
GROUP = Chat(LANE, "", "Сроки", writable=False)
OTHER = Chat("telegram:-1005", "", "Другая", writable=False)
IN_CHARGE = """
[[person]]
key = "admin"
name = "Анна"
telegram_id = 900
roles = ["administrator"]

[[person]]
key = "coordinator"
name = "Борис"
telegram_id = 901
roles = ["coordinator"]
"""


@pytest.fixture
async def staffed(work: Work, office: Office) -> Work:
    """The office with an administrator and a coordinator."""
    await work.run(lambda conn: offices.load_office(conn, parse_office(OFFICE_TEXT + IN_CHARGE)))
    return work


async def told(work: Work) -> list[str]:
    """The lanes in which something new waits to be sent, with its words."""
    found = await work.run(lambda conn: outbox.claim(conn, "test", NOW, timedelta(seconds=60), 50))
    for one in found:
        await work.run(lambda conn, sent=one: outbox.sent(conn, sent, "1", NOW))
    return sorted(one.lane for one in found)


@pytest.mark.fault(12)
async def test_those_in_charge_hear_it_once(staffed: Work) -> None:
    """Removal is told to administrators and coordinators; messages refused after it tell nobody anew."""
    await staffed.run(lambda conn: lost_groups.noted(conn, GROUP, NOW, removed=True))
    assert await told(staffed) == ["telegram:900", "telegram:901"]
    await staffed.run(lambda conn: lost_groups.refused(conn, LANE, "Forbidden: bot was kicked", NOW))
    await staffed.run(lambda conn: lost_groups.noted(conn, GROUP, NOW, removed=True))
    assert await told(staffed) == []


@pytest.mark.fault(12)
async def test_once_again_after_it_could_write(staffed: Work) -> None:
    """A group that was open in between is lost anew."""
    for _ in range(2):
        await staffed.run(lambda conn: lost_groups.refused(conn, LANE, "not enough rights to send", NOW))
        assert await told(staffed) == ["telegram:900", "telegram:901"]
        await staffed.run(lambda conn: chats.opened(conn, LANE, NOW))


async def test_another_chat_is_nobodys_loss(staffed: Work) -> None:
    """A chat that is no office's group is only noted."""
    await staffed.run(lambda conn: lost_groups.noted(conn, OTHER, NOW, removed=True))
    assert await told(staffed) == []
    assert await staffed.read(lambda conn: chats.shut(conn, OTHER.lane))


@pytest.mark.fault(12)
async def test_who_cannot_be_told_is_left_out(staffed: Work) -> None:
    """Who has blocked the bot hears nothing where somebody else in charge can be told; else all are tried."""
    await staffed.run(lambda conn: people.set_reachable(conn, "telegram", "900", False))
    await staffed.run(lambda conn: lost_groups.noted(conn, GROUP, NOW, removed=True))
    assert await told(staffed) == ["telegram:901"]
    await staffed.run(lambda conn: people.set_reachable(conn, "telegram", "901", False))
    await staffed.run(lambda conn: chats.opened(conn, LANE, NOW))
    await staffed.run(lambda conn: lost_groups.noted(conn, GROUP, NOW, removed=True))
    assert await told(staffed) == ["telegram:900", "telegram:901"]


@pytest.mark.fault(12)
async def test_a_group_that_was_back_was_told_to_nobody(staffed: Work) -> None:
    """Whoever heard of the loss hears once that deadlines are told there again, and since when they were not."""
    found = Chat(LANE, "", "Сроки", writable=True)
    await staffed.run(lambda conn: lost_groups.noted(conn, GROUP, NOW, removed=True))
    assert await told(staffed) == ["telegram:900", "telegram:901"]
    await staffed.run(lambda conn: lost_groups.noted(conn, found, NOW + timedelta(hours=1), removed=False))
    assert await told(staffed) == ["telegram:900", "telegram:901"]
    await staffed.run(lambda conn: lost_groups.noted(conn, found, NOW + timedelta(hours=1), removed=False))
    assert await told(staffed) == []

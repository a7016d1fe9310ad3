"""An alert that dies in the chat of ALERTS_CHAT goes to the administrators in private, and nothing comes of those."""

import pytest

from bot.clock import wall_now
from bot.outcomes import Blocked, Gone, Outcome, Refused
from bot.sender import Sender
from storage import outbox
from storage.vitals import ALERT, CHAT_ALERT, look
from storage.work import Work
from tests.bot.fakes import Telegram, Wall, rows, send_all, way_of
from tests.health.test_watch import CHAT, Guard, dead
from workflow.office import Office

NOT_THERE = Blocked("Bad Request: chat not found")
_DROPPED = "UPDATE outbox SET status='dropped' WHERE kind='reply'"


@pytest.fixture
async def guard(work: Work, telegram: Telegram, wall: Wall, office: Office) -> Guard:
    """A watch with a wrong ALERTS_CHAT, in an office with two administrators."""
    change = "UPDATE people SET roles = '[\"administrator\"]' WHERE key IN ('curator', 'head')"
    await work.run(lambda conn: conn.exec_driver_sql(change))
    await work.run(lambda conn: conn.exec_driver_sql("UPDATE offices SET stamp = 'of undelivered alerts'"))
    return Guard(work, telegram, wall)


def administrators(office: Office) -> list[int]:
    """Their chats."""
    return sorted(int(one.address or 0) for one in office.people if one.key in ("curator", "head"))


@pytest.mark.parametrize("outcome", [NOT_THERE, Refused("Bad Request: wrong"), Gone("x")])
async def test_a_wrong_alerts_chat_silenced_all_alerts(guard: Guard, office: Office, outcome: Outcome) -> None:
    """Whatever becomes of an alert in the chat for good, each administrator gets it once, and hears of the chat."""
    await guard.work.run(dead())
    guard.telegram.answers.append(outcome)
    await guard.looks()
    chats = [getattr(call, "chat_id", 0) for call in guard.telegram.calls]
    assert (chats[0], sorted(chats[1:])) == (int(CHAT), administrators(office))
    for text in guard.telegram.texts()[1:]:
        assert text.startswith("❗ Не доставлено сообщений: 1\n")
        assert "ALERTS_CHAT" in text
        assert "<code>python -m bot doctor</code>" in text
    assert len(await guard.looks()) == 3


async def test_the_end_of_trouble_comes_to_whoever_heard_of_it(guard: Guard, office: Office) -> None:
    """Where the chat still cannot be reached; where it is mended meanwhile, the chat hears it alone."""
    await guard.work.run(dead())
    guard.telegram.answers.append(NOT_THERE)
    await guard.looks()
    await guard.work.run(lambda conn: conn.exec_driver_sql(_DROPPED))
    guard.telegram.answers.append(NOT_THERE)
    told = (await guard.looks())[3:]
    assert [text.startswith("✅ Недоставленных сообщений больше нет") for text in told] == [True, True, True]


async def test_an_alert_in_private_that_dies_makes_nothing_more(guard: Guard) -> None:
    """Neither for the chat of the settings nor for those who administer: three dead rows, and no trouble of its own."""
    await guard.work.run(dead())
    guard.telegram.answers.extend([NOT_THERE, Blocked("blocked"), Refused("no")])
    assert len(await guard.looks()) == 3
    assert len(await guard.looks(120)) == 3
    found = await rows(guard.work, "SELECT kind, status FROM outbox WHERE kind LIKE 'alert%' ORDER BY id")
    assert found == [(CHAT_ALERT, "dead"), (ALERT, "dead"), (ALERT, "dead")]
    seen = await guard.work.read(look)
    assert (seen.rows("dead"), seen.alerts("dead")) == (1, 3)


async def test_an_alert_that_is_tried_again_goes_to_nobody_twice(guard: Guard) -> None:
    """`outbox retry` of the one to the chat: if it dies once more, the administrators have had it."""
    await guard.work.run(dead())
    guard.telegram.answers.append(NOT_THERE)
    assert len(await guard.looks()) == 3
    [(row,)] = await rows(guard.work, "SELECT id FROM outbox WHERE kind='alert_chat'")
    await guard.work.run(lambda conn: outbox.requeue(conn, row))
    guard.telegram.answers.append(NOT_THERE)
    await send_all(Sender(way_of(guard.work, guard.telegram, guard.wall)))
    assert len(guard.telegram.calls) == 4


async def test_an_administrator_who_is_the_chat_himself_is_not_told_again(guard: Guard, office: Office) -> None:
    """ALERTS_CHAT may be a person's; what dies there goes to the others."""
    first, second = administrators(office)
    one = Guard(guard.work, guard.telegram, guard.wall, chat=str(first))
    await one.work.run(dead())
    one.telegram.answers.append(Refused("no"))
    await one.looks()
    assert [getattr(call, "chat_id", 0) for call in one.telegram.calls] == [first, second]


async def test_dead_alerts_are_told_apart_and_make_no_trouble(guard: Guard) -> None:
    """The figures have them; the watch is silent."""
    await guard.work.run(dead(ALERT))
    await guard.work.run(lambda conn: outbox.put(conn, [outbox.Message("telegram:6", CHAT_ALERT, "{}")], wall_now()))
    seen = await guard.work.read(look)
    assert (seen.rows("dead", "new"), seen.alerts("dead"), seen.oldest("telegram")) == (0, 1, None)
    await guard.work.run(lambda conn: conn.exec_driver_sql("DELETE FROM outbox WHERE status='new'"))
    assert await guard.looks() == []

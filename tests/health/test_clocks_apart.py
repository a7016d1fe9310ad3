"""A machine whose clock is not the database's is told of, whoever leads, and named."""

from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from bot.alerts.clocks import OwnClock
from bot.alerts.watch import Watch
from bot.clock import wall_now
from storage.clocks_apart import FRESH, Apart, apart, note
from storage.work import Work
from tests.bot.fakes import Telegram, Wall
from tests.health.test_watch import Guard
from workflow.office import Office


@pytest.fixture
def guard(work: Work, telegram: Telegram, wall: Wall, office: Office) -> Guard:
    assert office.people
    return Guard(work, telegram, wall)


class Machine:
    """A process on a machine whose clock is ahead by so much."""

    def __init__(self, work: Work, name: str, ahead: timedelta) -> None:
        self.ahead = ahead
        self.clock = OwnClock(work, f"{name}:1", lambda: wall_now() + self.ahead, name)


@pytest.mark.parametrize("backend", ["postgresql"])
async def test_clocks_that_disagree_were_told_to_nobody(guard: Guard) -> None:
    """Each process looks at its own clock; who leads tells which machines, and by how much; once; and the end."""
    slow, fast = Machine(guard.work, "app-2", timedelta(minutes=-3)), Machine(guard.work, "<b>", timedelta(seconds=45))
    right = Machine(guard.work, "app-1", timedelta(seconds=5))
    for one in (slow, fast, right):
        await one.clock.look()
    (told,) = await guard.looks(0)
    lines = told.split("\n")
    assert lines[0].startswith("❗ Часы сервера &lt;b&gt; спешат на 4")
    assert lines[0].endswith(" с против часов базы данных")
    assert lines[1] == "Часы сервера app-2 отстают на 3 мин от часов базы данных"
    assert len(await guard.looks(0)) == 1
    slow.ahead = fast.ahead = timedelta()
    for one in (slow, fast):
        await one.clock.look()
    assert (await guard.looks(0))[1:] == ["✅ Часы серверов снова идут как часы базы данных"]


@pytest.mark.parametrize("backend", ["postgresql"])
async def test_the_log_has_a_wrong_clock_once(work: Work) -> None:
    """With the machine and by how much, and that it is right again; not once a minute."""
    one = Machine(work, "app-2", timedelta(hours=-1))
    with capture_logs() as said:
        await one.clock.look()
        await one.clock.look()
        one.ahead = timedelta()
        await one.clock.look()
        await one.clock.look()
    assert [(line["event"], line["machine"], line["log_level"]) for line in said] == [
        ("this machine's clock is not the database's", "app-2", "warning"),
        ("this machine's clock is the database's again", "app-2", "info"),
    ]
    assert said[0]["by"].startswith(("-1:00:0", "-0:59:5"))


async def test_a_process_that_does_not_lead_looks_at_its_own_clock(
    guard: Guard, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The watch of every process does, whatever else it may not do."""
    looked = []

    async def look(self: OwnClock) -> None:
        looked.append(self)

    monkeypatch.setattr(OwnClock, "look", look)
    guard.mine = False
    own = OwnClock(guard.work, "x")
    post = guard.watch._post
    await Watch(type(post)(post.work, post.clock, post.bells, post.nightly, mine=lambda: False, own=own)).once()
    assert looked == [own]


async def test_what_a_process_said_that_is_gone_counts_no_more(work: Work) -> None:
    """Nobody takes its word back; it is old after three minutes."""
    now = wall_now()
    await work.run(lambda conn: note(conn, "a:1", Apart("a", timedelta(minutes=1)), now))
    assert await work.read(lambda conn: apart(conn, now)) == [Apart("a", timedelta(minutes=1))]
    assert await work.read(lambda conn: apart(conn, now + FRESH + timedelta(seconds=1))) == []
    later = now + timedelta(hours=2)
    await work.run(lambda conn: note(conn, "b:1", Apart("b", timedelta(minutes=1)), later))
    assert await work.read(lambda conn: apart(conn, now)) == []


async def test_on_sqlite_there_is_one_clock(work: Work) -> None:
    """All processes are on one machine: nothing is found, however wrong it is."""
    one = Machine(work, "app-2", timedelta(hours=-1))
    await one.clock.look()
    assert await work.read(lambda conn: apart(conn, wall_now())) == []

"""What a machine's clock shows decides neither who lives nor who leads, where processes share a database."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from bot import leading as bot_leading
from bot.clock import wall_now
from bot.leading import JOB, TERM, Lead
from bot.mail.files import FETCH_SECONDS
from bot.mail.mailer import _ANSWERS
from bot.mail.settings import MailSettings
from storage import inbox, lanes, leading
from storage.clocks import shared_now
from storage.setbacks import LONGEST
from storage.tables import lanes as rows
from storage.work import Work

NOW = datetime(2026, 3, 4, tzinfo=UTC)
Shift = Callable[[float], None]


@pytest.fixture
def shift(monkeypatch: pytest.MonkeyPatch) -> Shift:
    """The clock of this machine is wrong by so many seconds from now on."""

    def shifted(seconds: float) -> None:
        monkeypatch.setattr(bot_leading, "wall_now", lambda: wall_now() + timedelta(seconds=seconds))

    return shifted


@pytest.mark.fault(13, 15)
@pytest.mark.parametrize("backend", ["postgresql"])
@pytest.mark.parametrize("seconds", [16, 3600, -3600])
async def test_a_machine_whose_clock_was_ahead_freed_leases_in_use(work: Work, shift: Shift, seconds: float) -> None:
    """A process on such a machine takes neither the lead nor a lane of one who lives, nor loses its own by it."""
    living, wrong = Lead(work, "living", alone=False), Lead(work, "wrong", alone=False)
    await living.once()
    await work.run(lambda conn: inbox.receive(conn, "1", [inbox.Incoming(1, "a", "{}")], NOW))
    await work.run(lambda conn: inbox.claim(conn, "living", wall_now(), timedelta(seconds=60), 1))
    shift(seconds)
    await wrong.once()
    await living.once()
    assert (living.mine, wrong.mine) == (True, False)
    held = await work.read(
        lambda conn: conn.exec_driver_sql("SELECT leased_until FROM lanes WHERE box = 'in'").scalar()
    )
    assert held is not None
    assert (await work.read(lambda conn: leading.leader(conn, JOB)))[0] == "living"


@pytest.mark.parametrize("backend", ["postgresql"])
async def test_the_shared_clock_is_the_servers(work: Work) -> None:
    """On a server its own clock counts, and it goes on within a transaction."""
    here = wall_now() - timedelta(days=1)
    first, second = await work.read(lambda conn: (shared_now(conn, here), shared_now(conn, here)))
    assert here + timedelta(hours=23) < first < second


@pytest.mark.fault(14)
async def test_a_term_of_another_time_ends_a_term_from_now(work: Work) -> None:
    """Where the clock was put back, a dead leader keeps the job for one term; a living one renews and keeps it."""

    async def asks(who: str, after: float) -> int | None:
        now = NOW + timedelta(seconds=after)
        return await work.run(lambda conn: leading.lead(conn, JOB, who, now, now + TERM))

    first = await asks("a", 3600)
    assert await asks("b", 0) is None
    assert await asks("a", 5) == first
    assert await asks("b", 6) is None
    assert await asks("b", 21) == (first or 0) + 1


async def test_a_process_that_stopped_is_not_remembered(work: Work) -> None:
    """Nothing is left of one that ended in good order, however many have come and gone."""
    await Lead(work, "host:1", alone=False).once()
    await work.run(lambda conn: lanes.forget_leases(conn, "host:1"))
    names = await work.read(lambda conn: list(conn.scalars(rows.select().with_only_columns(rows.c.lane))))
    assert names == [JOB]


def test_no_lease_of_mail_is_as_long_as_one_of_another_time() -> None:
    """A mail under way is not taken from its mailer when the clock is put back, however slow a server may be."""
    slowest = next(one.le for one in MailSettings.model_fields["smtp_timeout"].metadata if hasattr(one, "le"))
    assert timedelta(seconds=FETCH_SECONDS + _ANSWERS * slowest) < LONGEST["out"]

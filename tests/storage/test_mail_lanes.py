"""Lanes of mail stand beside those of the messenger: each loop claims its own, whatever waits in the other."""

from datetime import UTC, datetime, timedelta

from storage import outbox
from storage.outbox import MAIL, Message
from storage.work import Work

NOW = datetime(2026, 3, 4, 0, 0, tzinfo=UTC)
LEASE = timedelta(seconds=60)


async def claimed(work: Work, *, by_mail: bool, limit: int = 9) -> list[str]:
    """The bodies that one of the loops gets."""
    found = await work.run(lambda conn: outbox.claim(conn, "me", NOW, LEASE, limit, by_mail=by_mail))
    return [message.body for message in found]


async def put(work: Work, *messages: Message) -> None:
    await work.run(lambda conn: outbox.put(conn, messages, NOW))


async def test_each_loop_claims_its_own(work: Work) -> None:
    """However much waits in the other's lanes, a loop gets the heads of its own ones."""
    await put(
        work, *(Message(f"{MAIL}p{number}@example.org", "mail", f"mail {number}", urgency=0) for number in range(5))
    )
    await put(work, Message("telegram:101", "card", "message"), Message("telegram:101", "card", "next"))
    assert await claimed(work, by_mail=False, limit=1) == ["message"]
    assert await claimed(work, by_mail=True) == [f"mail {number}" for number in range(5)]
    assert await claimed(work, by_mail=False) == []


async def test_one_address_is_written_to_in_order(work: Work) -> None:
    """The second mail to somebody waits for the first."""
    lane = f"{MAIL}petr@example.org"
    await put(work, Message(lane, "mail", "first"), Message(lane, "mail", "second"))
    assert await claimed(work, by_mail=True) == ["first"]
    assert await claimed(work, by_mail=True) == []

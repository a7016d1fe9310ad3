"""What bounds the sender: tries without end, a database that lags behind, albums that count as what they are."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

import pytest
from sqlalchemy import Connection

from bot import telling_others
from bot.buckets import Rates
from bot.outcomes import Sent, Unsure
from handlers.turn import Reply
from storage import outbox
from storage.outbox import Message, Sending
from storage.work import UnreachableError, Work
from tests.bot.fakes import Telegram, Wall, rows
from tests.bot.test_sender import CURATOR, HEAD, Post
from workflow.notices import Urgency
from workflow.office import Office
from workflow.post import Media
from workflow.words import MediaKind

T = TypeVar("T")
TRIES = 12


@pytest.fixture
def post(work: Work, telegram: Telegram, wall: Wall, office: Office) -> Post:
    assert office.people
    return Post(work, telegram, wall)


@pytest.mark.fault(6)
async def test_an_outage_without_end_is_no_reason_to_try_without_end(post: Post) -> None:
    """While all answers are lost a message is tried a dozen times at most; then it is in doubt."""
    await post.put("one")
    await post.put("two", chat=HEAD)
    post.telegram.down = Unsure("502")
    for _ in range(2 * TRIES):
        post.way.outage.answers, post.way.outage.till = True, 0.0
        await post.no_waiting()
        async with asyncio.TaskGroup() as group:
            await post.sender.once(group, asyncio.Event())
    tried = [attempts for (attempts,) in await rows(post.work, "SELECT attempts FROM outbox ORDER BY id")]
    assert await post.states() == ["doubt", "doubt"]
    assert all(2 < attempts <= TRIES for attempts in tried), tried


@pytest.mark.fault(6, 9)
async def test_what_failed_last_is_tried_after_the_others(post: Post) -> None:
    """In an outage a message whose answer was lost waits longer than everybody does, so another one goes before it."""
    await post.put("one")
    await post.put("two", chat=HEAD)
    post.telegram.down = Unsure("502")
    await post.sends()
    post.way.outage.till = 0.0
    waits = "SELECT not_before - created_at FROM outbox WHERE not_before IS NOT NULL"
    microseconds = [row[0] for row in await rows(post.work, waits)]
    assert microseconds
    assert max(microseconds) >= 2 * post.way.outage.pause * 1_000_000


class Deaf(Work):
    """A database that can be asked and claimed from, but notes nothing of what was sent till it is let."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self.noted = asyncio.Event()
        self.refused = 0

    async def run(self, fn: Callable[[Connection], T]) -> T:
        def watched(conn: Connection) -> T:
            before = _sent(conn)
            result = fn(conn)
            if _sent(conn) != before and not self.noted.is_set():
                raise UnreachableError("away")
            return result

        try:
            return await self._work.run(watched)
        except UnreachableError:
            self.refused += 1
            raise

    async def read(self, fn: Callable[[Connection], T]) -> T:
        return await self._work.read(fn)

    async def close(self) -> None:
        """It belongs to whoever made it."""


def _sent(conn: Connection) -> int:
    return int(conn.exec_driver_sql("SELECT count(*) FROM outbox WHERE status = 'sent'").scalar() or 0)


@pytest.mark.fault(18)
async def test_while_the_database_cannot_note_what_was_sent_nothing_more_is_sent(
    work: Work, telegram: Telegram, wall: Wall, office: Office
) -> None:
    """A kill then repeats what was in hand, and not all that could be claimed since."""
    assert office.people
    deaf, stop = Deaf(work), asyncio.Event()
    post = Post(deaf, telegram, wall)
    tried = asyncio.Event()

    async def waits(seconds: float) -> None:
        tried.set()
        await deaf.noted.wait()

    post.way.sleep = waits
    await post.put("one")
    async with asyncio.TaskGroup() as group:
        await post.sender.once(group, stop)
        await tried.wait()
        await post.put("two", chat=HEAD)
        begun = await post.sender.once(group, stop)
        said = telegram.texts()
        deaf.noted.set()
    assert (begun, said) == (0, ["one"])
    await post.sends()
    assert telegram.texts() == ["one", "two"]
    assert deaf.refused


@pytest.mark.fault(8)
async def test_an_album_counts_as_so_many_messages(work: Work, telegram: Telegram, wall: Wall, office: Office) -> None:
    """Ten pictures take ten places of their chat, so the next message waits till they are paid for."""
    assert office.people
    post = Post(work, telegram, wall, Rates())
    post.way.seconds = lambda: 0.0
    media = tuple(Media(kind=MediaKind.PHOTO, ref=f"file-{number}") for number in range(10))
    reply = Reply(text="", media=media)
    now = post.way.real()
    album = Message(lane=f"telegram:{CURATOR}", kind="reply", body=reply.model_dump_json())
    await work.run(lambda conn: outbox.put(conn, [album], now))
    telegram.answers.append(Sent(tuple(str(number) for number in range(10))))
    async with asyncio.TaskGroup() as group:
        await post.sender.once(group, asyncio.Event())
    assert telegram.names() == ["sendMediaGroup"]
    assert post.way.buckets.wait(f"telegram:{CURATOR}", 0.0) == pytest.approx(8.0)


@pytest.mark.fault(5, 6)
@pytest.mark.parametrize(("error", "comes_out"), [(UnreachableError("deadlock"), True), (ValueError("ours"), False)])
async def test_a_doubt_of_which_nobody_could_be_told_is_noted_anew(
    work: Work, monkeypatch: pytest.MonkeyPatch, error: Exception, comes_out: bool
) -> None:
    """Trouble of the database takes the whole transaction back, the doubt with the telling; our own fault does not."""

    def fails(*given: object, **more: object) -> bool:
        raise error

    monkeypatch.setattr(telling_others, "tell_others", fails)
    now = Wall().now()
    late = Sending(1, f"telegram:{CURATOR}", 1, "ping", "{}", Urgency.DEADLINE, None, None, None, 2, True, now)
    if not comes_out:
        await work.run(lambda conn: telling_others.in_doubt(conn, late, now))
        return
    with pytest.raises(UnreachableError):
        await work.run(lambda conn: telling_others.in_doubt(conn, late, now))

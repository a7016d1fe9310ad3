"""The watch looks at a database of a test, and what it tells goes out through the sender."""

import asyncio
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, insert

from bot.alerts.hearers import hearers
from bot.alerts.nightly import MARK, Nightly, due
from bot.alerts.troubles import Kind, Trouble
from bot.alerts.watch import Post, Watch
from bot.alerts.words import alert_text
from bot.bells import Bells
from bot.clock import wall_now
from bot.sender import Sender
from handlers.texts import texts_for
from storage import marks, outbox
from storage.journal import BrokenLink, verify
from storage.tables import inbox as inbox_table
from storage.vitals import BACKUP, CHAT_ALERT
from storage.work import Work
from tests.bot.fakes import Telegram, Wall, rows, send_all, way_of
from tests.fixtures.cards import opened
from tests.health.clocks import Hand
from workflow.office import Office
from workflow.words import OfficeId

CHAT = "-1001234567890"
DAY = datetime.fromisoformat("2026-03-04T12:00:00+12:00")
NIGHT = datetime.fromisoformat("2026-03-05T02:30:00+12:00")


@dataclass
class Guard:
    """A watch, its clocks, and the chat in which it is heard."""

    work: Work
    telegram: Telegram
    wall: Wall
    chat: str = CHAT
    folder: Path | None = None
    mine: bool = True
    hand: Hand = field(default_factory=Hand)
    real: datetime = field(default_factory=wall_now)
    unreadable: Exception | None = None
    walks: int = 0

    def __post_init__(self) -> None:
        async def walk(office: OfficeId) -> BrokenLink | None:
            self.walks += 1
            if self.unreadable:
                raise self.unreadable
            return await self.work.read(lambda conn: verify(conn, office))

        nightly = Nightly(self.work, walk, lambda: self.real)
        clocks = {"real": lambda: self.real, "seconds": self.hand}
        post: Callable[..., Post] = Post
        bells = Bells()
        self.watch = Watch(
            post(self.work, self.wall, bells, nightly, self.chat, "ru", self.folder, lambda: self.mine, **clocks)
        )

    async def looks(self, minutes: float = 1) -> list[str]:
        """Time passes, the watch looks, what it says is sent. Returns the texts of all messages so far."""
        self.hand.at += minutes * 60
        self.real += timedelta(minutes=minutes)
        await self.watch.once()
        await send_all(Sender(way_of(self.work, self.telegram, self.wall)))
        return self.telegram.texts()


@pytest.fixture
def guard(work: Work, telegram: Telegram, wall: Wall, office: Office) -> Guard:
    assert office.people
    return Guard(work, telegram, wall)


def dead(kind: str = "reply") -> Callable[[Connection], None]:
    row = outbox.Message("telegram:5", kind, "{}", status="dead")
    return lambda conn: outbox.put(conn, [row], wall_now())


async def test_a_bot_that_is_well_says_nothing(guard: Guard) -> None:
    """Nobody is told that all is well."""
    assert await guard.looks() == []
    assert await rows(guard.work, "SELECT name FROM marks WHERE name = 'alerts'") == []


async def test_what_is_stuck_is_told_with_what_to_do_and_its_end_too(guard: Guard) -> None:
    """The first line says what; the command that shows it follows; dropped, it is over."""
    await guard.work.run(dead())
    told = await guard.looks()
    assert told[0].startswith("❗ Не доставлено сообщений: 1\n")
    assert "<code>python -m bot outbox list</code>" in told[0]
    assert await guard.looks() == told
    await guard.work.run(lambda conn: conn.exec_driver_sql("UPDATE outbox SET status='dropped' WHERE status='dead'"))
    assert (await guard.looks())[1:] == ["✅ Недоставленных сообщений больше нет"]


async def test_what_is_stuck_anew_is_told_after_some_of_it_was_mended(guard: Guard) -> None:
    """That there is less meanwhile is remembered, also by another process."""
    for _ in range(3):
        await guard.work.run(dead())
    assert len(await guard.looks()) == 1
    await guard.work.run(lambda conn: conn.exec_driver_sql("UPDATE outbox SET status='dropped' WHERE id > 1"))
    assert len(await guard.looks(120)) == 1
    await guard.work.run(dead())
    other = Guard(guard.work, guard.telegram, guard.wall, real=guard.real)
    assert (await other.looks(120))[1:2] == (await other.looks())[1:]
    assert guard.telegram.texts()[1].startswith("❗ Не доставлено сообщений: 2\n")


async def test_what_is_found_at_one_look_is_one_message_and_so_are_the_ends(guard: Guard) -> None:
    """Three kinds of trouble ring once, with the line on whom to pass it to once; what ends together is told so."""
    change = "UPDATE people SET roles = '[\"administrator\"]' WHERE key = 'head'"
    await guard.work.run(lambda conn: conn.exec_driver_sql(change))
    await guard.work.run(lambda conn: conn.exec_driver_sql("UPDATE offices SET stamp = 'of one look'"))
    alone = Guard(guard.work, guard.telegram, guard.wall, chat="")
    await guard.work.run(dead())
    await guard.work.run(lambda conn: outbox.put(conn, [outbox.Message("mail:x", "m", "{}", status="doubt")], DAY))
    (told,) = await alone.looks()
    assert [line for line in told.split("\n") if line.startswith("❗")] == [
        "❗ Не доставлено сообщений: 1",
        "❗ Неизвестно, дошли ли сообщения: 1",
    ]
    assert told.count("перешлите это тому, кто занимается") == 1
    await guard.work.run(lambda conn: conn.exec_driver_sql("UPDATE outbox SET status='dropped' WHERE status != 'sent'"))
    (_, over) = await alone.looks()
    assert [line[0] for line in over.split("\n")] == ["✅", "✅"]


async def test_every_command_that_an_alert_names_can_be_called_as_it_stands(guard: Guard) -> None:
    """Also what must be given with it: the reason for which a row is let go."""
    await guard.work.run(dead())
    await guard.work.run(lambda conn: outbox.put(conn, [outbox.Message("telegram:5", "m", "{}", status="doubt")], DAY))
    (told,) = await guard.looks()
    assert told.count("<code>python -m bot outbox drop N --reason …</code>") == told.count("outbox drop") == 2


async def test_updates_that_failed_are_not_called_appeals(guard: Guard) -> None:
    """In a town hall an appeal is what a citizen sends under a law; here it is a message or a tap."""
    row = {"bot": "b", "update_id": 1, "lane": "telegram:5", "body": "{}", "status": "dead", "attempts": 3}
    await guard.work.run(lambda conn: conn.execute(insert(inbox_table), {**row, "received_at": DAY}))
    (told,) = await guard.looks()
    assert told.startswith("❗ Сообщений и нажатий, которые бот не смог обработать: 1\n")
    assert "обращени" not in told


@pytest.mark.parametrize("locale", ["ru", "en"])
async def test_an_update_that_was_unreadable_at_once_was_said_to_have_been_tried_three_times(locale: str) -> None:
    """How often it was tried depends on what was wrong with it: the alert names no number but theirs."""
    told = alert_text([Trouble(Kind.UPDATES, 8)], texts_for(locale))
    assert not [
        word for word in ("попыт", "tries", "tried", "attempt", "three") if word in told.lower().split(": 8")[1]
    ]


async def test_an_alert_that_cannot_be_delivered_is_no_trouble_of_its_own(guard: Guard) -> None:
    """A wrong ALERTS_CHAT makes one dead message, not one an hour."""
    await guard.work.run(dead())
    await guard.work.run(dead(CHAT_ALERT))
    assert "❗ Не доставлено сообщений: 1" in (await guard.looks())[0]


async def test_what_could_not_go_in_an_outage_is_told_when_it_is_over(guard: Guard) -> None:
    """After the outage its end alone is said: the alert of its beginning never went."""
    waiting = outbox.Message("telegram:5", "reply", '{"text": "x"}', not_before=wall_now() + timedelta(days=1))
    await guard.work.run(lambda conn: outbox.put(conn, [waiting], wall_now() - timedelta(minutes=11)))
    guard.hand.at += 60
    await guard.watch.once()
    await guard.work.run(lambda conn: conn.exec_driver_sql("UPDATE outbox SET status='sent' WHERE lane='telegram:5'"))
    assert await guard.looks() == ["✅ Сообщения снова уходят"]


async def test_timers_that_nobody_rings_are_told(guard: Guard, office: Office) -> None:
    """Due for five minutes of real time, and not rung: the office minds its deadlines itself meanwhile."""
    await opened(guard.work, office)
    await guard.work.run(lambda conn: conn.exec_driver_sql("DELETE FROM outbox"))
    guard.wall.at += timedelta(days=30)
    assert await guard.looks() == []
    assert await guard.looks(4) == []
    assert (await guard.looks(2))[0].startswith("❗ Напоминания о сроках опаздывают: уже 6 мин")


async def test_an_old_copy_is_told_only_where_copies_are_made(guard: Guard) -> None:
    """Whoever makes copies hears when one is missing; whoever never made one is not nagged."""
    assert await guard.looks() == []
    await guard.work.run(lambda conn: marks.put(conn, BACKUP, guard.real - timedelta(hours=30), file="x"))
    assert (await guard.looks())[0].startswith("❗ Последней копии базы данных 30 ч")


async def test_a_full_disk_is_told(guard: Guard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While there is still room to write that there is none."""
    usage = type("Usage", (), {"free": 120_000_000})
    monkeypatch.setattr("bot.alerts.watch.shutil.disk_usage", lambda folder: usage)
    low = Guard(guard.work, guard.telegram, guard.wall, folder=tmp_path)
    assert (await low.looks())[0].startswith("❗ На диске осталось 120 МБ")


async def test_a_database_that_was_away_is_told_when_it_is_back(guard: Guard, monkeypatch: pytest.MonkeyPatch) -> None:
    """It cannot be told before, but by the log and the figures."""

    async def gone(fn: Any) -> Any:
        raise ConnectionRefusedError(111)

    with monkeypatch.context() as broken:
        broken.setattr(guard.work, "read", gone)
        guard.hand.at += 60
        await guard.watch.once()
    assert (await guard.looks(3))[0].startswith("❗ База данных не отвечала 3 мин")


async def test_what_could_not_be_told_of_is_told_whole_at_the_next_look(
    guard: Guard, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the alert itself cannot be written, three hours away do not become a minute, nor a jump none."""

    async def gone(fn: Any) -> Any:
        raise ConnectionRefusedError(111)

    await guard.looks()
    with monkeypatch.context() as broken:
        broken.setattr(guard.work, "read", gone)
        guard.hand.at += 60
        await guard.watch.once()
    guard.real += timedelta(days=1)
    with monkeypatch.context() as broken:
        broken.setattr(guard.work, "run", gone)
        guard.hand.at += 3 * 3600
        await guard.watch.once()
    (told,) = await guard.looks()
    assert "База данных не отвечала 3 ч 1 мин" in told
    assert "Часы сервера передвинулись вперёд на 20 ч 59 мин" in told


async def test_a_folder_that_is_gone_hides_no_other_trouble(guard: Guard, tmp_path: Path) -> None:
    """Where nobody can say how full the disk is, what is stuck is told all the same."""
    lost = Guard(guard.work, guard.telegram, guard.wall, folder=tmp_path / "gone")
    await guard.work.run(dead())
    assert (await lost.looks())[0].startswith("❗ Не доставлено сообщений: 1\n")


async def test_a_journal_that_was_changed_is_told_after_the_night(guard: Guard, office: Office) -> None:
    """One office's journal is walked through a night; a break is told by the office's key, and remembered."""
    await opened(guard.work, office)
    await guard.work.run(lambda conn: conn.exec_driver_sql("DELETE FROM outbox"))
    await guard.work.run(lambda conn: conn.exec_driver_sql("UPDATE events SET kind = 'forged'"))
    guard.real = NIGHT - timedelta(minutes=1)
    assert (await guard.looks())[0].startswith(f"❗ Журнал событий изменён не ботом: {office.key}\n")
    assert len(await guard.looks(120)) == 1
    mark = await guard.work.read(lambda conn: marks.get(conn, MARK))
    assert mark is not None
    assert mark.about == {"last": office.key, "broken": [office.key], "unread": []}


async def test_a_walk_that_fails_silences_no_other_alert(guard: Guard, office: Office) -> None:
    """It is told as such, once, beside all other trouble; it is not tried again each minute; a good one ends it."""
    await guard.work.run(dead())
    guard.unreadable, guard.real = sqlite3.DatabaseError("database disk image is malformed"), NIGHT
    told = await guard.looks()
    assert [line for line in told[0].split("\n") if line.startswith("❗")] == [
        "❗ Не доставлено сообщений: 1",
        f"❗ Журнал событий не удалось проверить: {office.key}",
    ]
    assert await guard.looks() == told
    assert guard.walks == 1
    guard.unreadable = None
    assert (await guard.looks(24 * 60 - 60))[-1] == "✅ Журнал событий снова сходится"


async def test_a_journal_that_is_found_changed_after_it_could_not_be_read_is_told(guard: Guard, office: Office) -> None:
    """The lesser word of the night before does not stand in the way of the greater one."""
    await opened(guard.work, office)
    await guard.work.run(lambda conn: conn.exec_driver_sql("DELETE FROM outbox"))
    await guard.work.run(lambda conn: conn.exec_driver_sql("UPDATE events SET kind = 'forged'"))
    guard.unreadable, guard.real = sqlite3.DatabaseError("database disk image is malformed"), NIGHT
    assert len(await guard.looks()) == 1
    guard.unreadable = None
    assert (await guard.looks(23 * 60))[1].startswith(f"❗ Журнал событий изменён не ботом: {office.key}\n")


async def test_a_database_that_is_away_for_a_moment_makes_no_journal_unreadable(guard: Guard) -> None:
    """The walk is tried again at the next look, and nothing is said; other trouble is."""
    guard.real, guard.unreadable = NIGHT - timedelta(hours=12), ConnectionRefusedError(111)
    assert await guard.looks() == []
    await guard.work.run(dead())
    assert len(await guard.looks(12 * 60)) == 1
    assert len(await guard.looks()) == 1
    assert guard.walks == 2


async def test_only_the_leader_looks(guard: Guard) -> None:
    """Of two processes one tells."""
    await guard.work.run(dead())
    guard.mine = False
    assert await guard.looks() == []


async def test_two_leaders_after_each_other_tell_it_once(guard: Guard) -> None:
    """What was told stands in the database, not in a process."""
    await guard.work.run(dead())
    await guard.looks()
    other = Guard(guard.work, guard.telegram, guard.wall)
    assert len(await other.looks()) == 1


async def test_by_default_administrators_hear_it_in_private(guard: Guard, office: Office) -> None:
    """Nobody else does, and a word says whom to pass it on to."""
    change = "UPDATE people SET roles = '[\"administrator\"]' WHERE key IN ('curator', 'head')"
    await guard.work.run(lambda conn: conn.exec_driver_sql(change))
    await guard.work.run(lambda conn: conn.exec_driver_sql("UPDATE offices SET stamp = 'another'"))
    addresses = {str(one.address) for one in office.people if one.key in ("curator", "head")}
    found = await guard.work.read(lambda conn: hearers(conn, "", "ru"))
    assert {one.lane for one in found} == {f"telegram:{address}" for address in addresses}
    guard.watch = Guard(guard.work, guard.telegram, guard.wall, chat="").watch
    await guard.work.run(dead())
    told = await guard.looks()
    assert len(told) == len(addresses) == 2
    assert all(text.endswith("Если сервером занимаетесь не вы, перешлите это тому, кто занимается.") for text in told)


@pytest.mark.parametrize(
    ("chat", "told"),
    [
        ("off", []),
        ("-100", [("telegram:-100", None)]),
        ("-100/5", [("telegram:-100", 5)]),
        ("77", [("telegram:77", None)]),
    ],
)
async def test_the_settings_say_who_hears_it(guard: Guard, chat: str, told: list[tuple[str, int | None]]) -> None:
    """A chat, a topic in it, a person, or nobody."""
    found = await guard.work.read(lambda conn: hearers(conn, chat, "ru"))
    assert [(one.lane, one.topic) for one in found] == told


async def test_a_topic_is_kept(work: Work, telegram: Telegram, wall: Wall, office: Office) -> None:
    """The alert goes into the topic that the settings name."""
    topical = Guard(work, telegram, wall, chat=f"{CHAT}/5")
    await work.run(dead())
    await topical.looks()
    sent: Any = telegram.calls[0]
    assert (sent.chat_id, sent.message_thread_id, office.key in sent.text) == (int(CHAT), 5, False)


@pytest.mark.parametrize(
    ("at", "hours_ago", "turn"),
    [
        ("2026-03-05T02:30+12:00", None, True),
        ("2026-03-05T12:30+12:00", None, False),
        ("2026-03-05T02:30+12:00", 2, False),
        ("2026-03-05T02:30+12:00", 23, True),
        ("2026-03-05T12:30+12:00", 23, False),
        ("2026-03-05T12:30+12:00", 50, True),
    ],
)
def test_a_journal_is_walked_at_night(office: Office, at: str, hours_ago: int | None, turn: bool) -> None:
    """Once a night in the office's zone; at any hour where two nights were missed."""
    now = datetime.fromisoformat(at)
    last = None if hours_ago is None else now - timedelta(hours=hours_ago)
    assert (due([office], "", last, now) is not None) is turn


async def test_the_watch_ends_when_told(guard: Guard) -> None:
    """It does not wait for its minute."""
    stop = asyncio.Event()
    stop.set()
    await guard.watch.run(stop)
    assert guard.telegram.calls == []

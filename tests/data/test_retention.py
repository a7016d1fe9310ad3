"""What is over is forgotten after the days of the settings, and what is not is kept."""

from datetime import timedelta
from typing import Any

import pytest
from pydantic import ValidationError
from sqlalchemy import Connection, insert, select, text, update

from bot.retention import round as round_
from bot.retention.round import Forgetting
from bot.retention.settings import RetentionSettings
from bot.retention.trust import Watch
from bot.setbacks import Setbacks
from storage import conversations as talks
from storage import erasing, erasing_looking, journal, people, queries, sweeps
from storage import outbox as outbox_rows
from storage.conversations import Conversation
from storage.erasing_overdue import left_over, note_left_over
from storage.tables import conversations, events, inbox, office_changes, outbox
from storage.tables import people as staff
from storage.work import Work
from tests.bot.fakes import Wall
from tests.data.told import everything, left_of, told_card
from tests.fixtures.cards import carried_out, opened
from tests.fixtures.offices import NOW, person
from tests.proof.counting import Tried
from workflow.commands import Act
from workflow.events import Erased
from workflow.office import Office
from workflow.words import CardId, PersonId

FOR_EVER: dict[str, Any] = dict.fromkeys(RetentionSettings.model_fields, 0)
_TEN_DAYS = RetentionSettings(**{**FOR_EVER, "keep_cards_days": 10})


@pytest.fixture
def wall() -> Wall:
    return Wall()


async def forgotten(work: Work, wall: Wall, days: int, **keep: int) -> None:
    """A round in the middle of a life in which the clock went on as it should."""
    wall.at = NOW + timedelta(days=days)
    await work.run(lambda conn: sweeps.trust(conn, wall.at - timedelta(hours=1), wall.at))
    await Forgetting(work, wall, RetentionSettings(**{**FOR_EVER, **keep})).once()


async def test_closed_cards(work: Work, office: Office, wall: Wall) -> None:
    """A card loses its words so many days after it was closed, not before; its history says why; open ones stay."""
    card = await told_card(work, office)
    other = await opened(work, office, "Снег")
    await forgotten(work, wall, 9, keep_cards_days=10)
    assert await work.read(lambda conn: left_of(everything(conn)))
    await forgotten(work, wall, 11, keep_cards_days=10)
    assert await work.read(lambda conn: left_of(everything(conn))) == []
    last = (await work.read(lambda conn: journal.history(conn, card.id)))[-1]
    assert isinstance(last, Erased)
    assert (last.because, last.at) == ("retention", NOW + timedelta(days=11))
    kept = await work.read(lambda conn: queries.card(conn, other.id))
    assert kept is not None
    assert kept.post.text == "Снег"
    assert await work.read(lambda conn: journal.verify(conn, office.id)) is None


async def test_in_portions(work: Work, office: Office, wall: Wall, monkeypatch: pytest.MonkeyPatch) -> None:
    """However small a portion is, each card is come to once, also those that were closed at the same moment."""
    monkeypatch.setattr(round_, "MOST_CARDS", 2)
    made = [await opened(work, office, f"Пост номер {n} про фонарь") for n in range(5)]
    curator = PersonId(person(office, "curator"))
    for one in made:
        await carried_out(work, Act(one.id, curator, "dismiss", ground="abuse"))
    for day in (2, 3, 4):
        await forgotten(work, wall, day, keep_cards_days=1)
    assert await work.read(lambda conn: [len(journal.history(conn, CardId(one.id))) for one in made]) == [3] * 5


async def test_people_who_left(work: Work, office: Office, wall: Wall) -> None:
    """Somebody who left loses his name so many days later; those who work here keep theirs."""

    def leave(conn: Connection) -> None:
        conn.execute(update(staff).where(staff.c.key == "newcomer").values(active=False))
        book = {"office": office.id, "at": NOW, "source": "file", "what": "person", "field": ""}
        conn.execute(insert(office_changes).values(key="newcomer", **book))

    await work.run(leave)
    ids = {one.key: one.id for one in office.people}
    for day, name in ((9, "Новый Куратор"), (11, "бывший сотрудник")):
        await forgotten(work, wall, day, keep_people_days=10)
        assert await work.read(lambda conn: people.name_of(conn, ids["newcomer"])) == name
    assert await work.read(lambda conn: people.name_of(conn, ids["curator"])) == "Вера Куратор"


async def test_stuck_rows_and_talks(work: Work, wall: Wall) -> None:
    """What was given up, and what nobody answered, goes after its days of real time; with 0 it stays."""

    def fill(conn: Connection) -> None:
        row = {"lane": "x", "body": "{}", "attempts": 1}
        conn.execute(insert(outbox).values(kind="reply", urgency=2, status="dead", created_at=NOW, **row))
        conn.execute(insert(inbox).values(bot="b", update_id=1, status="dead", received_at=NOW, **row))
        talk = {"channel": "telegram", "chat": "1", "person": "1", "state": "x", "data": {}, "changed_at": NOW}
        conn.execute(insert(conversations).values(talk))

    async def counted() -> list[int]:
        tables = ("outbox", "inbox", "conversations")
        return await work.read(lambda conn: [conn.scalar(text(f"SELECT count(*) FROM {one}")) for one in tables])  # noqa: S608 - our own names

    await work.run(fill)
    await forgotten(work, wall, 1)
    assert await counted() == [1, 1, 1]
    await forgotten(work, wall, 1, keep_stuck_days=2, keep_talks_days=2)
    assert await counted() == [0, 0, 0]


@pytest.mark.fault(13)
async def test_talks_and_a_clock_that_leaps(work: Work, wall: Wall, monkeypatch: pytest.MonkeyPatch) -> None:
    """A draft that somebody is writing outlives a leap of the clock, as all does that cannot be had again."""
    talk = Conversation("Ask:draft", {"drafts": {"7": {"parts": [{"text": "почти готово"}]}}})
    await work.run(lambda conn: talks.put(conn, "telegram", "5", "5", talk, NOW))
    monkeypatch.setattr(round_, "wall_now", lambda: wall.at)
    await forgotten(work, wall, 1, keep_talks_days=30)
    wall.at = NOW + timedelta(days=41)
    await Forgetting(work, wall, RetentionSettings(**{**FOR_EVER, "keep_talks_days": 30})).once()
    assert await work.read(lambda conn: talks.get(conn, "telegram", "5", "5")) == talk


async def test_more_than_a_list_of_failures(work: Work) -> None:
    """However many cards could not be forgotten, each is tried again: rounds do not come to them any more."""
    many = list(map(CardId, range(1, 301)))
    await work.run(lambda conn: note_left_over(conn, many, NOW))
    assert await work.read(left_over) == many


async def test_one_that_fails_costs_no_second_look(
    work: Work, office: Office, wall: Wall, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Boxes are looked through once a round for all cards, whichever of them fail; each card is a commit of its own."""
    curator = PersonId(person(office, "curator"))
    made = [await opened(work, office, f"Пост номер {n} про фонарь") for n in range(4)]
    for one in made:
        await carried_out(work, Act(one.id, curator, "dismiss", ground="abuse"))
    event = (events.c.card == made[2].id) & (events.c.seq == 2)
    await work.run(lambda conn: conn.execute(update(events).where(event).values(body="{}")).close())
    looks, erased = list[int](), list[int]()
    look, erase = erasing_looking.look, erasing.erase

    def counted(conn: Connection, box: Any, search: Any, after: int) -> Any:
        looks.append(after)
        return look(conn, box, search, after)

    def by_itself(conn: Connection, these: Any, order: Any) -> Any:
        erased.append(len(these))
        return erase(conn, these, order)

    monkeypatch.setattr(erasing_looking, "look", counted)
    monkeypatch.setattr(erasing, "erase", by_itself)
    await forgotten(work, wall, 11, keep_cards_days=10)
    assert (looks.count(0), erased) == (2, [1, 1, 1, 1])
    assert await work.read(left_over) == [made[2].id]


async def test_one_that_cannot_be_read(work: Work, office: Office, wall: Wall, monkeypatch: pytest.MonkeyPatch) -> None:
    """A card with an event that nobody can read is passed over, in a portion too; it goes when it can be read again."""
    bad, good = await told_card(work, office), await opened(work, office, "Пост про фонарь")
    await carried_out(work, Act(good.id, PersonId(person(office, "curator")), "dismiss", ground="abuse"))
    event = (events.c.card == bad.id) & (events.c.seq == 2)
    body = await work.read(lambda conn: conn.scalar(select(events.c.body).where(event)))

    async def write(text: str) -> None:
        await work.run(lambda conn: conn.execute(update(events).where(event).values(body=text)).close())

    async def erased() -> list[bool]:
        cards = [await work.read(lambda conn, one=one: queries.card(conn, one.id)) for one in (bad, good)]
        return [card is not None and card.erased_at is not None for card in cards]

    await write('{"kind": "nonsense"}')
    for day in (11, 12):
        await forgotten(work, wall, day, keep_cards_days=10, keep_people_days=10)
        assert await erased() == [False, True]
    await write(body or "")
    await forgotten(work, wall, 13, keep_cards_days=10)
    assert await erased() == [True, True]
    assert await work.read(left_over) == []


async def test_a_part_that_fails(work: Work, office: Office, wall: Wall, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever befalls one part of the round, the others do theirs."""

    def broken(*_: object) -> int:
        raise RuntimeError

    card = await told_card(work, office)
    monkeypatch.setattr(outbox_rows, "purge", broken)
    await forgotten(work, wall, 11, keep_cards_days=10, keep_messages_days=1)
    kept = await work.read(lambda conn: queries.card(conn, card.id))
    assert kept is not None
    assert kept.erased_at is not None


@pytest.mark.fault(13)
async def test_a_clock_that_is_years_ahead(work: Work, office: Office, wall: Wall, tried: Tried) -> None:
    """A clock that says 2036 for some hours erases nothing, before a restart or after it."""
    await told_card(work, office)
    await forgotten(work, wall, 1, keep_cards_days=1825)
    for _ in range(2):
        forgetting = Forgetting(work, wall, RetentionSettings(**{**FOR_EVER, "keep_cards_days": 1825}))
        for hour in range(3):
            wall.at = NOW.replace(year=2036) + timedelta(hours=hour)
            await forgetting.once()
    wall.at = NOW + timedelta(days=1, hours=1)
    await forgetting.once()
    there = await work.read(lambda conn: left_of(everything(conn)))
    tried.count(lost=not there)
    assert there


@pytest.mark.fault(14)
async def test_closed_by_a_clock_that_was_put_back(work: Work, office: Office, wall: Wall, tried: Tried) -> None:
    """A card that was closed by a clock of days ago loses its words as any other when the clock is right again."""
    await told_card(work, office)
    await forgotten(work, wall, 11, keep_cards_days=10)
    late = await opened(work, office, "Пост про фонарь")
    wall.at = NOW - timedelta(days=1)
    setbacks = Setbacks(work, real=lambda: wall.at, seconds=lambda: 0.0)
    wall.at -= timedelta(minutes=1)
    assert await setbacks.look()
    await carried_out(work, Act(late.id, PersonId(person(office, "curator")), "dismiss", ground="abuse"), wall.at)
    await forgotten(work, wall, 12, keep_cards_days=10)
    kept = await work.read(lambda conn: queries.card(conn, late.id))
    erased = kept is not None and kept.erased_at is not None
    tried.count(lost=not erased)
    assert erased


async def test_after_a_long_rest(work: Work, office: Office, wall: Wall) -> None:
    """A bot that was off for a year erases what is over when its clock has gone on for a day beside the machine's."""
    await told_card(work, office)
    await forgotten(work, wall, 1, keep_cards_days=10)
    seconds = [0.0]
    forgetting = Forgetting(work, wall, _TEN_DAYS, Watch(lambda: seconds[0]))
    for hour in range(25):
        wall.at, seconds[0] = NOW + timedelta(days=365, hours=hour), hour * 3600.0
        await forgetting.once()
        assert bool(await work.read(lambda conn: left_of(everything(conn)))) is (hour < 24)


@pytest.mark.parametrize(("boots", "erased"), [("aaa", True), ("aab", False)])
async def test_a_bot_that_was_begun_anew_every_day_never_erased(
    work: Work, office: Office, wall: Wall, boots: str, erased: bool
) -> None:
    """The clock is watched on through restarts of the bot; after a restart of the machine it is watched anew."""
    await told_card(work, office)
    for time, boot in enumerate(boots):
        hours = time * 12.0 + 1
        wall.at = NOW + timedelta(days=365, hours=hours)
        watch = Watch(lambda seconds=hours * 3600: seconds, lambda boot=boot: boot)  # type: ignore[misc]  # bound here
        await Forgetting(work, wall, _TEN_DAYS, watch).once()
    assert bool(await work.read(lambda conn: left_of(everything(conn)))) is not erased


def test_clocks_that_part() -> None:
    """A clock that jumps while it is watched is watched anew; so is one that goes on while the machine's does not."""
    seconds = [0.0]
    watch = Watch(lambda: seconds[0])
    believed, since = watch.look(NOW, None, None)
    assert not believed
    seconds[0] = 90_000.0
    believed, since = watch.look(NOW + timedelta(days=3650), None, since)
    assert not believed
    seconds[0] = 180_000.0
    assert watch.look(NOW + timedelta(days=3650, hours=25), None, since)[0]
    assert watch.look(NOW, NOW + timedelta(days=2), None) == (True, None)
    assert not watch.look(NOW, NOW + timedelta(days=4), None)[0]


@pytest.mark.parametrize("setting", ["keep_updates_days", "keep_stuck_days", "keep_talks_days"])
def test_updates_are_kept_as_long_as_they_may_come_again(setting: str) -> None:
    """A day is too short for updates, also for those put by with a talk: Telegram gives one again for that long."""
    with pytest.raises(ValidationError, match="2 days or more"):
        RetentionSettings(**{**FOR_EVER, setting: 1})


def test_what_waits_for_a_clock_that_is_believed() -> None:
    """The log tells that something waits for that wherever something does; updates and messages done with do not."""
    kept = {name for name in FOR_EVER if RetentionSettings(**{**FOR_EVER, name: 30}).for_good}
    assert kept == {"keep_stuck_days", "keep_talks_days", "keep_cards_days", "keep_people_days"}

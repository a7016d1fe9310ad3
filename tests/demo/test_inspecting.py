"""The side panel looks into the bot's database: a card's life in words, the outbox, and what is counted as lost."""

import json
import shutil
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from time import time
from typing import Any

import pytest
from sqlalchemy import Connection

from bot.baring import BARE
from bot.menus import MENU
from bot.turns import REPLY
from demo.inspecting.child import seen
from demo.inspecting.counting import Counts, counted
from demo.inspecting.reading import connected
from sandbox.page.serving import STATIC
from storage import inbox, offices, outbox
from storage.inbox import Incoming
from storage.leaving import leave
from storage.work import Work
from tests.fixtures.cards import carried_out, opened, routing
from tests.fixtures.offices import NOW, person
from workflow import desk
from workflow.card import Card
from workflow.commands import Act, Wake
from workflow.digest import DIGEST
from workflow.duty_notices import DUTY
from workflow.notices import NoticeKind
from workflow.office import Office
from workflow.post import Draft, Part
from workflow.staffing.news import STAFF
from workflow.words import DraftKind, PersonId

BOT = 7
LATER = NOW + timedelta(hours=4)
"""16:00 in Kamchatka: the agreement is late by then."""


@pytest.fixture
def database(tmp_path: Path, sqlite_template: Path) -> Path:
    """A migrated database with nothing in it."""
    return Path(shutil.copy(sqlite_template, tmp_path / "office.db"))


@pytest.fixture
async def work(database: Path) -> AsyncIterator[Work]:
    """The bot's own way to it, open beside everybody who looks."""
    async with await Work.open(f"sqlite:///{database}") as opened_work:
        yield opened_work


@pytest.fixture
async def card(work: Work, office: Office) -> Card:
    """A card whose draft waits for the head, longer than it may."""
    made = await opened(work, office, "Не чистят снег на Садовой")
    await carried_out(work, routing(made, office))
    executor = PersonId(person(office, "roads-1"))
    draft = Draft(kind=DraftKind.ANSWER, by=executor, at=NOW, parts=(Part(text="Почистим завтра"),))
    done = await carried_out(work, Act(made.id, executor, "submit", draft=draft), NOW + timedelta(minutes=5))
    assert isinstance(done, desk.Done)
    await carried_out(work, Wake(made.id), LATER)
    return done.card


def look(name: str, database: Path, lang: str = "ru", at: datetime = LATER, **more: int) -> Any:
    """What one look sees at this moment of the office's clock."""
    return seen(name, database, {"lang": lang, "now": at.isoformat(), **more})


async def test_the_journal_of_a_short_life(database: Path, card: Card) -> None:
    """Each event is told in order: when by the office's clock, by whom, what it was, and what he wrote."""
    found = look("card", database, card=card.id)["journal"]
    told = [(one["at"], one["who"], one["what"].partition(" · ")[0], one.get("note", "")) for one in found[:3]]
    assert told == [
        ("2026-03-04T12:00:00+12:00", "Вера Куратор", "Завели карточку", "Не чистят снег на Садовой"),
        ("2026-03-04T12:00:00+12:00", "Вера Куратор", "Направили исполнителю", ""),
        ("2026-03-04T12:05:00+12:00", "Пётр Дорожный", "Отправили на согласование", "Почистим завтра"),
    ]
    assert "этап: подготовка ответа" in found[1]["what"]
    assert "этап: согласование" in found[2]["what"]
    rang = [one for one in found if one["kind"] == "rang"]
    assert rang
    assert {one["who"] for one in rang} == {""}
    assert any("Срок «Согласовать» вышел" in one["what"] for one in rang)


async def test_who_has_left_keeps_his_name(database: Path, work: Work, office: Office, card: Card) -> None:
    """What somebody did who works there no more is told under his name, not as if the clock had done it."""

    def goes(conn: Connection) -> None:
        leave(conn, PersonId(person(office, "roads-1")))
        offices.touch(conn, office.id)

    await work.run(goes)
    third = look("card", database, card=card.id)["journal"][2]
    assert third["who"] == "Пётр Дорожный"


async def test_deadlines_say_why(database: Path, card: Card) -> None:
    """What is late comes first, then what runs, then what was done; each says from what it was counted."""
    found = look("card", database, card=card.id)["deadlines"]
    late, running, *rest = found
    assert (late["name"], late["clause"], late["state"]) == ("Согласовать", "14", "late")
    assert late["due"] == "2026-03-04T14:05:00+12:00"
    assert late["why"][0] == "1 рабочий час после отправки на согласование: ср 4 марта, 12:05"
    assert (running["name"], running["state"], running["time"]) == ("Ответ", "running", "5 ч")
    assert 0 < running["used"] < 1
    states = {one["name"]: one["state"] for one in rest}
    assert states["Направить"] == states["Проект"] == "met"
    assert states["Опубликовать"] == "not_yet"
    assert all(one["met_at"] for one in rest if one["state"] == "met")


async def test_timers(database: Path, card: Card) -> None:
    """Timers to come stand first; one that has rung says when it did, by the office's clock."""
    found = look("card", database, card=card.id)["timers"]
    ahead = [one for one in found if one["fired_at"] is None]
    assert found[: len(ahead)] == ahead
    assert ("Ответ: за 1 ч до срока", "тому, чей ход, в группе") in [(one["what"], one["whom"]) for one in ahead]
    fired = next(one for one in found if one["what"] == "Согласовать: в срок")
    assert (fired["at"], fired["fired_at"]) == ("2026-03-04T14:05:00+12:00", "2026-03-04T16:00:00+12:00")


async def test_the_list_of_cards(database: Path, work: Work, office: Office, card: Card) -> None:
    """The card that changed last comes first, in the words and the language of the bot; a closed one is there too."""
    other = await opened(work, office, "Ругань")
    curator = PersonId(person(office, "curator"))
    await carried_out(work, Act(other.id, curator, "dismiss", ground="abuse"))
    first, second = look("cards", database, "en")["cards"]
    assert (first["number"], first["open"], first["step"], first["late"]) == (2, False, "Closed", False)
    assert (second["title"], second["step"], second["late"]) == ("📝 № 1 · to approve: Глава", "Approval", True)
    assert look("card", database, card=99) == {"missing": True}
    over = look("card", database, card=other.id)
    assert {one["state"] for one in over["deadlines"]} <= {"met", "dropped"}


async def test_the_outbox(database: Path, work: Work, card: Card) -> None:
    """What has not gone is told as it would be said now; what may not go yet says till when."""
    until = datetime.fromtimestamp(time() + 60, NOW.tzinfo)
    await work.run(lambda conn: outbox.lane_pause(conn, "telegram:104", until))
    rows = look("outbox", database)["rows"]
    head = [row for row in rows if row["lane"] == "telegram:104"]
    assert {row["status"] for row in head} == {"held"}
    assert {row["not_before"] for row in head} == {until.isoformat()}
    assert any(row["what"].startswith("❗ № 1 · согласовать ответ") for row in head)
    assert {row["status"] for row in rows if row["lane"] == "telegram:101"} == {"new"}


def arrived(lane: str, message: str) -> bool:
    return int(message) < 100


def count(database: Path, *confirmed: int) -> Counts:
    return counted(database, BOT, frozenset(confirmed), arrived, time())


async def test_what_is_counted(database: Path, work: Work) -> None:
    """The boxes are counted by what is in them; a message that never came to the messenger is counted as lost."""
    updates = [Incoming(number, "telegram:1", "{}") for number in (1, 2, 3)]
    await work.run(lambda conn: inbox.receive(conn, str(BOT), updates, NOW))
    rows = [outbox.Message(lane=f"telegram:{number}", kind=REPLY, body="{}") for number in range(1, 6)]
    await work.run(lambda conn: outbox.put(conn, rows, NOW))
    first, second, third, fourth = await work.run(lambda conn: outbox.claim(conn, "s", NOW, timedelta(seconds=9), 4))
    await work.run(lambda conn: outbox.sent(conn, first, "5", NOW))
    await work.run(lambda conn: outbox.sent(conn, second, "500", NOW))
    await work.run(lambda conn: outbox.dead(conn, third, "no", NOW))
    ahead = datetime.fromtimestamp(time() + 60, NOW.tzinfo)
    await work.run(lambda conn: outbox.again(conn, fourth, ahead, "later"))
    assert count(database, 1, 2, 3) == Counts(inbox=3, outbox=2, held=1, dead=1, unsent=1)


async def test_a_lost_update_is_found(database: Path, work: Work, tmp_path: Path) -> None:
    """An update that the bot said it has, and that stands nowhere in its inbox, is lost; one of another bot is not."""
    updates = [Incoming(number, "telegram:1", "{}") for number in (1, 2)]
    await work.run(lambda conn: inbox.receive(conn, str(BOT), updates, NOW))
    assert count(database, 1, 2).unheard == 0
    other = tmp_path / "other.db"
    with closing(connected(database)) as source, closing(sqlite3.connect(other)) as copy:
        source.backup(copy)
        copy.execute("DELETE FROM inbox WHERE update_id = 2")
        copy.commit()
    assert count(other, 1, 2).unheard == 1
    assert counted(database, 8, frozenset({1}), arrived, time()).unheard == 1


async def test_nothing_is_written(database: Path, work: Work, office: Office) -> None:
    """Whoever looks cannot write, sees what the bot has just committed, and a missing database is not made."""
    with closing(connected(database)) as connection, pytest.raises(sqlite3.OperationalError, match="readonly"):
        connection.execute("DELETE FROM inbox")
    await opened(work, office)
    assert len(look("cards", database)["cards"]) == 1
    missing = database.with_name("none.db")
    assert counted(missing, BOT, frozenset({1}), arrived, time()) == Counts()
    assert not missing.exists()


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_page_has_words_for_every_row(language: str) -> None:
    """Whatever the outbox holds, the page can say what it is."""
    words = json.loads((STATIC / "words" / language / "panel.json").read_text(encoding="utf-8"))
    kinds = [*NoticeKind, REPLY, MENU, BARE, DIGEST, DUTY, STAFF, outbox.ONCE]
    assert {f"kind_{kind}" for kind in kinds} == {name for name in words if name.startswith("kind_")}

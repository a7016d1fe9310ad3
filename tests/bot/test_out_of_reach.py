"""What becomes of messages that were for one person alone, once he has blocked the bot."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.absences import staff_reply
from bot.alerts.troubles import Figures, troubles
from bot.clock import wall_now
from bot.doctor.offices import out_of_reach
from bot.menus import MENU
from bot.outcomes import Blocked
from bot.settling import settle
from handlers.effects import CommandsShown
from handlers.turn import Reply
from storage import outbox
from storage.outbox import Message
from storage.vitals import look
from storage.work import Work
from tests.bot.fakes import rows
from tests.fixtures.offices import NOW, person
from workflow.digest import DIGEST, DigestNotice
from workflow.model import Model
from workflow.office import Office
from workflow.staffing.news import STAFF, News, StaffNotice
from workflow.words import PersonId

CURATOR, GROUP = "telegram:101", "telegram:-1001000000777"
WHY = "Forbidden: bot was blocked by the user"
OVER = ("dropped", f"its reader is out of reach: {WHY}")
STUCK = ("dead", WHY)


async def blocked(work: Work, kind: str, body: Model, lane: str = CURATOR, **about: Any) -> list[tuple[Any, ...]]:
    """What becomes of a row that is for somebody who has blocked the bot."""
    real = wall_now()

    def goes(conn: Any) -> None:
        outbox.put(conn, [Message(lane, kind, body.model_dump_json(), **about)], real)
        (message,) = outbox.claim(conn, "this", real, timedelta(minutes=1), 1)
        settle(Blocked(WHY), conn, message, None, real)  # type: ignore[arg-type]  # what was to be said matters not

    await work.run(goes)
    return await rows(work, "SELECT status, error FROM outbox WHERE id = 1")


@pytest.mark.fault(12)
async def test_a_reply_to_who_blocked_the_bot_ends_quietly(work: Work, office: Office) -> None:
    """It is over and says why, and nobody is alarmed; that he is out of reach is known."""
    assert await blocked(work, "reply", Reply(text="answer")) == [OVER]
    vitals = await work.read(look)
    assert troubles(Figures(vitals, wall_now())) == []
    assert await rows(work, "SELECT key FROM people WHERE NOT reachable") == [("curator",)]


@pytest.mark.fault(12)
async def test_a_reply_that_a_group_refuses_is_stuck(work: Work, office: Office) -> None:
    """Somebody of many was to read it, so a person must see that it is not there."""
    assert await blocked(work, "reply", Reply(text="answer"), GROUP) == [STUCK]


@pytest.mark.fault(12)
async def test_a_digest_to_who_blocked_the_bot_ends_quietly(work: Work, office: Office) -> None:
    """So do a morning's digest and a menu of commands: tomorrow there is another."""
    who = PersonId(person(office, "curator"))
    digest = DigestNotice(office=office.id, to=who, day=NOW.date())
    assert await blocked(work, DIGEST, digest, office=office.id, person=who) == [OVER]


@pytest.mark.fault(12)
async def test_a_menu_of_who_blocked_the_bot_ends_quietly(work: Work, office: Office) -> None:
    """Whoever cannot be written to has no use for his commands."""
    assert await blocked(work, MENU, CommandsShown(lane=CURATOR, names=(), locale="ru")) == [OVER]


@pytest.mark.fault(12)
@pytest.mark.parametrize("what", list(News))
async def test_only_news_of_himself_end_quietly(work: Work, office: Office, what: News) -> None:
    """What concerns others is told to others; where nobody of them is left it stays stuck, for a person to see."""
    who = PersonId(person(office, "curator"))
    news = StaffNotice(what=what, office=office.id, to=who, at=NOW, about=(who,))
    alone = await blocked(work, STAFF, news, office=office.id, person=who)
    told = ("dropped", f"others were told instead: {WHY}")
    assert alone == [OVER if what in (News.AWAY, News.BACK, News.OVER) else told]


@pytest.mark.fault(12)
@pytest.mark.parametrize("what", [News.STEAD, News.GIVEN, News.LEFT, News.NOBODY])
async def test_news_that_went_to_others_says_whom_it_missed(work: Work, office: Office, what: News) -> None:
    """Whoever gets the news instead reads for whom it was; that a substitute was not told is that nobody stands in."""
    missed, away = PersonId(person(office, "utilities-1")), PersonId(person(office, "roads-1"))
    news = StaffNotice(what=what, office=office.id, to=missed, at=NOW, about=(away,))
    await blocked(work, STAFF, news, "telegram:103", office=office.id, person=missed)
    ((body,),) = await rows(work, "SELECT body FROM outbox WHERE lane = 'telegram:101'")
    reply = await work.read(lambda conn: staff_reply(conn, body, NOW))
    name = next(one.name for one in office.people if one.id == missed)
    assert reply is not None
    assert reply.text.endswith(f"\nне доставлено: {name}")
    assert reply.text.startswith("❗ Замещать некому") is (what is not News.LEFT)


async def test_the_doctor_counts_who_is_out_of_reach(work: Work, office: Office) -> None:
    """What ends quietly is not forgotten: the doctor says how many people get nothing, and who they are."""
    assert list(out_of_reach([office])) == []
    away = replace(office.people[0], reachable=False)
    gone = replace(office, people=(away, *office.people[1:]))
    (finding,) = out_of_reach([gone])
    assert finding.level == "warning"
    assert finding.words.endswith(": 1")
    assert finding.mend.endswith(away.key)

"""Carries out what a conversation writes beside cards, inside the turn's own transaction."""

from datetime import datetime, timedelta
from functools import singledispatch
from typing import Any

from sqlalchemy import Connection

from bot import menus
from bot.baring import bare
from bot.publishing import rows_of
from bot.speakers import CHANNEL
from handlers.comfort.data import ComfortChosen
from handlers.duty_texts import who_and_when
from handlers.effects import CommandsShown, DutyFinished, LocaleChosen, PostHeld, PreviewOver, PublicationSent
from handlers.safe import html
from handlers.several.data import OfficeChosen
from handlers.texts import texts_for
from handlers.turn import Reply
from storage import duties, held, inbox, outbox, people, speaking
from storage.snapshots import snapshot
from workflow.notices import Urgency
from workflow.ports import HeldPost

HELD_FOR = timedelta(minutes=2)
"""Real time that a post waits for the curator's word before it becomes a card of its own."""


@singledispatch
def carry_out(effect: Any, conn: Connection, real: datetime) -> None:
    """Write one effect. `real` is real time. Raises TypeError for an effect that is not known."""
    raise TypeError(f"an effect that nobody carries out: {type(effect).__name__}")


@carry_out.register
def _(effect: LocaleChosen, conn: Connection, real: datetime) -> None:
    people.set_locale(conn, effect.person, effect.locale)


@carry_out.register
def _(effect: ComfortChosen, conn: Connection, real: datetime) -> None:
    people.set_comfort(conn, effect.person, effect.field, effect.value)


@carry_out.register
def _(effect: PostHeld, conn: Connection, real: datetime) -> None:
    post = HeldPost(effect.key, effect.after, effect.post, effect.detected)
    held.put(conn, held.Held(effect.lane, effect.office, effect.person, post), real, real + HELD_FOR)


@carry_out.register
def _(effect: CommandsShown, conn: Connection, real: datetime) -> None:
    menus.send(conn, effect, real)


@carry_out.register
def _(effect: DutyFinished, conn: Connection, real: datetime) -> None:
    """Of two who tap at the same moment one has done it, and the other learns that it was not he."""
    place = duties.Place(effect.office, effect.procedure, effect.duty)
    done = duties.finish(conn, place, effect.period, effect.by, effect.at)
    if done.by == effect.by:
        return
    office, texts = snapshot(conn, effect.office).office, texts_for(effect.locale)
    who = html(who_and_when(done, office, effect.at, texts))
    reply = Reply(text=texts.say("Уже сделано: {who}. Ничего не изменилось.", who=who))
    message = outbox.Message(effect.lane, "reply", reply.model_dump_json(), Urgency.URGENT, office=effect.office)
    outbox.put(conn, [message], real)


@carry_out.register
def _(effect: OfficeChosen, conn: Connection, real: datetime) -> None:
    """Only an office in which he still works; what he had sent before is dealt with right after this."""
    if effect.office in {office for office, _ in people.by_address(conn, CHANNEL, effect.address)}:
        speaking.choose(conn, CHANNEL, effect.address, effect.office, real)
        inbox.again(conn, effect.lane)


@carry_out.register
def _(effect: PublicationSent, conn: Connection, real: datetime) -> None:
    outbox.put(conn, rows_of(effect), real)


@carry_out.register
def _(effect: PreviewOver, conn: Connection, real: datetime) -> None:
    bare(conn, effect, real)

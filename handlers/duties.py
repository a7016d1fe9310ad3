"""Duties on a calendar: the list of them, and one tap that says that one is done."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import Protocol, cast

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from handlers.duty_texts import DutyShown, Finish, done_message, list_message, who_and_when
from handlers.effects import DutyFinished
from handlers.scene import me
from handlers.texts import Texts
from handlers.turn import Turn
from workflow.deadlines import time_of
from workflow.duties import Duty, DutyDone, DutyRecord, can_be_done, listed
from workflow.duty_notices import may_finish, sees_duty
from workflow.office import Office
from workflow.ports import Shelf
from workflow.words import OfficeId

router = Router(name="duties")


class DutyShelf(Shelf, Protocol):
    """A shelf where duties can be looked up too."""

    def duty_record(self, office: OfficeId, procedure: str, duty: str) -> DutyRecord | None:
        """What is known of the duty; None where it is not kept yet."""


@router.message(Command("duties"))
async def duties(message: Message, turn: Turn, texts: Texts) -> None:
    """/duties: what is due in this period, what is still owed, what was done."""
    turn.say(list_message(await _all_shown(turn, texts), texts))


@router.callback_query(Finish.filter())
async def finished(query: CallbackQuery, callback_data: Finish, turn: Turn, texts: Texts) -> None:
    """«Сделано»: whoever taps first has done it."""
    person, office = me(turn)
    now, wanted = turn.clock.now(), (callback_data.procedure, callback_data.duty)
    found = await turn.look(lambda shelf: _known(shelf, office, now))
    duty, record = next(((one, known) for name, one, known in found if (name, one.name) == wanted), (None, None))
    period = callback_data.period
    if duty is None or record is None or not _can_be_meant(period, duty, record, office, now):
        turn.hint(texts.say("Эта кнопка больше не действует. Ничего не изменилось."))
    elif done := record.done.get(period):
        who = who_and_when(done, office, now, texts)
        turn.hint(texts.say("Уже сделано: {who}. Ничего не изменилось.", who=who), alert=True)
        await _redraw(callback_data, duty, done, turn, texts)
    elif not may_finish(person, duty):
        turn.hint(texts.say("Это дело не за вами. Ничего не изменилось."), alert=True)
    else:
        await _finish(callback_data, duty, turn, texts)


async def _finish(tap: Finish, duty: Duty, turn: Turn, texts: Texts) -> None:
    person, office = me(turn)
    done = DutyDone(tap.period, person.id, person.name, turn.clock.now())
    turn.note(
        DutyFinished(
            office=office.id,
            procedure=tap.procedure,
            duty=tap.duty,
            period=tap.period,
            by=person.id,
            at=done.at,
            lane=turn.lane,
            locale=texts.locale,
        )
    )
    turn.hint(texts.say("сделано"))
    await _redraw(tap, duty, done, turn, texts)


async def _redraw(tap: Finish, duty: Duty, done: DutyDone, turn: Turn, texts: Texts) -> None:
    """The list anew, or the ring as something that is done."""
    person, office = me(turn)
    if tap.listed:
        shown = await _all_shown(turn, texts)
        ours = (tap.procedure, tap.duty, tap.period)
        turn.become(list_message([_with(one, done) if _which(one) == ours else one for one in shown], texts))
    else:
        now = turn.clock.now()
        turn.become(done_message(DutyShown(duty, tap.procedure, tap.period, now, office, person, now, texts, done)))


async def _all_shown(turn: Turn, texts: Texts) -> list[DutyShown]:
    """What the list of this person shows, in the order in which it is due."""
    person, office = me(turn)
    now, time = turn.clock.now(), time_of(office.timetable)
    found = await turn.look(lambda shelf: _known(shelf, office, now))
    shown = [
        DutyShown(duty, name, one.key, one.due, office, person, now, texts, record.done.get(one.key))
        for name, duty, record in found
        if sees_duty(person, duty)
        for one in listed(duty, time, record, now)
    ]
    return sorted(shown, key=lambda one: one.due)


def _known(shelf: Shelf, office: Office, now: datetime) -> list[tuple[str, Duty, DutyRecord]]:
    """Every duty of the office with what is known of it; one that is not kept yet is kept from now."""
    duties = cast(DutyShelf, shelf)  # the shelf of the database is one; the port has to name it yet
    return [
        (name, duty, duties.duty_record(office.id, name, duty.name) or DutyRecord(now, now))
        for name, duty in _duties(shelf, office)
    ]


def _duties(shelf: Shelf, office: Office) -> Iterator[tuple[str, Duty]]:
    """Duties of the present versions of the office's procedures; a procedure that is not loaded has none."""
    for name in office.procedures:
        with suppress(LookupError):
            for duty in shelf.procedure(name).duty:
                yield name, duty


def _can_be_meant(period: str, duty: Duty, record: DutyRecord, office: Office, now: datetime) -> bool:
    return period in record.done or period in can_be_done(duty, time_of(office.timetable), record, now)


def _which(shown: DutyShown) -> tuple[str, str, str]:
    return shown.procedure, shown.duty.name, shown.period


def _with(shown: DutyShown, done: DutyDone) -> DutyShown:
    return replace(shown, done=done)

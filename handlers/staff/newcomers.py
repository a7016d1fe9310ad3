"""Invitations made and withdrawn; those who have joined are let in, or their access ends."""

from typing import Any

from aiogram import Bot, Router
from aiogram.types import CallbackQuery

from handlers.buttons import Rows
from handlers.safe import html
from handlers.scene import me
from handlers.staff.carrying import cards_of
from handlers.staff.data import Admit, Invite, Revoke, Withdraw, roles_in
from handlers.staff.errands import Joining, SeeJoining, SeeOffice
from handlers.staff.greeting import welcome
from handlers.staff.inviting import passed_on
from handlers.staff.refused import refused_text
from handlers.staff.showing import anew, dead, sight_of
from handlers.staff.sight import Sight, unit_named
from handlers.staff.told import access_ended, person_line, show_menu, tell
from handlers.texts import Texts
from handlers.turn import Reply, Turn
from workflow.calendar import WorkingTime
from workflow.deadlines import time_of
from workflow.office import Office, Person
from workflow.staffing import joining
from workflow.staffing.changes import Thing
from workflow.staffing.commands import Confirm, Dismiss, Remove
from workflow.staffing.refusals import StaffRefusal
from workflow.words import PersonId

router = Router(name="staff-newcomers")


@router.callback_query(Invite.filter())
async def invited(query: CallbackQuery, callback_data: Invite, bot: Bot, turn: Turn, texts: Texts) -> None:
    """A link, in a message to be passed on."""
    sight, unit = sight_of(turn, texts), unit_named(callback_data.unit, me(turn)[1])
    if callback_data.unit and unit is None:
        dead(turn, texts)
        return
    name = (await bot.me()).username or ""
    command = joining.Invite(
        sight.office.id,
        sight.reader.id,
        tuple(sorted(roles_in(callback_data.roles))),
        unit.key if unit else None,
        PersonId(callback_data.person) if callback_data.person else None,
    )

    def show(outcomes: list[Any]) -> None:
        outcome = outcomes[0]
        if isinstance(outcome, StaffRefusal):
            turn.hint(refused_text(outcome, sight), alert=True)
            return
        turn.hint(texts.say("Перешлите сообщение с ссылкой тому, кого приглашаете."))
        turn.say(passed_on(outcome, name, sight))

    await turn.run(Joining(command=command), then=show)


@router.callback_query(Withdraw.filter())
async def withdrawn(query: CallbackQuery, callback_data: Withdraw, turn: Turn, texts: Texts) -> None:
    """The link lets nobody in any more."""
    sight = sight_of(turn, texts)
    command = joining.Revoke(sight.office.id, sight.reader.id, callback_data.invitation)

    def show(outcomes: list[Any]) -> None:
        outcome = outcomes[0]
        if isinstance(outcome, StaffRefusal):
            gone = texts.say("Этим приглашением уже воспользовались, или его срок вышел. Ничего не изменилось.")
            known = sight.changes
            turn.hint(gone if known else refused_text(outcome, sight), alert=True)
            return
        words = texts.say("Приглашение отозвано: по ссылке больше никто не войдёт.")
        turn.hint(words)
        turn.become(Reply(text=words, rows=(sight.back("joining"),)))

    await turn.run(Joining(command=command), then=show)


@router.callback_query(Admit.filter())
async def admitted(query: CallbackQuery, callback_data: Admit, turn: Turn, texts: Texts) -> None:
    """The word of an administrator about one who waits; both answers are told to him."""
    sight = sight_of(turn, texts)
    office, who = sight.office, PersonId(callback_data.person)
    command = Confirm(office.id, sight.reader.id, who, callback_data.let_in)

    def show(outcomes: list[Any]) -> None:
        before, outcome, now = outcomes
        person = next((one for one in before.waiting if one.id == who), None)
        if isinstance(outcome, StaffRefusal) or person is None:
            _refused(turn, outcome, anew(sight, now))
            return
        _answered(turn, person, anew(sight, now), callback_data.let_in)

    await turn.change(SeeJoining(office=office.id), command, SeeOffice(office=office.id), then=show)


def _refused(turn: Turn, outcome: object, sight: Sight) -> None:
    """Somebody was quicker: the question has no buttons any more."""
    if not isinstance(outcome, StaffRefusal):
        return
    words = refused_text(outcome, sight)
    turn.hint(words, alert=True)
    if sight.changes:
        turn.become(Reply(text=html(words)))


def _answered(turn: Turn, person: Person, sight: Sight, let_in: bool) -> None:
    texts, office = sight.texts, sight.office
    line = person_line(person, office, texts)
    if let_in:
        tell(turn, person, office, lambda his: welcome(person, office, his))
        show_menu(turn, person)
        turn.become(Reply(text=texts.say("Подтверждено: {who}", who=line), rows=card_rows(person, sight)))
    else:
        tell(turn, person, office, lambda his: _not_let_in(office, his))
        turn.become(Reply(text=texts.say("Отказано: {who}. Доступа нет.", who=line)))
    turn.hint(texts.say("Готово."))


def _not_let_in(office: Office, texts: Texts) -> Reply:
    words = texts.say("{office}: администратор не подтвердил ваше присоединение.", office=html(office.name))
    return Reply(text=words)


@router.callback_query(Revoke.filter())
async def revoked(query: CallbackQuery, callback_data: Revoke, turn: Turn, texts: Texts) -> None:
    """His access ends at once; open cards go the way of a dismissal."""
    sight = sight_of(turn, texts)
    person = sight.office.person(PersonId(callback_data.person))
    if person is None:
        turn.hint(texts.say("Его здесь уже нет. Ничего не изменилось."), alert=True)
        return
    command = await _ending(turn, person, sight)

    def show(outcomes: list[Any]) -> None:
        outcome, now = outcomes
        if isinstance(outcome, StaffRefusal):
            turn.hint(refused_text(outcome, anew(sight, now)), alert=True)
            return
        line = person_line(person, sight.office, texts)
        turn.hint(texts.say("Доступ закрыт."))
        turn.become(Reply(text=texts.say("Доступ закрыт: {who}", who=line)))
        access_ended(turn, person, now)

    await turn.change(command, SeeOffice(office=sight.office.id), then=show)


async def _ending(turn: Turn, person: Person, sight: Sight) -> Dismiss | Remove:
    """Who has open cards is dismissed, so that they are handed over; others just go."""
    office, by = sight.office, sight.reader.id
    if await cards_of(turn, person, office):
        time: WorkingTime = time_of(office.timetable)
        return Dismiss(office.id, by, person.id, time.local_date(sight.now))
    return Remove(office.id, by, Thing.PERSON, person.key)


def card_rows(person: Person, sight: Sight) -> Rows:
    """The way to the person's card."""
    return ((sight.go(sight.texts.say("Карточка"), "one", str(person.id)),),)

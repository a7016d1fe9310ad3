"""/absence, its questions, and what leads to them from other conversations."""

from aiogram import Router
from aiogram.filters import Command, StateFilter
from aiogram.types import CallbackQuery, Message

from handlers.absence.asked import Await, Query, Told, told_in
from handlers.absence.data import BACK, PAGE, STOP, AbsenceOf, AbsenceOver, Answer, DismissOf
from handlers.absence.flow import begun, carry_out, nearest, put, resumed, taken, with_day
from handlers.absence.listing import listing
from handlers.absence.refused import refused_text
from handlers.absence.scene import View, view_of
from handlers.asking.dates import read_date
from handlers.asking.flow import dead
from handlers.awaited import is_answer
from handlers.states import rest
from handlers.texts import Texts
from handlers.turn import Reply, Turn
from workflow.staffing.commands import Back
from workflow.staffing.outcome import Changed, StaffOutcome
from workflow.staffing.refusals import StaffRefusal, StaffWhy
from workflow.staffing.rights import is_over
from workflow.words import PersonId

router = Router(name="absence")


@router.message(Command("absence"))
async def absences(message: Message, turn: Turn, texts: Texts) -> None:
    """/absence: what is known, and the way to a new one."""
    if not turn.private:
        turn.say(Reply(text=texts.say("Об отсутствиях — в личном чате с ботом.")))
        return
    view = view_of(turn, texts)
    turn.say(listing(await turn.look(lambda shelf: shelf.absences(view.office.id)), view))


@router.callback_query(AbsenceOf.filter())
async def begin(query: CallbackQuery, callback_data: AbsenceOf, turn: Turn, texts: Texts) -> None:
    """«Меня не будет», «Не будет другого…», «Отсутствие» of somebody's page."""
    view = view_of(turn, texts)
    if callback_data.person == 0:
        await put(begun(view, None), view, turn, tapped=True)
        return
    person = view.office.person(PersonId(callback_data.person))
    if person is None or not (person.id == view.me.id or is_over(view.me, person)):
        _refuse(StaffWhy.NO_SUCH if person is None else StaffWhy.NOT_YOURS, view, turn)
        return
    await put(begun(view, person.id), view, turn, tapped=False)


@router.callback_query(DismissOf.filter())
async def begin_to_leave(query: CallbackQuery, callback_data: DismissOf, turn: Turn, texts: Texts) -> None:
    """«Уволен…» of somebody's page."""
    view = view_of(turn, texts)
    person = view.office.person(PersonId(callback_data.person))
    if person is None or not is_over(view.me, person):
        _refuse(StaffWhy.NO_SUCH if person is None else StaffWhy.NOT_YOURS, view, turn)
        return
    await put(begun(view, person.id, leaves=True), view, turn, tapped=False)


@router.callback_query(AbsenceOver.filter())
async def end(query: CallbackQuery, callback_data: AbsenceOver, turn: Turn, texts: Texts) -> None:
    """«Закончить» or «Отменить»; the list then shows what is left."""
    view = view_of(turn, texts)
    spells = await turn.look(lambda shelf: shelf.absences(view.office.id))
    outcome: StaffOutcome = (await turn.change(Back(view.office.id, view.me.id, callback_data.absence)))[0]
    if not isinstance(outcome, Changed):
        turn.hint(refused_text(outcome, view), alert=True)
        return
    turn.hint(texts.say("Готово."))
    turn.become(listing([one for one in spells if one.id != callback_data.absence], view))


@router.callback_query(Answer.filter())
async def answered(query: CallbackQuery, callback_data: Answer, turn: Turn, texts: Texts) -> None:
    """An answer that is a button, or the way back, or out."""
    view, told = view_of(turn, texts), resumed(callback_data.dialog, callback_data.what, turn)
    if told is None:
        dead(turn, texts)
    elif not view.knows(told):
        rest(turn)
        _refuse(StaffWhy.NO_SUCH, view, turn)
    elif callback_data.value == STOP:
        rest(turn)
        words = texts.say("Отменено. Ничего не изменилось.")
        turn.hint(words)
        turn.become(Reply(text=words))
    elif told.query in (Query.SURE, Query.LEAVES) and callback_data.value == "yes":
        await carry_out(told, view, turn)
    else:
        await _go_on(told, callback_data.value, view, turn)


async def _go_on(told: Told, value: str, view: View, turn: Turn) -> None:
    page = value.removeprefix(PAGE)
    if value == BACK:
        found = told.before()
    elif value.startswith(PAGE) and page.isdecimal():
        found = told.model_copy(update={"page": int(page)})
    else:
        found = taken(told, value, view)
    if found is None:
        dead(turn, view.texts)
    else:
        await put(found, view, turn, tapped=True)


@router.message(StateFilter(Await.date), is_answer)
async def dated(message: Message, turn: Turn, texts: Texts) -> None:
    """A date that was written."""
    view, told = view_of(turn, texts), told_in(turn)
    if told is None or _gone(told, view, turn):
        return
    day = read_date(message.text or "", view.today)
    found = with_day(told, nearest(day, told, message.text or "", view), view) if day else None
    if found is None:
        turn.say(Reply(text=texts.say("Такая дата не подходит. Напишите другую, например 15.03. /cancel — отмена")))
        return
    await put(found, view, turn, tapped=False)


@router.message(StateFilter(Await.tap), is_answer)
async def written(message: Message, turn: Turn, texts: Texts) -> None:
    """Words where a button is waited for: the question stands again."""
    view, told = view_of(turn, texts), told_in(turn)
    if told is not None and not _gone(told, view, turn):
        await put(told, view, turn, tapped=False)


def _gone(told: Told, view: View, turn: Turn) -> bool:
    """Whether the one whom it is about has left meanwhile: then the dialog is over, and that is said."""
    if view.knows(told):
        return False
    rest(turn)
    turn.say(Reply(text=refused_text(StaffRefusal(StaffWhy.NO_SUCH), view)))
    return True


def _refuse(why: StaffWhy, view: View, turn: Turn) -> None:
    turn.hint(refused_text(StaffRefusal(why), view), alert=True)

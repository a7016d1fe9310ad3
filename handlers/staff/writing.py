"""Fields in words: names, mail, topics and places, a new department."""

from typing import Any

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.types import CallbackQuery, Message

from handlers.awaited import is_answer
from handlers.buttons import Button
from handlers.callbacks import brief
from handlers.safe import html
from handlers.scene import me
from handlers.staff.carrying import edit_of, follow
from handlers.staff.data import Put, Stop, Write
from handlers.staff.errands import SeeOffice
from handlers.staff.pages import mark
from handlers.staff.refused import refused_text
from handlers.staff.showing import anew, dead, drawn, sight_of
from handlers.staff.sight import Sight
from handlers.staff.states import BACK, StaffAsk
from handlers.staff.values import Wanted, key_in, written
from handlers.states import ask, rest
from handlers.texts import Texts
from handlers.turn import Reply, Turn
from workflow.staffing.changes import Thing
from workflow.staffing.commands import Add, Edit
from workflow.staffing.fields import field_of
from workflow.staffing.outcome import Changed
from workflow.staffing.refusals import StaffRefusal, StaffWhy

router = Router(name="staff-writing")

ADD = "add"
_CLEARED = frozenset({"email", "topics", "places"})
_SCREENS = {Thing.PERSON.value: "more", Thing.DEPARTMENT.value: "edit", Thing.OFFICE.value: "office"}


@router.callback_query(Write.filter())
async def asked(query: CallbackQuery, callback_data: Write, turn: Turn, texts: Texts) -> None:
    """Ask for the field, remembering what stands in it now."""
    what, field, sight = callback_data.what, callback_data.field, sight_of(turn, texts, callback_data.key)
    question = _question(what, field, texts)
    key = "" if field == ADD else key_in(what, callback_data.key, sight.office)
    present = field_of(sight.office, what, key or "", field)
    if question is None or key is None or (present is None and field != ADD) or not sight.changes:
        dead(turn, texts)
        return
    screen = "units" if field == ADD else _SCREENS[what]
    seen = present.value if present else None
    ask(turn, StaffAsk.text, what=what, key=key, field=field, seen=seen, **{BACK: [screen, callback_data.key]})
    turn.say(Reply(text=question, rows=_under(callback_data, seen, texts)))


@router.message(StateFilter(StaffAsk.text), is_answer)
async def answered(message: Message, turn: Turn, texts: Texts) -> None:
    """The field as it was written; what cannot stand there is asked for again."""
    data, (person, office) = turn.conversation.data, me(turn)
    what, key, field = str(data.get("what")), str(data.get("key")), str(data.get("field"))
    value = written(field, message.text or "")
    if value in ("", []):
        turn.say(Reply(text=texts.say("Нужен текст одним сообщением. /cancel — отмена")))
        return
    command: Add | Edit = edit_of(Wanted(what, key, field, data.get("seen"), value), office, person)
    if field == ADD:
        command = Add(office.id, person.id, Thing.DEPARTMENT, "", {"name": value})
    sight = sight_of(turn, texts, _brief_key(data.get(BACK)))

    def show(outcomes: list[Any]) -> None:
        outcome, now = outcomes
        if isinstance(outcome, StaffRefusal):
            _refused(turn, outcome, field, sight)
        else:
            _done(turn, outcome, anew(sight, now))

    await turn.change(command, SeeOffice(office=office.id), then=show)


def _refused(turn: Turn, refusal: StaffRefusal, field: str, sight: Sight) -> None:
    """What can be mended is asked for again; otherwise the question is over."""
    texts = sight.texts
    if refusal.why is StaffWhy.BAD_VALUE and field == "email":
        turn.say(Reply(text=texts.say("Не похоже на адрес почты. Напишите ещё раз. /cancel — отмена")))
    elif refusal.why is StaffWhy.THERE_ALREADY and refusal.at is None:
        turn.say(Reply(text=texts.say("Такой отдел уже есть. Напишите другое название. /cancel — отмена")))
    else:
        _show_back(turn, html(refused_text(refusal, sight)), sight)


def _done(turn: Turn, outcome: Changed, sight: Sight) -> None:
    texts = sight.texts
    follow(turn, outcome, sight)
    added = next((one for one in outcome.changes if one.what == Thing.DEPARTMENT and not one.field), None)
    if added:
        unit = brief(added.key)
        rest(turn)
        turn.say(Reply(text=texts.say("Отдел добавлен: {name}", name=html(str(added.new)))))
        if shown := drawn("edit", Sight(sight.office, sight.reader, sight.now, texts, unit)):
            turn.say(shown)
        return
    _show_back(turn, texts.say("Готово.") if outcome.changes else texts.say("Так уже и есть."), sight)


def _show_back(turn: Turn, first: str, sight: Sight) -> None:
    """The question is over; the screen it came from, as it is now."""
    back = turn.conversation.data.get(BACK)
    screen = str(back[0]) if isinstance(back, list) and back else "home"
    rest(turn)
    turn.say(Reply(text=first))
    if shown := drawn(screen, sight):
        turn.say(shown)


def _brief_key(back: object) -> str:
    return str(back[1]) if isinstance(back, list) and len(back) == 2 else ""


def _under(tap: Write, seen: object, texts: Texts) -> tuple[tuple[Button, ...], ...]:
    """«Очистить» for what may be empty and is not, and the way out."""
    stop = Button(text=texts.say("Отмена"), data=Stop().pack())
    if tap.field not in _CLEARED or not seen:
        return ((stop,),)
    data = Put(what=tap.what, key=tap.key, field=tap.field, value="", seen=mark(seen)).pack()
    return ((Button(text=texts.say("Очистить"), data=data), stop),)


def _question(what: str, field: str, texts: Texts) -> str | None:
    asked = {
        (Thing.PERSON.value, "name"): texts.say("Как назвать? Напишите имя и фамилию одним сообщением."),
        (Thing.PERSON.value, "email"): texts.say("Напишите адрес почты одним сообщением."),
        (Thing.DEPARTMENT.value, "name"): texts.say("Напишите новое название отдела."),
        (Thing.DEPARTMENT.value, "topics"): texts.say("Напишите темы отдела через запятую: дороги, снег, освещение."),
        (Thing.DEPARTMENT.value, "places"): texts.say("Напишите улицы или посёлки отдела через запятую."),
        (Thing.DEPARTMENT.value, ADD): texts.say("Как называется новый отдел?"),
        (Thing.OFFICE.value, "name"): texts.say("Напишите название администрации."),
    }
    return asked.get((what, field))

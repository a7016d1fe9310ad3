"""The bot comes into a group, and one of its buttons makes the group the office's."""

from typing import Any

from aiogram import Bot, Router
from aiogram.filters import CommandStart
from aiogram.types import CallbackQuery, ChatMemberUpdated, Message

from handlers.groups import id_line, in_group, told_here
from handlers.safe import html
from handlers.setup.group import words
from handlers.setup.group.data import Here, Leave
from handlers.setup.group.facts import Facts, look
from handlers.texts import Texts
from handlers.turn import Reply, Seat, Turn
from workflow.office import Office
from workflow.rights.row import What
from workflow.staffing.changes import Thing
from workflow.staffing.commands import Edit
from workflow.staffing.refusals import StaffRefusal
from workflow.staffing.rights import may_here

router = Router(name="group")

_OUTSIDE = frozenset({"left", "kicked"})


def administered(turn: Turn) -> tuple[Seat, ...]:
    """The offices that whoever speaks may set up, and who he is there."""
    return tuple(one for one in turn.seats if may_here(one.person.id, What.EDIT, one.office))


async def administers(event: Any, turn: Turn) -> bool:
    """Whether there is an office that he may set up."""
    return bool(administered(turn))


@router.my_chat_member(administers)
async def let_in(event: ChatMemberUpdated, bot: Bot, turn: Turn, texts: Texts) -> None:
    """An administrator added the bot to a group: it is offered to be his office's, unless it is already."""
    came = event.old_chat_member.status in _OUTSIDE and event.new_chat_member.status not in _OUTSIDE
    if not came or event.chat.type not in ("group", "supergroup"):
        return
    facts = await look(bot, event.chat.id)
    known = [seat.office for seat in administered(turn) if seat.office.group == str(event.chat.id)]
    if known:
        for office in known:
            turn.say(Reply(text=words.told_here(office, facts, texts), topic=office.group_topic or 0))
    else:
        turn.say(words.offer(administered(turn), 0, facts, texts))


@router.message(in_group, CommandStart(), administers)
async def started(message: Message, bot: Bot, turn: Turn, texts: Texts) -> None:
    """/start in the group offers the same, in the topic in which it was sent; where deadlines stand there, says so."""
    facts = await look(bot, message.chat.id)
    topic = message.message_thread_id or 0 if message.is_topic_message else 0
    known = tuple(one for one in administered(turn) if _place(one.office) == (str(message.chat.id), topic))
    for seat in known:
        lines = [told_here(html(seat.office.name), texts), *words.faults(facts, texts)]
        turn.say(Reply(text="\n\n".join(lines), topic=topic))
    if others := tuple(one for one in administered(turn) if one not in known):
        offer = words.offer(others, topic, facts, texts)
        turn.say(offer.model_copy(update={"text": f"{offer.text}\n\n{id_line(turn, texts)}"}))


@router.callback_query(Here.filter())
async def pressed(query: CallbackQuery, callback_data: Here, bot: Bot, turn: Turn, texts: Texts) -> None:
    """The button: only who may set the office up presses it; another group is given up only where he is sure."""
    seat = next((one for one in administered(turn) if one.office.id == callback_data.office), None)
    if seat is None or turn.private:
        turn.hint(texts.say("Эта кнопка для того, кто настраивает бота. Ничего не изменилось."), alert=True)
        return
    facts = await look(bot, _chat_of(turn))
    if _is_another(seat.office, callback_data, facts) and not callback_data.sure:
        old = f"{turn.lane.partition(':')[0]}:{seat.office.group}"
        title = "" if seat.office.group == str(facts.chat) else await turn.look(lambda shelf: shelf.title_of(old))
        turn.become(words.sure(seat.office, callback_data, title, texts))
        return
    await _set(seat, callback_data, facts, turn, texts)


@router.callback_query(Leave.filter())
async def left(query: CallbackQuery, callback_data: Leave, turn: Turn, texts: Texts) -> None:
    """All stays as it is."""
    if any(one.office.id == callback_data.office for one in administered(turn)):
        turn.become(Reply(text=texts.say("Всё осталось как было.")))
    else:
        turn.hint(texts.say("Эта кнопка для того, кто настраивает бота. Ничего не изменилось."), alert=True)


async def _set(seat: Seat, here: Here, facts: Facts, turn: Turn, texts: Texts) -> None:
    """The group and the topic at once; a message where deadlines will stand shows that the bot can write there."""
    edits = _edits(seat, here, facts)

    def then(outcomes: list[Any]) -> None:
        if any(isinstance(one, StaffRefusal) for one in outcomes):
            turn.hint(texts.say("Группу только что изменил кто-то другой. Ничего не изменилось: нажмите ещё раз."))
            return
        turn.become(Reply(text=texts.say("Выбрано.")))
        turn.say(Reply(text=words.told_here(seat.office, facts, texts), topic=here.topic))

    await turn.change(*edits, then=then)


def _edits(seat: Seat, here: Here, facts: Facts) -> tuple[Edit, Edit]:
    office, by = seat.office, seat.person.id
    group = Edit(office.id, by, Thing.OFFICE, office.key, "group_address", office.group, str(facts.chat))
    topic = Edit(office.id, by, Thing.OFFICE, office.key, "group_topic", office.group_topic, here.topic or None)
    return group, topic


def _place(office: Office) -> tuple[str | None, int]:
    """The chat and the topic where the office's deadlines are told; 0 for the general one."""
    return office.group, office.group_topic or 0


def _is_another(office: Office, here: Here, facts: Facts) -> bool:
    """Whether deadlines are told in another place so far."""
    if office.group is None:
        return False
    return (office.group, office.group_topic) != (str(facts.chat), here.topic or None)


def _chat_of(turn: Turn) -> int:
    return int(turn.lane.rpartition(":")[2])

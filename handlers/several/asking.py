"""«Для какой администрации?»: asked only where nothing tells; what was sent waits for the answer."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from handlers.buttons import Button, Rows
from handlers.filters import is_private
from handlers.links import linked
from handlers.queue import my_list
from handlers.safe import html
from handlers.several.data import OfficeChosen, Speak, card_carried
from handlers.several.names import brief_name, on_button
from handlers.texts import Texts
from handlers.turn import Reply, Seat, Turn
from workflow.words import Role

router = Router(name="several")

_NEEDS_NONE = ("/offices", "/help", "/cancel", "/language")
_FORWARDED_TOGETHER = 0.5
"""Seconds that the question waits for more of what is being forwarded, so that it is asked once."""

MOST = 30
"""Offices in one list; nobody works for so many."""


async def is_unsure(message: Message, turn: Turn) -> bool:
    """A message that means something only to one of the sender's offices, and nothing tells to which."""
    text = message.text or ""
    if not turn.unsure or text.split(" ")[0].split("@")[0] in _NEEDS_NONE:
        return False
    return not text.startswith("/start") or linked(text.partition(" ")[2]) is not None


@router.message(is_unsure)
async def unsure(message: Message, turn: Turn, texts: Texts) -> None:
    """Ask once, however many messages came together; all of them wait."""
    turn.put_by = True
    words = texts.say("Для какой администрации? Что вы прислали, не потеряется.")
    turn.say(Reply(text=words, rows=_choices(turn.seats), supersede="several", delay=_FORWARDED_TOGETHER))


async def is_unsure_tap(query: CallbackQuery, turn: Turn) -> bool:
    """A button that names no card and no office, under a message that is no longer remembered."""
    data = query.data or ""
    named = data.startswith(Speak.__prefix__ + Speak.__separator__) or card_carried(data) is not None
    return turn.unsure and not named


@router.callback_query(is_unsure_tap)
async def unsure_tap(query: CallbackQuery, turn: Turn, texts: Texts) -> None:
    """Nothing is done for an office that was not meant."""
    words = texts.say("Сначала выберите администрацию: /offices. Ничего не изменилось.")
    turn.hint(words, alert=True)


async def of_several(message: Message, turn: Turn) -> bool:
    """Somebody who works for several offices, in his own chat; to an administrator /office means the present one."""
    administers = turn.person is not None and Role.ADMINISTRATOR in turn.person.plays
    return turn.several and not administers and await is_private(message)


@router.message(Command("offices"), is_private)
@router.message(Command("office"), of_several)
async def offices(message: Message, turn: Turn, texts: Texts) -> None:
    """/offices: those for which he works, the present one marked; a tap changes it."""
    turn.say(_list(turn, texts))


@router.callback_query(Speak.filter())
async def chosen(query: CallbackQuery, callback_data: Speak, turn: Turn, texts: Texts) -> None:
    """He speaks for this office from now on; whatever waited for the answer is dealt with next."""
    seat = next((one for one in turn.seats if one.office.id == callback_data.office), None)
    if seat is None:
        turn.hint(texts.say("Для этой администрации вы не работаете. Ничего не изменилось."), alert=True)
        return
    turn.note(OfficeChosen(address=turn.address, office=seat.office.id, lane=turn.lane))
    turn.person, turn.office, turn.unsure = seat.person, seat.office, False
    if callback_data.mine:
        turn.say(await my_list(turn, texts))
    else:
        turn.become(_list(turn, texts))
    turn.hint(texts.say("Теперь: {office}", office=brief_name(seat.office)))


def _list(turn: Turn, texts: Texts) -> Reply:
    """His offices as buttons; which is the present one stands in the text, and its button is marked."""
    here = None if turn.unsure else turn.office
    if here is None:
        return Reply(text=texts.say("Для какой администрации?"), rows=_choices(turn.seats))
    words = texts.say("Сейчас вы отвечаете за: {office}", office=html(here.name))
    if not turn.several:
        return Reply(text=words)
    return Reply(text=f"{words}\n{texts.say('Нажмите другую, чтобы перейти.')}", rows=_choices(turn.seats, here.id))


def _choices(seats: tuple[Seat, ...], present: int = 0) -> Rows:
    return tuple((_choice(seat, present),) for seat in seats[:MOST])


def _choice(seat: Seat, present: int) -> Button:
    mark = "• " if seat.office.id == present else ""
    return Button(text=f"{mark}{on_button(seat.office)}", data=Speak(office=seat.office.id).pack())

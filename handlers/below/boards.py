"""Boards and figures of the offices below, and their cards: to be looked at, not touched (Sobolevo, the order's 5)."""

from collections.abc import Sequence
from datetime import datetime

from aiogram import Router
from aiogram.types import CallbackQuery

from handlers.asking.flow import dead
from handlers.below.data import Branch, Lower, TakeBack
from handlers.below.keys import sees_below
from handlers.below.words import PAGE, figures_line, name_on, next_page, paged
from handlers.buttons import Button, Rows
from handlers.lists import Pair, board_text, urgent_first
from handlers.scene import me
from handlers.several.names import brief_name
from handlers.shown import Shown
from handlers.texts import Texts
from handlers.turn import Reply, Turn
from handlers.view import card_message
from workflow.card import Card
from workflow.downward import may_withdraw
from workflow.figures import figures, week_began
from workflow.office import Office
from workflow.ports import Shelf
from workflow.words import CardId

router = Router(name="below")

_CARDS = 8


async def branches(turn: Turn, texts: Texts, page: int = 0) -> Reply | None:
    """The offices below in figures, with a button for each board; None where there are none, or not for him."""
    person, office = me(turn)
    if not sees_below(person, office):
        return None
    found = await turn.look(lambda shelf: shelf.children(office.id))
    if not found:
        return None
    now, first = turn.clock.now(), page * PAGE if page * PAGE < len(found) else 0
    some = found if len(found) <= PAGE + 1 else found[first : first + PAGE]
    lines = await turn.look(lambda shelf: [_line(one, now, shelf, texts) for one in some])
    buttons = [Button(text=name_on(one), data=Branch(office=one.id).pack()) for one in found]
    onward = Button(text=texts.say("Ещё…"), data=Branch(office=0, page=next_page(len(found), page)).pack())
    title = texts.many("Ниже: {n} администрация", "Ниже: {n} администраций", len(found))
    return Reply(text="\n".join([title, *lines]), rows=paged(buttons, page, onward))


@router.callback_query(Branch.filter())
async def branch(query: CallbackQuery, callback_data: Branch, turn: Turn, texts: Texts) -> None:
    """The board of an office below, or another page of them."""
    if not callback_data.office:
        if (reply := await branches(turn, texts, callback_data.page)) is None:
            dead(turn, texts)
        else:
            turn.become(reply)
        return
    office = await _below(turn, callback_data.office)
    if office is None:
        dead(turn, texts)
        return
    pairs = await turn.look(lambda shelf: _pairs(shelf.open_cards(office.id), shelf))
    text = board_text(pairs, office, turn.clock.now(), texts)
    turn.say(Reply(text=text, rows=_buttons([card for card, _ in urgent_first(pairs)])))


@router.callback_query(Lower.filter())
async def looked_at(query: CallbackQuery, callback_data: Lower, turn: Turn, texts: Texts) -> None:
    """A card of an office below as it stands now; it is not kept fresh, and nothing can be done with it from here."""
    card = await turn.look(lambda shelf: shelf.card(CardId(callback_data.lower)))
    office = await _below(turn, card.office) if card else None
    if card is None or office is None:
        dead(turn, texts)
        return
    procedure = await turn.look(lambda shelf: shelf.procedure(card.procedure, card.digest))
    shown = Shown(card, office, procedure, None, turn.clock.now(), texts, label=brief_name(office))
    turn.say(Reply(text=card_message(shown).text, rows=await _taking_back(card, turn, texts)))


async def _taking_back(card: Card, turn: Turn, texts: Texts) -> Rows:
    """Where the card is one that was passed down from here, it may be taken back."""
    person, office = me(turn)
    origin = card.passed_from
    if origin is None or origin.office != office.id:
        return ()
    upper = await turn.look(lambda shelf: shelf.card(origin.card))
    if upper is None or upper.passed is None or upper.passed.card != card.id:
        return ()
    procedure = await turn.look(lambda shelf: shelf.procedure(upper.procedure, upper.digest))
    if not may_withdraw(person, upper, office, procedure):
        return ()
    return ((Button(text=texts.say("Забрать обратно"), data=TakeBack(card=upper.id).pack()),),)


async def _below(turn: Turn, office: int) -> Office | None:
    """The office with this id, where it stands below the speaker's and he may look at it."""
    person, mine = me(turn)
    if not sees_below(person, mine):
        return None
    found = await turn.look(lambda shelf: shelf.children(mine.id))
    return next((one for one in found if one.id == office), None)


def _line(office: Office, now: datetime, shelf: Shelf, texts: Texts) -> str:
    since = week_began(now, office.timetable.zone)
    cards = [*shelf.open_cards(office.id), *shelf.closed_since(office.id, since)]
    return figures_line(office, figures(_pairs(cards, shelf), office, now, since), texts)


def _pairs(cards: Sequence[Card], shelf: Shelf) -> list[Pair]:
    return [(one, shelf.procedure(one.procedure, one.digest)) for one in cards]


def _buttons(cards: list[Card]) -> Rows:
    buttons = [Button(text=f"№ {card.number}", data=Lower(lower=card.id).pack()) for card in cards[:_CARDS]]
    return tuple(tuple(buttons[index : index + 4]) for index in range(0, len(buttons), 4))

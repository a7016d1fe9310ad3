"""/find: what was written after it, or is asked for, is looked for at once; pages are turned in the same message."""

from typing import cast

from aiogram import Router
from aiogram.filters import Command, CommandObject, StateFilter
from aiogram.types import CallbackQuery, Message

from handlers.awaited import is_answer
from handlers.filters import about_a_card
from handlers.finding.data import Find, Page, Search, Wider, recalled, remember
from handlers.finding.page import MOST, Shelved, page_message
from handlers.scene import me, show
from handlers.several.names import named
from handlers.states import ask, rest
from handlers.texts import Texts
from handlers.turn import Reply, Turn
from workflow.access import sees
from workflow.finding import FindingShelf, Found, Looking, parse_query, reach_of
from workflow.ports import Shelf
from workflow.procedure import Procedure

router = Router(name="finding")

_LONGEST = 300
_FARTHEST = 1_000_000


async def answers_what(message: Message, turn: Turn) -> bool:
    """An answer to «Что найти?»; an answer to a card is about that card."""
    return await is_answer(message, turn) and not await about_a_card(message, turn)


@router.message(Command("find"))
async def find(message: Message, command: CommandObject, turn: Turn, texts: Texts) -> None:
    """/find, with what to find or without."""
    if command.args:
        await _look_for(command.args, turn, texts)
    else:
        ask(turn, Find.what)
        turn.say(Reply(text=question(texts)))


@router.message(StateFilter(Find.what), answers_what)
async def told(message: Message, turn: Turn, texts: Texts) -> None:
    """What to find."""
    await _look_for(message.text or message.caption or "", turn, texts)


@router.callback_query(Page.filter())
async def turned(query: CallbackQuery, callback_data: Page, turn: Turn, texts: Texts) -> None:
    """«‹» or «›»."""
    search = recalled(turn, callback_data.search)
    if search is None:
        _forgotten(turn, texts)
    else:
        first = min(max(callback_data.first, 0), _FARTHEST)
        turn.become(await _page(search, callback_data.search, first, turn, texts))


@router.callback_query(Wider.filter())
async def widened(query: CallbackQuery, callback_data: Wider, turn: Turn, texts: Texts) -> None:
    """Search again without a part of what was asked for."""
    search = recalled(turn, callback_data.search)
    if search is None:
        _forgotten(turn, texts)
        return
    wider = search.model_copy(update={"without": (*search.without, callback_data.without)})
    turn.become(await _page(wider, remember(turn, wider), 0, turn, texts))


def question(texts: Texts) -> str:
    """What is asked after a bare /find."""
    return texts.say(
        "Что найти? Номер, слова, автор, ссылка, тема, место, дни — по отдельности или вместе, "
        "например: фонари за март. /cancel — отмена"
    )


async def _look_for(text: str, turn: Turn, texts: Texts) -> None:
    """One message with what was found; a number opens its card at once."""
    _, office = me(turn)
    now = turn.clock.now()
    query = parse_query(text, now, office.timetable.zone)
    if query.number is not None:
        rest(turn)
        number = query.number
        await show(turn, await turn.look(lambda shelf: shelf.numbered(office.id, number)), texts)
    elif query.empty:
        ask(turn, Find.what)
        turn.say(Reply(text=f"{texts.say('Непонятно, что искать.')} {question(texts)}"))
    else:
        rest(turn)
        upto = await turn.look(lambda shelf: _finding(shelf).newest_number(office.id))
        search = Search(office=office.id, text=text[:_LONGEST], at=now, upto=upto)
        turn.say(await _page(search, remember(turn, search), 0, turn, texts))


async def _page(search: Search, number: int, first: int, turn: Turn, texts: Texts) -> Reply:
    """The page that begins there; where the cards have become fewer, the last one."""
    person, office = me(turn)
    now = turn.clock.now()
    query = parse_query(search.text, search.at, office.timetable.zone, frozenset(search.without))
    if query.empty:
        return page_message(Shelved(number, query, (), 0, 0), office, now, texts)
    looking = Looking(office, query, now, lambda card: sees(person, card), reach_of(person), search.upto)

    def look(shelf: Shelf) -> tuple[Found, int, list[Procedure]]:
        at, found = first, _finding(shelf).found(looking, first, MOST)
        if found.count and not found.cards:
            at = (found.count - 1) // MOST * MOST
            found = _finding(shelf).found(looking, at, MOST)
        return found, at, [shelf.procedure(card.procedure, card.digest) for card in found.cards]

    found, at, procedures = await turn.look(look)
    pairs = tuple(zip(found.cards, procedures, strict=True))
    return named(page_message(Shelved(number, query, pairs, at, found.count), office, now, texts), turn)


def _finding(shelf: Shelf) -> FindingShelf:
    return cast(FindingShelf, shelf)  # the shelf of the database is one; the port has no need to name it


def _forgotten(turn: Turn, texts: Texts) -> None:
    turn.hint(texts.say("Этот поиск уже забыт, ничего не изменилось. Повторите его: /find"), alert=True)

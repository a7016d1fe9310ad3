"""Lists of cards: mine, the office's, and one by its number."""

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import Message

from handlers.absence.board import with_people
from handlers.below.boards import branches
from handlers.buttons import Button, Rows
from handlers.callbacks import Show
from handlers.lists import Pair, board_text, list_text, urgent_first
from handlers.safe import html
from handlers.scene import me, show
from handlers.several.elsewhere import elsewhere_lines, elsewhere_rows
from handlers.several.names import brief_name
from handlers.standing import answered_by
from handlers.texts import Texts
from handlers.turn import Reply, Seat, Turn
from workflow.access import sees
from workflow.card import Card
from workflow.contributors import part_of
from workflow.office import Office, Person
from workflow.owners import in_role, owners
from workflow.rights.ask import may
from workflow.rights.asked import Asked
from workflow.rights.row import What
from workflow.words import Role

router = Router(name="queue")

_BUTTONS = 8


@router.message(Command("my"))
async def my(message: Message, turn: Turn, texts: Texts) -> None:
    """/my: cards whose move is mine, the most urgent first."""
    turn.say(await my_list(turn, texts))


async def my_list(turn: Turn, texts: Texts) -> Reply:
    """His cards in the present office; somebody of several offices also learns how much waits in the others."""
    person, office = me(turn)
    mine = await _mine_in(turn, Seat(person, office))
    others = [(seat, len(await _mine_in(turn, seat))) for seat in turn.seats if seat.office.id != office.id]
    title = texts.many("У вас {n} карточка", "У вас {n} карточек", len(mine))
    text = list_text(title, mine, office, turn.clock.now(), texts) if mine else texts.say("Сейчас у вас нет карточек.")
    named = [f"<b>{html(brief_name(office))}</b>"] if turn.several else []
    rows = (*card_buttons([card for card, _ in mine]), *elsewhere_rows(others, texts))
    return Reply(text="\n".join([*named, text, *elsewhere_lines(others, texts)]), rows=rows)


async def _mine_in(turn: Turn, seat: Seat) -> list[Pair]:
    cards = await _open_cards(turn, seat.office)
    return urgent_first([pair for pair in cards if is_his(seat.person, pair, seat.office)])


@router.message(Command("board"))
async def board(message: Message, turn: Turn, texts: Texts) -> None:
    """/board: all open cards that he may see, by step and urgency."""
    person, office = me(turn)
    if not may(person, What.BOARD, Asked(office)):
        turn.say(Reply(text=texts.say("Доска видна куратору, координатору и главе. Ваши карточки: /my")))
        return
    cards = [pair for pair in await _open_cards(turn, office) if sees(person, pair[0])]
    text = board_text(cards, office, turn.clock.now(), texts)
    if may(person, What.SEE_AWAY, Asked(office)):
        text = with_people(text, office, turn.clock.now(), texts)
    turn.say(Reply(text=text, rows=card_buttons([card for card, _ in urgent_first(cards)])))
    if below := await branches(turn, texts):
        turn.say(below)


@router.message(Command("card"))
async def card(message: Message, command: CommandObject, turn: Turn, texts: Texts) -> None:
    """/card 12: one card by its number."""
    number = number_in(command.args or "")
    if number is None:
        turn.say(Reply(text=texts.say("Напишите номер: /card 12")))
        return
    office = me(turn)[1]
    await show(turn, await turn.look(lambda shelf: shelf.numbered(office.id, number)), texts)


def number_in(text: str) -> int | None:
    """A card's number as people write it: «12», «№ 12», «card_12»; None where there is none."""
    digits = text.strip().removeprefix("card_").lstrip("№# ").strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= 9 else None


async def _open_cards(turn: Turn, office: Office) -> list[Pair]:
    return list(
        await turn.look(
            lambda shelf: [
                (found, shelf.procedure(found.procedure, found.digest)) for found in shelf.open_cards(office.id)
            ]
        )
    )


def is_his(person: Person, pair: Pair, office: Office) -> bool:
    """His move, or his as the executor whoever's move it is, his part of an answer, or a question that waits for him.

    What he could only take over is on the board.
    """
    card, procedure = pair
    if card.awaits_below:
        return False  # it is another office's move
    executors = in_role(Role.EXECUTOR, card, office) if card.department else ()
    return (
        person in owners(card, office, procedure)
        or person in executors
        or part_of(person, card) is not None
        or bool(answered_by(person, card, office, procedure))
    )


def card_buttons(cards: list[Card]) -> Rows:
    """A button for each of the first cards, which opens it."""
    buttons = [Button(text=f"№ {card.number}", data=Show(card=card.id).pack()) for card in cards[:_BUTTONS]]
    return tuple(tuple(buttons[index : index + 4]) for index in range(0, len(buttons), 4))

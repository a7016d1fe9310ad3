"""«Почему такой срок?»: the clause, the rule and the counted time behind every deadline of a card."""

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from handlers.callbacks import Why
from handlers.explaining import why_text
from handlers.queue import number_in
from handlers.safe import html
from handlers.scene import me, refused, shown_to
from handlers.texts import Texts
from handlers.turn import Reply, Turn
from workflow.access import sees
from workflow.card import Card
from workflow.refusals import Refusal
from workflow.refusals import Why as Reason
from workflow.words import CardId

router = Router(name="why")


@router.message(Command("why"))
async def why(message: Message, command: CommandObject, turn: Turn, texts: Texts) -> None:
    """/why 12: where the card's deadlines come from."""
    number = number_in(command.args or "")
    if number is None:
        turn.say(Reply(text=texts.say("Напишите номер: /why 12")))
        return
    office = me(turn)[1]
    await _explain(await turn.look(lambda shelf: shelf.numbered(office.id, number)), turn, texts)


@router.callback_query(Why.filter())
async def tapped(query: CallbackQuery, callback_data: Why, turn: Turn, texts: Texts) -> None:
    """«Почему такой срок?» under a ping."""
    await _explain(await turn.look(lambda shelf: shelf.card(CardId(callback_data.card))), turn, texts)


async def _explain(card: Card | None, turn: Turn, texts: Texts) -> None:
    person, office = me(turn)
    if card is None or card.office != office.id:
        turn.say(Reply(text=html(refused(Refusal(Reason.NO_CARD), turn, texts))))
    elif not sees(person, card):
        turn.say(Reply(text=html(refused(Refusal(Reason.NOT_YOURS, card.number), turn, texts))))
    else:
        turn.say(Reply(text=why_text(await shown_to(turn, card, texts)), card=card.id))

"""Answers to a message about a card: an executor's is a draft or a part of one, a curator's adds to the post."""

from aiogram import Router
from aiogram.types import Message

from handlers.awaited import card_of
from handlers.drafting import gather
from handlers.filters import about_a_card, has_content, is_command, is_forward
from handlers.messages import part_of
from handlers.parts import aim_of
from handlers.safe import html
from handlers.scene import first_refusal, me, refused, shown_to
from handlers.texts import Texts
from handlers.turn import Reply, Turn
from workflow.access import manages, sees
from workflow.card import Card
from workflow.commands import AddPart
from workflow.desk import Outcome
from workflow.refusals import Refusal, Why
from workflow.words import CardId

router = Router(name="answers")


async def is_about_a_card(message: Message, turn: Turn) -> bool | dict[str, object]:
    """Content that answers a card, a ping, or a question about one; a forward is a new post all the same."""
    if turn.person is None or not await has_content(message) or await is_command(message):
        return False
    if await is_forward(message):
        return False
    found = await about_a_card(message, turn)
    if isinstance(found, dict) and turn.conversation.state and found["card_id"] == card_of(turn):
        return False  # the question about this very card is answered, not the card
    return found


@router.message(is_about_a_card)
async def answered(message: Message, turn: Turn, texts: Texts, card_id: CardId) -> None:
    """Somebody answered a message that is about a card."""
    card = await turn.look(lambda shelf: shelf.card(card_id))
    person, office = me(turn)
    if card is None or card.office != office.id or not sees(person, card):
        _refuse(Refusal(Why.NO_CARD if card is None else Why.NOT_YOURS), turn, texts)
        return
    if not card.open:
        _refuse(Refusal(Why.CLOSED, card.number, card.last.action, card.last.by, card.last.at), turn, texts)
    elif aim := aim_of(await shown_to(turn, card, texts), turn):
        await gather(message, turn, texts, aim)
    elif manages(person):
        await _add(message, turn, texts, card)
    else:
        turn.say(
            Reply(
                text=texts.say("№ {number} сейчас не у вас. Ответ не принят, ничего не изменилось.", number=card.number)
            )
        )


async def _add(message: Message, turn: Turn, texts: Texts, card: Card) -> None:
    def then(outcomes: list[Outcome]) -> None:
        refusal = first_refusal(outcomes)
        done = texts.say("Добавлено к № {number}", number=card.number)
        turn.say(
            Reply(
                text=html(refused(refusal, turn, texts)) if refusal else done,
                supersede=f"added:{card.id}",
                card=card.id,
            )
        )

    await turn.do(AddPart(card.id, me(turn)[0].id, part_of(message)), then=then)


def _refuse(refusal: Refusal, turn: Turn, texts: Texts) -> None:
    turn.say(Reply(text=html(refused(refusal, turn, texts))))

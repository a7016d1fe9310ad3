"""«Опубликовать ботом»: asked once more, then ordered; the outbox does the rest."""

from aiogram import Router
from aiogram.types import CallbackQuery

from handlers.asking.flow import dead, seen, tell
from handlers.callbacks import Here
from handlers.effects import PublicationSent
from handlers.published import pieces, question
from handlers.safe import html, short
from handlers.scene import first_refusal, my_id, why_not
from handlers.shown import Shown
from handlers.texts import Texts
from handlers.turn import Reply, Turn
from workflow.commands import Act, PublishHere
from workflow.desk import Done, Outcome
from workflow.ports import Place
from workflow.publication import PUBLISH, under_way
from workflow.refusals import Refusal, Why
from workflow.words import CardId

router = Router(name="publishing_here")

_LONGEST_TITLE = 60


@router.callback_query(Here.filter())
async def tapped(query: CallbackQuery, callback_data: Here, turn: Turn, texts: Texts) -> None:
    """The button under a card, or one of those under the question."""
    shown = await seen(turn, CardId(callback_data.card), texts)
    if shown is None:
        dead(turn, texts)
    elif callback_data.what == "no":
        turn.become(Reply(text=texts.say("Отменено. Ничего не изменилось.")))
    elif refusal := await _refusal(callback_data, shown, turn):
        tell(refusal, turn, texts, tapped=True, shown=shown)
    elif shown.place is None:
        turn.hint(texts.say("Бот не может писать в этом чате. Опубликуйте сами."), alert=True)
    elif callback_data.what == "yes":
        await _order(callback_data, shown, shown.place, turn)
    else:
        turn.say(question(shown, shown.place.title))


async def _refusal(tap: Here, shown: Shown, turn: Turn) -> Refusal | None:
    """What the core would say, before anything is asked."""
    if refusal := await why_not(turn, Act(shown.card.id, my_id(turn), PUBLISH, tap.turn)):
        return refusal
    if under_way(shown.card):
        return Refusal(Why.UNDER_WAY, shown.card.number)
    return None if tap.draft == len(shown.card.drafts) else Refusal(Why.NOT_NOW, shown.card.number, PUBLISH)


async def _order(tap: Here, shown: Shown, place: Place, turn: Turn) -> None:
    """The order and the messages it makes are written in one commit, or neither is."""
    texts = shown.texts

    def then(outcomes: list[Outcome]) -> None:
        outcome = outcomes[0]
        if isinstance(outcome, Done) and outcome.happened and outcome.card.draft:
            turn.effects.append(_sent(outcome, place, len(pieces(outcome.card.draft))))

    command = PublishHere(shown.card.id, my_id(turn), tap.draft, tap.turn, place.title)
    if refusal := first_refusal(await turn.do(command, then=then)):
        tell(refusal, turn, texts, tapped=True, shown=shown)
        return
    chat, number = html(short(place.title, _LONGEST_TITLE)), shown.card.number
    turn.become(Reply(text=texts.say("№ {number}: публикую в чате «{chat}»", number=number, chat=chat)))


def _sent(outcome: Done, place: Place, count: int) -> PublicationSent:
    card = outcome.card
    return PublicationSent(
        office=card.office,
        card=card.id,
        order=outcome.happened[0].seq,
        by=card.publication.by if card.publication else None,
        lane=place.lane,
        message=card.post.message,
        count=count,
    )

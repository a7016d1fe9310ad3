"""A question that stands is asked once more, after something that cannot answer it."""

from handlers.asking.asked import Asked, asked_in
from handlers.asking.flow import seen
from handlers.asking.needs import action_of, missing
from handlers.asking.questions import asking
from handlers.asking.written import any_draft, part
from handlers.begun import Purpose, purpose_of
from handlers.shown import Shown
from handlers.texts import Texts
from handlers.turn import Reply, Turn
from workflow.refusals import Refusal


async def asked_again(turn: Turn, texts: Texts) -> Reply:
    """What the open question wants and how to leave it, whatever it is about."""
    unfit = texts.say("Такое сообщение не подходит.")
    reply = await _question(turn, texts)
    return reply.model_copy(update={"text": f"{unfit}\n{reply.text}"})


async def _question(turn: Turn, texts: Texts) -> Reply:
    asked = asked_in(turn)
    shown = await seen(turn, asked.card, texts) if asked else None
    found = _of_card(asked, shown) if asked and shown else None
    return found or Reply(text=texts.say("Жду ответа на вопрос выше. /cancel — отмена"))


def _of_card(asked: Asked, shown: Shown) -> Reply | None:
    """None where the question is over meanwhile. A text may be begun before it is known by which action it goes."""
    if purpose_of(asked.action) is Purpose.PART:
        return part(shown)
    action = action_of(asked.action, shown.procedure)
    if action is None:
        return any_draft(shown)
    following = missing(action, asked.given, shown.procedure)
    found = asking(following, action, asked, shown) if following else None
    return None if isinstance(found, Refusal) else found

"""The end of a question: the command is carried out, and the chat says what came of it."""

from handlers.done import done_text
from handlers.safe import html
from handlers.scene import first_refusal, refused
from handlers.states import rest
from handlers.texts import Texts
from handlers.turn import Reply, Turn
from workflow.commands import Command
from workflow.desk import Outcome
from workflow.procedure import Procedure
from workflow.refusals import Why

ASK_AGAIN = frozenset(
    {
        Why.NO_REASON,
        Why.NO_RATING,
        Why.EMPTY_DRAFT,
        Why.TOO_LONG,
        Why.WRONG_DRAFT,
        Why.NO_PROOF,
        Why.NO_LINK,
        Why.BAD_LINK,
        Why.BAD_DATE,
        Why.BAD_DAYS,
        Why.NO_PEOPLE,
    }
)
"""Refusals after which the question stands: the person can mend his answer."""


async def finish(turn: Turn, texts: Texts, command: Command, procedure: Procedure | None = None) -> None:
    """Carry out what the answer completes. The question ends, unless the answer can be mended."""

    def then(outcomes: list[Outcome]) -> None:
        refusal = first_refusal(outcomes)
        if refusal is None or refusal.why not in ASK_AGAIN:
            rest(turn)
        text = refused(refusal, turn, texts, procedure) if refusal else done_text(command, outcomes[0], texts)
        turn.say(Reply(text=html(text)))

    await turn.do(command, then=then)

"""One question of each kind, as a message; a refusal where it cannot be asked."""

from collections.abc import Callable

from handlers.asking import times, written
from handlers.asking.asked import Asked, Question
from handlers.asking.choices import choice
from handlers.asking.people import people
from handlers.shown import Shown
from handlers.turn import Reply
from workflow.actions import Action
from workflow.refusals import Refusal

_OTHERS: dict[Question, Callable[[Action, Asked, Shown], Reply | Refusal]] = {
    Question.PEOPLE: people,
    Question.REASON: written.reason,
    Question.DRAFT: written.draft,
    Question.LINK: written.link,
    Question.NO_LINK: written.no_link,
    Question.DAYS: times.days,
    Question.DATE: times.day,
}


def asking(question: Question, action: Action, asked: Asked, shown: Shown) -> Reply | Refusal:
    """The message that asks it."""
    if found := _OTHERS.get(question):
        return found(action, asked, shown)
    return choice(question, action, asked, shown)

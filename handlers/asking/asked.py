"""What has been told so far for one action. It is kept with the conversation: a restart in the middle loses nothing."""

from datetime import datetime
from enum import StrEnum

from aiogram.fsm.state import State

from handlers.states import Ask, ask
from handlers.turn import Turn
from workflow.access import IMPORTANCE
from workflow.commands import Act, SetImportance
from workflow.model import Model
from workflow.post import Draft
from workflow.words import CardId, Importance, PersonId


class Question(StrEnum):
    """One thing to be asked; all but `no_link` are needs of actions."""

    DEPARTMENT = "department"
    PERSON = "person"
    PEOPLE = "people"
    REASON = "reason"
    DRAFT = "draft"
    LINK = "link"
    NO_LINK = "no_link"
    GROUND = "ground"
    OUTCOME = "outcome"
    CATEGORY = "category"
    DATE = "date"
    DAYS = "days"


STATES: dict[Question, State] = {
    Question.DEPARTMENT: Ask.choice,
    Question.PERSON: Ask.choice,
    Question.GROUND: Ask.choice,
    Question.OUTCOME: Ask.choice,
    Question.CATEGORY: Ask.choice,
    Question.PEOPLE: Ask.people,
    Question.REASON: Ask.reason,
    Question.DRAFT: Ask.draft,
    Question.LINK: Ask.link,
    Question.NO_LINK: Ask.no_link,
    Question.DATE: Ask.date,
    Question.DAYS: Ask.days,
}
"""What the conversation waits for while a question stands."""


class Given(Model):
    """Answers to what an action asks for. An empty `link` says that there is none; None, that nobody has said."""

    note: str = ""
    link: str | None = None
    department: str | None = None
    person: PersonId | None = None
    people: tuple[str, ...] = ()
    ground: str = ""
    outcome: str = ""
    category: str = ""
    days: int = 0
    date: datetime | None = None


class Asked(Model):
    """An action that somebody has begun to take, in the turn in which he saw its button.

    `picked` are the departments marked so far, `page` is the page of a long list in view.
    """

    card: CardId
    turn: int
    action: str
    given: Given = Given()
    picked: tuple[str, ...] = ()
    page: int = 0

    def told(self, **answers: object) -> "Asked":
        """The same with these answers."""
        return self.model_copy(update={"given": self.given.model_copy(update=answers)})

    def same(self, card: int, turn: int, action: str) -> bool:
        """Whether it is this action, begun from this turn of this card."""
        return (self.card, self.turn, self.action) == (card, turn, action)


_OF_AN_ACTION = {name for name, field in Asked.model_fields.items() if field.is_required()}


def asked_in(turn: Turn) -> Asked | None:
    """What the conversation is about; None where nothing is asked."""
    data = turn.conversation.data
    if turn.conversation.state is None or not data.keys() >= _OF_AN_ACTION:
        return None  # other questions are about a card, too
    return Asked.model_validate({name: data[name] for name in Asked.model_fields if name in data})


def wait_for(question: Question, asked: Asked, turn: Turn) -> None:
    """Wait for the answer to this question, keeping what was told before it."""
    ask(turn, STATES[question], **asked.model_dump(mode="json", exclude_defaults=True))


def act_of(asked: Asked, by: PersonId, draft: Draft | None = None) -> Act:
    """The command that the answers make."""
    given = asked.given
    return Act(
        asked.card,
        by,
        asked.action,
        asked.turn,
        note=given.note,
        department=given.department,
        draft=draft,
        link=given.link or "",
        ground=given.ground,
        person=given.person,
        people=given.people,
        outcome=given.outcome,
        category=given.category,
        days=given.days,
        date=given.date,
    )


def command_of(asked: Asked, by: PersonId) -> Act | SetImportance:
    """What the answers come to: an action, or the fast track of so many days."""
    if asked.action == IMPORTANCE:
        return SetImportance(asked.card, by, Importance.FAST, asked.given.days or None)
    return act_of(asked, by)

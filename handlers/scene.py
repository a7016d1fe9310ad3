"""Helpers that several conversations share."""

from handlers.below.offers import below_for
from handlers.refused import refusal_text
from handlers.safe import html
from handlers.several.names import brief_name
from handlers.shown import Shown
from handlers.texts import Texts
from handlers.turn import Reply, Turn
from handlers.view import card_message
from workflow.access import sees
from workflow.calendar import WorkingTime
from workflow.card import Card
from workflow.commands import Act
from workflow.deadlines import rules_of, time_of
from workflow.decide import Scene, not_possible
from workflow.desk import Outcome
from workflow.office import Office, Person
from workflow.procedure import Procedure
from workflow.refusals import Refusal, Why
from workflow.words import CardId, PersonId


def me(turn: Turn) -> tuple[Person, Office]:
    """Who is speaking. Only for routers behind the strangers' one."""
    assert turn.person is not None  # noqa: S101 - strangers never come here
    assert turn.office is not None  # noqa: S101 - nobody works for no office
    return turn.person, turn.office


def my_id(turn: Turn) -> PersonId:
    """The speaker's id."""
    return me(turn)[0].id


def office_time(turn: Turn) -> WorkingTime:
    """The working time of the speaker's office."""
    return time_of(me(turn)[1].timetable)


async def why_not(turn: Turn, command: Act) -> Refusal | None:
    """Whether the action would be refused even before its reason, draft or link is known."""
    card = await turn.look(lambda shelf: shelf.card(command.card))
    person, office = me(turn)
    if card is None or card.office != office.id:
        return Refusal(Why.NO_CARD)
    procedure = await turn.look(lambda shelf: shelf.procedure(card.procedure, card.digest))
    scene = Scene(office, rules_of(office, procedure), turn.clock.now())
    return not_possible(command, card, procedure.at(card.step), person, scene)


async def number_of(turn: Turn, card: CardId) -> int:
    """The card's number within its office; 0 where it is gone."""
    found = await turn.look(lambda shelf: shelf.card(card))
    return found.number if found else 0


async def shown_to(turn: Turn, card: Card, texts: Texts) -> Shown:
    """The card for the person who asked."""
    person, office = me(turn)
    procedure = await turn.look(lambda shelf: shelf.procedure(card.procedure, card.digest))
    chat = card.post.chat
    place = await turn.look(lambda shelf: shelf.place(chat)) if chat else None
    label = brief_name(office) if turn.several else ""
    below = await turn.look(lambda shelf: below_for(person, card, office, procedure, shelf))
    return Shown(card, office, procedure, person, turn.clock.now(), texts, place=place, label=label, below=below)


async def show(turn: Turn, card: Card | None, texts: Texts) -> None:
    """Send the card, if it may be seen."""
    person, office = me(turn)
    if card is None or card.office != office.id:
        turn.say(Reply(text=html(refused(Refusal(Why.NO_CARD), turn, texts))))
    elif not sees(person, card):
        turn.say(Reply(text=html(refused(Refusal(Why.NOT_YOURS, card.number), turn, texts))))
    else:
        turn.say(card_message(await shown_to(turn, card, texts)))


def refused(refusal: Refusal, turn: Turn, texts: Texts, procedure: Procedure | None = None) -> str:
    """The refusal in words; with the procedure, actions are called as it calls them."""
    return refusal_text(refusal, texts, turn.office, turn.clock.now(), procedure)


def first_refusal(outcomes: list[Outcome]) -> Refusal | None:
    """The first thing that was refused, if any."""
    return next((outcome for outcome in outcomes if isinstance(outcome, Refusal)), None)

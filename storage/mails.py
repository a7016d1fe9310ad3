"""Which notices also go by mail: a card that has just been given to an executor (Klepechikha 6, Anapa 2.6)."""

from dataclasses import replace

from storage.outbox import MAIL, Message
from workflow.card import Card
from workflow.events import Event, Moved, PartAsked
from workflow.notices import Notice, NoticeKind
from workflow.office import Office, Person
from workflow.owners import owners
from workflow.procedure import Procedure
from workflow.words import Role

KIND = "mail"
"""The kind of an outbox row whose body is the notice that goes by mail."""

_CARRIERS = frozenset({Role.EXECUTOR, Role.CHIEF})
"""Roles to which cards are given: who drafts the answer, and who names him among his people."""


def reader(notice: Notice, office: Office) -> Person | None:
    """The person to whom the notice shows a card and who can and wants to be written to by mail; None for no such."""
    person = office.person(notice.to) if notice.kind is NoticeKind.CARD else None
    return person if person and person.email and person.comfort.mail else None


def gives(event: Event | None) -> bool:
    """Whether the event gave the card to somebody: routed, assigned, asked for a part. One sent back is his already."""
    if isinstance(event, Moved):
        return event.department is not None or event.executor is not None or bool(event.shares)
    return isinstance(event, PartAsked)


def is_his(notice: Notice, person: Person, card: Card, office: Office, procedure: Procedure) -> bool:
    """Whether the card has come to him to be carried out, and he does not only hear of it."""
    if notice.part is not None or card.executor == person.id:
        return True
    step = procedure.at(card.step)
    return step is not None and step.role(card.kind) in _CARRIERS and person in owners(card, office, procedure)


def mail(notice: Notice, message: Message, person: Person) -> Message:
    """The row of the mail beside the row of the message; each of them goes once, under a key of its own."""
    return replace(message, lane=f"{MAIL}{person.email}", kind=KIND, key=key_of(notice), status="new", error=None)


def key_of(notice: Notice) -> str:
    """The identity of the mail."""
    return f"mail/{notice.key}"


def address_of(lane: str) -> str:
    """The address behind a lane of mail."""
    return lane.removeprefix(MAIL)

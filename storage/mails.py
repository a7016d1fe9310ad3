"""Which notices also go by mail: a card that has just been given to an executor (Klepechikha 6, Anapa 2.6)."""

from dataclasses import replace

from storage.outbox import MAIL, Message
from workflow.events import Event, Moved
from workflow.notices import Notice, NoticeKind
from workflow.office import Office, Person

KIND = "mail"
"""The kind of an outbox row whose body is the notice that goes by mail."""

_CARRIERS = frozenset({"executor", "chief"})
"""Roles of those who are given cards: who drafts the answer, and who names him among his people."""


def reader(notice: Notice, office: Office) -> Person | None:
    """The person to whom the notice brings a card and who can be written to by mail; None where there is none."""
    person = office.person(notice.to) if notice.kind is NoticeKind.CARD else None
    return person if person and person.email and _CARRIERS & person.roles else None


def gives(event: Event | None) -> bool:
    """Whether the event gave the card to somebody: routed, assigned. One sent back is his already."""
    return isinstance(event, Moved) and (event.department is not None or event.executor is not None)


def mail(notice: Notice, message: Message, person: Person) -> Message:
    """The row of the mail beside the row of the message; each of them goes once, under a key of its own."""
    return replace(message, lane=f"{MAIL}{person.email}", kind=KIND, key=key_of(notice), status="new", error=None)


def key_of(notice: Notice) -> str:
    """The identity of the mail."""
    return f"mail/{notice.key}"


def address_of(lane: str) -> str:
    """The address behind a lane of mail."""
    return lane.removeprefix(MAIL)

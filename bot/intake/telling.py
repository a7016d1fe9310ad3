"""What a sender, and through him the citizen, may know of a card: never who works on it."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from bot.intake.faults import NOT_THERE, one_fault
from bot.intake.opening import key_of, the_office
from storage import procedures, queries
from workflow.card import Card
from workflow.links import is_link
from workflow.post import Draft
from workflow.procedure import Procedure
from workflow.words import CardId, DraftKind, Role

PUBLIC = frozenset(
    {
        "received",
        "moderated",
        "routed",
        "extension_granted",
        "interim_published",
        "interim_sent",
        "published",
        "finished",
        "dismissed",
        "declined",
        "reopened",
    }
)
"""Moments that are not the office's own business, as its remarks, returns and agreements are."""


def card_of(conn: Connection, office: str, identity: str) -> CardId:
    """The card that came under this identity. Raises IntakeError."""
    found = queries.opened_under(conn, the_office(conn, office).id, key_of(identity))
    if found is None:
        raise one_fault(NOT_THERE, "id", "no message came under this identity")
    return found


def told(conn: Connection, office: str, identity: str) -> dict[str, Any]:
    """Where the message stands. Raises IntakeError."""
    card = queries.card(conn, card_of(conn, office, identity))
    assert card is not None  # noqa: S101 - cards are never deleted
    procedure, answer = procedures.get(conn, card.procedure, card.digest), published(card)
    return {
        **standing(card),
        "answer": answer.text if answer else None,
        "link": card.link if is_link(card.link) else None,
        "ground": None if card.open else _ground(card.ground, procedure, the_office(conn, office).locale),
        "history": history(card, PUBLIC | _of_the_citizen(procedure)),
    }


def standing(card: Card) -> dict[str, Any]:
    """The card in three words."""
    return {"number": card.number, "step": card.step, "state": "open" if card.open else "closed"}


def published(card: Card) -> Draft | None:
    """The newest answer that was published: a draft that came later is the office's own business."""
    moment = card.latest("published")
    if moment is None:
        return None
    answers = [one for one in card.drafts if one.kind is DraftKind.ANSWER and one.at <= moment.at]
    return answers[-1] if answers else None


def history(card: Card, public: Collection[str]) -> list[dict[str, str]]:
    """The public milestones in their order, with their times in UTC."""
    return [{"what": one.name, "at": _written(one.at)} for one in card.moments if one.name in public]


def _ground(name: str, procedure: Procedure, locale: str) -> dict[str, str | None] | None:
    """Why it was not handled, and where the citizen is sent instead, in the office's language (KAM-2.1.5)."""
    found = next((one for one in procedure.ground if one.name == name), None)
    if found is None:
        return None
    pointer = found.pointer.into(locale) if found.pointer else None
    return {"name": name, "words": found.words.into(locale), "pointer": pointer}


def _of_the_citizen(procedure: Procedure) -> frozenset[str]:
    """The moments that his own acts set."""
    own = (one for one in procedure.actions.values() if Role.CITIZEN in one.by)
    return frozenset(name for action in own for name in action.mark)


def _written(at: datetime) -> str:
    return at.isoformat(timespec="seconds")

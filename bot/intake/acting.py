"""What the citizen does with a card, brought by the system through which he wrote: confirms, rates, disagrees."""

import hashlib
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from bot.intake.faults import NOT_THERE, REFUSED, UNFIT, Fault, IntakeError, one_fault
from bot.intake.model import ActSaid
from bot.intake.telling import card_of, standing
from storage import intake_acts
from storage.books import SqlBooks
from storage.intake_acts import Answered
from workflow import desk
from workflow.commands import Act
from workflow.refusals import Refusal, Why
from workflow.words import CardId

_REASONS = {
    Why.NOT_YOURS: "this is not the citizen's to do, or not at this step",
    Why.NOT_NOW: "this cannot be done at the present step",
    Why.CLOSED: "the card is closed",
    Why.ALREADY: "this was done already",
    Why.NO_REASON: "a reason is needed; write it as note",
    Why.NO_RATING: "a mark is needed; write it as value, 1 to 5",
}


def acted(conn: Connection, office: str, identity: str, act: ActSaid, now: datetime, real: datetime) -> dict[str, Any]:
    """Carry the act out, once by its key, and say how the card stands. `now` is the office's clock, `real` is real.

    Raises IntakeError, with which the transaction must end.
    """
    books, card = SqlBooks(conn, real), card_of(conn, office, identity)
    if books.card(card) is None:  # held from here on, so that the same act is not carried out beside this
        raise one_fault(NOT_THERE, "id", "no message came under this identity")
    digest = _digest(act)
    if known := intake_acts.get(conn, card, act.key):
        return _again(known, digest)
    outcome = desk.do(_command(card, act), books, now)
    if isinstance(outcome, Refusal):
        raise _refused(outcome)
    answer = standing(outcome.card)
    intake_acts.put(conn, card, act.key, Answered(digest, answer), real)
    return answer


def _command(card: CardId, act: ActSaid) -> Act:
    """A mark stands before what the citizen wrote to it: there the core looks for it."""
    return Act(card, None, act.action, note=": ".join(one for one in (act.value, act.note) if one))


def _again(known: Answered, digest: str) -> dict[str, Any]:
    if known.digest != digest:
        raise one_fault(UNFIT, "key", "another act came under this key; give each act a key of its own")
    return dict(known.answer)


def _refused(refusal: Refusal) -> IntakeError:
    reason = _REASONS.get(refusal.why, "the office does not take it")
    return IntakeError(REFUSED, Fault("action", reason), more={"why": refusal.why})


def _digest(act: ActSaid) -> str:
    return hashlib.sha256(act.model_dump_json(exclude={"key"}).encode()).hexdigest()

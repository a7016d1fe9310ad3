"""What brought the card to where it stands, and the words that came with it."""

from workflow.actions import ACTIONS
from workflow.card import Card, Remark

_ASKED = "return_asked"


def entered(card: Card) -> frozenset[str]:
    """Names of the moments that opened the card's present turn: «sent_back», «returned», «interim_published»."""
    return frozenset(moment.name for moment in card.moments if moment.seq == card.turn)


def standing_remark(card: Card) -> Remark | None:
    """The reason or the remarks that sent the card here; they stand until the next step is made."""
    if not card.open or not card.remarks:
        return None
    remark = card.remarks[-1]
    known = ACTIONS.get(remark.action)
    marks = {*(known.mark if known else (remark.action,)), _ASKED if remark.action == "return" else ""}
    return remark if marks & entered(card) else None

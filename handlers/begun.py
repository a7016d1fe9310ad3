"""Drafts begun and not yet sent, card by card: one may be left for another and taken up again."""

from handlers.turn import Turn
from workflow.model import Model
from workflow.post import Part

_MOST = 8
"""Drafts remembered in one chat; the one begun first gives way."""


class Begun(Model):
    """A draft as it stands. `turn` is the card's turn it is for; `revision` grows with every change."""

    turn: int
    revision: int = 0
    parts: tuple[Part, ...] = ()


def begun(turn: Turn, card: int, card_turn: int | None = None) -> Begun | None:
    """The draft begun for the card, and for this turn of it where one is given."""
    found = _all(turn).get(str(card))
    draft = Begun.model_validate(found) if found else None
    return draft if draft and card_turn in (None, draft.turn) else None


def keep(turn: Turn, card: int, draft: Begun) -> None:
    """Remember the draft as it stands now."""
    drafts = {**_all(turn), str(card): draft.model_dump(mode="json")}
    turn.conversation.data["drafts"] = dict(list(drafts.items())[-_MOST:])


def put_aside(turn: Turn, card: int) -> None:
    """Begin anew: what was written is forgotten, and buttons under its previews are of no use."""
    if draft := begun(turn, card):
        keep(turn, card, Begun(turn=draft.turn, revision=draft.revision + 1))


def with_message(turn: Turn, key: str) -> int | None:
    """The card whose begun draft has this message as a part."""
    found = (card for card in _all(turn) if (draft := begun(turn, int(card))) and key in {p.key for p in draft.parts})
    card = next(found, None)
    return int(card) if card else None


def _all(turn: Turn) -> dict[str, object]:
    found = turn.conversation.data.get("drafts")
    return found if isinstance(found, dict) else {}

"""Texts begun and not yet sent, card by card: one may be left for another and taken up again."""

from enum import StrEnum

from handlers.asking.asked import Asked, Given
from handlers.turn import Turn
from workflow.access import GIVE_PART
from workflow.model import Model
from workflow.post import Part, with_part
from workflow.words import CardId

_MOST = 8
"""Texts remembered in one chat; the one begun first gives way."""

EITHER = "either"
"""Stands for an action while it is not known what the text is for."""

COMPOSED = "part:"
"""How the keys of parts begin that a common answer was put together from."""


class Purpose(StrEnum):
    """What a text is written for; one of each may be begun for a card."""

    ANSWER = ""
    PART = "p"
    EITHER = "?"


class Begun(Model):
    """A text as it stands. `revision` grows with every change.

    `turn` is the card's turn that an answer is for; a part of one is for any. `action` is what the text is asked for
    by, empty where the step has several such actions; `given` is what has been told for it besides.
    """

    turn: int
    revision: int = 0
    action: str = ""
    given: Given = Given()
    parts: tuple[Part, ...] = ()


def purpose_of(action: str) -> Purpose:
    """What the text that this action asks for is."""
    return {GIVE_PART: Purpose.PART, EITHER: Purpose.EITHER}.get(action, Purpose.ANSWER)


def begun(turn: Turn, card: int, purpose: Purpose = Purpose.ANSWER) -> Begun | None:
    """The text begun for the card; None where there is none."""
    found = _all(turn).get(f"{card}{purpose}")
    return Begun.model_validate(found) if found else None


def with_more(turn: Turn, asked: Asked, *parts: Part) -> Begun:
    """The text as it is with these messages, and it is remembered so. What was begun in an earlier turn is left."""
    purpose = purpose_of(asked.action)
    old = begun(turn, asked.card, purpose)
    known = old.parts if old and old.turn == asked.turn else ()
    for part in parts:
        known = _added(known, part)
    draft = Begun(
        turn=asked.turn,
        revision=old.revision + 1 if old else 1,
        action=asked.action,
        given=asked.given,
        parts=known,
    )
    _keep(turn, asked.card, purpose, draft)
    return draft


def put_aside(turn: Turn, card: int, purpose: Purpose = Purpose.ANSWER) -> None:
    """Begin anew: what was written is forgotten, and buttons under its previews are of no use."""
    if draft := begun(turn, card, purpose):
        _keep(turn, card, purpose, draft.model_copy(update={"revision": draft.revision + 1, "parts": ()}))


def with_message(turn: Turn, key: str) -> Asked | None:
    """What the begun text that has this message as a part is for."""
    for name in _all(turn):
        card, purpose = _named(name)
        draft = begun(turn, card, purpose)
        if draft and key in {part.key for part in draft.parts}:
            return Asked(card=CardId(card), turn=draft.turn, action=draft.action, given=draft.given)
    return None


def _added(parts: tuple[Part, ...], part: Part) -> tuple[Part, ...]:
    """A new text takes the place of what was put together from parts; their attachments stay."""
    new = bool(part.text) and not part.key.startswith(COMPOSED) and part.key not in {known.key for known in parts}
    if new and any(known.key.startswith(COMPOSED) and known.text for known in parts):
        parts = tuple(_without_text(known) for known in parts if known.media or not known.key.startswith(COMPOSED))
    return with_part(parts, part)


def _without_text(part: Part) -> Part:
    return part.model_copy(update={"text": ""}) if part.key.startswith(COMPOSED) else part


def _keep(turn: Turn, card: int, purpose: Purpose, draft: Begun) -> None:
    drafts = {**_all(turn), f"{card}{purpose}": draft.model_dump(mode="json")}
    turn.conversation.data["drafts"] = dict(list(drafts.items())[-_MOST:])


def _named(name: str) -> tuple[int, Purpose]:
    digits = name.rstrip("".join(Purpose))
    return int(digits), Purpose(name[len(digits) :])


def _all(turn: Turn) -> dict[str, object]:
    found = turn.conversation.data.get("drafts")
    return found if isinstance(found, dict) else {}

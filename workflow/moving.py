"""What an action of the procedure makes of a card."""

from workflow import events
from workflow.card import Card, LastMove, Remark
from workflow.contributions import Contribution, Moment
from workflow.handed import EXECUTOR
from workflow.words import Importance


def changes_of_move(event: events.Moved, card: Card) -> dict[str, object]:
    """What an action makes of the card: its step, moments, papers, assignment and times."""
    return {
        "turn": event.seq if event.step != card.step or event.action == events.SHARED else card.turn,
        "step": event.step,
        "moments": (*card.moments, *_moments(event)),
        "last": LastMove(action=event.action, by=event.by, at=event.at, on_behalf=event.on_behalf),
        "outside": card.outside or event.outside,
        "publication": card.publication if event.step == card.step else None,
        **(_fresh(card) if event.cycle else {}),
        **_assignment(event, card),
        **_papers(event, card),
        **_times(event, card),
    }


_FRESH: dict[str, object] = {
    "importance": Importance.NORMAL,
    "fast_days": None,
    "shorter": "",
    "extended": {},
    "asked_days": 0,
    "outcome": "",
    "accepted": False,
}
"""What a new cycle begins with; the first one's haste and extensions are over (Kamchatka 2.8)."""


def _fresh(card: Card) -> dict[str, object]:
    """The card as a new cycle begins; parts that were asked for and not given are not owed any more."""
    return {**_FRESH, "contributions": tuple(one for one in card.contributions if one.given)}


_FIRST = ("detected", "received", "posted")


def _moments(event: events.Moved) -> tuple[Moment, ...]:
    """A new cycle has its first moments anew, so that nothing in it is overdue at once."""
    again = tuple(Moment(name=name, at=event.at, seq=event.seq) for name in _FIRST if event.cycle)
    told = event.at if event.date else None
    return (*again, *(Moment(name=name, at=event.date or event.at, seq=event.seq, told=told) for name in event.marks))


def _times(event: events.Moved, card: Card) -> dict[str, object]:
    """What the action makes of the card's times, and of those who share the answer."""
    changes: dict[str, object] = {}
    if event.extends:
        before = {} if event.cycle else card.extended
        changes["extended"] = {**before, event.extends: before.get(event.extends, 0) + event.days}
        changes["asked_days"] = 0
    elif event.days:
        changes["asked_days"] = event.days
    if event.shares:
        changes["contributions"] = _shared(event, card)
    return changes


def _shared(event: events.Moved, card: Card) -> tuple[Contribution, ...]:
    """Parts that were given stay; those asked for anew take the place of the others."""
    asked = Moment(name="routed", at=event.at, seq=event.seq)
    given = tuple(one for one in card.contributions if one.given)
    fresh = (
        Contribution(
            number=share.number,
            department=share.department,
            executor=share.executor,
            asked=None if event.in_turn and index else asked,
        )
        for index, share in enumerate(event.shares)
    )
    return (*given, *fresh)


_TAKEN_ON = frozenset({"accepted", "submitted"})
"""Moments after which nobody needs to ask any more whether the executor has seen the card."""


def _assignment(event: events.Moved, card: Card) -> dict[str, object]:
    anew = {"handed": tuple(one for one in card.handed if one.place != EXECUTOR), "accepted": False}
    if event.department is not None:
        return {"department": event.department, "executor": event.executor, **anew}
    if event.executor is not None:
        return {"executor": event.executor, **anew}
    return {"accepted": True} if _TAKEN_ON & set(event.marks) else {}


def _papers(event: events.Moved, card: Card) -> dict[str, object]:
    changes: dict[str, object] = {}
    if event.note:
        remark = Remark(action=event.action, by=event.by, at=event.at, text=event.note)
        changes["remarks"] = (*card.remarks, remark)
    if event.draft is not None:
        changes["drafts"] = (*card.drafts, event.draft)
    if event.link:
        changes["link"] = event.link
    for name in ("ground", "outcome", "category"):
        if getattr(event, name):
            changes[name] = getattr(event, name)
    return changes

"""Who is told what, once, when something has happened."""

from collections.abc import Iterable, Sequence

from workflow import events
from workflow.access import RECALL
from workflow.card import Card
from workflow.deadlines import answerable, clocks
from workflow.events import Event
from workflow.notice import Notice, NoticeKind, Urgency
from workflow.noticing import (
    albums,
    contributors,
    fallback,
    instead,
    missed,
    notice,
    of_hands,
    of_part,
    of_shares,
    told,
    unheard,
    unpublished,
)
from workflow.office import Person
from workflow.owners import in_role, owners
from workflow.pings import GROUP, OWNER
from workflow.scene import Scene
from workflow.taken import of_taking
from workflow.words import PersonId, Role

__all__ = ["Notice", "NoticeKind", "Urgency", "fallback", "notices"]


def _in_another_role(event: events.Moved, card: Card, scene: Scene) -> bool:
    """Whether the card has come to a role that does not take this action, nor puts it down for somebody outside.

    One who holds both roles gets it anew, too.
    """
    procedure = scene.rules.procedure
    step = procedure.at(card.step)
    if event.action == RECALL:
        return False  # he has just taken it to himself, whatever his role
    steps = [known for known in procedure.step if event.action in known.actions]
    takers = {role for known in steps for role in (known.role(card.kind), known.recorded_by)}
    return step is not None and bool(takers) and step.role(card.kind) not in takers


SEEN_WHOLE, BESIDE_A_PART = 2400, 200
"""How much of an answer surely stands whole within a card beside remarks, and how much less for each part of it.

In UTF-16 units, the most careful count: an emoji is two of them or more. A longer answer also comes by itself.
"""
_MOST_PARTS = 10
"""Parts that a card shows."""


def notices(happened: Sequence[Event], card: Card, scene: Scene, delay: float = 0.0) -> tuple[Notice, ...]:
    """Everything to be told of what has just happened; `card` is how it stands after it."""
    moved = [notice for event in happened for notice in _with_behalf(event, card, scene, delay)]
    rang = _of_rings([event for event in happened if isinstance(event, events.Rang)], card, scene)
    return _each_once((*moved, *rang))


def _each_once(found: Sequence[Notice]) -> tuple[Notice, ...]:
    """Whoever stands in for executors of two departments is asked for both parts by one message."""
    first: dict[str, Notice] = {}
    for one in found:
        first.setdefault(one.key, one)
    return tuple(first.values())


def _with_behalf(event: Event, card: Card, scene: Scene, delay: float) -> list[Notice]:
    """What is told of it; in whose place it was done learns of it, where he is not told anyhow."""
    found = _of(event, card, scene, delay)
    other = scene.office.person(event.on_behalf) if isinstance(event, events.Deed) else None
    if other is None or not other.can_be_told() or other.id in {one.to for one in found}:
        return found
    about = event.action if isinstance(event, events.Moved) else event.kind
    deed = {"by": event.by, "at": event.at}
    return [*found, notice(NoticeKind.BEHALF, event, card, other, about=about).model_copy(update=deed)]


def _of(event: Event, card: Card, scene: Scene, delay: float) -> list[Notice]:
    match event:
        case events.Opened():
            return _opened(event, card, scene, delay)
        case events.Moved():
            return _moved(event, card, scene)
        case events.PartAsked() | events.PartGiven() | events.PartWarned():
            return of_part(event, card, scene)
        case events.MarkedSignificant():
            return _to_role(event, NoticeKind.SIGNIFICANT, Role.HEAD, card, scene)
        case events.Reported():
            return _reported(event, card, scene)
        case events.HandedOver() | events.PublicationFailed() | events.PassEnded():
            return _seldom(event, card, scene)
        case events.Joined():
            about = "together" if event.to is not None else "apart"
            return [one.model_copy(update={"about": about}) for one in _others(event, NoticeKind.JOINED, card, scene)]
    return _others(event, _FOR_OTHERS[event.kind], card, scene) if _is_for_others(event, card) else []


def _seldom(
    event: events.HandedOver | events.PublicationFailed | events.PassEnded, card: Card, scene: Scene
) -> list[Notice]:
    match event:
        case events.HandedOver():
            return of_hands(event, card, scene)
        case events.PublicationFailed():
            return unpublished(event, card, scene)
        case events.PassEnded():
            return _of_passing(event, card, scene)


_FOR_OTHERS = {
    "importance_set": NoticeKind.RANKED,
    "kind_set": NoticeKind.RANKED,
    "time_shortened": NoticeKind.SHORTENED,
    "part_added": NoticeKind.ADDED,
    "draft_edited": NoticeKind.EDITED,
}
"""What those whose move it is hear of in a line of its own."""


def _is_for_others(event: Event, card: Card) -> bool:
    """An addition to a card that nobody has moved yet is seen in the card itself."""
    return event.kind in _FOR_OTHERS and (event.kind != "part_added" or card.turn > 1)


def _opened(event: events.Opened, card: Card, scene: Scene, delay: float) -> list[Notice]:
    """A card that no person forwarded brings its pictures along: whoever gets it has not seen them."""
    found: list[Notice] = []
    for person in told(card, scene):
        if event.by is None:
            found += albums(NoticeKind.POST_MEDIA, card.post.media, event, card, person)
        found.append(notice(NoticeKind.CARD, event, card, person, about="open", delay=delay))
    return instead(found, _unheard(card, scene))


def _moved(event: events.Moved, card: Card, scene: Scene) -> list[Notice]:
    """The card to those whose move it has become, to those who are to hear of the action, and to contributors."""
    found: list[Notice] = []
    for person in told(card, scene, event.by) if card.turn == event.seq else ():
        found += _papers(event, card, person, scene)
        if person.id != event.by or _in_another_role(event, card, scene):
            found.append(notice(NoticeKind.CARD, event, card, person, about=event.action))
    found = instead(found, _unheard(card, scene))
    known = {one.to for one in found}
    for person in _hearing(event, card, scene):
        if person.id != event.by and person.id not in known:
            found.append(notice(NoticeKind.CARD, event, card, person, about=event.action))
            known.add(person.id)
    taken = [one for one in of_taking(event, card, scene) if one.to not in known]
    return [*found, *taken, *(of_shares(event, card, scene) if event.shares else ())]


def _unheard(card: Card, scene: Scene) -> tuple[Person, ...]:
    return unheard(card, scene.office, scene.rules.procedure)


def _hearing(event: events.Moved, card: Card, scene: Scene) -> list[Person]:
    """Those whom the procedure lets hear of the action; a card has come to its new lead, too."""
    action = scene.rules.procedure.actions.get(event.action)
    roles = [person for role in (action.tells if action else ()) for person in in_role(role, card, scene.office)]
    lead = scene.office.person(event.executor) if event.shares or event.executor else None
    leading = (lead,) if lead and card.turn != event.seq else ()
    return [person for person in (*roles, *leading) if person.can_be_told()]


def _papers(event: events.Moved, card: Card, person: Person, scene: Scene) -> list[Notice]:
    """What the person needs to have in the chat before the card itself: media, the agreed text."""
    step = scene.rules.procedure.at(card.step)
    procedure = scene.rules.procedure
    known = [procedure.actions[name] for name in step.actions] if step else []
    publishing = any(one.gives_out for one in known)
    agreeing = any(one.papers for one in known) and not publishing
    found = []
    if event.department is not None or event.executor is not None:
        found += albums(NoticeKind.POST_MEDIA, card.post.media, event, card, person)
    if card.draft and (publishing or (agreeing and not _stands_whole(card.draft.text, card))):
        found.append(notice(NoticeKind.ANSWER_TEXT, event, card, person))
    if card.draft and (publishing or agreeing):
        found += albums(NoticeKind.DRAFT_MEDIA, card.draft.media, event, card, person)
    return found


def _stands_whole(answer: str, card: Card) -> bool:
    """Whether whoever agrees sees all of the answer in the card."""
    room = SEEN_WHOLE - BESIDE_A_PART * min(_MOST_PARTS, len(card.contributions))
    return len(answer.encode("utf-16-le", "surrogatepass")) // 2 <= room


def _to_role(event: Event, kind: NoticeKind, role: Role, card: Card, scene: Scene, about: str = "") -> list[Notice]:
    """To those with the role at once; where there is none who can be told, to those who stand in."""
    holders = scene.office.holding(role)
    reached = tuple(person for person in holders if person.can_be_told())
    hearers = reached or fallback(scene.office, event.by)
    found = [notice(kind, event, card, person, about=about) for person in hearers if person.id != event.by]
    urgent = [one.model_copy(update={"urgency": Urgency.URGENT}) for one in found]
    return instead(urgent, () if reached else holders)


def _reported(event: events.Reported, card: Card, scene: Scene) -> list[Notice]:
    """Who missed what and by how much, with the clause; the person who owes it stands in the notice (Anapa 3.2)."""
    clock = next((one for one in clocks(card, scene.rules) if one.deadline.name == event.deadline), None)
    if clock is None or clock.deadline.reports is None:
        return []
    owed = owners(card, scene.office, scene.rules.procedure)
    person = answerable(card, clock, scene.office, owed)
    told = _to_role(event, NoticeKind.REPORTED, clock.deadline.reports.to, card, scene, about=event.deadline)
    facts = {"due": clock.at, "missed": True, "answers": person.id if person else None}
    return [one.model_copy(update=facts) for one in told]


def _others(event: Event, kind: NoticeKind, card: Card, scene: Scene) -> list[Notice]:
    found = [notice(kind, event, card, person) for person in told(card, scene, event.by) if person.id != event.by]
    return instead(found, _unheard(card, scene))


def _of_passing(event: events.PassEnded, card: Card, scene: Scene) -> list[Notice]:
    """To those whose move it was there, and to whoever prepares the answer; the card shows how it ended."""
    before = card.model_copy(update={"step": event.step})
    writing = in_role(Role.EXECUTOR, before, scene.office) if card.department else ()
    people = dict.fromkeys((*told(before, scene, event.by), *(one for one in writing if one.can_be_told())))
    return [notice(NoticeKind.CARD, event, card, one, about=event.kind) for one in people if one.id != event.by]


def _of_rings(rang: list[events.Rang], card: Card, scene: Scene) -> list[Notice]:
    """One message a hearer for each deadline, the gravest: a late wake must not ring four times at once."""
    gravest: dict[tuple[_Matter, PersonId | None], events.Rang] = {}
    hearers = {event.seq: _hearers(event, card, scene) for event in rang if not event.quiet}
    for event in rang:
        for hearer in hearers.get(event.seq, ()):
            gravest[((event.deadline, event.part), hearer)] = event
    told = {
        matter: tuple(person for name, person in gravest if name == matter and person is not None)
        for matter, _ in gravest
    }
    return [
        one
        for (matter, hearer), event in sorted(gravest.items(), key=lambda item: item[1].seq)
        for one in instead([_ping(event, card, hearer, told[matter])], _unrung(event, card, scene) if hearer else ())
    ]


_Matter = tuple[str, int | None]
"""A deadline, and the contribution that it is for."""


def _ping(event: events.Rang, card: Card, hearer: PersonId | None, told: tuple[PersonId, ...]) -> Notice:
    return Notice(
        kind=NoticeKind.PING,
        office=card.office,
        card=card.id,
        seq=event.seq,
        to=hearer,
        urgency=Urgency.DEADLINE,
        about=event.deadline,
        due=event.due,
        missed=event.missed,
        answers=event.answers,
        told=told,
        part=event.part,
    )


def _hearers(event: events.Rang, card: Card, scene: Scene) -> tuple[PersonId | None, ...]:
    named = [person for group in _named(event, card, scene) for person in group]
    reachable = dict.fromkeys(person.id for person in named if person.can_be_told())
    group = (None,) if GROUP in event.hearers and scene.office.group else ()
    if reachable or (group and set(event.hearers) == {GROUP}):
        return (*reachable, *group)
    return (*dict.fromkeys(person.id for person in fallback(scene.office)), *group)


def _unrung(event: events.Rang, card: Card, scene: Scene) -> tuple[Person, ...]:
    """Who was to hear it and has nobody beside him: whoever else hears it in his chat reads that."""
    return missed(_named(event, card, scene))


def _named(event: events.Rang, card: Card, scene: Scene) -> list[tuple[Person, ...]]:
    return [tuple(_people(name, event.part, card, scene)) for name in event.hearers]


def _people(name: str, part: int | None, card: Card, scene: Scene) -> Iterable[Person]:
    if name == GROUP:
        return ()
    if name == OWNER and part is not None:
        return contributors(part, card, scene.office)
    if name == OWNER:
        return owners(card, scene.office, scene.rules.procedure)
    return in_role(Role(name), card, scene.office)

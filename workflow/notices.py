"""Who is told what, once, when something has happened."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import IntEnum, StrEnum

from workflow import events
from workflow.access import in_role, owners
from workflow.card import Card
from workflow.events import Event
from workflow.model import Model
from workflow.office import Office, Person
from workflow.pings import GROUP, OWNER
from workflow.post import Media, bundles
from workflow.scene import Scene
from workflow.words import CardId, Importance, OfficeId, PersonId, Role


class Urgency(IntEnum):
    """What goes first when everything cannot go at once."""

    DEADLINE = 0
    URGENT = 1
    NORMAL = 2
    LOW = 3


class NoticeKind(StrEnum):
    """What a notice shows."""

    CARD = "card"
    POST_MEDIA = "post_media"
    DRAFT_MEDIA = "draft_media"
    ANSWER_TEXT = "answer_text"
    PING = "ping"
    PINGS = "pings"
    SIGNIFICANT = "significant"
    RANKED = "ranked"
    ADDED = "added"
    EDITED = "edited"


class Notice(Model):
    """Something to tell one person, or the office's group where `to` is None.

    `seq` is the event it tells of. `delay` is seconds of real time to wait for more of the same (an
    album comes in parts). `about` is the card's reason to come, the deadline's name, or which of the
    bundles of media. `pings` are those that one message says together.
    """

    kind: NoticeKind
    office: OfficeId
    card: CardId
    seq: int
    to: PersonId | None
    urgency: Urgency = Urgency.NORMAL
    about: str = ""
    delay: float = 0.0
    due: datetime | None = None
    missed: bool = False
    answers: PersonId | None = None
    told: tuple[PersonId, ...] = ()
    pings: tuple["Notice", ...] = ()

    @property
    def key(self) -> str:
        """The identity of the notice: the same thing is never told twice to the same person."""
        return f"{self.card}/{self.seq}/{self.kind}/{self.about}/{self.to or GROUP}"


def _in_another_role(event: events.Moved, card: Card, scene: Scene) -> bool:
    """Whether the card has come to a role that does not take this action: one who holds both gets it anew too."""
    procedure = scene.rules.procedure
    step = procedure.at(card.step)
    takers = {known.by for known in procedure.step if event.action in known.actions}
    return step is not None and bool(takers) and step.by not in takers


SEEN_WHOLE = 3000
"""Characters of an answer that surely stand whole within a card; a longer one also comes by itself."""


def notices(happened: Sequence[Event], card: Card, scene: Scene, delay: float = 0.0) -> tuple[Notice, ...]:
    """Everything to be told of what has just happened; `card` is how it stands after it."""
    moved = [notice for event in happened for notice in _of(event, card, scene, delay)]
    return (*moved, *_of_rings([event for event in happened if isinstance(event, events.Rang)], card, scene))


def _of(event: Event, card: Card, scene: Scene, delay: float) -> list[Notice]:
    match event:
        case events.Opened():
            return _opened(event, card, scene, delay)
        case events.Moved():
            return _moved(event, card, scene)
        case events.MarkedSignificant():
            return _significant(event, card, scene)
        case events.ImportanceSet():
            return _others(event, NoticeKind.RANKED, card, scene)
        case events.PartAdded() if card.turn > 1:
            return _others(event, NoticeKind.ADDED, card, scene)
        case events.DraftEdited():
            return _others(event, NoticeKind.EDITED, card, scene)
    return []


def _opened(event: events.Opened, card: Card, scene: Scene, delay: float) -> list[Notice]:
    return [_notice(NoticeKind.CARD, event, card, person, about="open", delay=delay) for person in _told(card, scene)]


def _moved(event: events.Moved, card: Card, scene: Scene) -> list[Notice]:
    if card.turn != event.seq:
        return []
    found: list[Notice] = []
    for person in _told(card, scene, event.by):
        found += _papers(event, card, person, scene)
        if person.id != event.by or _in_another_role(event, card, scene):
            found.append(_notice(NoticeKind.CARD, event, card, person, about=event.action))
    return found


def _papers(event: events.Moved, card: Card, person: Person, scene: Scene) -> list[Notice]:
    """What the person needs to have in the chat before the card itself: media, the agreed text."""
    step = scene.rules.procedure.at(card.step)
    actions = step.actions if step else {}
    found = []
    if event.department is not None:
        found += _albums(NoticeKind.POST_MEDIA, card.post.media, event, card, person)
    if card.draft and ("publish" in actions or ("approve" in actions and len(card.draft.text) > SEEN_WHOLE)):
        found.append(_notice(NoticeKind.ANSWER_TEXT, event, card, person))
    if card.draft and ({"publish", "approve"} & set(actions)):
        found += _albums(NoticeKind.DRAFT_MEDIA, card.draft.media, event, card, person)
    return found


def _albums(kind: NoticeKind, media: tuple[Media, ...], event: Event, card: Card, person: Person) -> list[Notice]:
    return [_notice(kind, event, card, person, about=str(index)) for index, _ in enumerate(bundles(media))]


def _significant(event: Event, card: Card, scene: Scene) -> list[Notice]:
    heads = tuple(person for person in scene.office.holding(Role.HEAD) if person.can_be_told())
    hearers = heads or fallback(scene.office, event.by)
    urgent = [_notice(NoticeKind.SIGNIFICANT, event, card, person) for person in hearers if person.id != event.by]
    return [notice.model_copy(update={"urgency": Urgency.URGENT}) for notice in urgent]


def _others(event: Event, kind: NoticeKind, card: Card, scene: Scene) -> list[Notice]:
    return [_notice(kind, event, card, person) for person in _told(card, scene, event.by) if person.id != event.by]


def _told(card: Card, scene: Scene, by: PersonId | None = None) -> tuple[Person, ...]:
    """Those whose move it is; where none of them can be reached, those who stand above (never nobody).

    `by` is who did it: he knows already, so he is no stand-in for anybody.
    """
    owed = owners(card, scene.office, scene.rules.procedure)
    if not card.open or any(person.can_be_told() for person in owed):
        return tuple(person for person in owed if person.can_be_told())
    return fallback(scene.office, by)


def fallback(office: Office, by: PersonId | None = None) -> tuple[Person, ...]:
    """Who hears what its addressee cannot: coordinators, else curators, else heads; none of them is `by`."""
    for role in (Role.COORDINATOR, Role.CURATOR, Role.HEAD):
        if people := tuple(one for one in office.holding(role) if one.can_be_told() and one.id != by):
            return people
    return ()


def _notice(kind: NoticeKind, event: Event, card: Card, person: Person, about: str = "", delay: float = 0.0) -> Notice:
    urgency = Urgency.URGENT if card.importance is Importance.HIGH else Urgency.NORMAL
    return Notice(
        kind=kind,
        office=card.office,
        card=card.id,
        seq=event.seq,
        to=person.id,
        urgency=urgency,
        about=about,
        delay=delay,
    )


def _of_rings(rang: list[events.Rang], card: Card, scene: Scene) -> list[Notice]:
    """One message a hearer for each deadline, the gravest: a late wake must not ring four times at once."""
    gravest: dict[tuple[str, PersonId | None], events.Rang] = {}
    hearers = {event.seq: _hearers(event, card, scene) for event in rang if not event.quiet}
    for event in rang:
        for hearer in hearers.get(event.seq, ()):
            gravest[(event.deadline, hearer)] = event
    told = {
        deadline: tuple(person for name, person in gravest if name == deadline and person is not None)
        for deadline, _ in gravest
    }
    return [
        _ping(event, card, hearer, told[deadline])
        for (deadline, hearer), event in sorted(gravest.items(), key=lambda item: item[1].seq)
    ]


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
    )


def _hearers(event: events.Rang, card: Card, scene: Scene) -> tuple[PersonId | None, ...]:
    named = [person for name in event.hearers for person in _people(name, card, scene)]
    reachable = dict.fromkeys(person.id for person in named if person.can_be_told())
    group = (None,) if GROUP in event.hearers and scene.office.group else ()
    if reachable or (group and set(event.hearers) == {GROUP}):
        return (*reachable, *group)
    return (*dict.fromkeys(person.id for person in fallback(scene.office)), *group)


def _people(name: str, card: Card, scene: Scene) -> Iterable[Person]:
    if name == GROUP:
        return ()
    if name == OWNER:
        return owners(card, scene.office, scene.rules.procedure)
    return in_role(Role(name), card, scene.office)

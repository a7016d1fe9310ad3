"""Who hears of what happens to a card and to the parts of its answer; the pieces that notices are made of."""

from workflow import events
from workflow.card import Card
from workflow.events import Event
from workflow.notice import Notice, NoticeKind, Urgency
from workflow.office import Office, Person
from workflow.owners import owners
from workflow.post import Media, bundles
from workflow.scene import Scene
from workflow.words import Importance, PersonId, Role


def albums(kind: NoticeKind, media: tuple[Media, ...], event: Event, card: Card, person: Person) -> list[Notice]:
    """A notice for each bundle of attachments that can be shown together."""
    return [notice(kind, event, card, person, about=str(index)) for index, _ in enumerate(bundles(media))]


def contributors(part: int, card: Card, office: Office) -> tuple[Person, ...]:
    """Who gives this part: the one who was asked, or those of his unit where he cannot be told."""
    known = next((one for one in card.contributions if one.number == part), None)
    if known is None:
        return ()
    named = office.person(known.executor)
    if named and named.can_be_told():
        return (named,)
    return tuple(person for person in office.executors_of(known.department) if person.can_be_told())


def of_shares(event: events.Moved, card: Card, scene: Scene) -> list[Notice]:
    """The card with the post's attachments to everybody whose part is asked for now."""
    numbers = {share.number for share in event.shares}
    asked = [one.number for one in card.contributions if one.number in numbers and one.waiting]
    return [notice for number in asked for notice in _asked(number, event, card, scene)]


def of_part(event: events.PartAsked | events.PartGiven | events.PartWarned, card: Card, scene: Scene) -> list[Notice]:
    """The card to the next one who is asked; what was given, or the warning, to those who write the answer."""
    if isinstance(event, events.PartAsked):
        return _asked(event.number, event, card, scene)
    kind = NoticeKind.PART if isinstance(event, events.PartGiven) else NoticeKind.WARNED
    found: list[Notice] = []
    for person in told(card, scene, event.by):
        if person.id == event.by:
            continue
        found.append(notice(kind, event, card, person, about=str(event.number), part=event.number))
        if isinstance(event, events.PartGiven):
            media = tuple(one for part in event.parts for one in part.media)
            albums_of = albums(NoticeKind.PART_MEDIA, media, event, card, person)
            found += [one.model_copy(update={"part": event.number}) for one in albums_of]
    return found


def _asked(number: int, event: Event, card: Card, scene: Scene) -> list[Notice]:
    found: list[Notice] = []
    for person in contributors(number, card, scene.office):
        found += albums(NoticeKind.POST_MEDIA, card.post.media, event, card, person)
        found.append(notice(NoticeKind.CARD, event, card, person, about="share", part=number))
    return found


def told(card: Card, scene: Scene, by: PersonId | None = None) -> tuple[Person, ...]:
    """Those whose move it is; where none of them can be reached, those who stand above (never nobody).

    `by` is who did it: he knows already, so he is no stand-in for anybody.
    """
    owed = owners(card, scene.office, scene.rules.procedure)
    if not card.open or any(person.can_be_told() for person in owed):
        return tuple(person for person in owed if person.can_be_told())
    return fallback(scene.office, by)


def fallback(office: Office, by: PersonId | None = None) -> tuple[Person, ...]:
    """Who hears what its addressee cannot: coordinators, else whoever routes, else heads; none of them is `by`.

    Where none of those is to be had, whoever else the office has: nothing is told to nobody.
    """
    for role in _STANDING_IN:
        if people := tuple(one for one in office.holding(role) if one.can_be_told() and one.id != by):
            return people
    return ()


_STANDING_IN = (
    Role.COORDINATOR,
    Role.CURATOR,
    Role.RESPONSIBLE,
    Role.OFFICER,
    Role.HEAD,
    Role.MODERATOR,
    Role.ADMINISTRATOR,
)


def unpublished(event: events.PublicationFailed, card: Card, scene: Scene) -> list[Notice]:
    """That the bot did not publish, to whoever let it and to those whose move it is."""
    by = scene.office.person(card.publication.by) if card.publication else None
    hearers = dict.fromkeys((*((by,) if by and by.can_be_told() else ()), *told(card, scene)))
    found = [notice(NoticeKind.UNPUBLISHED, event, card, person) for person in hearers]
    return [one.model_copy(update={"urgency": Urgency.URGENT}) for one in found]


def notice(
    kind: NoticeKind,
    event: Event,
    card: Card,
    person: Person,
    about: str = "",
    delay: float = 0.0,
    part: int | None = None,
) -> Notice:
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
        part=part,
    )

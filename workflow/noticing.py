"""Who hears of what happens to a card and to the parts of its answer; the pieces that notices are made of."""

from collections.abc import Iterable

from workflow import events
from workflow.card import Card
from workflow.events import Event
from workflow.handed import Cause
from workflow.notice import Notice, NoticeKind, Urgency
from workflow.office import Office, Person
from workflow.owners import caretakers, executors, owners
from workflow.post import Media, bundles
from workflow.procedure import Procedure
from workflow.scene import Scene
from workflow.words import Importance, PersonId, Role


def albums(kind: NoticeKind, media: tuple[Media, ...], event: Event, card: Card, person: Person) -> list[Notice]:
    """A notice for each bundle of attachments that can be shown together."""
    return [notice(kind, event, card, person, about=str(index)) for index, _ in enumerate(bundles(media))]


def contributors(part: int, card: Card, office: Office) -> tuple[Person, ...]:
    """Who gives this part: the one who was asked, or those of his unit where he cannot be told and they can."""
    known = next((one for one in card.contributions if one.number == part), None)
    return executors(known.executor, known.department, office) if known else ()


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
    return instead(found, unheard(card, scene.office, scene.rules.procedure))


def _asked(number: int, event: Event, card: Card, scene: Scene) -> list[Notice]:
    """Where whoever is asked cannot be told, those who take care are."""
    found: list[Notice] = []
    asked = contributors(number, card, scene.office)
    reached = tuple(one for one in asked if one.can_be_told())
    for person in reached or fallback(scene.office, event.by, card.department):
        found += albums(NoticeKind.POST_MEDIA, card.post.media, event, card, person)
        found.append(notice(NoticeKind.CARD, event, card, person, about="share", part=number))
    return instead(found, () if reached else asked)


def told(card: Card, scene: Scene, by: PersonId | None = None) -> tuple[Person, ...]:
    """Those whose move it is; where none of them can be reached, those who stand above (never nobody).

    `by` is who did it: he knows already, so he is no stand-in for anybody.
    """
    return hearers(card, scene.office, scene.rules.procedure, by)


def hearers(card: Card, office: Office, procedure: Procedure, by: PersonId | None = None) -> tuple[Person, ...]:
    """The same, from what is known of the card and its office alone."""
    owed = owners(card, office, procedure)
    if not card.open or any(person.can_be_told() for person in owed):
        return tuple(person for person in owed if person.can_be_told())
    return fallback(office, by, card.department)


def unheard(card: Card, office: Office, procedure: Procedure) -> tuple[Person, ...]:
    """Those whose move it is, where none of them can be told, so that others hear of it in their place.

    Also whoever is in charge of the card, where others of his unit go on with it because he cannot be told (SOB-9a).
    """
    step = procedure.at(card.step)
    owed = owners(card, office, procedure)
    if not card.open or step is None:
        return ()
    if not any(person.can_be_told() for person in owed):
        return owed
    named = office.person(card.executor) if step.role(card.kind) is Role.EXECUTOR else None
    return (named,) if named and named.present and not named.can_be_told() else ()


def instead(found: Iterable[Notice], of: Iterable[Person]) -> list[Notice]:
    """The notices, which say whom they come in place of: the bot knows beforehand that those cannot be told."""
    missed = tuple(dict.fromkeys(person.id for person in of))
    return [one.model_copy(update={"unreached": missed}) if missed else one for one in found]


def missed(asked: Iterable[Iterable[Person]]) -> tuple[Person, ...]:
    """Of those asked under one name each, the ones of a name under which nobody can be told: others hear for them."""
    groups = [tuple(group) for group in asked]
    alone = [group for group in groups if not any(one.can_be_told() for one in group)]
    return tuple(dict.fromkeys(one for group in alone for one in group))


def fallback(office: Office, by: PersonId | None = None, unit: str | None = None) -> tuple[Person, ...]:
    """Who hears what its addressee cannot: those who take care of such a card (see owners); none of them is `by`."""
    return caretakers(office, unit, lambda one: one.can_be_told() and one.id != by)


def of_hands(event: events.HandedOver, card: Card, scene: Scene) -> list[Notice]:
    """The card to whoever was given it; what an absence or a dismissal brings is told together (see staffing.news).

    What somebody wrote with it stands in the event alone, so that it can be erased.
    """
    person = scene.office.person(event.to)
    if event.cause is not Cause.PERSON or person is None or person.id == event.by:
        return []
    missed = () if person.can_be_told() else (person,)
    hearing = fallback(scene.office, event.by, card.department) if missed else (person,)
    found = [notice(NoticeKind.HANDED, event, card, one) for one in hearing]
    return [one.model_copy(update={"answers": event.by}) for one in instead(found, missed)]


def unpublished(event: events.PublicationFailed, card: Card, scene: Scene) -> list[Notice]:
    """That the bot did not publish, to whoever let it and to those whose move it is."""
    by = scene.office.person(card.publication.by) if card.publication else None
    hearing = dict.fromkeys((*((by,) if by and by.can_be_told() else ()), *told(card, scene)))
    found = [notice(NoticeKind.UNPUBLISHED, event, card, person) for person in hearing]
    found = instead(found, unheard(card, scene.office, scene.rules.procedure))
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

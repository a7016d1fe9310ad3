"""Screens by their names, and who may see them."""

from collections.abc import Callable
from dataclasses import replace

from handlers.scene import me
from handlers.staff import choices, inviting, person, screens, units
from handlers.staff.sight import SEES, Sight
from handlers.texts import Texts
from handlers.turn import Reply, Turn
from workflow.office import Office, Person

SCREENS: dict[str, Callable[[Sight], Reply | None]] = {
    "home": screens.home,
    "unit": screens.unit,
    "one": person.one,
    "more": person.more,
    "roles": choices.roles,
    "move": choices.move,
    "subs": choices.subs,
    "invite": inviting.invite,
    "place": inviting.place,
    "units": units.units,
    "edit": units.edit,
    "office": units.office,
}


def sees_staff(person: Person) -> bool:
    """Whether he has the list of people."""
    return bool(person.plays & SEES)


def sight_of(turn: Turn, texts: Texts, key: str = "", page: int = 0) -> Sight:
    """What the speaker sees."""
    reader, office = me(turn)
    return Sight(office, reader, turn.clock.now(), texts, key, page)


def drawn(screen: str, sight: Sight) -> Reply | None:
    """The screen; None where there is no such one, or nothing to show on it."""
    draw = SCREENS.get(screen)
    return draw(sight) if draw and sees_staff(sight.reader) else None


def anew(sight: Sight, office: Office) -> Sight:
    """The same of the office as it is now; who has left it sees what he saw."""
    reader = office.person(sight.reader.id)
    return replace(sight, office=office, reader=reader or sight.reader)


def dead(turn: Turn, texts: Texts) -> None:
    """A button of what is no more, or made up."""
    turn.hint(texts.say("Эта кнопка больше не действует. Ничего не изменилось."))

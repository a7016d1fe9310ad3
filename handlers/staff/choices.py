"""What a person is, by taps: his roles, his department, who stands in for him."""

from handlers.buttons import Button
from handlers.callbacks import brief
from handlers.safe import html, short
from handlers.staff.data import ROLES, letters_of
from handlers.staff.pages import more_of, paged, pairs
from handlers.staff.sight import Sight, put
from handlers.staff.words import role_name
from handlers.turn import Reply
from workflow.office import Person
from workflow.staffing.changes import Thing
from workflow.words import Role

_LABEL = 28
_IN_VIEW = 7
_CHOSEN = "✅ "


def roles(sight: Sight) -> Reply | None:
    """Roles, each on or off with a tap."""
    person, texts = sight.person, sight.texts
    if person is None or not sight.changes:
        return None
    buttons = [_role(role, person, sight) for role in ROLES]
    shown = paged(buttons, _IN_VIEW, sight.page, more_of("roles", sight.key, texts))
    text = texts.say("{name}: роли. Нажмите, чтобы дать или снять.", name=html(person.name))
    return Reply(text=text, rows=(*pairs(shown), sight.back("one", sight.key)))


def _role(role: Role, person: Person, sight: Sight) -> Button:
    sign = _CHOSEN if role in person.roles else ""
    label = sign + role_name(role, sight.texts)
    return put(label, sight, Thing.PERSON, person, "roles", letters_of(frozenset({role})))


def move(sight: Sight) -> Reply | None:
    """Departments, one of which is his."""
    person, texts = sight.person, sight.texts
    if person is None or not sight.changes:
        return None
    buttons = [
        put(_marked(unit.name, unit.key == person.department), sight, Thing.PERSON, person, "department", value)
        for unit in sight.office.departments
        for value in (brief(unit.key),)
    ]
    buttons.append(put(_marked(texts.say("Без отдела"), False), sight, Thing.PERSON, person, "department", ""))
    shown = paged(buttons, _IN_VIEW, sight.page, more_of("move", sight.key, texts))
    text = texts.say("{name}: в каком отделе?", name=html(person.name))
    return Reply(text=text, rows=(*pairs(shown), sight.back("one", sight.key)))


def subs(sight: Sight) -> Reply | None:
    """Who stands in for him, in the order in which they were tapped."""
    person, texts = sight.person, sight.texts
    if person is None or not sight.changes:
        return None
    order = {key: place for place, key in enumerate(person.substitutes, 1)}
    others = sorted(
        (one for one in sight.office.people if one.id != person.id),
        key=lambda one: (order.get(one.key, len(order) + 1), one.department != person.department),
    )
    buttons = [
        put(_placed(one, order.get(one.key)), sight, Thing.PERSON, person, "substitutes", str(one.id)) for one in others
    ]
    shown = paged(buttons, _IN_VIEW, sight.page, more_of("subs", sight.key, texts))
    text = texts.say("{name}: кто замещает? Нажимайте по порядку, ещё раз — убрать.", name=html(person.name))
    return Reply(text=text, rows=(*pairs(shown), sight.back("more", sight.key)))


def _placed(person: Person, place: int | None) -> str:
    name = short(person.name, _LABEL)
    return f"{place}. {name}" if place else name


def _marked(name: str, chosen: bool) -> str:
    return (_CHOSEN if chosen else "") + short(name, _LABEL)

"""A person of the office: what he is, how he is reached, who stands in for him."""

from handlers.absence.buttons import absence_button, dismiss_button
from handlers.buttons import Button, Rows
from handlers.callbacks import brief
from handlers.safe import html, short
from handlers.staff.data import Invite
from handlers.staff.screens import NO_UNIT, presence
from handlers.staff.sight import Sight, write
from handlers.staff.words import roles_line
from handlers.turn import Reply
from workflow.office import Person
from workflow.staffing.changes import Thing

_NAME = 100


def one(sight: Sight) -> Reply | None:
    """The person, with what is changed most often."""
    person = sight.person
    return Reply(text=_text(person, sight), rows=_rows(person, sight)) if person else None


def more(sight: Sight) -> Reply | None:
    """The person, with the rest of what can be changed."""
    person, texts = sight.person, sight.texts
    if person is None or not sight.changes:
        return None
    key = str(person.id)
    rows = (
        (write(texts.say("Имя"), Thing.PERSON, key, "name"), write(texts.say("Почта"), Thing.PERSON, key, "email")),
        (sight.go(texts.say("Кто замещает"), "subs", key),),
        sight.back("one", key),
    )
    return Reply(text=_text(person, sight), rows=rows)


def _text(person: Person, sight: Sight) -> str:
    texts, office = sight.texts, sight.office
    unit = office.department(person.department)
    names = {known.key: known.name for known in office.people}
    stand_in = ", ".join(html(names[key]) for key in person.substitutes if key in names)
    lines = [
        f"<b>{html(short(person.name, _NAME))}</b>",
        texts.say("Роли: {roles}", roles=roles_line(person.roles, texts)),
        texts.say("Отдел: {unit}", unit=html(unit.name)) if unit else "",
        texts.say("Почта: {mail}", mail=html(person.email)) if person.email else "",
        texts.say("Замещают по очереди: {names}", names=stand_in) if stand_in else "",
        _steads(person, sight),
        "; ".join(presence(person, texts)),
    ]
    return "\n".join(line for line in lines if line)


def _steads(person: Person, sight: Sight) -> str:
    """For whom he stands in now."""
    others = filter(None, (sight.office.person(stead.person) for stead in person.steads))
    names = ", ".join(html(one.name) for one in others)
    return sight.texts.say("Сейчас замещает: {names}", names=names) if names else ""


def _rows(person: Person, sight: Sight) -> Rows:
    texts, key = sight.texts, str(person.id)
    unit = sight.office.department(person.department)
    back = sight.back("unit", brief(unit.key) if unit else NO_UNIT)
    if not sight.changes:
        return (back,)
    return (
        (sight.go(texts.say("Роли"), "roles", key), sight.go(texts.say("Отдел"), "move", key)),
        *_first(person, sight),
        (absence_button(person.id, texts), dismiss_button(person.id, texts)),
        (sight.go(texts.say("Ещё…"), "more", key), *back),
    )


def _first(person: Person, sight: Sight) -> Rows:
    """Who has not come yet is invited."""
    if person.address is not None:
        return ()
    data = Invite(roles="", person=person.id).pack()
    return ((Button(text=sight.texts.say("Пригласить"), data=data, style="primary"),),)

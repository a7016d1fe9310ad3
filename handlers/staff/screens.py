"""The list of the office's people: departments first, then the people of one."""

from handlers.buttons import Rows
from handlers.callbacks import brief
from handlers.safe import html, short
from handlers.staff.pages import fitting, more_of, paged, pairs
from handlers.staff.sight import Sight
from handlers.staff.words import roles_line
from handlers.texts import Texts
from handlers.turn import Reply
from workflow.office import Department, Person

_NAME, _LABEL = 60, 28
_UNITS_IN_VIEW, _PEOPLE_IN_VIEW = 4, 5

NO_UNIT = "-"
"""The key of those who belong to no department."""


def home(sight: Sight) -> Reply:
    """/staff: departments with the number of their people."""
    texts, office = sight.texts, sight.office
    lines = [_count(unit.name, _of(sight, unit.key), texts) for unit in office.departments]
    alone = _of(sight, None)
    title = texts.many(
        "{office}: {n} сотрудник", "{office}: {n} сотрудников", len(office.people), office=html(short(office.name, 100))
    )
    rest = [_count(texts.say("без отдела"), alone, texts)] if alone else []
    return Reply(text="\n".join([f"<b>{title}</b>", *fitting([*lines, *rest], texts)]), rows=_home_rows(sight, alone))


def _home_rows(sight: Sight, alone: list[Person]) -> Rows:
    texts = sight.texts
    units = [sight.go(short(unit.name, _LABEL), "unit", brief(unit.key)) for unit in sight.office.departments]
    if alone:
        units.append(sight.go(texts.say("Без отдела"), "unit", NO_UNIT))
    found = pairs(paged(units, _UNITS_IN_VIEW, sight.page, more_of("home", "", texts)))
    if not sight.changes:
        return found
    change = (
        sight.go(texts.say("Пригласить"), "invite"),
        sight.go(texts.say("Приглашения"), "joining"),
        sight.go(texts.say("Отделы"), "units"),
        sight.go(texts.say("Настройки"), "office"),
    )
    return (*found, *pairs(change))


def unit(sight: Sight) -> Reply | None:
    """The people of a department, or of none."""
    texts, found = sight.texts, sight.unit
    if found is None and sight.key != NO_UNIT:
        return None
    people = _of(sight, found.key if found else None)
    name = html(found.name) if found else texts.say("Без отдела")
    lines = fitting([_line(one, texts) for one in people], texts)
    empty = [] if lines else [texts.say("Здесь никого нет.")]
    buttons = [sight.go(short(one.name, _LABEL), "one", str(one.id)) for one in people]
    shown = paged(buttons, _PEOPLE_IN_VIEW, sight.page, more_of("unit", sight.key, texts))
    return Reply(text="\n".join([f"<b>{name}</b>", *lines, *empty]), rows=(*pairs(shown), *_under(sight, found)))


def _under(sight: Sight, found: Department | None) -> Rows:
    change = (sight.go(sight.texts.say("Отдел…"), "edit", sight.key),) if found and sight.changes else ()
    return ((*change, *sight.back("home")),)


def _of(sight: Sight, department: str | None) -> list[Person]:
    known = {unit.key for unit in sight.office.departments}
    return [
        one
        for one in sight.office.people
        if one.department == department or (department is None and one.department not in known)
    ]


def _count(name: str, people: list[Person], texts: Texts) -> str:
    return f"{html(short(name, _NAME))} — {len(people)}"


def _line(person: Person, texts: Texts) -> str:
    """His name and roles, and what is to be known before one counts on him."""
    parts = [html(short(person.name, _NAME)), roles_line(person.roles, texts), *presence(person, texts)]
    return " · ".join(part for part in parts if part)


def presence(person: Person, texts: Texts) -> list[str]:
    """Away, out of reach, never here: nothing where he can simply be told."""
    if person.address is None:
        return [texts.say("ещё не присоединился")]
    found = [texts.say("отсутствует")] if person.away else []
    return found if person.reachable else [*found, texts.say("бот не может ему написать")]

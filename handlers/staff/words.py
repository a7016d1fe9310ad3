"""Roles by their names."""

from collections.abc import Iterable

from handlers.safe import html
from handlers.staff.data import ROLES
from handlers.texts import Texts
from workflow.office import Office
from workflow.words import Role


def role_name(role: Role, texts: Texts) -> str:
    """What a person is: «исполнитель»."""
    names = {
        Role.CURATOR: texts.say("куратор"),
        Role.EXECUTOR: texts.say("исполнитель"),
        Role.HEAD: texts.say("глава"),
        Role.COORDINATOR: texts.say("координатор"),
        Role.RESPONSIBLE: texts.say("ответственный"),
        Role.OFFICER: texts.say("уполномоченный"),
        Role.MODERATOR: texts.say("модератор"),
        Role.CHIEF: texts.say("начальник отдела"),
        Role.OUTSIDE: texts.say("внешний согласующий"),
        Role.CITIZEN: texts.say("заявитель"),
        Role.ADMINISTRATOR: texts.say("администратор"),
    }
    return names[role]


def roles_line(roles: Iterable[Role], texts: Texts) -> str:
    """Several roles in the order of the buttons: «куратор, координатор»."""
    held = frozenset(roles)
    return ", ".join(role_name(role, texts) for role in ROLES if role in held)


def post_line(roles: Iterable[Role], department: str | None, office: Office, texts: Texts) -> str:
    """Roles and department, as HTML: «исполнитель, ЖКХ»."""
    unit = office.department(department)
    return ", ".join(part for part in (roles_line(roles, texts), html(unit.name) if unit else "") if part)

"""The last questions: the language, what else the administrator is, and whether all is right."""

from handlers.buttons import Rows
from handlers.safe import html
from handlers.setup.asking import At, Question, button, paged
from handlers.setup.plan import Plan
from handlers.setup.rules import procedure_of
from handlers.setup.week import week_line
from handlers.staff.data import ROLES
from handlers.staff.words import role_name, roles_line
from handlers.texts import LOCALES
from workflow.words import Role

_NEED_A_DEPARTMENT = frozenset({Role.EXECUTOR, Role.CHIEF})
_NOT_HERE = frozenset({Role.ADMINISTRATOR, Role.CITIZEN, Role.OUTSIDE})
_SIZE = 5


class Locale(Question):
    """The language in which the office is spoken to."""

    name = "locale"

    def words(self, at: At) -> str:
        """Asks for it."""
        return at.texts.say("На каком языке бот говорит с сотрудниками? Каждый сможет выбрать свой.")

    def told(self, at: At) -> str:
        """The language by its own name."""
        return at.texts.say("Язык: {name}", name=LOCALES.get(at.plan.locale, ""))

    def rows(self, at: At) -> Rows:
        """The languages."""
        return (tuple(button(at, locale, name) for locale, name in LOCALES.items()),)

    def tapped(self, value: str, at: At) -> Plan | None:
        """One of them."""
        return at.plan.on("roles", locale=value) if value in LOCALES else None


class Roles(Question):
    """What whoever sets the office up is besides its administrator."""

    name = "roles"

    def words(self, at: At) -> str:
        """Asks for it."""
        return at.texts.say("Вы будете администратором. Кем ещё? Отметьте свои роли, остальных людей пригласите потом.")

    def told(self, at: At) -> str:
        """All his roles."""
        return at.texts.say("Вы: {roles}", roles=roles_line((Role.ADMINISTRATOR, *at.plan.roles), at.texts))

    def rows(self, at: At) -> Rows:
        """Roles of the procedure that need no department."""
        names = {role.value: role_name(role, at.texts) for role in offered(at)}
        rows = paged(at, names, _SIZE, [role.value for role in at.plan.roles])
        return (*rows, (button(at, "done", at.texts.say("Готово"), "success"),))

    def tapped(self, value: str, at: At) -> Plan | None:
        """A role comes or goes."""
        if value == "done":
            return at.plan.on("summary")
        if value not in {role.value for role in offered(at)}:
            return None
        role, held = Role(value), at.plan.roles
        return at.plan.stay(roles=tuple(one for one in held if one != role) if role in held else (*held, role))


class Summary(Question):
    """Everything at once, before it is made."""

    name = "summary"

    def words(self, at: At) -> str:
        """What the office will be."""
        plan, say = at.plan, at.texts.say
        procedure = procedure_of(plan.procedure, at.procedures)
        lines = [
            f"<b>{html(plan.name)}</b>",
            say("Регион: {region} · время {zone}", region=html(plan.region), zone=html(plan.zone)),
            say("Порядок: {name}", name=html(procedure.title.into(at.texts.locale) if procedure else plan.procedure)),
            say("Рабочее время: {week}", week=week_line(plan.hours, at.texts)),
            say("Отделы: {names}", names=html(", ".join(one.name for one in plan.units))),
            say("Язык: {name}", name=LOCALES.get(plan.locale, "")),
            say("Вы: {roles}", roles=roles_line((Role.ADMINISTRATOR, *plan.roles), at.texts)),
        ]
        return "\n".join([*lines, "", say("Создать администрацию? Всё это можно изменить потом.")])

    def told(self, at: At) -> str:
        """What the office is."""
        return self.words(at)

    def rows(self, at: At) -> Rows:
        """The one button that makes it; the engine carries it out."""
        return ((button(at, CREATE, at.texts.say("Создать"), "success"),),)


class Over(Question):
    """The set-up was left; it may be begun anew."""

    name = "over"

    def words(self, at: At) -> str:
        """That nothing was made."""
        return at.texts.say("Настройка отменена, ничего не создано.")

    def told(self, at: At) -> str:
        """That it goes on."""
        return at.texts.say("Начинаем заново.")

    def rows(self, at: At) -> Rows:
        """Begin anew."""
        return ((button(at, "again", at.texts.say("Начать заново")),),)

    def tapped(self, value: str, at: At) -> Plan | None:
        """From the first question, with nothing answered."""
        return Plan(ticket=at.plan.ticket, number=at.plan.number + 1) if value == "again" else None


CREATE = "create"


def offered(at: At) -> tuple[Role, ...]:
    """Roles that somebody of the procedure has and that need no department, and the coordinator's."""
    procedure = procedure_of(at.plan.procedure, at.procedures)
    used = {role for step in (procedure.step if procedure else ()) for role in step.roles} | {Role.COORDINATOR}
    return tuple(role for role in ROLES if role in used - _NEED_A_DEPARTMENT - _NOT_HERE)

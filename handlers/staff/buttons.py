"""Buttons of other conversations that lead here."""

from handlers.buttons import Button
from handlers.callbacks import brief
from handlers.staff.data import Invite, letters_of
from handlers.staff.words import role_name
from handlers.texts import Texts, texts_for
from workflow.office import Department
from workflow.words import Role


def invite_button(role: Role, department: Department | str | None = None, texts: Texts | None = None) -> Button:
    """«Пригласить: исполнитель»: a link for one who joins with this role; the administrator gets it as a message.

    `department` is the department or its key. An executor and a chief need one.
    """
    known = texts or texts_for("ru")
    key = department.key if isinstance(department, Department) else department or ""
    data = Invite(roles=letters_of(frozenset({role})), unit=brief(key)).pack()
    return Button(text=known.say("Пригласить: {role}", role=role_name(role, known)), data=data)

"""The end of the set-up: the office is made, and what it still lacks is told with a way to mend it."""

from aiogram.types import User

from handlers.buttons import Button, Rows
from handlers.safe import html
from handlers.setup.asking import At
from handlers.setup.errands import CreateOffice, OfficeMade
from handlers.setup.hours import not_possible
from handlers.setup.kept import forget
from handlers.setup.making import file_of
from handlers.staff.buttons import invite_button
from handlers.staff.values import clean_name
from handlers.staff.words import roles_line
from handlers.texts import Texts
from handlers.turn import Reply, Turn
from workflow.words import Role

_IN_VIEW = 8
_WITH_A_DEPARTMENT = frozenset({Role.EXECUTOR, Role.CHIEF})


async def create(at: At, user: User, turn: Turn) -> None:
    """Make the office in one commit with the end of the conversation; twice it cannot be made by one link."""
    if not_possible(at.plan.hours):
        turn.hint(at.texts.say("Так не получится: начало, обед и конец дня должны идти по порядку."), alert=True)
        return
    file = file_of(at.plan, turn.address, clean_name(user.full_name) or at.texts.say("Без имени"))

    def then(outcomes: list[OfficeMade | None]) -> None:
        forget(turn)
        made = outcomes[0]
        if made is None:
            turn.hint(at.texts.say("По этой ссылке администрация уже создана. Ничего не изменилось."), alert=True)
            return
        # What follows is of the new office, also for somebody who spoke for another one when he began.
        turn.person, turn.office, turn.unsure = made.office.person(made.by), made.office, False
        turn.become(Reply(text=at.texts.say("Создано: {name}", name=html(made.office.name))))
        turn.say(what_next(made, at.texts))

    await turn.run(CreateOffice(ticket=at.plan.ticket, file=file), then=then)


def what_next(made: OfficeMade, texts: Texts) -> Reply:
    """What is still missing, with a button for each whom to invite; then the group."""
    lines = [texts.say("«{name}» работает, вы администратор.", name=html(made.office.name))]
    if made.missing:
        roles = roles_line(made.missing, texts)
        lines.append(texts.say("Для этого порядка не хватает: {roles}. Без них карточки остановятся.", roles=roles))
        lines.append(texts.say("Пригласите их: кнопка сделает ссылку для одного человека. Всех видно в /staff."))
    lines.append(texts.say("Чтобы сроки объявлялись в группе, добавьте бота в группу и нажмите там кнопку."))
    return Reply(text="\n\n".join(lines), rows=_invitations(made, texts))


def _invitations(made: OfficeMade, texts: Texts) -> Rows:
    alone = [invite_button(role, None, texts) for role in made.missing if role not in _WITH_A_DEPARTMENT]
    with_unit = [
        _named(invite_button(role, unit, texts), unit.name)
        for unit in made.office.departments
        for role in made.missing
        if role in _WITH_A_DEPARTMENT
    ]
    return tuple((button,) for button in (*alone, *with_unit)[:_IN_VIEW])


def _named(button: Button, unit: str) -> Button:
    return button.model_copy(update={"text": f"{button.text}, {unit}"[:60]})

"""What a person can do here, by what he is."""

from handlers.texts import Texts
from workflow.office import Person
from workflow.words import Role


def help_text(person: Person, texts: Texts) -> str:
    """A few lines for the person's own roles, then the commands."""
    return "\n\n".join([*_by_role(person, texts), _commands(person, texts)])


def _by_role(person: Person, texts: Texts) -> list[str]:
    words = {
        Role.CURATOR: texts.say(
            "Перешлите сюда пост, вставьте ссылку с текстом или пришлите фото — будет карточка с кнопками отделов. "
            "Ответ на карточку добавляет к ней."
        ),
        Role.EXECUTOR: texts.say(
            "Карточка придёт сама. Ответьте на неё текстом, можно с фото: это проект ответа. "
            "Под ним выберете, чем его отправить."
        ),
        Role.HEAD: texts.say("Проект придёт сам: «Согласовать» — одно нажатие, «На доработку» спросит замечания."),
        Role.COORDINATOR: texts.say("Вам видны все карточки, вы можете действовать за куратора."),
    }
    return [line for role, line in words.items() if role in person.plays]


def _commands(person: Person, texts: Texts) -> str:
    lines = [texts.say("/my — мои карточки, срочные первыми")]
    if person.plays - {Role.EXECUTOR}:
        lines.append(texts.say("/board — все карточки администрации"))
    return "\n".join(
        [
            *lines,
            texts.say("/card 12 — карточка по номеру"),
            texts.say("/why 12 — почему у карточки такие сроки"),
            texts.say("/language — язык"),
            texts.say("/cancel — отменить вопрос"),
        ]
    )

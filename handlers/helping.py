"""What a person can do here, by what he is."""

from handlers.menu import commands_for
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
    """A line for each command of his menu but the one that was just given."""
    return "\n".join(help_line(name, texts) for name in commands_for(person) if name != "help")


def help_line(name: str, texts: Texts) -> str:
    """A command as it is typed, and what it does."""
    lines = {
        "start": texts.say("/start — начать"),
        "my": texts.say("/my — мои карточки, срочные первыми"),
        "board": texts.say("/board — все карточки администрации"),
        "find": texts.say("/find фонари за март — найти карточку"),
        "card": texts.say("/card 12 — карточка по номеру"),
        "why": texts.say("/why 12 — почему у карточки такие сроки"),
        "duties": texts.say("/duties — отчёты и другие дела к сроку"),
        "accounts": texts.say("/accounts — аккаунты администрации в сетях"),
        "absence": texts.say("/absence — отпуск, болезнь, командировка"),
        "staff": texts.say("/staff — сотрудники и отделы"),
        "settings": texts.say("/settings — мои настройки: язык, сводка, тишина"),
        "cancel": texts.say("/cancel — отменить вопрос"),
    }
    return lines[name]

"""What a person can do here, by what he is."""

from handlers.menu import commands_for
from handlers.texts import Texts
from workflow.access import manages
from workflow.office import Person
from workflow.words import Role

_DECIDING = frozenset({Role.CHIEF, Role.MODERATOR, Role.OFFICER, Role.OUTSIDE, Role.RESPONSIBLE})


def help_text(person: Person, texts: Texts) -> str:
    """A few lines for the person's own roles, then the commands."""
    return "\n\n".join([*_by_role(person, texts), _commands(person, texts)])


def _by_role(person: Person, texts: Texts) -> list[str]:
    """What he does here; for those who only decide, one line does for all of them."""
    lines = [words for role, words in _roles(texts).items() if role in person.plays]
    if manages(person):
        lines.insert(0, _taking_in(texts))
    if person.plays & _DECIDING:
        lines.append(texts.say("Когда решать вам, карточка придёт сама, с кнопками."))
    return lines


def _taking_in(texts: Texts) -> str:
    return texts.say(
        "Перешлите сюда пост, вставьте ссылку с текстом или пришлите фото — будет карточка с кнопками отделов. "
        "Ответ на карточку добавляет к ней."
    )


def _roles(texts: Texts) -> dict[Role, str]:
    return {
        Role.EXECUTOR: texts.say(
            "Карточка придёт сама. Ответьте на неё текстом, можно с фото: это проект ответа. "
            "Под ним выберете, чем его отправить."
        ),
        Role.HEAD: texts.say(
            "Если ответ согласуете вы, проект придёт сам: «Согласовать» — одно нажатие, "
            "«На доработку» спросит замечания."
        ),
        Role.COORDINATOR: texts.say("Вам видны все карточки, вы можете действовать за куратора."),
    }


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

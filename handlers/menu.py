"""What Telegram's menu offers to whom."""

from collections.abc import Mapping

from handlers.effects import CommandsShown
from handlers.texts import Texts
from workflow.access import MANAGERS
from workflow.office import Person
from workflow.rights.ask import roles_of
from workflow.rights.row import What
from workflow.words import Role

WATCHERS = roles_of(What.BOARD)
"""Who has the board: everybody but those who see single cards alone."""

STRANGER = ("start",)
"""What somebody of no office can do, and whoever has left."""

GROUP = ("cancel",)
"""What a group's menu offers: there people only answer questions, and leave them."""

HIDDEN = frozenset({"start", "language"})
"""Commands that work and stand in nobody's menu: pressed by Telegram itself, or a shortcut into /settings."""

_EVERYBODY = frozenset(Role)
_STAFF = _EVERYBODY - {Role.OUTSIDE, Role.CITIZEN}

COMMANDS: Mapping[str, frozenset[Role]] = {
    "my": _EVERYBODY,
    "board": WATCHERS,
    "find": _EVERYBODY,
    "card": _EVERYBODY,
    "why": _EVERYBODY,
    "duties": WATCHERS,
    "accounts": MANAGERS | {Role.ADMINISTRATOR},
    "absence": _STAFF,
    "staff": roles_of(What.SEE_STAFF),
    "settings": _EVERYBODY,
    "help": _EVERYBODY,
    "cancel": _EVERYBODY,
}
"""Every command of the menu in its order, and those whose menu has it: whoever plays one of these roles."""


def commands_for(*people: Person | None) -> tuple[str, ...]:
    """Names of the commands that these can use, who are one and the same in several offices; a stranger has /start."""
    plays = frozenset[Role]().union(*(person.plays for person in people if person))
    return tuple(name for name, roles in COMMANDS.items() if roles & plays) or STRANGER


def of_several(offices: int) -> tuple[str, ...]:
    """What the menu of somebody has besides who works for so many offices."""
    return ("offices",) if offices > 1 else ()


def menu_of(person: Person) -> CommandsShown | None:
    """The menu of his chat as it should be now, to be noted in a turn; None where he has no chat.

    Nobody needs to: the menus follow whatever becomes of people's roles (bot.menus). It only comes sooner.
    """
    if person.address is None:
        return None
    return CommandsShown(lane=f"telegram:{person.address}", locale=person.locale, names=commands_for(person))


def command_words(name: str, texts: Texts) -> str:
    """What a command does, as the menu says it."""
    words = {
        "start": texts.say("Начать"),
        "my": texts.say("Мои карточки, срочные первыми"),
        "board": texts.say("Все карточки администрации"),
        "find": texts.say("Найти карточку"),
        "card": texts.say("Карточка по номеру: /card 12"),
        "why": texts.say("Почему такие сроки: /why 12"),
        "duties": texts.say("Отчёты и другие дела к сроку"),
        "accounts": texts.say("Аккаунты администрации в сетях"),
        "absence": texts.say("Отпуск, болезнь, командировка"),
        "staff": texts.say("Сотрудники и отделы"),
        "settings": texts.say("Мои настройки"),
        "offices": texts.say("Для какой администрации я работаю"),
        "language": texts.say("Язык"),
        "help": texts.say("Что умеет бот"),
        "cancel": texts.say("Отменить вопрос"),
    }
    return words[name]

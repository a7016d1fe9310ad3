"""What Telegram's menu offers to whom."""

from handlers.texts import Texts
from workflow.office import Person
from workflow.words import Role

_FOR_ALL = ("my", "card", "why", "language", "help", "cancel")
WATCHERS = frozenset(Role) - {Role.EXECUTOR, Role.OUTSIDE, Role.CITIZEN}
"""Who has the board: everybody but those who see single cards alone."""


def commands_for(person: Person | None) -> tuple[str, ...]:
    """Names of the commands this person can use; a stranger has only /start."""
    if person is None:
        return ("start",)
    return ("my", "board", *_FOR_ALL[1:]) if person.plays & WATCHERS else _FOR_ALL


def command_words(name: str, texts: Texts) -> str:
    """What a command does, as the menu says it."""
    words = {
        "start": texts.say("Начать"),
        "my": texts.say("Мои карточки, срочные первыми"),
        "board": texts.say("Все карточки администрации"),
        "card": texts.say("Карточка по номеру: /card 12"),
        "why": texts.say("Почему такие сроки: /why 12"),
        "language": texts.say("Язык"),
        "help": texts.say("Что умеет бот"),
        "cancel": texts.say("Отменить вопрос"),
    }
    return words[name]

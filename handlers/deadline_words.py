"""What deadlines are called: as a title, and inside a sentence."""

from handlers.texts import Texts
from workflow.procedure import Procedure


def deadline_label(name: str, texts: Texts, procedure: Procedure | None = None) -> str:
    """What a deadline is called: its file's words, else the common ones, else its name."""
    return upper_first(_own(name, texts, procedure) or _titles(texts).get(name, name))


def deadline_noun(name: str, texts: Texts, procedure: Procedure | None = None) -> str:
    """What a deadline is called inside a sentence: «согласование опаздывает»."""
    return lower_first(_own(name, texts, procedure) or _nouns(texts).get(name, name))


def upper_first(words: str) -> str:
    """The words as a line begins with them."""
    return words[:1].upper() + words[1:]


def lower_first(words: str) -> str:
    """The words inside a sentence; an abbreviation keeps its letters."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


def _own(name: str, texts: Texts, procedure: Procedure | None) -> str:
    deadline = procedure.named(name) if procedure else None
    return deadline.words.into(texts.locale) if deadline and deadline.words else ""


def _titles(texts: Texts) -> dict[str, str]:
    """Titles of deadlines; what has none of its own here is called by its noun."""
    return {
        **_nouns(texts),
        "route": texts.say("Направить"),
        "reroute": texts.say("Направить снова"),
        "return": texts.say("Вернуть"),
        "answer": texts.say("Ответ"),
        "draft": texts.say("Проект"),
        "approve": texts.say("Согласовать"),
        "review": texts.say("Проверить"),
        "submit": texts.say("Передать на согласование"),
        "rework": texts.say("Доработать"),
        "handover": texts.say("Передать"),
        "publish": texts.say("Опубликовать"),
        "final": texts.say("Окончательный ответ"),
        "contribution": texts.say("Часть ответа"),
        "clarify": texts.say("Запросить уточнение"),
        "interim": texts.say("Промежуточный ответ"),
        "repeat": texts.say("Решить, повтор ли это"),
        "assign": texts.say("Назначить исполнителя"),
        "dispatch": texts.say("Отправить в региональный отдел"),
        "confirm": texts.say("Подтвердить публикацию"),
        "outside": texts.say("Внешнее согласование"),
        "moderate": texts.say("Проверить сообщение"),
    }


def _nouns(texts: Texts) -> dict[str, str]:
    return {
        "route": texts.say("направление"),
        "reroute": texts.say("повторное направление"),
        "return": texts.say("возврат"),
        "answer": texts.say("ответ"),
        "draft": texts.say("проект"),
        "approve": texts.say("согласование"),
        "review": texts.say("проверка"),
        "submit": texts.say("передача на согласование"),
        "rework": texts.say("доработка"),
        "handover": texts.say("передача куратору"),
        "publish": texts.say("публикация"),
        "final": texts.say("окончательный ответ"),
        "contribution": texts.say("часть ответа"),
        "clarify": texts.say("запрос уточнения"),
        "clarification": texts.say("уточнение"),
        "interim": texts.say("промежуточный ответ"),
        "repeat": texts.say("проверка на повтор"),
        "assign": texts.say("назначение исполнителя"),
        "dispatch": texts.say("отправка в региональный отдел"),
        "confirm": texts.say("подтверждение публикации"),
        "outside": texts.say("внешнее согласование"),
        "moderate": texts.say("проверка сообщения"),
        "extension": texts.say("решение о продлении"),
        "accept": texts.say("принятие в работу"),
    }

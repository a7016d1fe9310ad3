"""The words on buttons and beside deadlines. What the core names, people read here."""

from handlers.texts import Texts
from workflow.access import IMPORTANCE, SIGNIFICANT
from workflow.words import DraftKind, Importance, Role


def action_label(action: str, texts: Texts) -> str:
    """What the button of an action says."""
    labels = {
        "accept": texts.say("Принять в работу"),
        "submit": texts.say("Отправить проект"),
        "return": texts.say("Вернуть куратору"),
        "approve": texts.say("Согласовать"),
        "send_back": texts.say("На доработку"),
        "hand_over": texts.say("Передать куратору"),
        "publish": texts.say("Опубликовано"),
        "dismiss": texts.say("Не подлежит обработке"),
        "take_back": texts.say("Забрать карточку"),
        "insist": texts.say("Оставить исполнителю"),
        SIGNIFICANT: texts.say("Значимое"),
    }
    return labels.get(action, action)


def importance_label(value: str, texts: Texts) -> str:
    """What the button that sets this importance says."""
    return texts.say("Важность: высокая") if value == Importance.HIGH else texts.say("Важность: обычная")


def importance_word(importance: Importance, texts: Texts) -> str:
    """The importance as a fact, inside a line."""
    return texts.say("важность высокая") if importance is Importance.HIGH else texts.say("важность обычная")


def deadline_label(name: str, texts: Texts) -> str:
    """What a deadline is called."""
    labels = {
        "route": texts.say("Направить"),
        "reroute": texts.say("Направить снова"),
        "return": texts.say("Вернуть"),
        "answer": texts.say("Ответ"),
        "draft": texts.say("Проект"),
        "approve": texts.say("Согласовать"),
        "rework": texts.say("Доработать"),
        "handover": texts.say("Передать"),
        "publish": texts.say("Опубликовать"),
        "final": texts.say("Окончательный ответ"),
    }
    return labels.get(name, name)


def deadline_noun(name: str, texts: Texts) -> str:
    """What a deadline is called inside a sentence: «согласование опаздывает»."""
    nouns = {
        "route": texts.say("направление"),
        "reroute": texts.say("повторное направление"),
        "return": texts.say("возврат"),
        "answer": texts.say("ответ"),
        "draft": texts.say("проект"),
        "approve": texts.say("согласование"),
        "rework": texts.say("доработка"),
        "handover": texts.say("передача куратору"),
        "publish": texts.say("публикация"),
        "final": texts.say("окончательный ответ"),
    }
    return nouns.get(name, name)


def anchor_words(moment: str, texts: Texts) -> str:
    """What happened at the moment that a deadline counts from, as it follows «после»."""
    words = {
        "detected": texts.say("обнаружения поста"),
        "received": texts.say("получения поста"),
        "routed": texts.say("направления исполнителю"),
        "accepted": texts.say("принятия в работу"),
        "returned": texts.say("возврата куратору"),
        "return_asked": texts.say("просьбы забрать карточку"),
        "insisted": texts.say("решения оставить исполнителю"),
        "submitted": texts.say("отправки на согласование"),
        "sent_back": texts.say("отправки на доработку"),
        "approved": texts.say("согласования"),
        "handed_over": texts.say("передачи куратору"),
        "published": texts.say("публикации"),
        "interim_published": texts.say("публикации промежуточного ответа"),
    }
    return words.get(moment, moment)


def draft_label(kind: DraftKind, texts: Texts) -> str:
    """As what a draft goes for agreement, as the button under its preview says it."""
    labels = {
        DraftKind.ANSWER: texts.say("На согласование"),
        DraftKind.INTERIM: texts.say("Промежуточный ответ"),
        DraftKind.CLARIFICATION: texts.say("Запрос уточнения"),
    }
    return labels[kind]


def network_label(network: str, texts: Texts) -> str:
    """The name of a network, as people know it."""
    labels = {
        "vk": texts.say("ВКонтакте"),
        "ok": texts.say("Одноклассники"),
        "telegram": "Telegram",
        "facebook": "Facebook",
        "instagram": "Instagram",
        "twitter": "Twitter",
        "youtube": "YouTube",
        "max": "MAX",
        "portal": texts.say("Госуслуги"),
    }
    return labels.get(network, network)


def role_label(role: str, texts: Texts) -> str:
    """Whom a late deadline was told to."""
    labels = {
        Role.CURATOR: texts.say("куратору"),
        Role.EXECUTOR: texts.say("исполнителю"),
        Role.HEAD: texts.say("главе"),
        Role.COORDINATOR: texts.say("координатору"),
        Role.RESPONSIBLE: texts.say("ответственному"),
        Role.OFFICER: texts.say("уполномоченному"),
        Role.MODERATOR: texts.say("модератору"),
        Role.ADMINISTRATOR: texts.say("администратору"),
    }
    return labels[Role(role)]


def done_label(action: str, texts: Texts) -> str:
    """What was done with a card, for somebody whose tap came too late."""
    labels = {
        "open": texts.say("завели"),
        "route": texts.say("направили исполнителю"),
        "accept": texts.say("приняли в работу"),
        "submit": texts.say("отправили на согласование"),
        "return": texts.say("вернули куратору"),
        "approve": texts.say("согласовали"),
        "send_back": texts.say("вернули на доработку"),
        "hand_over": texts.say("передали куратору"),
        "publish": texts.say("опубликовали"),
        "dismiss": texts.say("оставили без обработки"),
        "take_back": texts.say("забрал куратор"),
        "insist": texts.say("оставили исполнителю"),
    }
    return labels.get(action, texts.say("изменили"))


__all__ = [
    "IMPORTANCE",
    "SIGNIFICANT",
    "action_label",
    "anchor_words",
    "deadline_label",
    "deadline_noun",
    "done_label",
    "draft_label",
    "importance_label",
    "importance_word",
    "network_label",
    "role_label",
]

"""The words on buttons and beside deadlines. What the core names, people read here: the file's own words first."""

from handlers.action_words import button_words, done_words
from handlers.deadline_words import deadline_label, deadline_noun, lower_first, upper_first
from handlers.moment_words import anchor_words
from handlers.texts import Texts
from workflow.access import IMPORTANCE, SIGNIFICANT
from workflow.actions import Action
from workflow.procedure import Procedure, ShortTime
from workflow.words import DraftKind, Importance, Role


def action_label(action: str, texts: Texts, procedure: Procedure | None = None) -> str:
    """What the button of an action says: its file's words, else the common ones, else its name."""
    known = procedure.actions.get(action) if procedure else None
    own = known.words.into(texts.locale) if known and known.words else ""
    return own or button_words(action, texts) or action


def done_label(action: str, texts: Texts, procedure: Procedure | None = None) -> str:
    """What was done with a card, for somebody whose tap came too late, as it follows «уже»."""
    known = procedure.actions.get(action) if procedure else None
    if known and known.done:
        return lower_first(known.done.into(texts.locale))
    own = known.words.into(texts.locale) if known and known.words else ""
    other = texts.say("отметили «{what}»", what=own) if own else texts.say("изменили")
    return done_words(action, texts) or other


def question_of(action: Action, texts: Texts) -> str | None:
    """What the file wants to be asked before the action is taken; None where it leaves that to the common words."""
    return action.question.into(texts.locale) if action.question else None


def kind_label(procedure: Procedure, kind: str, texts: Texts) -> str:
    """What a kind of card is called."""
    words = procedure.kinds.get(kind)
    return words.into(texts.locale) if words else kind


def outcome_label(procedure: Procedure, outcome: str, texts: Texts) -> str:
    """How a matter ended."""
    known = procedure.outcome_named(outcome)
    return known.words.into(texts.locale) if known else outcome


def category_label(procedure: Procedure, category: str, texts: Texts) -> str:
    """What a category is called."""
    known = next((one for one in procedure.category if one.name == category), None)
    return known.words.into(texts.locale) if known else category


def short_time_label(short: ShortTime, texts: Texts) -> str:
    """A shortened time as a fact, inside a line: «6 рабочих часов»."""
    return lower_first(short.words.into(texts.locale))


def importance_label(value: str, texts: Texts) -> str:
    """What the button that sets this importance says."""
    labels = {
        Importance.HIGH: texts.say("Важность: высокая"),
        Importance.FAST: texts.say("Ускоренно"),
    }
    return labels.get(Importance(value), texts.say("Важность: обычная"))


def importance_word(importance: Importance, texts: Texts, days: int | None = None) -> str:
    """The importance as a fact, inside a line; `days` are those of the fast track."""
    if importance is Importance.FAST and days:
        return texts.many("ускоренно: {n} день", "ускоренно: {n} дней", days)
    words = {
        Importance.NORMAL: texts.say("важность обычная"),
        Importance.HIGH: texts.say("важность высокая"),
        Importance.FAST: texts.say("ускоренно"),
    }
    return words[importance]


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
        "platform": texts.say("Платформа обращений"),
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
        Role.CHIEF: texts.say("начальнику отдела"),
        Role.OUTSIDE: texts.say("внешнему согласующему"),
        Role.CITIZEN: texts.say("заявителю"),
        Role.ADMINISTRATOR: texts.say("администратору"),
    }
    return labels[Role(role)]


__all__ = [
    "IMPORTANCE",
    "SIGNIFICANT",
    "action_label",
    "anchor_words",
    "category_label",
    "deadline_label",
    "deadline_noun",
    "done_label",
    "draft_label",
    "importance_label",
    "importance_word",
    "kind_label",
    "lower_first",
    "network_label",
    "outcome_label",
    "question_of",
    "role_label",
    "short_time_label",
    "upper_first",
]

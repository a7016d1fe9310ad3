"""What the questions say: the file's own words, else common ones by action."""

from handlers.asking.asked import Question
from handlers.labels import action_label, lower_first, question_of
from handlers.safe import html
from handlers.shown import Shown, numbered
from handlers.texts import Texts
from workflow.access import IMPORTANCE
from workflow.actions import Action, Need


def label(action: Action, shown: Shown) -> str:
    """What the action is called inside a question."""
    if action.name == IMPORTANCE:
        return shown.texts.say("ускоренно")
    return lower_first(action_label(action.name, shown.texts, shown.procedure))


def headed(shown: Shown, words: str) -> str:
    """The words after the card's number, as HTML."""
    return f"{numbered(shown)} · {html(words)}"


def own_words(action: Action, question: Question, shown: Shown) -> str:
    """What the file itself asks: for the reason, where there is one, else for the first thing that the action needs."""
    asked_for = Need.REASON if action.asks(Need.REASON) else action.need
    words = question_of(action, shown.texts) if question.value == asked_for else None
    return lower_first(words) if words else ""


def reason_words(action: Action, shown: Shown) -> str:
    """The question for a written answer, and how to leave it."""
    texts = shown.texts
    if own := own_words(action, Question.REASON, shown):
        return texts.say("{question} Напишите одним сообщением. /cancel — отмена", question=ended(own))
    found = {**_remarks(texts), **_reasons(texts)}.get(action.name)
    return found or texts.say("{what}: напишите одним сообщением. /cancel — отмена", what=label(action, shown))


def ended(sentence: str) -> str:
    """The sentence with a mark at its end."""
    return sentence if sentence.endswith((".", "?", "…")) else f"{sentence}."


def _remarks(texts: Texts) -> dict[str, str]:
    return {
        "send_back": texts.say("что доработать? Напишите замечания одним сообщением. /cancel — отмена"),
        "clarify": texts.say("что уточнить? Напишите вопрос одним сообщением. /cancel — отмена"),
        "clarified": texts.say("что уточнили? Напишите одним сообщением. /cancel — отмена"),
        "finish": texts.say("почему так? Объясните одним сообщением. /cancel — отмена"),
    }


def _reasons(texts: Texts) -> dict[str, str]:
    returned = texts.say("почему возвращаете? Напишите причину одним сообщением. /cancel — отмена")
    return {
        "return": returned,
        "return_up": returned,
        "extend": texts.say("почему нужно больше времени? Напишите одним сообщением. /cancel — отмена"),
        "deny": texts.say("почему не продлеваете? Напишите одним сообщением. /cancel — отмена"),
        "publish_own": texts.say(
            "почему у себя, а не там, где пост? Напишите причину одним сообщением. /cancel — отмена"
        ),
        "reopen": texts.say("почему возвращаете в работу? Напишите одним сообщением. /cancel — отмена"),
    }


def choice_words(action: Action, question: Question, shown: Shown) -> str:
    """The question above a list of buttons."""
    if own := own_words(action, question, shown):
        return own
    texts, what = shown.texts, label(action, shown)
    words = {
        Question.GROUND: texts.say("{label}: на каком основании?", label=what),
        Question.OUTCOME: texts.say("{label}: чем закончилось?", label=what),
        Question.CATEGORY: texts.say("{label}: какая?", label=what),
        Question.DEPARTMENT: texts.say("{label}: какой отдел?", label=what),
        Question.PERSON: texts.say("{label}: кого?", label=what),
    }
    return words[question]

"""That a card went from one person to another, in words. Plain text."""

from handlers.absence.words import reason_word
from handlers.shown import Shown
from handlers.texts import Texts
from workflow.events import HandedOver
from workflow.handed import Cause
from workflow.presence import Reason
from workflow.words import PersonId


def hand_words(event: HandedOver, shown: Shown) -> str:
    """«передали на время отсутствия: Пётр Ильин → Ольга Зимина»."""
    texts = shown.texts
    words = {
        Cause.ABSENCE: texts.say("передали на время отсутствия: {old} → {new}"),
        Cause.RETURN: texts.say("вернули после отсутствия: {old} → {new}"),
        Cause.DISMISSAL: texts.say("передали вместо ушедшего: {old} → {new}"),
        Cause.PERSON: texts.say("передали: {old} → {new}"),
    }
    return words[event.cause].format(old=_name(event.person, shown), new=_name(event.to, shown))


def hand_why(event: HandedOver, texts: Texts) -> str:
    """What somebody wrote with it; of an absence, of which kind it is."""
    absent = event.cause is Cause.ABSENCE and event.why in set(Reason)
    return reason_word(Reason(event.why), texts) if absent else event.why


def _name(person: PersonId, shown: Shown) -> str:
    found = shown.office.person(person)
    return found.name if found else "—"

"""What has been chosen so far, in one line: it takes the place of a question whose button was pressed."""

from collections.abc import Iterator

from handlers.asking.asked import Asked
from handlers.asking.wording import headed, label
from handlers.labels import category_label, lower_first, outcome_label
from handlers.safe import short
from handlers.shown import Shown, zone_of
from handlers.turn import Reply
from workflow.actions import Action

_LONGEST = 80


def summary(action: Action, asked: Asked, shown: Shown) -> Reply:
    """The action and its answers, without buttons."""
    words = ", ".join(short(one, _LONGEST) for one in _answers(asked, shown) if one)
    what = label(action, shown)
    return Reply(text=headed(shown, f"{what}: {words}" if words else what), card=asked.card)


def _answers(asked: Asked, shown: Shown) -> Iterator[str]:
    given, texts = asked.given, shown.texts
    for key in (given.department, *given.people):
        unit = shown.office.department(key)
        yield unit.name if unit else ""
    person = shown.office.person(given.person)
    yield person.name if person else ""
    yield next((one.words.into(texts.locale) for one in shown.procedure.ground if one.name == given.ground), "")
    yield lower_first(outcome_label(shown.procedure, given.outcome, texts))
    yield lower_first(category_label(shown.procedure, given.category, texts))
    yield texts.many("{n} день", "{n} дней", given.days) if given.days else ""
    yield texts.day(texts.local(given.date, zone_of(shown)), shown.now) if given.date else ""
    yield texts.say("без ссылки") if given.link == "" else given.link or ""

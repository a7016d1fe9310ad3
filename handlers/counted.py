"""What became too many: whose it is, how often, within which time, by which clause."""

from datetime import timedelta

from handlers.bars import clause_text
from handlers.labels import anchor_words
from handlers.pinging import open_button
from handlers.safe import html, short
from handlers.shown import Shown, zone_of
from handlers.texts import Texts
from handlers.turn import Reply
from workflow.counters import LATE, SAME_ANSWER, Counter
from workflow.notices import Notice
from workflow.office import Office

_NAME, _WHAT = 60, 60


def counted(notice: Notice, shown: Shown) -> Reply | None:
    """The message; None where the procedure has no such counter any more."""
    told, texts = notice.counted, shown.texts
    counter = next((one for one in shown.procedure.counter if told and one.name == told.counter), None)
    if told is None or counter is None:
        return None
    who = html(short(whose(counter, told.subject, shown.office), _NAME))
    what = how_often(counter, told.number, texts, shown)
    clause = clause_text(html(counter.clause), texts)
    first = f"❗ {who}: {what} {_within(counter, notice, shown)} · {clause}"
    below = texts.say("Предел — {limit}. Последняя: № {number}", limit=counter.more_than, number=shown.card.number)
    return Reply(text=f"{first}\n{below}", rows=((open_button(shown),),), card=shown.card.id)


def whose(counter: Counter, subject: str, office: Office) -> str:
    """The person, the department or the office that was counted."""
    known = counter.person(subject, office) or counter.unit(subject, office) or office
    return known.name


def how_often(counter: Counter, number: int, texts: Texts, shown: Shown) -> str:
    """What was counted, and the number of it."""
    if counter.counts == LATE:
        return texts.many("{n} опоздание", "{n} опозданий", number)
    if counter.counts == SAME_ANSWER:
        return texts.many("один и тот же ответ {n} раз", "один и тот же ответ {n} раз", number)
    what = html(short(anchor_words(counter.counts, texts, shown.procedure), _WHAT))
    return texts.many("{n} случай {what}", "{n} случаев {what}", number, what=what)


def _within(counter: Counter, notice: Notice, shown: Shown) -> str:
    """The time that is counted: «за март», «за 3 ч»."""
    texts, told = shown.texts, notice.counted
    assert told is not None  # noqa: S101 - told by the caller
    there = texts.local(told.at, zone_of(shown))
    match counter.within:
        case "month":
            return texts.say("за {month}", month=texts.month(there))
        case "week":
            return texts.say("за неделю")
        case "day":
            return texts.say("за {day}", day=texts.day(there))
    return texts.say("за {time}", time=texts.amount(timedelta(hours=counter.hours or 0)))

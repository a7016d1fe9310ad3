"""What has happened to a card, in words: one small function for each kind of event.

Everything here is plain text, not HTML. A word for who did it stands elsewhere: the event tells his name.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import singledispatch
from html import unescape

from handlers.hand_words import hand_why, hand_words
from handlers.labels import (
    deadline_label,
    importance_word,
    kind_label,
    network_label,
    short_time_label,
    upper_first,
)
from handlers.move_words import move_words
from handlers.safe import plain, short
from handlers.shares import part_named
from handlers.shown import Shown, zone_of
from handlers.timer_words import hearers_words
from workflow import events
from workflow.events import Event
from workflow.passed import End

_QUOTED = 300


@dataclass(frozen=True, slots=True)
class Told:
    """What happened, as a line begins with it; `note` is what somebody wrote himself, one line of it."""

    what: str
    note: str = ""


def told(event: Event, shown: Shown) -> Told:
    """The event in words. `shown` has the card as it stood right after it."""
    words = _told(event, shown)
    return Told(upper_first(plain(words.what)), short(words.note, _QUOTED))


@singledispatch
def _told(event: Event, shown: Shown) -> Told:
    raise TypeError(f"there are no words for the event {event!r}")


@_told.register
def _(event: events.Opened, shown: Shown) -> Told:
    texts = shown.texts
    if event.passed_from:
        return Told(texts.say("карточку передала {office}", office=event.passed_from.name), event.post.text)
    network = network_label(event.post.network, texts)
    what = texts.say("завели карточку: {network}", network=network) if network else texts.say("завели карточку")
    return Told(what, event.post.text)


@_told.register
def _(event: events.PartAdded, shown: Shown) -> Told:
    return Told(shown.texts.say("к посту добавлено"), event.part.text)


@_told.register
def _(event: events.PartChanged, shown: Shown) -> Told:
    return Told(shown.texts.say("сообщение поста изменено"), event.part.text)


@_told.register
def _(event: events.DraftEdited, shown: Shown) -> Told:
    return Told(shown.texts.say("исполнитель изменил своё сообщение; согласуется прежний текст"), event.part.text)


@_told.register
def _(event: events.ImportanceSet, shown: Shown) -> Told:
    return Told(importance_word(event.importance, shown.texts, event.days))


@_told.register
def _(event: events.KindSet, shown: Shown) -> Told:
    kind = kind_label(shown.procedure, event.card_kind, shown.texts)
    return Told(shown.texts.say("вид сообщения: {kind}", kind=kind))


@_told.register
def _(event: events.TimeShortened, shown: Shown) -> Told:
    time = shown.procedure.short_time(event.name)
    words = short_time_label(time, shown.texts) if time else event.name
    return Told(shown.texts.say("срок сокращён: {time}", time=words))


@_told.register
def _(event: events.RepeatDecided, shown: Shown) -> Told:
    texts = shown.texts
    if event.of is None:
        return Told(texts.say("решили: не повтор"))
    return Told(texts.say("решили: повтор № {number}", number=event.number))


@_told.register
def _(event: events.Joined, shown: Shown) -> Told:
    texts = shown.texts
    if event.to is None:
        return Told(texts.say("снова отвечаем отдельно"))
    return Told(texts.say("ответ общий с № {number}", number=event.number))


@_told.register
def _(event: events.Passed, shown: Shown) -> Told:
    return Told(
        shown.texts.say("передали ниже: {office}, там № {number}", office=event.to.name, number=event.to.number)
    )


@_told.register
def _(event: events.PassEnded, shown: Shown) -> Told:
    texts = shown.texts
    words = {
        End.ANSWERED: texts.say("администрация, которой передали, ответила"),
        End.UNANSWERED: texts.say("администрация, которой передали, закрыла карточку без ответа"),
        End.WITHDRAWN: texts.say("переданное забрали обратно"),
    }
    return Told(words[event.end], event.why)


@_told.register
def _(event: events.PartAsked, shown: Shown) -> Told:
    return Told(shown.texts.say("попросили часть ответа: {name}", name=_part(event.number, shown)))


@_told.register
def _(event: events.PartGiven, shown: Shown) -> Told:
    texts, name = shown.texts, _part(event.number, shown)
    what = texts.say("дали часть ответа: {name}", name=name)
    if not event.whole:
        what = texts.say("дали часть ответа, не всю: {name}", name=name)
    return Told(what, " ".join(part.text for part in event.parts))


@_told.register
def _(event: events.PartWarned, shown: Shown) -> Told:
    what = shown.texts.say("предупредили, что часть ответа задержится: {name}", name=_part(event.number, shown))
    return Told(what, event.note)


@_told.register
def _(event: events.Reported, shown: Shown) -> Told:
    name = deadline_label(event.deadline, shown.texts, shown.procedure)
    return Told(shown.texts.say("сообщили об опоздании: «{name}»", name=name))


@_told.register
def _(event: events.HandedOver, shown: Shown) -> Told:
    return Told(hand_words(event, shown), hand_why(event, shown.texts))


@_told.register
def _(event: events.MarkedSignificant, shown: Shown) -> Told:
    return Told(shown.texts.say("отметили как значимое"))


@_told.register
def _(event: events.PublicationOrdered, shown: Shown) -> Told:
    return Told(shown.texts.say("поручили боту опубликовать"))


@_told.register
def _(event: events.PublicationFailed, shown: Shown) -> Told:
    texts = shown.texts
    if event.doubt:
        return Told(texts.say("неизвестно, опубликовал ли бот"), event.why)
    return Told(texts.say("бот не опубликовал"), event.why)


@_told.register
def _(event: events.Moved, shown: Shown) -> Told:
    return Told(move_words(event, shown), event.note or (event.draft.text if event.draft else ""))


@_told.register
def _(event: events.Rang, shown: Shown) -> Told:
    texts = shown.texts
    name, due = deadline_label(event.deadline, texts, shown.procedure), texts.when(event.due, event.at, zone_of(shown))
    if event.quiet:
        return Told(texts.say("промолчали о сроке «{name}»: говорить было уже незачем", name=name))
    if event.missed:
        return _to(event.hearers, texts.say("срок «{name}» вышел {due}", name=name, due=due), shown)
    return _to(event.hearers, texts.say("напомнили: срок «{name}» {due}", name=name, due=due), shown)


@_told.register
def _(event: events.Erased, shown: Shown) -> Told:
    texts = shown.texts
    if event.because == "retention":
        return Told(texts.say("тексты и вложения удалены: срок хранения вышел"))
    return Told(texts.say("тексты и вложения удалены по обращению"), event.reason)


def _to(hearers: Iterable[str], what: str, shown: Shown) -> Told:
    whom = hearers_words(hearers, shown.texts)
    return Told(shown.texts.say("{what}; сказали {whom}", what=what, whom=whom) if whom else what)


def _part(number: int, shown: Shown) -> str:
    return unescape(part_named(number, shown))

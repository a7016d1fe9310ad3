"""The morning digest in words: what is due today, what is late, who is away."""

from collections.abc import Sequence
from datetime import datetime

from handlers.absence.words import till_words
from handlers.bars import late_text
from handlers.buttons import Button, Rows
from handlers.callbacks import Show
from handlers.deadline_words import deadline_noun
from handlers.safe import html, short
from handlers.texts import Texts
from handlers.turn import Reply
from workflow.deadlines import rules_of
from workflow.digest import Digest, Entry
from workflow.office import Office, Person
from workflow.presence import Reason
from workflow.steads import substitute_of

_MOST, _MOST_AWAY, _BUTTONS, _NAME = 12, 6, 8, 60


def digest_message(digest: Digest, office: Office, now: datetime, texts: Texts, label: str = "") -> Reply:
    """The message, with buttons that open the cards; `label` names the office to somebody of several."""
    lines = [
        _title(digest, texts, label),
        _joined([_due(one, office, now, texts) for one in digest.due], texts),
        _late(digest, office, now, texts),
        *_away(digest.away, office, now, texts),
    ]
    return Reply(text="\n".join(line for line in lines if line), rows=_rows(digest))


def _title(digest: Digest, texts: Texts, label: str) -> str:
    day, count = texts.day(digest.day), len(digest.due)
    today = texts.say("Сегодня, {day}", day=day)
    due = texts.many("{n} срок", "{n} сроков", count) if count else texts.say("сроков нет")
    return " · ".join(part for part in (html(label), f"{today}: {due}") if part)


def _due(entry: Entry, office: Office, now: datetime, texts: Texts) -> str:
    moment = texts.moment(entry.clock.at, now, office.timetable.zone)
    return texts.say("до {moment} № {number} {what}", moment=moment, number=entry.card.number, what=_what(entry, texts))


def _late(digest: Digest, office: Office, now: datetime, texts: Texts) -> str:
    if not digest.late:
        return ""
    found = [
        texts.say(
            "№ {number} {what}, {late}",
            number=one.card.number,
            what=_what(one, texts),
            late=late_text(one.clock, rules_of(office, one.procedure), now, texts),
        )
        for one in digest.late
    ]
    return texts.say("Опаздывает: {cards}", cards=_joined(found, texts))


def _what(entry: Entry, texts: Texts) -> str:
    return html(deadline_noun(entry.clock.deadline.name, texts, entry.procedure))


def _joined(found: Sequence[str], texts: Texts) -> str:
    rest = len(found) - _MOST
    more = [texts.many("и ещё {n}", "и ещё {n}", rest)] if rest > 0 else []
    return " · ".join([*found[:_MOST], *more])


def _away(people: Sequence[Person], office: Office, now: datetime, texts: Texts) -> list[str]:
    lines = [_one_away(person, office, now, texts) for person in people[:_MOST_AWAY]]
    rest = len(people) - len(lines)
    return [*lines, texts.many("и ещё {n}", "и ещё {n}", rest)] if rest > 0 else lines


def _one_away(person: Person, office: Office, now: datetime, texts: Texts) -> str:
    assert person.away is not None  # noqa: S101 - only those who are away come here
    substitute = substitute_of(person, office)
    name = html(short(substitute.name, _NAME)) if substitute else ""
    return texts.say(
        "{why}: {who}, {till}, {stead}",
        why=_why(person.away.why, texts),
        who=html(short(person.name, _NAME)),
        till=till_words(person.away.until, office, now, texts),
        stead=texts.say("замещает {name}", name=name) if name else texts.say("замещать некому"),
    )


def _why(why: Reason, texts: Texts) -> str:
    return {
        Reason.LEAVE: texts.say("В отпуске"),
        Reason.ILLNESS: texts.say("На больничном"),
        Reason.TRAVEL: texts.say("В командировке"),
        Reason.STUDY: texts.say("На учёбе"),
        Reason.OTHER: texts.say("Отсутствует"),
    }[why]


def _rows(digest: Digest) -> Rows:
    cards = dict.fromkeys((one.card.id, one.card.number) for one in (*digest.due, *digest.late))
    buttons = [Button(text=f"№ {number}", data=Show(card=card).pack()) for card, number in cards]
    shown = buttons[:_BUTTONS]
    return tuple(tuple(shown[index : index + 4]) for index in range(0, len(shown), 4))

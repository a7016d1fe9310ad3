"""A page of what was found: how many and what was understood, a line and a button for each card."""

from dataclasses import dataclass
from datetime import date, datetime

from handlers.buttons import Button, Rows
from handlers.callbacks import Show
from handlers.finding.data import Page, Wider
from handlers.finding.phrases import query_words
from handlers.lists import Pair, line_of
from handlers.safe import html, short
from handlers.texts import Texts
from handlers.turn import Reply
from workflow.finding import Part, Query
from workflow.office import Office

MOST = 6
"""Cards on a page: with «‹» and «›» eight buttons are in view."""

_IN_ROW = 3
_GLIMPSE = 60


@dataclass(frozen=True, slots=True)
class Shelved:
    """What a page shows: the search's number, the query, its cards from `first` on, and how many there are in all."""

    search: int
    query: Query
    cards: tuple[Pair, ...]
    first: int
    count: int


def page_message(shelved: Shelved, office: Office, now: datetime, texts: Texts) -> Reply:
    """The page, or that there is nothing and how to look wider."""
    what = query_words(shelved.query, _today(office, now, texts), texts)
    if not shelved.count:
        return _nothing(shelved, what, texts)
    title = texts.many("Нашлась {n}: {what}", "Нашлось {n}: {what}", shelved.count, what=what)
    lines = [_line(pair, office, now, texts) for pair in shelved.cards]
    return Reply(text="\n".join([title, *lines]), rows=(*_cards(shelved), *_turning(shelved, texts)))


def _today(office: Office, now: datetime, texts: Texts) -> date:
    return texts.local(now, office.timetable.zone).date()


def _line(pair: Pair, office: Office, now: datetime, texts: Texts) -> str:
    """An open card as in any list; a closed one with the day on which it was."""
    card, procedure = pair
    if card.open:
        return line_of(card, procedure, office, now, texts)
    day = texts.day(_today(office, card.last.at, texts), _today(office, now, texts))
    glimpse = html(short(card.post.text, _GLIMPSE))
    line = texts.say("№ {number} · закрыта {day}", number=card.number, day=day)
    return f"{line}\n    {glimpse}" if glimpse else line


def _cards(shelved: Shelved) -> Rows:
    buttons = [Button(text=f"№ {card.number}", data=Show(card=card.id).pack()) for card, _ in shelved.cards]
    return tuple(tuple(buttons[index : index + _IN_ROW]) for index in range(0, len(buttons), _IN_ROW))


def _turning(shelved: Shelved, texts: Texts) -> Rows:
    """«‹» and «›» with what is on this page and how many there are; none where all are in view."""
    first, count = shelved.first, shelved.count
    last = first + len(shelved.cards)
    if last - first >= count:
        return ()
    where = texts.say("{first}–{last} из {count}", first=first + 1, last=last, count=count)
    back = _turn(shelved, first - MOST, f"‹ {where}") if first else None
    forward = _turn(shelved, first + MOST, "›" if first else f"{where} ›") if last < count else None
    return (tuple(button for button in (back, forward) if button),)


def _turn(shelved: Shelved, first: int, text: str) -> Button:
    return Button(text=text, data=Page(search=shelved.search, first=max(0, first)).pack())


def _nothing(shelved: Shelved, what: str, texts: Texts) -> Reply:
    wider = _wider(shelved, texts)
    words = texts.say("Ничего не нашлось: {what}.", what=what)
    return Reply(text=f"{words} {texts.say('Можно искать шире:')}" if wider else words, rows=wider)


def _wider(shelved: Shelved, texts: Texts) -> Rows:
    """To look without the days, in any state, and for the words of the days themselves, as of a street «8 Марта»."""
    query = shelved.query
    offered = (
        (Part.DAYS, query.days, texts.say("За всё время")),
        (Part.STATE, query.state, texts.say("Открытые и закрытые")),
        (Part.MEANING, query.days or query.state, texts.say("Просто как слова")),
    )
    return tuple(
        (Button(text=words, data=Wider(search=shelved.search, without=part).pack()),)
        for part, said, words in offered
        if said and (part is Part.MEANING or _something_left(query, part))
    )


def _something_left(query: Query, part: Part) -> bool:
    """Whether there is still something to look for without it."""
    kept = (query.words, query.links, part is not Part.DAYS and query.days, part is not Part.STATE and query.state)
    return any(kept)

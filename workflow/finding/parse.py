"""Understanding what somebody looks for, without a syntax to learn."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from workflow.finding.days import Days
from workflow.finding.query import Part, Query, State, Word
from workflow.finding.ways import find_days
from workflow.finding.words import link_key, links_in, without_links, word_for
from workflow.repeats.words import words

LONGEST = 300
"""Characters of a query that are read; what comes after is left."""

MOST_WORDS = 12
_MOST_LINKS = 3
_LONGEST_WORD = 40

_NUMBER = re.compile(r"(?:карточк\w{1,2}|номер|card|no\.?|n)?\s*[№#]?\s*(\d{1,9})", re.IGNORECASE)

_STATES = (
    (State.LATE, r"с\s+опоздани\w{1,2}|опазды?ва\w{2,5}|опоздавш\w{2}|просрочен\w{1,3}|late|overdue"),
    (State.OPEN, r"открыт(?:ые|ых)|незакрыт(?:ые|ых)|не\s+закрыт(?:ые|ых)|в\s+работе|open"),
    (State.CLOSED, r"закрыт(?:ые|ых)|завершенн(?:ые|ых)|завершённ(?:ые|ых)|closed"),
)
_STATE = tuple((state, re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)) for state, words in _STATES)

_FILLING_WORDS = """
    найти найди искать покажи показать карточка карточки карточку карточек номер автор автора тема тему место
    ул улица улице улицы улицу д
    a an the in on at of for about by from and with to card cards find show all
"""
_FILLING = frozenset(_FILLING_WORDS.split())
"""Words by which people tell what to look for, and that are none of it."""


def parse_query(text: str, now: datetime, zone: str, without: frozenset[Part] = frozenset()) -> Query:
    """What the text asks for, at this moment in this zone; `without` are parts of it that are to be left out.

    A number alone is a card's. Links and the first days and states named are taken out, the rest are words.
    """
    text = text[:LONGEST].replace("\x00", " ")
    if number := _NUMBER.fullmatch(text.strip()):
        return Query(number=int(number[1]))
    links = links_in(text)[:_MOST_LINKS]
    rest = without_links(text)
    literal = Part.MEANING in without
    days, rest = (None, rest) if literal else _days(rest, now, zone)
    state, rest = (None, rest) if literal else _state(rest)
    return Query(
        words=_words(rest),
        links=tuple(filter(None, map(link_key, links))),
        typed_links=tuple(links),
        days=None if Part.DAYS in without else days,
        state=None if Part.STATE in without else state,
    )


def _days(text: str, now: datetime, zone: str) -> tuple[Days | None, str]:
    """The days that are named, and what is left of the text."""
    found = find_days(text, now.astimezone(ZoneInfo(zone)).date())
    return (found[0], _cut(text, *found[1])) if found else (None, text)


def _state(text: str) -> tuple[State | None, str]:
    """The state in the text, and what is left of it. Of several it is the first; late ones are open in any case."""
    found = {state: match.start() for state, pattern in _STATE if (match := pattern.search(text))}
    for _, pattern in _STATE:
        text = pattern.sub(" ", text)
    if found.keys() == {State.LATE, State.OPEN}:
        return State.LATE, text
    return min(found, key=lambda state: found[state], default=None), text


def _cut(text: str, start: int, end: int) -> str:
    return f"{text[:start]} {text[end:]}"


def _words(text: str) -> tuple[Word, ...]:
    """Words that say something, each once, in their order."""
    typed = dict.fromkeys(word[:_LONGEST_WORD] for word in words(text))
    found = (word_for(word) for word in typed if word not in _FILLING)
    return tuple(filter(None, found))[:MOST_WORDS]

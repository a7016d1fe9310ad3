"""What the board says of people: who is away and who stands in, and who cannot be told anything."""

from collections.abc import Sequence
from datetime import datetime

from handlers.absence.words import away_words
from handlers.safe import LONGEST_TEXT, html, short, shown_size
from handlers.texts import Texts
from workflow.office import Office, Person
from workflow.steads import substitute_of

_MOST, _NAME = 6, 60


def with_people(board: str, office: Office, now: datetime, texts: Texts) -> str:
    """The board, and below it what people are not there for; as much of it as Telegram takes."""
    lines = people_lines(office, now, texts)
    while lines and shown_size("\n".join([board, "", *lines])) > LONGEST_TEXT:
        lines.pop()
    return "\n".join([board, "", *lines]) if lines else board


def people_lines(office: Office, now: datetime, texts: Texts) -> list[str]:
    """Nothing where everybody is there and can be told; who never opened the bot has no address in it."""
    away = [_away(one, office, now, texts) for one in office.people if one.away]
    silent = [one for one in office.people if one.address is not None and not one.reachable]
    absent = [one for one in office.people if one.address is None and one.present]
    lost = [texts.say("Бот не может написать: {names}", names=_names(silent, texts))] if silent else []
    unknown = [texts.say("Ещё не открыли бота: {names}", names=_names(absent, texts))] if absent else []
    rest = [texts.many("и ещё {n}", "и ещё {n}", len(away) - _MOST)] if len(away) > _MOST else []
    return [*away[:_MOST], *rest, *lost, *unknown]


def _names(people: Sequence[Person], texts: Texts) -> str:
    rest = len(people) - _MOST
    more = [texts.many("и ещё {n}", "и ещё {n}", rest)] if rest > 0 else []
    return ", ".join([*(html(short(one.name, _NAME)) for one in people[:_MOST]), *more])


def _away(person: Person, office: Office, now: datetime, texts: Texts) -> str:
    assert person.away is not None  # noqa: S101 - told by the caller
    substitute = substitute_of(person, office)
    who, away = html(person.name), away_words(person.away, office, now, texts)
    if substitute is None:
        return texts.say("{who}: {away}, замещать некому", who=who, away=away)
    return texts.say("{who}: {away}, замещает {name}", who=who, away=away, name=html(substitute.name))

"""What the board says of people: who is away and who stands in, and who cannot be told anything."""

from datetime import datetime

from handlers.absence.words import away_words
from handlers.safe import LONGEST_TEXT, html, shown_size
from handlers.texts import Texts
from workflow.office import Office, Person
from workflow.steads import substitute_of

_MOST = 6


def with_people(board: str, office: Office, now: datetime, texts: Texts) -> str:
    """The board, and below it what people are not there for; as much of it as Telegram takes."""
    lines = people_lines(office, now, texts)
    while lines and shown_size("\n".join([board, "", *lines])) > LONGEST_TEXT:
        lines.pop()
    return "\n".join([board, "", *lines]) if lines else board


def people_lines(office: Office, now: datetime, texts: Texts) -> list[str]:
    """Nothing where everybody is there and can be told."""
    away = [_away(one, office, now, texts) for one in office.people if one.away]
    silent = [html(one.name) for one in office.people if one.address is not None and not one.reachable]
    lost = [texts.say("Бот не может написать: {names}", names=", ".join(silent[:_MOST]))] if silent else []
    rest = [texts.many("и ещё {n}", "и ещё {n}", len(away) - _MOST)] if len(away) > _MOST else []
    return [*away[:_MOST], *rest, *lost]


def _away(person: Person, office: Office, now: datetime, texts: Texts) -> str:
    assert person.away is not None  # noqa: S101 - told by the caller
    substitute = substitute_of(person, office)
    who, away = html(person.name), away_words(person.away, office, now, texts)
    if substitute is None:
        return texts.say("{who}: {away}, замещать некому", who=who, away=away)
    return texts.say("{who}: {away}, замещает {name}", who=who, away=away, name=html(substitute.name))

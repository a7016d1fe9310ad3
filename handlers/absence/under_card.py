"""What a card shows of those who are away: the button that hands it over, and for whom somebody stands in."""

from handlers.absence.data import HandTo
from handlers.absence.words import away_words
from handlers.buttons import Button
from handlers.safe import html
from handlers.shown import Shown
from workflow.handing import given_by, may_hand_over, successors
from workflow.office import Person
from workflow.owners import owners, takers
from workflow.words import PersonId


def hand_over_button(shown: Shown, *, seldom: bool, alone: bool) -> list[Button]:
    """«Передать…»: at once where nobody is left to go on or it stands `alone`, else among those that are `seldom`."""
    card, reader, office = shown.card, shown.reader, shown.office
    if reader is None or not given_by(card) or not may_hand_over(reader, card, office):
        return []
    if not (seldom or alone or _is_left(shown)) or not any(successors(card, who, office) for who in given_by(card)):
        return []
    return [Button(text=shown.texts.say("Передать…"), data=HandTo(card=card.id).pack())]


def _is_left(shown: Shown) -> bool:
    """Whether nobody is there to take the step, or who has it cannot be told."""
    able = takers(shown.card, shown.office, shown.procedure)
    return not any(one.can_be_told() for one in able)


def stead_lines(shown: Shown) -> list[str]:
    """For whom those stand in whose move it is: «Второй дорожник замещает: Исполнитель дорог, отпуск, по 9 марта»."""
    owed = owners(shown.card, shown.office, shown.procedure)
    if len(owed) != 1:
        return []
    away = [one for one in map(shown.office.person, _before(shown, owed[0])) if one is not None and one.away]
    return [
        shown.texts.say(
            "{who} замещает: {name}, {away}", who=html(owed[0].name), name=html(one.name), away=_why(one, shown)
        )
        for one in away
    ]


def _before(shown: Shown, owner: Person) -> list[PersonId]:
    """Those for whom the owner has the card, the first of them alone."""
    card = shown.card
    had = [one.of for one in card.handed if card.holders.get(one.place) == owner.id]
    steads = [one.person for one in owner.steads if one.person in card.holders.values()]
    return list(dict.fromkeys((*had, *steads)))[:1]


def _why(person: Person, shown: Shown) -> str:
    return away_words(person.away, shown.office, shown.now, shown.texts) if person.away else ""

"""One change of a field, carried out: what the office is then, who is told of it, what is shown to whoever did it."""

from typing import Any

from handlers.buttons import Button
from handlers.callbacks import Show
from handlers.safe import html, short
from handlers.staff.errands import SeeOffice
from handlers.staff.refused import refused_text
from handlers.staff.showing import anew, drawn, sight_of
from handlers.staff.sight import Sight
from handlers.staff.told import changed_line, show_menu, tell
from handlers.staff.values import Wanted
from handlers.texts import Texts
from handlers.turn import Reply, Turn
from workflow.office import Office, Person
from workflow.owners import owners
from workflow.staffing.changes import Change, Thing
from workflow.staffing.commands import Edit
from workflow.staffing.leaving import TOUCHING, Passed, passed
from workflow.staffing.outcome import Changed
from workflow.staffing.refusals import StaffRefusal

_NAME = 60


def edit_of(wanted: Wanted, office: Office, by: Person) -> Edit:
    """The command of a wish."""
    return Edit(office.id, by.id, wanted.what, wanted.key, wanted.field, wanted.seen, wanted.value)


async def carry(turn: Turn, texts: Texts, command: Edit, screen: str, key: str) -> None:
    """Change the field, and show the screen anew in the place of the one whose button was pressed."""
    sight = sight_of(turn, texts, key)
    cards = await cards_passed(turn, command, sight.office)

    def show(outcomes: list[Any]) -> None:
        outcome, now = outcomes
        after = anew(sight, now)
        if isinstance(outcome, StaffRefusal):
            turn.hint(refused_text(outcome, after), alert=True)
        else:
            turn.hint(texts.say("Готово.") if outcome.changes else texts.say("Так уже и есть."))
            follow(turn, outcome, after, cards)
        if shown := drawn(screen, after) or drawn("home", after):
            turn.become(shown)

    await turn.change(command, SeeOffice(office=sight.office.id), then=show)


async def cards_passed(turn: Turn, command: Edit, office: Office) -> tuple[Passed, ...]:
    """The open cards that would be others' after it."""
    if command.what != Thing.PERSON or command.field not in TOUCHING:
        return ()
    found = await turn.look(
        lambda shelf: [(one, shelf.procedure(one.procedure, one.digest)) for one in shelf.open_cards(office.id)]
    )
    try:
        return passed(command, office, found)
    except ValueError:  # a role that is none; the core refuses it
        return ()


def follow(turn: Turn, outcome: Changed, sight: Sight, cards: tuple[Passed, ...] = ()) -> None:
    """Tell those who are concerned: the person himself, and those to whom his cards come."""
    for change in outcome.changes:
        if change.what == Thing.PERSON:
            _tell_person(turn, change, sight)
    if outcome.changes and (moved := [one for one in cards if one.to]):
        turn.say(Reply(text=_moved_text(moved, sight.texts)))
        for one in moved:
            _tell_owners(turn, one, sight)


def _tell_person(turn: Turn, change: Change, sight: Sight) -> None:
    office = sight.office
    person = next((one for one in office.people if one.key == change.key), None)
    if person is None:
        return
    show_menu(turn, person)
    if person.id != sight.reader.id and changed_line(change, office, sight.texts):
        tell(turn, person, office, lambda texts: Reply(text=changed_line(change, office, texts)))


def _moved_text(moved: list[Passed], texts: Texts) -> str:
    """«Открытые карточки перешли: № 12 — Второй исполнитель»."""
    lines = [f"№ {one.number} — {html(', '.join(short(who.name, _NAME) for who in one.to))}" for one in moved]
    return "\n".join([texts.say("Открытые карточки теперь у других:"), *lines])


def _tell_owners(turn: Turn, one: Passed, sight: Sight) -> None:
    def words(texts: Texts) -> Reply:
        row = (Button(text=texts.say("Открыть"), data=Show(card=one.card).pack()),)
        return Reply(text=texts.say("📝 № {number} · теперь у вас", number=one.number), rows=(row,))

    for person in one.to:
        tell(turn, person, sight.office, words)


async def cards_of(turn: Turn, person: Person, office: Office) -> bool:
    """Whether any open card is his to move."""
    found = await turn.look(
        lambda shelf: [(one, shelf.procedure(one.procedure, one.digest)) for one in shelf.open_cards(office.id)]
    )
    return any(person.id in {one.id for one in owners(card, office, procedure)} for card, procedure in found)

"""From one answer to the next question, and at the end to the command."""

import re
from datetime import date

from handlers.absence.asked import Query, Told, begins_at, ends_at, told_in, wait_for
from handlers.absence.data import NOBODY, OPEN, ORDER
from handlers.absence.questions import question
from handlers.absence.refused import refused_text
from handlers.absence.scene import View, by_list
from handlers.absence.summary import leave_lines, summary_lines
from handlers.asking.dates import FARTHEST
from handlers.staff.told import access_ended
from handlers.states import rest
from handlers.turn import Reply, Turn
from workflow.presence import Reason
from workflow.staffing.commands import Absent, Dismiss, StaffCommand
from workflow.staffing.outcome import Changed, StaffOutcome
from workflow.words import PersonId

_YEAR = re.compile(r"\d{4}|\d[./-]\d{1,2}[./-]\d{2}")
_FAR_AHEAD = 300
"""Days: a first day without a year that would be farther away was in the year that passed."""


def begun(view: View, person: PersonId | None, *, leaves: bool = False) -> Told:
    """A dialog that begins: with the person where he is to be chosen, else with the first day."""
    first = Query.PERSON if person is None else Query.ORDERED if leaves else Query.SINCE
    number = int(view.now.timestamp())
    return Told(dialog=number, query=first, leaves=leaves, choosing=person is None, person=person)


async def put(told: Told, view: View, turn: Turn, *, tapped: bool) -> None:
    """Ask its question: in the message whose button was pressed, or in a new one."""
    wait_for(told, turn)
    reply = question(told, view, await _open_cards(told, view, turn))
    if tapped:
        turn.become(reply)
    else:
        turn.say(reply)


async def _open_cards(told: Told, view: View, turn: Turn) -> int:
    """How many open cards have him for something; asked only where somebody leaves."""
    if told.query is not Query.LEAVES:
        return 0
    who = view.person(told).id
    found = await turn.look(lambda shelf: shelf.open_cards(view.office.id))
    return sum(who in card.holders.values() for card in found)


def taken(told: Told, value: str, view: View) -> Told | None:
    """The dialog after this answer; None where it is none. Whether it can be right, the core says in the end."""
    match told.query:
        case Query.SINCE | Query.UNTIL | Query.ORDERED:
            return _dated(told, value, view)
        case Query.WHY:
            return told.answered(why=Reason(value)) if value in frozenset(Reason) else None
        case Query.STAYS:
            return told.answered(stays=value == "1")
    return _named(told, value, view)


def _dated(told: Told, value: str, view: View) -> Told | None:
    if told.query is Query.UNTIL and value == OPEN:
        return told.answered(until=None, open=True)
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return None
    return with_day(told, day, view)


def with_day(told: Told, day: date, view: View) -> Told | None:
    """The dialog after this day; None where it cannot be: too far away, before the first one, an order yet to come."""
    if abs((day - view.today).days) > FARTHEST:
        return None
    match told.query:
        case Query.SINCE:
            return told.answered(since=day)
        case Query.UNTIL if day >= max(told.since or view.today, view.today):
            return told.answered(until=day, open=False)
        case Query.ORDERED if day <= view.today:
            return told.answered(ordered=day)
    return None


def nearest(day: date, told: Told, text: str, view: View) -> date:
    """The day that was meant where no year was written: an order is past, and so may the first day be."""
    ahead = (day - view.today).days
    past = told.query is Query.ORDERED and ahead > 0
    if _YEAR.search(text) or not (past or (told.query is Query.SINCE and ahead > _FAR_AHEAD)):
        return day
    return day.replace(year=day.year - 1) if (day.month, day.day) != (2, 29) else day


def _named(told: Told, value: str, view: View) -> Told | None:
    listed = by_list(view.person(told), view.office)
    if told.query is Query.SUBSTITUTE and (value == NOBODY or (value == ORDER and listed)):
        return told.answered(substitute=None)
    if told.query is Query.TO and value == ORDER:
        return told.answered(to=None)
    person = view.office.person(PersonId(int(value))) if value.isdecimal() else None
    field = {Query.PERSON: "person", Query.SUBSTITUTE: "substitute", Query.TO: "to"}.get(told.query)
    return told.answered(**{field: person.id}) if person and field else None


async def carry_out(told: Told, view: View, turn: Turn) -> None:
    """Have it written down; a refusal leaves the question standing, so that something can be changed."""
    lines = leave_lines(told, view) if told.leaves else summary_lines(told, view)

    def then(outcomes: list[StaffOutcome]) -> None:
        if isinstance(outcomes[0], Changed):
            rest(turn)
            if told.leaves:
                access_ended(turn, view.person(told), view.office)

    outcome = (await turn.change(_command(told, view), then=then))[0]
    if isinstance(outcome, Changed):
        words = view.texts.say("Записано.")
        turn.hint(words)
        turn.become(Reply(text="\n".join([f"✅ {words}", *lines])))
    else:
        turn.hint(refused_text(outcome, view), alert=True)


def _command(told: Told, view: View) -> StaffCommand:
    person, by, office = view.person(told).id, view.me.id, view.office.id
    if told.leaves:
        return Dismiss(office, by, person, told.ordered or view.today, told.to)
    return Absent(
        office,
        by,
        person,
        begins_at(told, view.office, view.now),
        ends_at(told, view.office),
        told.why or Reason.OTHER,
        (told.substitute,) if told.substitute is not None else (),
        told.stays,
    )


def resumed(dialog: int, what: str, turn: Turn) -> Told | None:
    """The dialog to whose present question a button belongs; None for a button of another one, or of an earlier one."""
    told = told_in(turn)
    return told if told and (told.dialog, told.query) == (dialog, what) else None

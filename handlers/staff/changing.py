"""Changes with a tap: roles, department, substitutes, order, settings. Every one goes through the core's door."""

from typing import Any

from aiogram import Router
from aiogram.types import CallbackQuery

from handlers.scene import me
from handlers.staff.carrying import carry, edit_of
from handlers.staff.data import Drop, Put
from handlers.staff.errands import SeeOffice
from handlers.staff.refused import refused_text
from handlers.staff.showing import anew, dead, drawn, sight_of
from handlers.staff.sight import unit_named
from handlers.staff.states import waits_here
from handlers.staff.values import tapped
from handlers.states import rest
from handlers.texts import Texts
from handlers.turn import Turn
from workflow.staffing.changes import Thing
from workflow.staffing.commands import Remove
from workflow.staffing.refusals import StaffRefusal

router = Router(name="staff-changing")

_SCREENS = {"roles": "roles", "department": "move", "substitutes": "subs", "order": "edit", "email": "one"}
"""The screen on which a field is changed with a tap, which is shown again after it."""


@router.callback_query(Put.filter())
async def put(query: CallbackQuery, callback_data: Put, turn: Turn, texts: Texts) -> None:
    """One field, from what was seen there to what was tapped."""
    person, office = me(turn)
    if waits_here(turn):
        rest(turn)
    wanted = tapped(callback_data, office)
    if wanted is None:
        dead(turn, texts)
        return
    of_unit = callback_data.field in ("topics", "places")
    screen = "edit" if of_unit else _SCREENS.get(callback_data.field, "office")
    await carry(turn, texts, edit_of(wanted, office, person), screen, callback_data.key)


@router.callback_query(Drop.filter())
async def dropped(query: CallbackQuery, callback_data: Drop, turn: Turn, texts: Texts) -> None:
    """A department goes, if nobody and nothing is in it."""
    person, office = me(turn)
    unit = unit_named(callback_data.unit, office)
    if unit is None:
        dead(turn, texts)
        return
    sight = sight_of(turn, texts, callback_data.unit)

    def show(outcomes: list[Any]) -> None:
        outcome, now = outcomes
        if isinstance(outcome, StaffRefusal):
            turn.hint(refused_text(outcome, sight), alert=True)
            return
        turn.hint(texts.say("Отдел удалён."))
        if shown := drawn("units", anew(sight, now)):
            turn.become(shown)

    command = Remove(office.id, person.id, Thing.DEPARTMENT, unit.key)
    await turn.change(command, SeeOffice(office=office.id), then=show)

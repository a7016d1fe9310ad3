"""What somebody hears when his access ends."""

from dataclasses import replace

import pytest

from handlers.effects import CommandsShown
from handlers.staff.errands import Told
from handlers.staff.told import access_ended
from handlers.turn import Turn
from tests.handlers.world import EXECUTOR, OFFICE, SECOND, World
from workflow.office import Office, Person

OTHER = replace(OFFICE, people=tuple(replace(one, address="1002") if one == SECOND else one for one in OFFICE.people))
NOWHERE = replace(EXECUTOR, address=None)


@pytest.mark.parametrize(
    ("office", "person", "hears"),
    [(OFFICE, EXECUTOR, True), (OTHER, EXECUTOR, False), (OFFICE, NOWHERE, False)],
    ids=["alone", "under two names", "never joined"],
)
def test_who_was_dismissed_heard_nothing(office: Office, person: Person, hears: bool) -> None:
    """He reads it in his own chat and gets the menu of a stranger; not who is here still, nor who has no chat."""
    turn = _turn(office)
    access_ended(turn, person, office)
    told = [one for one in turn.effects if isinstance(one, Told)]
    assert [(one.lane, one.reply.text) for one in told] == (
        [("telegram:1002", "Администрация района: ваш доступ закрыт.")] if hears else []
    )
    assert [isinstance(one, CommandsShown) for one in turn.effects].count(True) == int(hears)


def _turn(office: Office) -> Turn:
    clock = World(office=office)
    return Turn(lane="telegram:1", address="1", clock=clock, commit=None, read=None)  # type: ignore[arg-type]  # unused

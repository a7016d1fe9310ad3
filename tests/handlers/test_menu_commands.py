"""The menu against the conversations: what it offers works, and what works is offered."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from aiogram import Router
from aiogram.filters import Command

from bot.bootstrap import dispatcher
from handlers.menu import COMMANDS, GROUP, HIDDEN, commands_for, menu_of, of_several
from handlers.staff.sight import SEES
from tests.handlers.world import COORDINATOR, HEAD
from workflow.rights.ask import may
from workflow.rights.asked import Asked
from workflow.rights.row import What
from workflow.words import Role

OF_SEVERAL = {*of_several(2), "office"}
"""Commands of those who work for several offices; the second is another name of the first."""


def handled(router: Router) -> Iterator[str]:
    """Every command that a conversation waits for."""
    for handler in router.message.handlers:
        for one in handler.filters or ():
            if isinstance(one.callback, Command):
                yield from (str(name) for name in one.callback.commands)
    for sub in router.sub_routers:
        yield from handled(sub)


def test_every_command_is_offered_or_deliberately_not() -> None:
    """A conversation that begins with a command stands in the menu, or among those that are left out on purpose."""
    known = set(handled(dispatcher()))
    assert known - {*COMMANDS, *HIDDEN, *OF_SEVERAL} == set()


def test_everything_that_is_offered_works() -> None:
    """No menu has a command that nothing answers."""
    known = set(handled(dispatcher()))
    assert {*COMMANDS, *HIDDEN, *OF_SEVERAL, *GROUP} - known == set()


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.CITIZEN}))
@pytest.mark.parametrize(
    ("name", "what"),
    [("board", What.BOARD), ("find", What.FIND), ("accounts", What.ACCOUNTS), ("absence", What.ABSENT)],
)
def test_the_menu_offers_nothing_that_is_refused(role: Role, name: str, what: What) -> None:
    """Whose menu has a command has the right to it by the table."""
    person = replace(HEAD, roles=frozenset({role}))
    assert name not in commands_for(person) or may(person, what, Asked(other=person))


def test_the_board_and_the_staff_are_offered_to_all_who_may() -> None:
    """The board is in the menu of everybody who has it, the list of people too."""
    everybody = [replace(HEAD, roles=frozenset({role})) for role in set(Role) - {Role.CITIZEN}]
    for person in everybody:
        assert ("board" in commands_for(person)) is may(person, What.BOARD, Asked())
        assert ("staff" in commands_for(person)) is bool(person.roles & SEES)


def test_the_menu_of_a_person() -> None:
    """It goes to his chat, in his language; who has no chat has no menu."""
    effect = menu_of(COORDINATOR)
    assert effect is not None
    assert (effect.lane, effect.locale, effect.names) == ("telegram:1005", "ru", commands_for(COORDINATOR))
    assert menu_of(replace(COORDINATOR, address=None)) is None

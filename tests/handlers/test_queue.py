"""/my and /board: whose cards are one's own, and whose may be seen."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from handlers.menu import commands_for
from handlers.queue import board, my
from handlers.texts import texts_for
from handlers.turn import Then, Turn, Wish
from tests.handlers.invented import CHIEF, GUEST, Service
from tests.handlers.test_messages import brought
from tests.handlers.world import COORDINATOR, CURATOR, EXECUTOR, HEAD, PLUMBER, SECOND, World
from workflow.card import Card
from workflow.commands import SetImportance
from workflow.desk import Outcome
from workflow.office import Office, Person
from workflow.procedure import Procedure
from workflow.words import Importance


@dataclass
class Shelf:
    """What lists look up."""

    world: World

    def open_cards(self, office: object) -> Sequence[Card]:
        return [card for card in self.world.books.cards.values() if card.open]

    def procedure(self, name: str, digest: str | None = None) -> Procedure:
        return self.world.books.procedure(name, digest)

    def children(self, office: object) -> Sequence[Office]:
        return ()


@dataclass
class Still:
    """A clock that stands."""

    at: datetime

    def now(self) -> datetime:
        return self.at


def turn_of(world: World, person: Person) -> Turn:
    async def read(query: Callable[[Any], Any]) -> object:
        return query(Shelf(world))

    async def commit(turn: Turn, commands: Sequence[Wish], then: Then | None) -> list[Outcome]:
        raise AssertionError("nothing is to be written")

    return Turn("telegram:1", "1", Still(world.now), commit, read, person, world.office)


async def listed(world: World, person: Person) -> str:
    """What /my says."""
    turn = turn_of(world, person)
    await my(brought(text="/my"), turn, texts_for("ru"))
    return turn.replies[0].text


async def seen(world: World, person: Person) -> str:
    """What /board says."""
    turn = turn_of(world, person)
    await board(brought(text="/board"), turn, texts_for("ru"))
    return turn.replies[0].text


NOTHING = "Сейчас у вас нет карточек."


async def test_a_part_that_is_asked_of_me_is_on_my_list() -> None:
    """A contributor has the card on his list until his part is given."""
    world = Service().shared()
    assert "№ 12 · " in await listed(world, PLUMBER)
    assert await listed(world.gives(), PLUMBER) == NOTHING


async def test_a_question_that_waits_for_me_is_on_my_list() -> None:
    """Who decides on more time has the card on his list until he has decided."""
    world = Service().asked_for_days()
    assert "№ 12 · " in await listed(world, COORDINATOR)
    assert await listed(world.act(COORDINATOR, "grant"), COORDINATOR) == NOTHING


async def test_urgent_cards_come_first_with_their_buttons() -> None:
    """A fast card stands first in the list and among the buttons under it."""
    world = Service().visited().visited()
    world.do(SetImportance(world.id, COORDINATOR.id, Importance.FAST, 1))
    turn = turn_of(world, EXECUTOR)
    await my(brought(text="/my"), turn, texts_for("ru"))
    assert turn.replies[0].text.splitlines()[1].startswith("❗ № 13")
    assert [button.text for button in turn.replies[0].rows[0]] == ["№ 13", "№ 12"]


async def test_the_board_shows_what_one_may_see() -> None:
    """A department's head sees its cards alone; others who watch see all of them; the rest have no board."""
    world = Service()
    world.post().act(CURATOR, "route", department="utilities")
    world.visited()
    assert [number for number in ("№ 12", "№ 13") if number in await seen(world, CHIEF)] == ["№ 13"]
    assert [number for number in ("№ 12", "№ 13") if number in await seen(world, HEAD)] == ["№ 12", "№ 13"]
    for person in (EXECUTOR, SECOND, GUEST):
        assert (await seen(world, person)).startswith("Доска видна куратору")


def test_the_menu_offers_the_board_to_those_who_have_it() -> None:
    """Somebody from outside is not offered the office's board; a head who is an executor too is."""
    assert "board" not in commands_for(GUEST)
    assert "board" in commands_for(CHIEF)
    assert "board" in commands_for(replace(EXECUTOR, roles=EXECUTOR.roles | HEAD.roles))

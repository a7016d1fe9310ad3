"""Buttons under a card: one main first, the dangerous one last, never more than eight in view."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from handlers.keys import MOST_IN_VIEW
from tests.handlers.asked import CHIEF, Asking
from tests.handlers.world import COORDINATOR, CURATOR, EXECUTOR, HEAD, SECOND, World, sobolevo
from workflow.office import Department, Person
from workflow.procedure_file import parse_procedure
from workflow.words import PersonId, Role

BOSS = Person(PersonId(9), "boss", "Всё сразу", frozenset(Role) - {Role.CITIZEN, Role.OUTSIDE}, "roads", "1009")
READERS = (CURATOR, EXECUTOR, SECOND, HEAD, COORDINATOR, CHIEF, BOSS)


def labels(world: World, reader: Person, *, every: bool = False) -> list[str]:
    return [one.text for row in world.sees(reader, all_buttons=every).rows for one in row]


def stages() -> Iterator[Asking]:
    """A card of the asking service at each of its steps, its office with a person of every role."""
    world = Asking()
    world.office = replace(world.office, people=(*world.office.people, BOSS))
    world.books.offices[world.office.id] = world.office
    yield world.post()
    yield world.act(CURATOR, "route", department="roads")
    yield world.act(CHIEF, "assign", person=EXECUTOR.id)
    world.submitted()
    yield world
    yield world.act(HEAD, "approve")


@pytest.mark.parametrize("reader", READERS, ids=lambda person: person.key)
def test_never_more_than_eight(reader: Person) -> None:
    """At every step, whoever looks: eight at most, no button lost behind «Ещё…», none there twice, danger last."""
    for world in stages():
        short, whole = labels(world, reader), labels(world, reader, every=True)
        assert len(short) <= MOST_IN_VIEW
        assert "Ещё…" not in whole
        assert set(short) - {"Ещё…"} <= set(whole)
        assert len(set(whole)) == len(whole)
        assert ("Ещё…" in short) == (len(short) <= len(whole) and set(short) != set(whole))
        styles = [one.style for row in world.sees(reader).rows for one in row]
        assert "danger" not in styles[: len(styles) - styles.count("danger")]


def test_what_is_seldom_of_use_waits_behind_more() -> None:
    """Two shortened times and the kind wait for «Ещё…», even where there is room; one alone does not."""
    world = Asking().working()
    assert labels(world, HEAD) == ["Ещё…"]
    assert labels(world, HEAD, every=True) == ["Срок: 6 рабочих часов", "Срок: 4 рабочих часа"]
    assert labels(world, CURATOR)[-2:] == ["Вид: публикация", "Значимое"]
    assert "Ещё…" not in labels(world, CURATOR)


def test_what_belongs_to_the_step_stays_in_view() -> None:
    """Where not all fit, the step's own buttons stay, and what stands beside it gives way."""
    world = next(iter(stages()))
    units = tuple(Department(f"unit-{number}", f"Отдел {number}") for number in range(10))
    staff = tuple(replace(SECOND, id=PersonId(100 + index), department=one.key) for index, one in enumerate(units))
    world.office = replace(world.office, departments=units, people=(*world.office.people, *staff))
    assert labels(world, CURATOR) == [
        "→ Отдел 0",
        "→ Отдел 1",
        "→ Отдел 2",
        "→ Отдел 3",
        "Ещё…",
        "Предупредить жителей",
        "Не подлежит обработке",
        "Передать другим",
    ]


def test_an_action_that_is_no_routing_says_what_it_is() -> None:
    """Departments under another action than routing are told apart from those under it."""
    text = (Path(__file__).parent / "needs.toml").read_text("utf-8")
    beside = 'by = "coordinator"\nat = ["work"]\nto = "choose"\nneeds = ["reason", "department"]'
    changed = parse_procedure(
        text.replace(beside, 'needs = "department"').replace(
            'finish = "closed" }', 'finish = "closed", move = "choose" }'
        )
    )
    world = Asking().working()
    world.books.versions["needs"] = [changed.model_copy(update={"digest": world.card.digest})]
    assert "Передать отделу → Парки" in labels(world, EXECUTOR)


def test_the_main_button_is_one() -> None:
    """The first department is the main one; the others and what stands beside are plain."""
    buttons = [one for row in World(rules=sobolevo()).post().sees(CURATOR).rows for one in row]
    assert [one.style for one in buttons].count("success") == 1
    assert buttons[0].style == "success"

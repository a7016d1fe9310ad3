"""What became too many, in words."""

import pytest

from handlers.refused import refusal_text
from handlers.texts import texts_for
from tests.handlers.world import ANSWER, COORDINATOR, CURATOR, EXECUTOR, HEAD, PROCEDURE, World, as_read
from workflow.post import Draft, Part
from workflow.procedure_file import parse_procedure
from workflow.words import DraftKind


def counting(**changes: str) -> World:
    """An office whose procedure counts."""
    given = {"counts": '"late"', "per": '"department"', "within": '"month"', "more_than": "1", "tell": '["head"]'}
    lines = [f"{key} = {value}" for key, value in {**given, **changes}.items()]
    counter = "\n".join(['[[counter]]\nname = "often"\nclause = "26"', *lines])
    return World(rules=parse_procedure(f"{PROCEDURE.read_text('utf-8')}\n{counter}\n"))


def test_misses_of_a_department_in_a_month() -> None:
    """Whose, how many, in which month, by which clause; the last card is at hand."""
    world = counting().routed().at("16:00")
    world.rung()
    world.routed().at("2026-03-05 16:00").rung()
    told = as_read(world.hears("counted", HEAD))
    assert told == "❗ Благоустройство: 2 опоздания за март · п. 26\nПредел — 1. Последняя: № 13\n[Открыть]"
    told = as_read(world.hears("counted", HEAD, "en"))
    assert told.startswith("❗ Благоустройство: 2 misses in March · cl. 26\nThe limit is 1. The last one: № 13")


@pytest.mark.parametrize(
    ("per", "whose"),
    [("executor", "Исполнитель дорог"), ("department", "Благоустройство"), ("office", "Администрация района")],
)
@pytest.mark.parametrize(("within", "time"), [("week", "за неделю"), ("day", "за 4 марта"), ("3 hours", "за 3 ч")])
def test_moments(per: str, whose: str, within: str, time: str) -> None:
    """A moment is counted in its own words, for a person, a department or the office, in any time."""
    world = counting(counts='"returned"', per=f'"{per}"', within=f'"{within}"', tell='["coordinator"]')
    for _ in range(2):
        world.routed().act(EXECUTOR, "return", note="Не наша улица")
    told = as_read(world.hears("counted", COORDINATOR)).splitlines()[0]
    assert told == f"❗ {whose}: 2 случая возврата куратору {time} · п. 26"


def test_copies_that_are_told_of() -> None:
    """Where the same answer is not refused, somebody hears how often it was given."""
    world = counting(counts='"same_answer"', per='"executor"', within='"1 hour"')
    world.submitted().routed().submitted()
    told = as_read(world.hears("counted", HEAD)).splitlines()[0]
    assert told == "❗ Исполнитель дорог: один и тот же ответ 2 раза за 1 ч · п. 26"


def test_a_copy_that_is_refused() -> None:
    """Whoever sends the same answer once too often learns by which clause, and what to do."""
    world = counting(counts='"same_answer"', per='"executor"', within='"1 hour"', tell="[]", refuse="true")
    world.submitted().routed()
    draft = Draft(kind=DraftKind.ANSWER, by=EXECUTOR.id, at=world.now, parts=(Part(text=ANSWER),))
    refusal = world.refusal(EXECUTOR, "submit", draft=draft)
    words = refusal_text(refusal, texts_for("ru"), world.office, world.now)
    assert words == "Этот же ответ уже дали 1 раз, больше нельзя (п. 26). Ничего не изменилось: измените текст."


def test_a_counter_that_is_gone_says_nothing() -> None:
    """What was counted by an earlier version of the file is not told when that has no such counter any more."""
    world = counting(counts='"returned"', per='"office"', tell='["coordinator"]')
    for _ in range(2):
        world.routed().act(EXECUTOR, "return", note="Не наша улица")
    counted = next(one for one in world.told if one.kind == "counted")
    assert counted.counted is not None
    gone = counted.counted.model_copy(update={"counter": "other"})
    world.told = [counted.model_copy(update={"counted": gone})]
    assert world.hears("counted", COORDINATOR) is None
    assert CURATOR.id not in {one.to for one in world.told}

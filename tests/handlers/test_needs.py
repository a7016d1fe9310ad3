"""What is still to be asked for an action, and what its buttons carry."""

from dataclasses import replace
from pathlib import Path

import pytest

from handlers.asking.asked import Asked, Given, Question
from handlers.asking.needs import brought, missing, most_days, unit_of
from handlers.asking.people import toggled
from handlers.callbacks import Chosen, Pick, Submit, Tap, TellHead, Toggle, brief
from tests.handlers.asked import Asking, needs
from tests.handlers.world import OFFICE
from workflow.actions import ACTIONS, Action, Need
from workflow.office import Department
from workflow.procedure_file import parse_procedure
from workflow.words import CardId, DraftKind

LONGEST = "a" * 20
CARD, TURN = 9_999_999_999, 99_999


@pytest.mark.parametrize(
    ("asks", "given", "question"),
    [
        ("", {}, None),
        ("reason", {}, Question.REASON),
        ("reason", {"note": "Так"}, None),
        ("days reason", {}, Question.DAYS),
        ("days reason", {"days": 2}, Question.REASON),
        ("reason days", {"days": 2}, Question.REASON),
        ("draft days", {}, Question.DAYS),
        ("draft days", {"days": 2}, Question.DRAFT),
        ("link", {}, Question.LINK),
        ("link", {"link": "https://vk.com/1"}, None),
        ("link", {"link": ""}, Question.NO_LINK),
        ("link", {"link": "", "note": "Удалён"}, None),
        ("reason link", {"note": "Закрыто"}, Question.LINK),
        ("reason link", {"note": "Закрыто", "link": ""}, None),
        ("outcome", {}, Question.OUTCOME),
        ("outcome", {"outcome": "solved"}, None),
        ("outcome", {"outcome": "impossible"}, Question.REASON),
        ("outcome", {"outcome": "impossible", "note": "Не наша"}, None),
        ("outcome reason", {"outcome": "solved"}, Question.REASON),
        ("reason outcome", {"note": "Не наша", "outcome": "impossible"}, None),
        ("ground category", {"ground": "law"}, Question.CATEGORY),
        ("people", {}, Question.PEOPLE),
        ("people", {"people": ("roads",)}, None),
        ("department person", {}, Question.DEPARTMENT),
        ("department person", {"department": "roads"}, Question.PERSON),
        ("date", {}, Question.DATE),
        ("rating", {}, Question.REASON),
        ("rating", {"note": "5, спасибо"}, None),
    ],
)
def test_the_next_question(asks: str, given: dict[str, object], question: Question | None) -> None:
    """In the order of the file, a draft last; a reason that was given once is not asked for again."""
    action = Action(name="any", needs=tuple(asks.split()))
    assert missing(action, Given.model_validate(given), needs()) is question


def test_every_need_has_its_question() -> None:
    """Whatever a file may ask for can be asked."""
    for need in Need:
        if need is not Need.NOTHING:
            assert missing(Action(name="any", needs=(need,)), Given(), needs())


@pytest.mark.parametrize(
    ("asks", "value", "answers"),
    [
        ("department", "roads", {"department": "roads"}),
        ("department", "", {}),
        ("person", "6", {"person": 6}),
        ("person", "шесть", {"person": None}),
        ("ground", "law", {"ground": "law"}),
        ("outcome", "solved", {"outcome": "solved"}),
        ("category", "water", {"category": "water"}),
        ("reason", "что угодно", {}),
    ],
)
def test_what_a_button_brings(asks: str, value: str, answers: dict[str, object]) -> None:
    """The value of a button answers what is asked next, and nothing else."""
    world = Asking().working()
    action = Action(name="any", needs=tuple(asks.split()))
    assert brought(action, value, Given(), world.shown(world.office.people[0])) == answers


def test_a_long_key_fits_a_button() -> None:
    """A department's key of 40 characters goes as its hash, and is found again; a made-up one is found nowhere."""
    key = "k" * 40
    office = replace(OFFICE, departments=(*OFFICE.departments, Department(key, "Длинный")))
    assert len(brief(key)) <= 20
    assert brief("roads") == "roads"
    assert unit_of(brief(key), office) == key
    assert unit_of("~made-up", office) == "~made-up"


@pytest.mark.parametrize(
    "data",
    [
        Tap(card=CARD, turn=TURN, action=LONGEST, value=LONGEST),
        Tap(card=CARD, turn=TURN, action=LONGEST, value=brief("k" * 40)),
        Pick(card=CARD, turn=TURN, action=LONGEST, need="category", value="p99"),
        Pick(card=CARD, turn=TURN, action=LONGEST, need="date", value="2026-03-04"),
        Toggle(card=CARD, turn=TURN, action=LONGEST, unit=brief("k" * 40)),
        Toggle(card=CARD, turn=TURN, action=LONGEST, unit=LONGEST),
        Chosen(card=CARD, turn=TURN, action=LONGEST),
        TellHead(card=CARD, deadline=LONGEST),
        Submit(card=CARD, turn=TURN, revision=9999, kind=DraftKind.CLARIFICATION),
    ],
    ids=lambda data: type(data).__name__,
)
def test_the_longest_data_fits(data: Tap) -> None:
    """Telegram takes 64 bytes."""
    assert len(data.pack().encode()) <= 64


@pytest.mark.parametrize("name", ["слишком", "a" * 21, "with:colon", ""])
@pytest.mark.parametrize("table", ["ground", "outcome", "category", "shorter", "kinds"])
def test_a_name_that_no_button_can_carry_is_refused(name: str, table: str) -> None:
    """The file says which name it is, before any card is made under it."""
    text = (Path(__file__).parent / "needs.toml").read_text("utf-8")
    old = {"ground": "alien", "outcome": "solved", "category": "roads", "shorter": "six", "kinds": "incident"}[table]
    changed = text.replace(f'name = "{old}"', f'name = "{name}"').replace(f"\n{old} = {{", f'\n"{name}" = {{')
    assert changed != text
    with pytest.raises(ValueError, match=table):
        parse_procedure(changed)


def test_marks_keep_their_order() -> None:
    """The order of the taps is the order; a second tap takes the mark away."""
    assert toggled((), "a") == ("a",)
    assert toggled(("a", "b"), "c") == ("a", "b", "c")
    assert toggled(("a", "b", "c"), "b") == ("a", "c")


def test_days_of_an_action_without_an_extension() -> None:
    """Where nothing can be extended, there are no days to ask for."""
    world = Asking().working()
    shown = world.shown(world.office.people[0])
    assert most_days(Asked(card=CardId(1), turn=1, action="extend"), shown) == 8
    assert ACTIONS["extend"].needs == (Need.DAYS, Need.REASON)

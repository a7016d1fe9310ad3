"""Changes of an office and its people: what is decided, and what is refused why. Tables of cases."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.workflow.office import COORDINATOR, CURATOR, HEAD, OFFICE, ROADS, ROADS_2, SOBOLEVO, UTILITIES, person
from tests.workflow.story import Story
from workflow.office import Office
from workflow.staffing.changes import Change
from workflow.staffing.commands import Add, Confirm, Edit, Remove, StaffCommand
from workflow.staffing.decide import StaffDecision, decide_staff
from workflow.staffing.facts import Facts, Made
from workflow.staffing.keys import key_of, numbered_key
from workflow.staffing.leaving import passed
from workflow.staffing.refusals import StaffRefusal, StaffWhy
from workflow.words import PersonId, Role

NOW = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)
ADMIN, SECOND, NEW = PersonId(21), PersonId(22), PersonId(31)
RULED: Office = replace(OFFICE, people=(*OFFICE.people, person(ADMIN, Role.ADMINISTRATOR)))
BOTH: Office = replace(RULED, people=(*RULED.people, person(SECOND, Role.ADMINISTRATOR)))
LAST = Made(Change("person", "roads", "roles", ["executor"], ["head"]), SECOND, NOW, "chat")


def decided(command: StaffCommand, office: Office = RULED, **facts: Any) -> StaffDecision:
    return decide_staff(command, replace(Facts(office, NOW), **facts))


def edit(what: str, key: str, field: str, seen: object, value: object, by: PersonId = ADMIN) -> Edit:
    return Edit(OFFICE.id, by, what, key, field, seen, value)


def why(decision: StaffDecision) -> StaffWhy | None:
    return decision.why if isinstance(decision, StaffRefusal) else None


FITS: list[tuple[str, str, str, object, object]] = [
    ("person", "curator", "roles", ["curator"], ["coordinator", "curator"]),
    ("person", "curator", "department", None, "roads"),
    ("person", "roads", "department", "roads", "utilities"),
    ("person", "curator", "name", "curator", "Вера"),
    ("person", "curator", "email", None, "vera@example.org"),
    ("person", "curator", "substitutes", [], ["head", "coordinator"]),
    ("department", "roads", "name", "Дорожное хозяйство", "Дороги"),
    ("department", "empty", "topics", [], ["деревья"]),
    ("department", "empty", "places", [], ["ул. Лесная"]),
    ("office", "here", "confirms", False, True),
    ("office", "here", "order", ["roads", "utilities", "empty"], ["empty", "roads", "utilities"]),
    ("office", "here", "name", "Администрация района", "Округ"),
]


@pytest.mark.parametrize(("what", "key", "field", "seen", "value"), FITS)
def test_what_may_stand_there(what: str, key: str, field: str, seen: object, value: object) -> None:
    """A value that fits is written in the place of the one that was seen there, and of nothing else."""
    assert decided(edit(what, key, field, seen, value)) == (Change(what, key, field, seen, value),)


@pytest.mark.parametrize(("what", "key", "field", "seen", "value"), FITS)
def test_an_old_screen(what: str, key: str, field: str, seen: object, value: object) -> None:
    """Where something else stands there than was seen, nothing changes, and it is told who was quicker and when."""
    old = decided(edit(what, key, field, "something else", value), last=LAST)
    assert old == StaffRefusal(StaffWhy.STALE, SECOND, NOW)
    assert decided(edit(what, key, field, "something else", seen), last=LAST) == ()


@pytest.mark.parametrize("by", [CURATOR, COORDINATOR, HEAD, PersonId(99)])
@pytest.mark.parametrize(("what", "key", "field", "seen", "value"), FITS[:1] + FITS[6:10])
def test_only_administrators_change(what: str, key: str, field: str, seen: object, value: object, by: PersonId) -> None:
    """Nobody else changes anything, whatever he plays."""
    assert decided(edit(what, key, field, seen, value, by)) == StaffRefusal(StaffWhy.NOT_YOURS)


@pytest.mark.parametrize(
    ("what", "key", "field", "seen", "value", "refused"),
    [
        ("person", "curator", "roles", ["curator"], [], StaffWhy.BAD_VALUE),
        ("person", "curator", "roles", ["curator"], ["king"], StaffWhy.BAD_VALUE),
        ("person", "curator", "roles", ["curator"], ["citizen"], StaffWhy.BAD_VALUE),
        ("person", "curator", "roles", ["curator"], ["head", "head"], StaffWhy.BAD_VALUE),
        ("person", "curator", "roles", ["curator"], "head", StaffWhy.BAD_VALUE),
        ("person", "curator", "roles", ["curator"], ["executor"], StaffWhy.BAD_VALUE),
        ("person", "curator", "roles", ["curator"], ["chief", "curator"], StaffWhy.BAD_VALUE),
        ("person", "person-21", "roles", ["administrator"], ["curator"], StaffWhy.LAST_ADMINISTRATOR),
        ("person", "roads", "department", "roads", None, StaffWhy.BAD_VALUE),
        ("person", "roads", "department", "roads", "nowhere", StaffWhy.NO_SUCH),
        ("person", "curator", "email", None, "vera", StaffWhy.BAD_VALUE),
        ("person", "curator", "email", None, "vera@localhost", StaffWhy.BAD_VALUE),
        ("person", "curator", "email", None, "a@b.c d", StaffWhy.BAD_VALUE),
        ("person", "curator", "name", "curator", "", StaffWhy.BAD_VALUE),
        ("person", "curator", "name", "curator", "я" * 101, StaffWhy.BAD_VALUE),
        ("person", "curator", "name", "curator", "Вера\n", StaffWhy.BAD_VALUE),
        ("person", "curator", "name", "curator", "Вера\u202e", StaffWhy.BAD_VALUE),
        ("person", "curator", "substitutes", [], ["curator"], StaffWhy.BAD_SUBSTITUTE),
        ("person", "curator", "substitutes", [], ["nobody"], StaffWhy.BAD_SUBSTITUTE),
        ("person", "curator", "substitutes", [], ["head", "head"], StaffWhy.BAD_SUBSTITUTE),
        ("person", "nobody", "name", "", "Вера", StaffWhy.NO_SUCH),
        ("person", "curator", "address", "1001", "1", StaffWhy.NO_SUCH),
        ("department", "roads", "name", "Дорожное хозяйство", "жкх", StaffWhy.THERE_ALREADY),
        ("department", "roads", "name", "Дорожное хозяйство", " ", StaffWhy.BAD_VALUE),
        ("department", "empty", "topics", [], ["а", "а"], StaffWhy.BAD_VALUE),
        ("department", "empty", "topics", [], "дороги", StaffWhy.BAD_VALUE),
        ("department", "gone", "name", "", "Дороги", StaffWhy.NO_SUCH),
        ("office", "here", "order", ["roads", "utilities", "empty"], ["roads", "utilities"], StaffWhy.BAD_VALUE),
        ("office", "here", "confirms", False, "yes", StaffWhy.BAD_VALUE),
        ("office", "here", "locale", "ru", "по-русски", StaffWhy.BAD_VALUE),
        ("office", "here", "accounts", [], [{"network": "vk"}], StaffWhy.BAD_VALUE),
        ("office", "there", "name", "", "Округ", StaffWhy.NO_SUCH),
    ],
)
def test_what_may_not_stand_there(
    what: str, key: str, field: str, seen: object, value: object, refused: StaffWhy
) -> None:
    """A value that cannot stand there is refused with its reason, and nothing changes."""
    assert why(decided(edit(what, key, field, seen, value))) is refused


def test_one_of_two_administrators() -> None:
    """Of two administrators one may lose the role, or go; one who has not come yet does not count."""
    command = edit("person", "person-21", "roles", ["administrator"], ["curator"])
    assert why(decided(command, BOTH)) is None
    absent = replace(BOTH, people=(*RULED.people, replace(person(SECOND, Role.ADMINISTRATOR), address=None)))
    assert why(decided(command, absent)) is StaffWhy.LAST_ADMINISTRATOR
    leaving = Remove(OFFICE.id, ADMIN, "person", "person-21")
    assert why(decided(leaving, absent)) is StaffWhy.LAST_ADMINISTRATOR
    assert decided(leaving, BOTH) == (Change("person", "person-21", "", "person-21", None),)


@pytest.mark.parametrize(
    ("key", "facts", "refusal"),
    [
        ("empty", {}, None),
        ("empty", {"open_cards": (12, 15)}, StaffRefusal(StaffWhy.OPEN_CARDS, amount=2, names=("12", "15"))),
        ("utilities", {}, StaffRefusal(StaffWhy.NOT_EMPTY, amount=1, names=("utilities",))),
        (
            "empty",
            {"waiting": (replace(person(NEW, Role.EXECUTOR), department="empty"),)},
            StaffRefusal(StaffWhy.NOT_EMPTY, amount=1, names=("person-31",)),
        ),
        ("gone", {"last": LAST}, StaffRefusal(StaffWhy.NO_SUCH, SECOND, NOW)),
    ],
)
def test_a_department_goes(key: str, facts: dict[str, Any], refusal: StaffRefusal | None) -> None:
    """A department with open cards, people, or somebody who waits stays, and it is told which and who."""
    decision = decided(Remove(OFFICE.id, ADMIN, "department", key), **facts)
    assert decision == (refusal or (Change("department", "empty", "", "Отдел без людей", None),))
    assert why(decided(Remove(OFFICE.id, HEAD, "department", key), **facts)) is StaffWhy.NOT_YOURS


def test_a_department_comes() -> None:
    """A department comes with a key made of its name, never twice; one of the same name is refused."""

    def adding(name: object, by: PersonId = ADMIN, what: str = "department", **more: object) -> StaffDecision:
        return decided(Add(OFFICE.id, by, what, "", {"name": name, **more}))

    assert adding("Парки", topics=["деревья"]) == (
        Change("department", "parki", "", None, "Парки"),
        Change("department", "parki", "topics", [], ["деревья"]),
    )
    assert adding("Roads") == (Change("department", "roads-2", "", None, "Roads"),)
    assert why(adding(" жкх")) is StaffWhy.BAD_VALUE
    assert why(adding("жкх")) is StaffWhy.THERE_ALREADY
    assert why(adding("")) is why(adding(None)) is why(adding("Парки", topics="да")) is StaffWhy.BAD_VALUE
    assert why(adding("Вера", what="person")) is StaffWhy.BAD_VALUE
    assert why(adding("Парки", CURATOR)) is StaffWhy.NOT_YOURS


def test_who_waits() -> None:
    """Who waits is let in, or goes; one whom the office knew keeps his place; the second answer learns of the first."""
    new = person(NEW, Role.CURATOR)

    def said(let_in: bool, by: PersonId = ADMIN, **facts: Any) -> StaffDecision:
        return decided(Confirm(OFFICE.id, by, NEW, let_in), **facts)

    let_in = Change("person", new.key, "confirmed", False, True)
    assert said(True, waiting=(new,)) == (let_in,)
    assert said(False, waiting=(new,)) == (Change("person", new.key, "", new.name, None),)
    expected = said(False, waiting=(new,), expected=frozenset({NEW}))
    assert expected == (Change("person", new.key, "address", new.address, None), let_in)
    assert said(True, last=LAST) == StaffRefusal(StaffWhy.NO_SUCH, SECOND, NOW)
    there = replace(RULED, people=(*RULED.people, new))
    assert why(decided(Confirm(OFFICE.id, ADMIN, NEW, True), there)) is StaffWhy.THERE_ALREADY
    assert why(said(True, HEAD, waiting=(new,))) is StaffWhy.NOT_YOURS


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Дорожное хозяйство", "dorozhnoe-hozyaystvo"),
        ("ЖКХ", "zhkh"),
        ("Отдел № 7 (съезд)", "otdel-7-sezd"),
        ("—", "unit"),
        ("а" * 99, "a" * 32),
    ],
)
def test_keys_of_names(name: str, key: str) -> None:
    """A name gives a key of small Latin letters that is not too long; one that is taken gets a number."""
    assert key_of(name, ()) == key
    assert key_of(name, {key}) == f"{key}-2"
    assert numbered_key("curator", {"curator-1", "curator-3"}) == "curator-2"


def test_others_are_left_alone() -> None:
    """What is said of one person is written to nobody else."""
    (change,) = decided(edit("person", "roads", "roles", ["executor"], ["curator", "executor"]))  # type: ignore[misc]  # it is no refusal
    assert (change.key, OFFICE.person(ROADS), OFFICE.person(UTILITIES)) == (
        "roads",
        RULED.person(ROADS),
        RULED.person(UTILITIES),
    )


@pytest.mark.parametrize(
    ("who", "field", "seen", "value", "to"),
    [
        (ROADS, "roles", ["executor"], ["head"], [ROADS_2]),
        (ROADS, "roles", ["executor"], ["executor", "head"], None),
        (ROADS, "department", "roads", "utilities", None),
        (UTILITIES, "roles", ["executor"], ["head"], None),
    ],
)
def test_open_cards_go_to_who_is_left(
    who: PersonId, field: str, seen: object, value: object, to: list[PersonId] | None
) -> None:
    """A card of whose executor the role is taken is another's of his department; it is known whose, and allowed."""
    story = Story(RULED)
    story.open()
    story.usual("route")
    cards = ((story.card, SOBOLEVO),)
    known = RULED.person(who)
    assert known
    command = edit("person", known.key, field, seen, value)
    found = passed(command, RULED, cards)
    assert [[one.id for one in card.to] for card in found] == ([] if to is None else [to])
    assert why(decided(command, cards=cards)) is None

"""The table of rights: cases of it, that nothing is missing in it, and that the desk and the buttons follow it."""

from collections.abc import Iterator
from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot.commands.procedures import shipped
from tests.workflow.office import COORDINATOR, CURATOR, HEAD, OFFICE, ROADS, ROADS_2, SOBOLEVO, UTILITIES, local, person
from tests.workflow.story import LINK, Story, draft
from tests.workflow.wander import Wanderer
from workflow import access
from workflow.access import Option, options
from workflow.card import Card
from workflow.commands import (
    Act,
    AddPart,
    Command,
    DecideRepeat,
    GivePart,
    Join,
    MarkSignificant,
    Report,
    SetImportance,
    SetKind,
    Shorten,
    Warn,
)
from workflow.decide import decide
from workflow.office import Office, Person
from workflow.post import Part
from workflow.presence import Away, Reason, Stead
from workflow.procedure import Procedure
from workflow.refusals import Refusal, Why
from workflow.rights.ask import may
from workflow.rights.asked import Asked
from workflow.rights.commands import rows_for
from workflow.rights.row import What
from workflow.rights.table import ROWS
from workflow.scene import Scene
from workflow.staffing.commands import Absent, Back, Confirm, Dismiss, Edit, StaffCommand
from workflow.staffing.rights import may_here, may_staff
from workflow.steads import with_steads
from workflow.words import Importance, PersonId, Role

OPTIONS = {
    access.IMPORTANCE: What.SET_IMPORTANCE,
    access.SIGNIFICANT: What.MARK_SIGNIFICANT,
    access.KIND: What.SET_KIND,
    access.SHORTEN: What.SHORTEN,
    access.REPEAT: What.DECIDE_REPEAT,
    access.SEPARATE: What.JOIN,
    access.GIVE_PART: What.GIVE_PART,
    access.WARN: What.WARN,
}
ADMINISTRATOR, CHIEF, PARKS = map(PersonId, (21, 22, 23))
STAFFED = replace(
    OFFICE,
    people=(
        *OFFICE.people,
        person(ADMINISTRATOR, Role.ADMINISTRATOR),
        person(CHIEF, Role.CHIEF, "roads"),
        person(PARKS, Role.OUTSIDE),
    ),
)


def member(who: PersonId, office: Office = STAFFED) -> Person:
    """The person with this id."""
    found = office.person(who)
    assert found is not None
    return found


@pytest.mark.parametrize("command", [*get_args(Command), *get_args(StaffCommand)], ids=lambda one: one.__name__)
def test_every_command_has_its_row(command: type) -> None:
    """A command that the table does not speak of is nobody's right, and must not exist."""
    for what in rows_for(command):
        assert ROWS[what], f"{command.__name__}: no row says who may"


@pytest.mark.parametrize("what", What)
def test_everything_wanted_has_a_row(what: What) -> None:
    """Nothing is named that the table has no row for."""
    assert ROWS[what]


def at_draft() -> Card:
    """A card that the department of roads has to answer."""
    return Story().to("draft").card


@pytest.mark.attack(2)
@pytest.mark.parametrize(
    ("who", "what", "name", "allowed"),
    [
        (CURATOR, What.OPEN, "", True),
        (ROADS, What.OPEN, "", False),
        (ADMINISTRATOR, What.OPEN, "", False),
        (ROADS, What.SEE, "", True),
        (UTILITIES, What.SEE, "", False),
        (CHIEF, What.SEE, "", True),
        (PARKS, What.SEE, "", False),
        (ADMINISTRATOR, What.SEE, "", True),
        (ROADS, What.STEP, "", True),
        (ROADS_2, What.STEP, "", False),
        (CURATOR, What.STEP, "", False),
        (COORDINATOR, What.RECALL, "", True),
        (HEAD, What.RECALL, "", False),
        (HEAD, What.SET_IMPORTANCE, "", False),
        (COORDINATOR, What.FAST_TRACK, "", True),
        (CURATOR, What.FAST_TRACK, "", False),
        (CURATOR, What.SHORTEN, "six_hours", True),
        (ROADS, What.SHORTEN, "six_hours", False),
        (CURATOR, What.SHORTEN, "no_such", False),
        (ROADS, What.DECIDE_REPEAT, "", True),
        (ROADS_2, What.DECIDE_REPEAT, "", False),
        (ROADS, What.GIVE_PART, "", False),
        (ROADS, What.WAKE, "", False),
        (COORDINATOR, What.SEE_AWAY, "", True),
        (CURATOR, What.SEE_AWAY, "", False),
        (ROADS, What.BOARD, "", False),
        (CHIEF, What.BOARD, "", True),
    ],
)
def test_who_may_what(who: PersonId, what: What, name: str, allowed: bool) -> None:
    """At a step of the executor's each may just what his row says."""
    asked = Asked(STAFFED, at_draft(), SOBOLEVO, name)
    assert may(member(who), what, asked) is allowed


@pytest.mark.clause("SOB-R3")
def test_a_coordinator_may_act_for_any_curator() -> None:
    """A curator's step is the coordinator's, too, and another curator's; a head's is not."""
    routing, agreeing = (Asked(STAFFED, Story().to(step).card, SOBOLEVO) for step in ("route", "approve"))
    assert may(member(COORDINATOR), What.STEP, routing)
    assert may(person(PersonId(40), Role.CURATOR), What.STEP, routing)
    assert not may(member(COORDINATOR), What.STEP, agreeing)


def test_who_stands_in_may_what_the_absent_may() -> None:
    """A substitute has the rights of the one for whom he stands in, to that one's cards alone."""
    substitute = replace(member(UTILITIES), steads=(Stead(ROADS, frozenset({Role.EXECUTOR}), "roads"),))
    office = replace(STAFFED, people=tuple(substitute if one.id == UTILITIES else one for one in STAFFED.people))
    asked = Asked(office, at_draft(), SOBOLEVO)
    assert may(substitute, What.STEP, asked)
    assert may(substitute, What.SEE, asked)
    assert not may(member(UTILITIES), What.STEP, asked)


@pytest.mark.parametrize(
    ("by", "about", "away", "dismissed"),
    [
        (ROADS, ROADS, True, False),
        (ROADS, ROADS_2, False, False),
        (CHIEF, ROADS, True, True),
        (CHIEF, UTILITIES, False, False),
        (COORDINATOR, HEAD, True, True),
        (ADMINISTRATOR, CURATOR, True, True),
        (HEAD, CURATOR, False, False),
        (CURATOR, PersonId(99), False, False),
        (PersonId(99), CURATOR, False, False),
    ],
)
def test_who_may_speak_for_whom(by: PersonId, about: PersonId, away: bool, dismissed: bool) -> None:
    """Everybody tells of his own absence, a chief of his people's, coordinators and administrators of anybody's."""
    now = Story().now
    absent = Absent(STAFFED.id, by, about, now, None, Reason.LEAVE)
    assert may_staff(by, absent, STAFFED) is away
    assert may_staff(by, Dismiss(STAFFED.id, by, about, now.date()), STAFFED) is dismissed


@pytest.mark.parametrize("what", [What.EDIT, What.ADD, What.REMOVE, What.INVITE, What.REVOKE, What.CONFIRM])
def test_the_office_is_its_administrators(what: What) -> None:
    """Nobody else changes the office, invites, or lets anybody in."""
    assert {one.id for one in STAFFED.people if may_here(one.id, what, STAFFED)} == {ADMINISTRATOR}


def test_ones_own_settings() -> None:
    """How things come to a person he sets himself; his roles he does not."""
    own = Edit(STAFFED.id, ROADS, "person", "roads", "digest", "", "08:00")
    assert may_staff(ROADS, own, STAFFED)
    assert not may_staff(ROADS_2, own, STAFFED)
    assert not may_staff(ROADS, replace(own, field="roles"), STAFFED)


def test_an_absence_that_nobody_knows_of_is_nobodys() -> None:
    """Who is to be let in is not of the office yet; an absence without a person is ended by nobody."""
    assert may_staff(ADMINISTRATOR, Confirm(STAFFED.id, ADMINISTRATOR, PersonId(77), True), STAFFED)
    assert not may_staff(ADMINISTRATOR, Back(STAFFED.id, ADMINISTRATOR, 5), STAFFED)


CHOICES = st.lists(st.integers(0, 10**6), min_size=0, max_size=25)


@pytest.mark.parametrize("procedure", shipped(), ids=lambda one: str(one.name))
def test_the_desk_and_the_buttons_follow_the_table(procedure: Procedure) -> None:
    """At any card, nobody is turned away by the desk as a stranger to it but by the table; no button goes beyond it."""

    @settings(
        max_examples=6,
        deadline=None,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=[HealthCheck.too_slow],
    )
    @given(choices=CHOICES, gone=st.integers(0, 30))
    def follow(choices: list[int], gone: int) -> None:
        walk = Wanderer(procedure)
        walk.wander(choices)
        scene = replace(walk.scene, office=without_one(walk.office, gone))
        for who in scene.office.people:
            agrees(who, walk.card, scene)
            within(who, walk.card, scene)

    follow()


def without_one(office: Office, number: int) -> Office:
    """The office where this one of its people is away and the next one stands in; it may be that nobody is."""
    people = office.people
    if number >= len(people):
        return office
    away = Away(1, Reason.LEAVE, local("2026-03-01 00:00"), substitutes=(people[(number + 1) % len(people)].id,))
    gone = replace(people[number], away=away)
    return with_steads(replace(office, people=(*people[:number], gone, *people[number + 1 :])))


def agrees(who: Person, card: Card, scene: Scene) -> None:
    """What the table forbids is refused; what it lets is refused for other reasons alone."""
    for command, allowed in wanted(who, card, scene):
        decision = decide(command, card, scene)
        if allowed:
            assert not (isinstance(decision, Refusal) and decision.why is Why.NOT_YOURS), command
        else:
            assert isinstance(decision, Refusal) or decision == (), command


def within(who: Person, card: Card, scene: Scene) -> None:
    """Every button is a right."""
    for option in options(who, card, scene.office, scene.rules.procedure):
        assert allows(who, option, card, scene), (who.plays, option)


def allows(who: Person, option: Option, card: Card, scene: Scene) -> bool:
    """Whether the table lets him press this button."""
    procedure = scene.rules.procedure
    if option.action == access.RECALL:
        return acts(who, option.action, card, scene) or recalls(who, card, scene)
    if option.action in procedure.actions:
        return acts(who, option.action, card, scene)
    what = What.FAST_TRACK if option.value == Importance.FAST else OPTIONS[option.action]
    return may(who, what, Asked(scene.office, card, procedure, option.value))


def acts(who: Person, name: str, card: Card, scene: Scene) -> bool:
    """Whether the table lets him take this action, as one of the step or beside it."""
    procedure = scene.rules.procedure
    action, step = procedure.actions[name], procedure.at(card.step)
    asked = Asked(scene.office, card, procedure, action=action)
    of_the_step = step is not None and name in step.actions and may(who, What.STEP, asked)
    return of_the_step or (action.standing and may(who, What.BESIDE, asked))


def recalls(who: Person, card: Card, scene: Scene) -> bool:
    """Whether the table lets him take the card back from those whose move it is."""
    step = scene.rules.procedure.at(card.step)
    back = step.recall if step else None
    return back is not None and may(who, What.RECALL, Asked(scene.office, card, scene.rules.procedure))


def wanted(who: Person, card: Card, scene: Scene) -> Iterator[tuple[Command, bool]]:
    """Whatever somebody may want of a card, each with what the table says."""
    procedure, number = scene.rules.procedure, card.id
    for name in sorted({*procedure.used(), access.RECALL}):
        allowed = acts(who, name, card, scene) or (name == access.RECALL and recalls(who, card, scene))
        yield Act(number, who.id, name, note="да", draft=draft(), link=LINK), allowed
    piece = Part(key="piece", text="ещё")
    kind = next(iter(procedure.kinds), "")
    plain: tuple[tuple[Command, What, str], ...] = (
        (AddPart(number, who.id, piece), What.ADD_PART, ""),
        (SetImportance(number, who.id, Importance.HIGH), What.SET_IMPORTANCE, ""),
        (SetImportance(number, who.id, Importance.FAST, 5), What.FAST_TRACK, ""),
        (SetKind(number, who.id, kind), What.SET_KIND, ""),
        (MarkSignificant(number, who.id), What.MARK_SIGNIFICANT, ""),
        (DecideRepeat(number, who.id), What.DECIDE_REPEAT, ""),
        (Join(number, who.id), What.JOIN, ""),
        (GivePart(number, who.id, (piece,)), What.GIVE_PART, ""),
        (Warn(number, who.id, "поздно"), What.WARN, ""),
        *((Shorten(number, who.id, one.name), What.SHORTEN, one.name) for one in procedure.shorter),
        *((Report(number, who.id, one.name), What.REPORT, one.name) for one in procedure.deadline if one.reports),
    )
    for command, what, name in plain:
        yield command, may(who, what, Asked(scene.office, card, procedure, name))


@pytest.mark.parametrize("role", [Role.CHIEF, Role.COORDINATOR, Role.HEAD, Role.ADMINISTRATOR])
def test_who_stands_in_for_a_chief_is_not_over_those_set_over_others(role: Role) -> None:
    """In a chief's place one answers for the executors, and for nobody who is himself set over others."""
    unit = OFFICE.person(ROADS_2)
    assert unit is not None
    standing_in = replace(unit, steads=(Stead(CHIEF, frozenset({Role.CHIEF}), "roads"),))
    executor = person(PersonId(40), Role.EXECUTOR, "roads")
    above = person(PersonId(41), role, "roads")
    for what in (What.DISMISS, What.ABSENT, What.BACK):
        assert may(standing_in, what, Asked(other=executor))
        assert not may(standing_in, what, Asked(other=above))

"""Who stands in for whom while somebody is away."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.workflow.office import COORDINATOR, CURATOR, HEAD, OFFICE, ROADS, ROADS_2, UTILITIES, unreachable
from workflow.office import Office
from workflow.presence import Away, Reason
from workflow.steads import substitute_of, with_steads
from workflow.words import PersonId, Role

MORNING = datetime(2026, 3, 4, 0, 0, tzinfo=UTC)


def away(office: Office, who: PersonId, *substitutes: PersonId) -> Office:
    """The office in which somebody is away, and these were named to stand in for him, in order."""
    gone = Away(absence=1, why=Reason.LEAVE, since=MORNING, substitutes=substitutes)
    people = tuple(replace(one, away=gone) if one.id == who else one for one in office.people)
    return with_steads(replace(office, people=people))


def ordered(office: Office, who: PersonId, *keys: str) -> Office:
    """The office in which somebody has substitutes once and for all."""
    people = tuple(replace(one, substitutes=keys) if one.id == who else one for one in office.people)
    return replace(office, people=people)


def test_an_office_at_full_strength_has_nobody_standing_in() -> None:
    """Where everybody is there, nobody stands in for anybody, and the office is the very same."""
    assert with_steads(OFFICE) is OFFICE


def test_the_substitute_plays_the_roles_of_the_one_who_is_away() -> None:
    """A coordinator who stands in for the head plays both roles, and has only his own as his own."""
    office = away(OFFICE, HEAD, COORDINATOR)
    standing_in = office.person(COORDINATOR)
    assert standing_in is not None
    assert standing_in.plays == {Role.COORDINATOR, Role.HEAD}
    assert standing_in.roles == {Role.COORDINATOR}
    assert [one.id for one in office.holding(Role.HEAD)] == [COORDINATOR]


def test_an_executor_is_replaced_within_his_department_by_itself() -> None:
    """Where nobody was named, the next executor of the department is in charge of it (SOB-9a)."""
    office = away(OFFICE, ROADS)
    assert [one.id for one in office.executors_of("roads")] == [ROADS_2]


def test_a_substitute_from_elsewhere_comes_before_the_department() -> None:
    """Whoever was named for the absence takes the place of the one who is away, also from another department."""
    office = away(OFFICE, ROADS, UTILITIES)
    assert [one.id for one in office.executors_of("roads")] == [UTILITIES, ROADS_2]
    assert [one.id for one in office.executors_of("utilities")] == [UTILITIES]


@pytest.mark.clause("KOZ-D2")
@pytest.mark.parametrize(
    ("gone", "expected"),
    [((), CURATOR), ((CURATOR,), HEAD), ((CURATOR, HEAD), ROADS), ((CURATOR, HEAD, ROADS), None)],
)
def test_substitutes_are_asked_in_their_order(gone: tuple[PersonId, ...], expected: PersonId | None) -> None:
    """Of three ordered substitutes of a coordinator the first who can be told stands in; after them nobody."""
    office = unreachable(ordered(OFFICE, COORDINATOR, "curator", "head", "roads"), *gone)
    office = away(office, COORDINATOR)
    coordinator = office.person(COORDINATOR)
    assert coordinator is not None
    found = substitute_of(coordinator, office)
    assert (found.id if found else None) == expected


def test_a_substitute_who_is_away_himself_is_passed_over() -> None:
    """Where the first substitute is on leave too, the second one stands in for both."""
    office = away(away(OFFICE, HEAD, COORDINATOR, CURATOR), COORDINATOR, CURATOR)
    curator = office.person(CURATOR)
    assert curator is not None
    assert curator.plays == {Role.CURATOR, Role.COORDINATOR, Role.HEAD}


def test_nobody_becomes_an_administrator_by_standing_in() -> None:
    """The right to change the office does not pass to a substitute."""
    head = next(one for one in OFFICE.people if one.id == HEAD)
    both = replace(head, roles=frozenset({Role.HEAD, Role.ADMINISTRATOR}))
    office = replace(OFFICE, people=tuple(both if one.id == HEAD else one for one in OFFICE.people))
    assert Role.ADMINISTRATOR not in next(one.plays for one in away(office, HEAD, CURATOR).people if one.id == CURATOR)


def test_a_substitutes_substitute_stands_in_for_both() -> None:
    """Where the only substitute is away too, whoever stands in for him does it for both."""
    office = away(away(OFFICE, HEAD, COORDINATOR), COORDINATOR, CURATOR)
    assert [one.id for one in office.holding(Role.HEAD)] == [CURATOR]


def test_two_who_stand_in_for_one_another_and_are_both_away_have_nobody() -> None:
    """A ring of substitutes ends, and nobody is found in it."""
    office = away(away(OFFICE, HEAD, COORDINATOR), COORDINATOR, HEAD)
    assert office.holding(Role.HEAD) == ()

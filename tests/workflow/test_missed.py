"""Of whom it is said that he was not reached: of those only beside whom nobody heard it for the same reason."""

import pytest

from tests.workflow.office import OFFICE, ROADS, ROADS_2, unreachable
from workflow.noticing import missed
from workflow.words import PersonId

Names = tuple[tuple[PersonId, ...], ...]


@pytest.mark.parametrize(
    ("gone", "asked", "found"),
    [
        ((), ((ROADS, ROADS_2),), ()),
        ((ROADS,), ((ROADS, ROADS_2),), ()),
        ((ROADS, ROADS_2), ((ROADS, ROADS_2),), (ROADS, ROADS_2)),
        ((ROADS,), ((ROADS,), (ROADS_2,)), (ROADS,)),
        ((ROADS,), ((ROADS,), (ROADS,)), (ROADS,)),
        ((ROADS,), ((),), ()),
    ],
)
def test_a_colleague_who_never_joined_was_named_in_every_reminder(
    gone: tuple[PersonId, ...], asked: Names, found: tuple[PersonId, ...]
) -> None:
    """Where one of several with a role hears it the others are not named; who is asked alone and cannot hear it is."""
    office = unreachable(OFFICE, *gone)
    groups = [[one for one in office.people if one.id in group] for group in asked]
    assert tuple(one.id for one in missed(groups)) == found

"""Pings that could not be sent are told by the newest of them."""

import pytest

from tests.workflow.test_folding import ping
from workflow.folding import FEW, refolded
from workflow.notices import Notice
from workflow.words import PersonId


def rung(card: int, seq: int, *, about: str = "draft", missed: bool = True, part: int | None = None) -> Notice:
    """A ping as `seq` of its card rang it."""
    return ping(card, 2, missed=missed).model_copy(update={"seq": seq, "about": about, "part": part})


@pytest.mark.fault(9)
def test_of_one_deadline_the_newest_is_left() -> None:
    """It stands for those before it, and says how many they were."""
    rows = [(rung(1, seq, missed=seq > 6),) for seq in (5, 6, 7)]
    assert refolded(rows) == ((), (), (rows[2][0].model_copy(update={"earlier": 2}),))


@pytest.mark.fault(9)
def test_other_deadlines_and_parts_are_other_matters() -> None:
    """Nothing is folded across cards, deadlines of a card, or parts of an answer."""
    rows = [(rung(1, 5),), (rung(1, 6, about="answer"),), (rung(1, 7, part=2),)]
    assert refolded(rows) == tuple(rows)


@pytest.mark.fault(9)
def test_a_reminder_hides_no_miss() -> None:
    """A deadline that was missed is told, though the same one runs anew and reminds."""
    rows = [(rung(1, 5),), (rung(1, 9, missed=False),)]
    assert refolded(rows) == tuple(rows)


@pytest.mark.fault(9)
def test_who_was_told_of_a_miss_is_kept() -> None:
    """The group's message names all who were told, by whichever of its pings."""
    first = rung(1, 5).model_copy(update={"told": (PersonId(7), PersonId(8))})
    last = rung(1, 6).model_copy(update={"told": (PersonId(8), PersonId(9))})
    assert refolded([(first,), (last,)])[1][0].told == (7, 8, 9)


@pytest.mark.fault(9)
def test_what_is_left_for_many_messages_is_said_by_the_newest() -> None:
    """More than a few cards make one message, and none of them is missing from it."""
    rows = [(rung(card, seq),) for seq in (5, 6) for card in range(1, FEW + 2)]
    left = refolded(rows)
    assert [len(row) for row in left] == [0] * (len(rows) - 1) + [FEW + 1]
    assert [(one.card, one.seq, one.earlier) for one in left[-1]] == [(card, 6, 1) for card in range(1, FEW + 2)]


@pytest.mark.fault(9)
def test_what_was_folded_already_is_folded_again() -> None:
    """A message of many pings loses those that a later one says, and keeps the rest."""
    many = tuple(rung(card, 5) for card in (1, 2))
    left = refolded([many, (rung(2, 6),)])
    assert [[(one.card, one.seq, one.earlier) for one in row] for row in left] == [[(1, 5, 0)], [(2, 6, 1)]]

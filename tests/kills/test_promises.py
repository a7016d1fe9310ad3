"""The judge of the walks himself: each thing that must not come of a kill is seen, counted, and fails the walk."""

from dataclasses import replace

import pytest

from tests.kills.ledger import REPEAT, Ledger, timeless
from tests.kills.promises import kept
from tests.kills.walk import BEGINNING
from tests.proof.counting import Tried

WELL = Ledger(
    actions=BEGINNING.actions,
    updates=BEGINNING.updates,
    unhandled=0,
    unsent=0,
    stuck=0,
    repeated={"telegram:1001": 1},
    unmarked=[],
    missing=[],
    told=frozenset({("1001", "вам: подготовить ответ"), ("1002", "срок …")}),
)
"""What came of a walk in which one message was repeated, marked."""

LOST = {
    "a step is not in the journal": replace(WELL, actions=BEGINNING.actions[:-1]),
    "an update was not stored": replace(WELL, updates=BEGINNING.updates - 1),
    "an update was stored twice": replace(WELL, updates=BEGINNING.updates + 1),
    "an update was not handled": replace(WELL, unhandled=1),
    "a notice was not sent": replace(WELL, unsent=1),
    "a notice is dead or in doubt": replace(WELL, stuck=1),
    "a chat got fewer messages than are noted": replace(WELL, missing=["telegram:1001"]),
    "somebody was not told something": replace(WELL, told=frozenset(list(WELL.told)[:1])),
    "somebody else was told it": replace(WELL, told=frozenset((who[::-1], text) for who, text in WELL.told)),
}
TWICE = {
    "a step is in the journal twice": replace(WELL, actions=(*BEGINNING.actions, BEGINNING.actions[-1])),
    "a chat got two repeats": replace(WELL, repeated={"telegram:1001": 2}),
    "a chat got a text twice without the mark": replace(WELL, unmarked=["вам: подготовить ответ"]),
}


def test_one_marked_repeat_is_within_what_was_promised() -> None:
    """A walk of which nothing else came passes, and the repeat is counted."""
    tried = Tried()
    kept(WELL, BEGINNING, tried, "a walk", whole=WELL)
    assert (tried.runs, tried.lost, tried.repeated) == (1, 0, 1)


@pytest.mark.parametrize("came", LOST.values(), ids=LOST)
def test_what_was_lost_is_counted_and_fails(came: Ledger) -> None:
    """Whatever is lost, it stands in the table, and the walk has failed."""
    tried = Tried()
    with pytest.raises(AssertionError, match="a walk"):
        kept(came, BEGINNING, tried, "a walk", whole=WELL)
    assert tried.lost > 0


@pytest.mark.parametrize("came", TWICE.values(), ids=TWICE)
def test_what_was_done_twice_fails(came: Ledger) -> None:
    """A step or a message that came twice without saying so fails the walk."""
    with pytest.raises(AssertionError, match="a walk"):
        kept(came, BEGINNING, Tried(), "a walk", whole=WELL)


@pytest.mark.parametrize(
    ("said", "same"),
    [
        ("срок через 2 ч 5 мин", "срок через … …"),
        ("к 14:01:07", "к …"),
        (f"{REPEAT}вам: подготовить ответ", "вам: подготовить ответ"),
        (f"{REPEAT}текст ответа:\n<pre>Включим.</pre>", "Включим."),
    ],
)
def test_a_text_is_the_same_at_another_time_and_when_it_comes_again(said: str, same: str) -> None:
    """What depends on the moment, and the mark of a repeat, are no part of what somebody was told."""
    assert timeless(said) == same

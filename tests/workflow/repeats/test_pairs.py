"""What is worth showing as a repeat, pair by pair."""

import pytest

from tests.workflow.repeats.alike import MISSED, REPEATS
from tests.workflow.repeats.posts import earlier
from tests.workflow.repeats.unlike import NOT_REPEATS
from workflow.repeats import Sketch, like


@pytest.mark.clause("KLP-13", "SOB-20", "KOZ-12", "KAM-2.9")
@pytest.mark.parametrize(("name", "later", "before"), REPEATS, ids=[row[0] for row in REPEATS])
def test_repeat_is_shown(name: str, later: Sketch, before: Sketch) -> None:
    """A post about what an earlier card is about is suggested as its repeat, with at least one reason."""
    (found,) = like(later, [earlier(before)])
    assert found.card == 1
    assert found.why


@pytest.mark.parametrize(("name", "later", "before"), NOT_REPEATS, ids=[row[0] for row in NOT_REPEATS])
def test_no_repeat_is_not_shown(name: str, later: Sketch, before: Sketch) -> None:
    """A post about something else, or somewhere else, is not suggested, however near it comes."""
    assert like(later, [earlier(before)]) == ()


@pytest.mark.parametrize(
    ("name", "first", "second"), [*REPEATS, *NOT_REPEATS], ids=[row[0] for row in [*REPEATS, *NOT_REPEATS]]
)
def test_likeness_has_no_direction(name: str, first: Sketch, second: Sketch) -> None:
    """Whichever of two posts came first, the score and the reasons are the same."""
    there, back = like(first, [earlier(second)]), like(second, [earlier(first)])
    assert there == back


@pytest.mark.parametrize(("name", "later", "before"), MISSED, ids=[row[0] for row in MISSED])
def test_a_few_words_without_a_street_are_not_enough(name: str, later: Sketch, before: Sketch) -> None:
    """A repeat of a few words that names no street is not suggested: a person finds it by its number."""
    assert like(later, [earlier(before)]) == ()

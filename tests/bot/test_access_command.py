"""`access`: the table of rights as it is printed."""

import pytest

from bot.commands.access import answer
from bot.commands.access_words import RELATIONS, WHAT
from workflow.rights.row import Relation, What


def cells(text: str, words: str) -> dict[str, str]:
    """The cells of one line by their roles."""
    lines = text.splitlines()
    line = next(one for one in lines if one.startswith(f"{words}  "))
    roles = lines[0].split()
    return dict(zip(roles, line.removeprefix(words).split(), strict=True))


def test_everything_has_its_words() -> None:
    """Each right and each relation of the table is printed in words of its own."""
    assert set(WHAT) == set(What)
    assert set(RELATIONS) == set(Relation)


def test_the_table_has_a_column_for_each_role() -> None:
    """A line says of each role to which cards its right extends, and marks what the procedure file decides."""
    table = answer()
    assert cells(table, "open a card")["curator"] == "any"
    assert cells(table, "open a card")["executor"] == "–"
    assert cells(table, "see a card")["outside"] == "passed"
    assert cells(table, "act")["chief"] == "unit*"
    assert cells(table, "act")["coordinator"] == "any*+opened*"


def test_a_procedure_names_the_roles() -> None:
    """With a procedure each step and action of it has a line, and nothing is left open."""
    table = answer(procedure="sobolevo")
    step = cells(table, "act at route: route, dismiss")
    assert (step["curator"], step["coordinator"], step["executor"]) == ("any", "any", "–")
    assert cells(table, "act at draft: accept, submit, return")["executor"] == "charge"
    assert cells(table, "act beside the steps: share")["head"] == "any"
    assert "*" not in table
    assert "fast track" not in table


def test_the_roles_of_all_kinds_of_card_are_shown() -> None:
    """Where a step is somebody else's for another kind of card, both have it."""
    step = cells(answer(procedure="anapa"), "act at approve: approve, send_back")
    assert (step["responsible"], step["outside"], step["officer"], step["curator"]) == ("any", "passed", "any", "–")


def test_one_role_with_its_reasons() -> None:
    """For one role each right is a line with the clause or the reason; what it may not do is not there."""
    told = answer("executor", "kozhevnikovo")
    assert any(line.split()[-3:] == ["part", "SOB-19,", "KOZ-11"] for line in told.splitlines())
    assert "open a card" not in told
    assert answer("citizen").splitlines()[0] == "citizen may"


def test_an_unknown_role_is_refused() -> None:
    """A role that nobody has is refused with the list of those that are known."""
    with pytest.raises(ValueError, match="nobody is called 'boss'; known are: curator, executor"):
        answer("boss")

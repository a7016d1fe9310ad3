"""What the prover finds beyond one broken key: several things that do not go together."""

from pathlib import Path

import pytest

from handlers.callbacks import Tap
from handlers.deadline_words import deadline_noun
from handlers.moment_words import anchor_words
from handlers.texts import texts_for
from tests.workflow.test_checker import SMALL, faults
from workflow.actions import ACTIONS
from workflow.procedure import Procedure
from workflow.procedure_file import parse_procedure
from workflow.proof import known
from workflow.proof.walk import walk
from workflow.proof.wording import LONGEST_DATA, wording

WHOLE = (Path(__file__).parents[1] / "procedures" / "whole.toml").read_text(encoding="utf-8")
WORDS = 'words = { ru = "Слово", en = "A word" }'


def changed(text: str, more: str, *changes: tuple[str, str]) -> Procedure:
    """The text with something put in place of something else, and with more at its end."""
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return parse_procedure(text + more)


CITIZEN_ENDS = f"""
[[action]]
name = "thank"
by = "citizen"
at = "draft"
to = "closed"
{WORDS}
"""

CIRCLE = """
[[step]]
name = "again"
by = "curator"
auto = "insist"
actions = { insist = "more" }

[[step]]
name = "more"
by = "curator"
auto = "insist"
actions = { insist = "again", submit = "closed" }
"""

MORE = """

[[step]]
name = "more"
by = "executor"
actions = { submit = "closed" }
"""

KINDS = """
[kinds]
fault = { ru = "Поломка", en = "A fault" }
wish = { ru = "Пожелание", en = "A wish" }
"""

EXTENSION = """
[[action]]
name = "add_days"
by = "head"
words = { ru = "Добавить дни", en = "Add days" }
"""

SHORTER = """
[[shorter]]
name = "soon"
clause = "9"
by = ["curator"]
words = { ru = "2 часа", en = "2 hours" }
due = { answer = "2 working hours after detected" }
"""


@pytest.mark.parametrize(
    ("text", "more", "changes", "told"),
    [
        pytest.param(
            SMALL,
            CITIZEN_ENDS,
            [('submit = "closed"', 'submit = "draft"')],
            "step 'draft': only the citizen can bring it to the end from here (after route); "
            "give somebody of the office a way on, or a deadline with then",
            id="a citizen may be silent for ever",
        ),
        pytest.param(
            SMALL,
            CIRCLE,
            [('submit = "closed"', 'submit = "again"')],
            "step 'again', auto: a card would go in a circle by itself; let one of the steps wait for somebody",
            id="steps that lead to each other by themselves",
        ),
        pytest.param(
            SMALL,
            "",
            [
                ('actions = { route = "draft" }', 'auto = "route"\nactions = { route = "draft", insist = "closed" }'),
                ('actions = { submit = "closed" }', 'recall = "route"\nactions = { accept = "draft" }'),
                ('met_by = ["submitted"]', 'met_by = ["insisted"]'),
            ],
            "step 'draft': the desk takes the card on by itself before anybody can bring it to the end from here",
            id="a way through a step that the desk takes by itself cannot be counted on",
        ),
        pytest.param(
            SMALL,
            "",
            [('by = "curator"', 'by = "outside"')],
            "step 'route': nobody outside sees a card before it is passed on (as it begins); add recorded_by",
            id="somebody outside sees only what was passed to him",
        ),
        pytest.param(
            SMALL,
            KINDS,
            [('due = "8 working hours after detected"', 'due = "8 working hours after detected"\nkinds = ["fault"]')],
            "step 'draft': no deadline runs here (after route); let a deadline start",
            id="a kind of card without a clock",
        ),
        pytest.param(
            SMALL,
            "",
            [
                (
                    'due = "8 working hours after detected"',
                    'due = "8 working hours after detected"\nby_topic = { snow = "none" }',
                )
            ],
            "step 'draft': no deadline runs here, topic 'snow' (after route)",
            id="a topic without a clock",
        ),
        pytest.param(
            WHOLE,
            SHORTER,
            [],
            "deadline 'draft', due: due as it starts or before, at normal importance, shortened to 'soon'; "
            'give the shortened time a rule of its own: [[shorter]] due = { draft = "…" }',
            id="a shortened time leaves another deadline none",
        ),
        pytest.param(
            SMALL,
            SHORTER.replace("2 working hours after detected", "2 working hours after routed"),
            [
                (
                    'actions = { submit = "closed" }',
                    f'actions = {{ accept = "more" }}{MORE}',
                ),
                (
                    'due = "8 working hours after detected"\nmet_by = ["submitted"]',
                    'due = "8 working hours after accepted or routed"\nmet_by = ["submitted", "accepted"]',
                ),
            ],
            "step 'more': no deadline runs here, shortened to 'soon' (after route, accept)",
            id="a shortened time that counts from what is over already",
        ),
        pytest.param(
            WHOLE,
            EXTENSION,
            [('extension = { by = "grant"', 'extension = { by = "add_days"')],
            "deadline 'final', extension: nobody says by how many days 'add_days' extends it",
            id="an extension without days",
        ),
        pytest.param(
            WHOLE,
            "",
            [
                (
                    'met_by = ["finished"]',
                    'met_by = ["finished"]\nfast = { due = "5 to 9 calendar days after published" }',
                )
            ],
            "deadline 'result', fast, due: no number of days fits the ranges of final and result alike",
            id="ranges without a day in common",
        ),
        pytest.param(
            WHOLE,
            "",
            [('fast_by = "curator"', 'fast_by = "moderator"')],
            "fast_by: this procedure has no moderator",
            id="nobody could set the fast track",
        ),
        pytest.param(
            WHOLE,
            "",
            [('then = "no_facts"', 'then = "no_facts"\nunless = "dispute_over"')],
            "deadline 'facts', unless: 'dispute_over' can never happen",
            id="a condition that never comes",
        ),
        pytest.param(
            WHOLE,
            "",
            [('met_by = ["facts_came", "no_facts"]', 'met_by = ["published"]')],
            "deadline 'facts', then: when its time is over at step 'draft', the desk cannot take 'no_facts': "
            "it is no action of step 'draft' (after route, ask_facts, facts_came)",
            id="a timer that still runs where its action is not",
        ),
        pytest.param(
            WHOLE,
            "",
            [('met_by = ["finished"]', 'met_by = ["finished", "part_given"]')],
            "deadline 'result', met_by: 'part_given' can never happen",
            id="a part meets no deadline of the whole card",
        ),
    ],
)
def test_what_does_not_go_together_is_found(text: str, more: str, changes: list[tuple[str, str]], told: str) -> None:
    """Each is told with its key, what is wrong, and the mend."""
    try:
        found = faults(changed(text, more, *changes))
    except ValueError as error:
        found = str(error).splitlines()
    assert any(told in fault for fault in found), found


def test_categories_between_which_nothing_differs_are_walked_once() -> None:
    """Ninety categories with times of their own give no more states than one."""

    def many(count: int) -> Procedure:
        names = [f"c{number}" for number in range(count)]
        due = ", ".join(f'{name} = "{number + 2} working hours after detected"' for number, name in enumerate(names))
        entries = "".join(f'[[category]]\nname = "{name}"\n{WORDS}\n' for name in names)
        sorting = ('route = "draft"', 'route = "draft", sort_out = "route"')
        usual = 'due = "8 working hours after detected"'
        answer = (usual, f"{usual}\nby_category = {{ {due} }}")
        return changed(SMALL, entries, sorting, answer)

    assert len(walk(many(90)).ways) == len(walk(many(1)).ways)


def test_the_product_has_words_for_what_needs_none() -> None:
    """Every name of which the prover asks no words has some in the catalogue."""
    texts = texts_for("ru")
    assert not [name for name in known.DEADLINES if deadline_noun(name, texts) == name]
    assert not [name for name in known.MOMENTS if anchor_words(name, texts) == name]
    assert {mark for action in ACTIONS.values() for mark in action.mark} <= known.MOMENTS


def test_the_longest_button_of_a_file_can_be_carried() -> None:
    """A button with the longest names that a file may give, of a late turn of the millionth card, fits in 64 bytes."""
    longest = Tap(card=9_999_999_999, turn=999_999, action="a" * 20, value="v" * 20).pack()
    assert len(longest.encode()) <= LONGEST_DATA


def test_a_button_that_carries_too_much_is_found() -> None:
    """A longer name, as a file could not even give it, would be told with what the button weighs."""
    whole = parse_procedure(WHOLE)
    heavy = whole.model_copy(update={"outcome": (whole.outcome[0].model_copy(update={"name": "и" * 20}),)})
    (fault,) = wording(heavy)
    assert str(fault).startswith("action 'finish': its button with 'ииииииииииииииииииии' carries 67 bytes")

"""Words of every procedure: the file's own first, then the common ones, and never a raw name of a shipped file."""

from pathlib import Path

import pytest

from handlers import labels
from handlers.stages import doing_words, stage_words
from handlers.texts import Texts, texts_for
from tests.handlers.invented import invented
from tests.handlers.world import World
from workflow.actions import ACTIONS
from workflow.procedure import Procedure
from workflow.procedure_file import parse_procedure
from workflow.words import Importance, Role

SHIPPED = sorted((Path(__file__).parents[2] / "procedures").glob("*.toml"))
LOCALES = ("ru", "en")
ENGLISH = {"step/handover", "action/clarified"}
"""Names that are the English words for what they name."""


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("path", SHIPPED, ids=[path.stem for path in SHIPPED])
def test_nothing_of_a_shipped_file_is_called_by_its_raw_name(path: Path, locale: str) -> None:
    """Every step, action, deadline, moment, network and kind of a file that the product ships has words of people."""
    procedure, texts = parse_procedure(path.read_text("utf-8")), texts_for(locale)
    named = {**steps_of(procedure, texts), **others_of(procedure, texts)}
    raw = {name for name, words in named.items() if name.split("/")[-1] in words}
    assert raw - (ENGLISH if locale == "en" else set()) == set()
    assert all(word.strip() for words in named.values() for word in words)


def steps_of(procedure: Procedure, texts: Texts) -> dict[str, tuple[str, ...]]:
    """What each step is called."""
    card = World().post().card
    return {
        f"step/{one.name}": (stage_words(one, card, procedure, texts), doing_words(one, card, procedure, texts))
        for one in procedure.step
    }


def others_of(procedure: Procedure, texts: Texts) -> dict[str, tuple[str, ...]]:
    """What everything else is called; in English a noun may be the very name, as «draft» is."""
    nouns = texts.locale == "ru"
    return {
        **{
            f"action/{name}": (labels.action_label(name, texts, procedure), labels.done_label(name, texts, procedure))
            for name in procedure.used()
        },
        **{
            f"deadline/{one.name}": (
                labels.deadline_label(one.name, texts, procedure),
                *((labels.deadline_noun(one.name, texts, procedure),) if nouns else ()),
            )
            for one in procedure.deadline
        },
        **{f"moment/{name}": (labels.anchor_words(name, texts, procedure),) for name in procedure.happenings()},
        **{f"network/{name}": (labels.network_label(name, texts),) for name in procedure.networks},
        **{f"kind/{name}": (labels.kind_label(procedure, name, texts),) for name in procedure.kinds},
    }


@pytest.mark.parametrize("locale", LOCALES)
def test_every_common_action_has_words(locale: str) -> None:
    """Whatever a file may use without a word of its own is called by words, on a button and when it is done."""
    texts = texts_for(locale)
    assert [name for name in ACTIONS if labels.action_label(name, texts) == name] == []
    assert [name for name in ACTIONS if labels.done_label(name, texts) == texts.say("изменили")] == []
    marks = {mark for action in ACTIONS.values() for mark in action.mark}
    assert [mark for mark in marks if labels.anchor_words(mark, texts) == mark] == []
    assert all(labels.role_label(role, texts_for("ru")) != role for role in Role)


def test_the_words_of_the_file_win() -> None:
    """What the file calls an action, a deadline, a moment, a kind, a time or a question is what people read."""
    rules, texts = invented(), texts_for("ru")
    assert labels.action_label("inspect", texts, rules) == "Осмотр проведён"
    assert labels.done_label("inspect", texts, rules) == "осмотрели место"
    assert labels.action_label("approve", texts, rules) == "Утвердить"
    assert labels.deadline_label("inspection", texts, rules) == "Осмотр места"
    assert labels.deadline_noun("inspection", texts, rules) == "осмотр места"
    assert labels.anchor_words("inspected", texts, rules) == "осмотра"
    assert labels.kind_label(rules, "pothole", texts) == "Яма"
    assert labels.short_time_label(rules.shorter[0], texts) == "2 рабочих часа"
    assert labels.question_of(rules.actions["refuse"], texts) == "Почему работы невозможны?"
    assert labels.question_of(rules.actions["approve"], texts) is None


def test_what_has_no_words_is_called_by_its_name() -> None:
    """A name that nobody knows is shown as it is, and breaks nothing."""
    texts = texts_for("ru")
    assert labels.action_label("weld", texts) == "weld"
    assert labels.done_label("weld", texts) == "изменили"
    assert (labels.deadline_label("weld", texts), labels.deadline_noun("weld", texts)) == ("Weld", "weld")
    assert labels.anchor_words("welded", texts) == "welded"
    assert labels.kind_label(invented(), "weld", texts) == "weld"


def test_a_moment_without_words_is_told_by_its_button() -> None:
    """A moment that the file gives no words is named after the button that sets it."""
    assert labels.anchor_words("weighed", texts_for("ru"), invented()) == "отметки «Взвешено»"
    assert labels.done_label("weigh", texts_for("ru"), invented()) == "отметили «Взвешено»"


@pytest.mark.parametrize(
    ("words", "inside"), [("Осмотр места", "осмотр места"), ("ЖКХ отвечает", "ЖКХ отвечает"), ("", "")]
)
def test_an_abbreviation_keeps_its_letters(words: str, inside: str) -> None:
    """Inside a line words begin with a small letter, unless they are an abbreviation."""
    assert labels.lower_first(words) == inside


def test_the_fast_track_says_its_days() -> None:
    """The fast track is told with the days that were agreed on, where they were."""
    texts = texts_for("ru")
    assert labels.importance_word(Importance.FAST, texts, 2) == "ускоренно: 2 дня"
    assert labels.importance_word(Importance.FAST, texts) == "ускоренно"
    assert labels.importance_label(Importance.FAST, texts) == "Ускоренно"

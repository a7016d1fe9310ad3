"""What the six procedures name has words in both languages, so that nobody reads a key."""

import pytest

from bot.commands.procedures import shipped
from handlers.labels import action_label, anchor_words, deadline_label, done_label
from handlers.texts import texts_for
from workflow.procedure import Procedure

LOCALES = ("ru", "en")


@pytest.fixture(params=shipped(), ids=lambda procedure: procedure.name)
def procedure(request: pytest.FixtureRequest) -> Procedure:
    """Each procedure of the product."""
    assert isinstance(request.param, Procedure)
    return request.param


@pytest.mark.parametrize("locale", LOCALES)
def test_deadlines_have_words(procedure: Procedure, locale: str) -> None:
    """Every deadline, and every moment that one counts from, is called by words."""
    texts = texts_for(locale)
    named = [one.name for one in procedure.deadline if deadline_label(one.name, texts, procedure) == one.name]
    anchors = {anchor for one in procedure.deadline for rule in one.every_rule() for anchor in rule.anchors}
    moments = {anchor for anchor in anchors if procedure.named(anchor) is None}
    assert named == []
    assert sorted(one for one in moments if anchor_words(one, texts, procedure) == one) == []


@pytest.mark.parametrize("locale", LOCALES)
def test_actions_have_words(procedure: Procedure, locale: str) -> None:
    """Every action that somebody can take has words for its button and for what was done."""
    texts = texts_for(locale)
    assert [one for one in sorted(procedure.used()) if action_label(one, texts, procedure) == one] == []
    assert all(done_label(one, texts, procedure) for one in procedure.used())


@pytest.mark.parametrize("locale", LOCALES)
def test_a_summary_for_who_chooses(procedure: Procedure, locale: str) -> None:
    """Each says in two lines what is special about it."""
    assert procedure.summary
    assert 40 < len(procedure.summary.into(locale)) <= 200

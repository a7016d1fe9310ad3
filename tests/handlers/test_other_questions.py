"""Simulated months found this: while another question about a card was open, a button of an action failed."""

from types import SimpleNamespace
from typing import cast

from handlers.asking.asked import asked_in
from handlers.turn import Conversation, Turn


def test_a_question_about_a_card_is_no_action_begun() -> None:
    """What is asked about a card besides its actions, as for a repeat's number, is not taken for an action."""
    asked = cast("Turn", SimpleNamespace(conversation=Conversation("Ask:number", {"card": 2})))
    begun = {"card": 2, "turn": 3, "action": "route"}
    assert asked_in(asked) is None
    asked.conversation.data.update(begun)
    assert asked_in(asked) is not None

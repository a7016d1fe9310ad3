"""Timers that move a card by themselves, when several of them are over at once."""

from datetime import timedelta

from tests.procedures.test_broken import HERE as FOLDER
from tests.workflow.wander import Wanderer
from workflow.procedure_file import parse_procedure

TWO_TIMERS = """
[[deadline]]
name = "remind"
clause = "1"
due = "4 hours after facts_asked"
met_by = ["reminded", "facts_came", "no_facts"]
then = "remind"
words = { ru = "напоминание", en = "a reminder" }
pings = ["at due"]

[[action]]
name = "remind"
by = "head"
at = "facts"
mark = "reminded"
words = { ru = "Напомнить", en = "Remind" }
"""


def test_timers_that_are_over_together_all_act() -> None:
    """After an outage of a month both timers do what they are for, the sooner one first, and neither is lost."""
    text = (FOLDER / "whole.toml").read_text(encoding="utf-8") + TWO_TIMERS
    desk = Wanderer(parse_procedure(text))
    for name in ("route", "ask_facts"):
        desk.ask(next(one for one in desk.offers() if getattr(one, "action", "") == name))
    assert desk.card.step == "facts"
    desk.wait(timedelta(days=30))
    assert [moment.name for moment in desk.card.moments][-3:] == ["facts_asked", "reminded", "no_facts"]
    assert desk.card.step == "draft"

"""Files that are broken in one place each, and what a lawyer who wrote them reads: the key, what is wrong, the mend."""

from pathlib import Path

import pytest

from bot.commands.check import report

HERE = Path(__file__).parent
BROKEN = HERE / "broken"

TOLD = {
    "action_without_words": ("action 'ask_facts'", "its button has no words", "add words = {"),
    "auto_with_a_draft": ("step 'draft', auto", "'submit' asks for a draft", "an action that asks for nothing"),
    "circle": ("deadline 'answer', due", "waits for itself", "let one of them start from a moment"),
    "citizen_pinged": ("deadline 'contribution', pings", "the citizen does not sit at the desk", "name somebody who"),
    "citizens_step": ("step 'dispute'", "the citizen has no buttons here", "add recorded_by"),
    "counter_tells_nobody": ("counter 'often_late', tell", "has no responsible", 'add roles = ["responsible"]'),
    "dead_end": ("step 'facts'", "no way to the end from here (after route, ask_facts)", "towards closed"),
    "deadline_without_words": ("deadline 'result'", "it has no words", "add words = {"),
    "extension_in_hours": ("deadline 'final', extension", "days cannot be added to", "in working or calendar days"),
    "late_without_limit": ("step 'approve', actions, send_back", "no deadline limits it", 'limits = "send_back"'),
    "limit_that_rings": ("deadline 'return', pings", "a limit on an action never rings", "take out the pings"),
    "long_name": ("outcome 'explained_to_the_citizen_in_person', name", "small Latin letters", "20 at most"),
    "named_twice": ("deadline 'final'", "stands twice", "give one of them another name"),
    "never_answered": ("action 'clarify', mark", "waits for an answer for ever", "let somebody take clarified"),
    "never_asked": ("step 'finish', actions, facts_came", "nobody can ever take it here", "must be asked before"),
    "no_clock": (
        "step 'finish'",
        "no deadline runs here (after route, submit, approve, publish)",
        "let a deadline start",
    ),
    "no_excuse": ("action 'submit', proof", "a draft without a photo has no excuse", "an action that sets that moment"),
    "no_hearer": ("deadline 'answer', pings", "this procedure has no coordinator", 'add roles = ["coordinator"]'),
    "no_outcomes": ("action 'finish', needs", "asks for an outcome, and the file names none", "add [[outcome]]"),
    "no_owner": ("step 'route'", "nobody is its executor yet (as it begins)", "let a step with route come before"),
    "no_reading": ("deadline 'draft', high", "clause 5 with 4: as written, no time is left", 'add reading = "…"'),
    "no_such_action": ("step 'approve', actions", "unknown action 'send_bak'", "did you mean 'send_back'?"),
    "no_such_step": ("step 'draft', actions", "leads to 'aprove', which is no step", "did you mean 'approve'?"),
    "no_time_left": ("deadline 'draft', due", "due as it starts or before, at high importance", "give more time"),
    "no_toml": ("not TOML", "Illegal character", "at line 3"),
    "nobody_hears_of_a_miss": ("deadline 'draft', pings", "nobody hears of a miss", 'add a ping "at due"'),
    "part_before_answer": ("deadline 'contribution', due", "a part counts from", 'write it as "2 hours after routed"'),
    "parts_without_clock": ("action 'share', needs", "no part has a clock", 'with each = "contribution"'),
    "parts_without_sharing": ("action 'share', needs", "nothing says how they share", "add [sharing]"),
    "ping_too_early": ("deadline 'draft', pings", "'30 hours before' never rings", "make it shorter"),
    "range_nobody_chooses": ("deadline 'final', due", "nobody chooses from '5 to 7 working days", "write one number"),
    "silent_table": ("step 'publish', actions, publish", "says nothing of 'clarification'", 'add clarification = "…"'),
    "step_without_words": ("step 'facts'", "it has no words", "add words = {"),
    "then_elsewhere": ("deadline 'facts', then", "no step has the action 'hand_over_facts'", "actions are: accept"),
    "then_with_a_reason": ("deadline 'facts', then", "'facts_came': it asks for a reason", "name an action that asks"),
    "two_meanings": ("outcome 'answer'", "the name is taken", "give it another name"),
    "unknown_hearer": ("deadline 'approve', pings", "nobody is called 'boss'", "known are: administrator"),
    "unknown_key": ("fast_buy", "unknown key", "take it out or mend its spelling"),
    "unknown_kind": ("step 'approve', by", "there is no kind of card 'wsh'", "name it under [kinds]"),
    "unknown_met_by": ("deadline 'result', met_by", "'solved_at_last' can never happen", "moments are: accepted"),
    "unknown_moment": ("deadline 'publish', due", "'aproved' can never happen", "did you mean 'approved'?"),
    "unknown_role": ("step 'dispute', by", "nobody is called 'boss'", "known are: curator"),
    "unknown_timetable": ("deadline 'result', timetable", "there is no 'weekend'", "add [timetable.weekend]"),
    "unreachable_step": ("step 'archive'", "no card can come here", "lead an action to it, or take it out"),
    "unreadable_rule": ("deadline 'result', due", "cannot read '3 days after published'", "Valid forms: 30 minutes"),
    "words_too_long": ("outcome 'explained', words, ru", "66 characters do not fit a button", "say it in 64"),
}


def test_every_broken_file_is_told_of() -> None:
    """Each file has its message here, and none is missing."""
    assert {file.stem for file in BROKEN.glob("*.toml")} == TOLD.keys()


def test_the_whole_file_is_proved() -> None:
    """The file that the broken ones differ from has no fault, so that their one difference is what is told."""
    assert report(str(HERE / "whole.toml"))[1]


@pytest.mark.parametrize("name", TOLD)
def test_a_broken_file_says_where_what_and_how_to_mend_it(name: str) -> None:
    """One fault makes one line, with the file, the key, what is wrong and how to mend it."""
    file = BROKEN / f"{name}.toml"
    assert file.read_text(encoding="utf-8").startswith("# ")
    text, proved = report(str(file))
    key, what, mend = TOLD[name]
    assert not proved
    (line,) = text.splitlines()
    assert f"{file.name}: {key}" in line
    assert line.index(what) < line.index(mend)

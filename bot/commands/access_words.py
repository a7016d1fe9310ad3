"""The table of rights in plain words, for the command line."""

from collections.abc import Mapping

from workflow.rights.row import Relation, What

RELATIONS: Mapping[Relation, str] = {
    Relation.ANY: "every card of the office, or every person of it",
    Relation.CHARGE: "cards that he is in charge of, or stands in for who is",
    Relation.UNIT: "cards of a department that is his, or its people who are set over nobody",
    Relation.OPENED: "cards that he opened",
    Relation.PART: "cards of which a part of the answer is asked of him or of his department",
    Relation.PASSED: "cards that were passed to those outside of the office",
    Relation.CARE: "cards that nobody else is there for",
    Relation.HIMSELF: "nobody but himself",
    Relation.AUTHOR: "his own post, through the intake interface",
    Relation.NOBODY: "no person: the desk does it by itself",
}
"""What each relation means."""

WHAT: Mapping[What, str] = {
    What.SEE: "see a card",
    What.OPEN: "open a card",
    What.ADD_PART: "add a message to a card",
    What.CHANGE_PART: "edit a message of a card",
    What.STEP: "act",
    What.BESIDE: "act beside the steps",
    What.RECALL: "take a card back",
    What.HAND_OVER: "hand a card over",
    What.PUBLISH_HERE: "let the bot publish",
    What.SET_IMPORTANCE: "set the importance",
    What.FAST_TRACK: "set the fast track",
    What.SET_KIND: "set the kind",
    What.MARK_SIGNIFICANT: "mark as significant",
    What.SHORTEN: "set a shorter time",
    What.DECIDE_REPEAT: "decide about a repeat",
    What.JOIN: "answer together or apart",
    What.PASS_DOWN: "pass a card down",
    What.WITHDRAW: "take a card back from below",
    What.GIVE_PART: "give a part of the answer",
    What.WARN: "warn that a part is late",
    What.REPORT: "report a miss",
    What.NOT_PUBLISHED: "tell that publishing failed",
    What.WAKE: "wake a card",
    What.BOARD: "see the board",
    What.SEE_BELOW: "see the offices below",
    What.FIND: "find cards",
    What.ACCOUNTS: "see the accounts",
    What.SEE_DUTY: "see a duty",
    What.FINISH_DUTY: "say that a duty is done",
    What.SEE_AWAY: "see who is away",
    What.SEE_STAFF: "see the staff",
    What.DIGEST: "have a digest in the morning",
    What.EDIT: "change the office",
    What.EDIT_OWN: "change personal settings",
    What.ADD: "add a department or a person",
    What.REMOVE: "take a department out",
    What.INVITE: "invite",
    What.REVOKE: "withdraw an invitation",
    What.CONFIRM: "let in who has joined",
    What.ABSENT: "say who is away",
    What.BACK: "say who is back",
    What.DISMISS: "say who leaves",
}
"""What each row is about; the words of one that is missing here are its own name."""

"""Who may do what with a card: rows of the table. Where the procedure names the roles, the row says where."""

from collections.abc import Iterable

from workflow.rights.row import Named, Relation, Row, What
from workflow.words import Role

MANAGERS = frozenset({Role.CURATOR, Role.COORDINATOR, Role.RESPONSIBLE, Role.OFFICER, Role.MODERATOR})
"""Who may open cards and rank them."""

_STAFF = frozenset(Role) - {Role.CITIZEN}
_CITIZEN = frozenset({Role.CITIZEN})
_CURATORS = frozenset({Role.CURATOR, Role.COORDINATOR})
_COORDINATOR = frozenset({Role.COORDINATOR})
_UNIT = frozenset({Role.EXECUTOR, Role.CHIEF})
_LIMITED = {
    Role.EXECUTOR: Relation.CHARGE,
    Role.CHIEF: Relation.UNIT,
    Role.OUTSIDE: Relation.PASSED,
}
"""Roles that have to do with some cards alone; all others with every card of their office."""

_OTHERS = _STAFF - set(_LIMITED)


def _manage(*whats: What) -> Iterable[Row]:
    return (Row(what, MANAGERS, Relation.ANY, "those who route cards") for what in whats)


def _named(what: What, named: Named, why: str) -> Iterable[Row]:
    """A row for each sort of roles: the same word of the file means other cards for an executor than for a head."""
    yield Row(what, _OTHERS, Relation.ANY, why, named)
    for role, relation in _LIMITED.items():
        yield Row(what, frozenset({role}), relation, why, named)


def _of_the_step(what: What) -> Iterable[Row]:
    yield from _named(what, Named.STEP, "the step is his")
    yield from _named(what, Named.RECORDER, "he puts down the word of those whose step it is")
    yield Row(what, _COORDINATOR, Relation.ANY, "SOB-R3", Named.STEP, Role.CURATOR)
    yield Row(what, MANAGERS, Relation.OPENED, "who opened the card is its curator", Named.STEP, Role.CURATOR)


CARDS: tuple[Row, ...] = (
    Row(What.SEE, _OTHERS, Relation.ANY, "the cards of the office are theirs"),
    Row(What.SEE, frozenset({Role.EXECUTOR}), Relation.CHARGE, "SOB-12"),
    Row(What.SEE, _UNIT, Relation.UNIT, "the cards of his department"),
    Row(What.SEE, _UNIT, Relation.PART, "SOB-19, KOZ-11"),
    Row(What.SEE, frozenset({Role.OUTSIDE}), Relation.PASSED, "PET-10, ANP-2.8"),
    *_manage(What.OPEN, What.ADD_PART),
    Row(What.OPEN, _CITIZEN, Relation.AUTHOR, "posts come in through the intake interface"),
    Row(What.ADD_PART, _CITIZEN, Relation.AUTHOR, "posts come in through the intake interface"),
    Row(What.CHANGE_PART, _STAFF, Relation.ANY, "nobody can edit a message but its sender"),
    Row(What.CHANGE_PART, _CITIZEN, Relation.AUTHOR, "nobody can edit a message but its sender"),
    *_of_the_step(What.STEP),
    *_of_the_step(What.PUBLISH_HERE),
    *_named(What.BESIDE, Named.BESIDE, "the file names who may"),
    Row(What.BESIDE, _CITIZEN, Relation.AUTHOR, "the file names who may", Named.BESIDE),
    Row(What.BESIDE, _COORDINATOR, Relation.ANY, "SOB-R3", Named.BESIDE, Role.CURATOR),
    *_named(What.RECALL, Named.BACK, "who routed it may take it back"),
    Row(What.RECALL, _CURATORS, Relation.ANY, "SOB-R3"),
    *_manage(What.SET_IMPORTANCE, What.SET_KIND, What.MARK_SIGNIFICANT),
    *_named(What.FAST_TRACK, Named.FAST, "KAM-2.6"),
    *_named(What.SHORTEN, Named.SHORTER, "SOB-18"),
    *_named(What.DECIDE_REPEAT, Named.REPEATS, "SOB-20"),
    *_named(What.JOIN, Named.REPEATS, "SOB-20"),
    *_of_the_step(What.PASS_DOWN),
    Row(What.PASS_DOWN, _COORDINATOR, Relation.ANY, "SOB-R5"),
    *_of_the_step(What.WITHDRAW),
    Row(What.WITHDRAW, _COORDINATOR, Relation.ANY, "SOB-R5"),
    Row(What.GIVE_PART, frozenset({Role.EXECUTOR}), Relation.PART, "SOB-19, KOZ-11"),
    Row(What.WARN, frozenset({Role.EXECUTOR}), Relation.PART, "KOZ-11"),
    *_named(What.REPORT, Named.REPORTS, "ANP-3.2"),
    Row(What.HAND_OVER, _CURATORS, Relation.ANY, "SOB-R3, SOB-9a"),
    Row(What.HAND_OVER, frozenset({Role.CHIEF}), Relation.UNIT, "SOB-9a"),
    Row(What.HAND_OVER, _OTHERS, Relation.CARE, "SOB-9a"),
    Row(What.NOT_PUBLISHED, frozenset(), Relation.NOBODY, "the bot tells what came of its own publishing"),
    Row(What.WAKE, frozenset(), Relation.NOBODY, "the clock"),
)

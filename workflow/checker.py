"""Proves a procedure: that no card can be stuck, ownerless or without a clock, whatever people do.

What cannot be proved is reported, each fault with its key and how to mend it.
"""

from dataclasses import dataclass

from workflow.procedure import Procedure
from workflow.proof.contradictions import Contradiction, contradictions, unread
from workflow.proof.fault import Fault
from workflow.proof.happening import happening
from workflow.proof.lists import lists
from workflow.proof.roles import roles
from workflow.proof.times import times
from workflow.proof.walk import Walk, walk
from workflow.proof.ways import targets, ways
from workflow.proof.wording import wording
from workflow.words import Importance

__all__ = ["Contradiction", "Fault", "Proof", "Reading", "check", "contradictions", "prove", "readings"]


@dataclass(frozen=True, slots=True)
class Reading:
    """How the file reads a silent or contradictory place of the document; no deadline where it concerns none alone."""

    deadline: str
    clause: str
    text: str


@dataclass(frozen=True, slots=True)
class Proof:
    """What came of it: every fault, none for a procedure that is safe to use; and the walk that shows it."""

    faults: tuple[Fault, ...]
    walked: Walk


def readings(procedure: Procedure) -> tuple[Reading, ...]:
    """Every reading that the file states, in its order."""
    found = [Reading("", stated.clause, stated.text) for stated in procedure.reading]
    for known in procedure.deadline:
        if known.reading:
            found.append(Reading(known.name, known.clause, known.reading))
        for importance in (Importance.HIGH, Importance.FAST):
            hurried = known.hurried(importance)
            if hurried and hurried.reading:
                found.append(Reading(known.name, known.clause_for(importance), hurried.reading))
    found += [Reading("", short.clause, short.reading) for short in procedure.shorter if short.reading]
    return tuple(found)


def check(procedure: Procedure) -> tuple[Fault, ...]:
    """Everything that keeps the procedure from being safe to use; empty for a good one."""
    return prove(procedure).faults


def prove(procedure: Procedure) -> Proof:
    """Walk every state of the procedure, and look for whatever could hold a card up.

    Where an action cannot be given what it asks for, or leads nowhere, only that is told of the way of a card: the rest
    would be its echo.
    """
    walked = walk(procedure)
    first = (*targets(walked, procedure), *lists(procedure))
    found = (
        *first,
        *(() if first else ways(walked, procedure)),
        *(() if first else happening(walked, procedure)),
        *roles(procedure),
        *times(procedure, walked.model.anchors),
        *unread(procedure),
        *wording(procedure),
    )
    return Proof(tuple(dict.fromkeys(found)), walked)

"""Where a document does not fit together: as its file states it, and as its own times show it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

from workflow.cases import Case
from workflow.deadlines import due_of
from workflow.procedure import Deadline, Procedure, StatedReading
from workflow.proof.anchors import Anchors, every_case
from workflow.proof.fault import Fault
from workflow.proof.times import STARTS, rules_for, usual_time
from workflow.words import Importance

_HURRIED = (Importance.HIGH, Importance.FAST)


@dataclass(frozen=True, slots=True)
class Contradiction:
    """What does not fit together at which clauses, and how the file reads it; an empty reading is a fault.

    `deadline` and `case` tell what it concerns, both empty where it is no single deadline; `rule` is what the file
    takes in place of the document's own.
    """

    clause: str
    what: str
    reading: str
    deadline: str = ""
    case: str = ""
    rule: str = ""


def contradictions(procedure: Procedure) -> tuple[Contradiction, ...]:
    """Every contradiction of the document: those found by counting first, then the others that the file states."""
    found = tuple(_found(procedure))
    used = {one.reading for one in found}
    return (*found, *(one for one in _stated(procedure) if one.reading not in used))


def unread(procedure: Procedure) -> Iterator[Fault]:
    """Contradictions of which the file does not say how it reads them."""
    for one in contradictions(procedure):
        if not one.reading:
            yield Fault(
                f"deadline {one.deadline!r}, {one.case or 'due'}",
                f"clause {one.clause}: {one.what}, and no reading is stated",
                'add reading = "…" beside its due',
            )


def _stated(procedure: Procedure) -> Iterator[Contradiction]:
    for one in procedure.reading:
        if one.contradiction:
            yield Contradiction(one.clause, one.contradiction, one.text)
    for known in procedure.deadline:
        if known.contradiction:
            yield Contradiction(known.clause, known.contradiction, known.reading or "", known.name)
        for importance in _HURRIED:
            hurried = known.hurried(importance)
            if hurried and hurried.contradiction:
                clause = known.clause_for(importance)
                yield Contradiction(clause, hurried.contradiction, hurried.reading or "", known.name, importance)


def _found(procedure: Procedure) -> Iterator[Contradiction]:
    """What the usual rule of a deadline would leave, were there no rule of its own for a hurried card."""
    anchors = Anchors(procedure)
    for known in procedure.deadline:
        for like, rule, reading, stated in _own_rules(known, procedure):
            clause = _hastened_by(known, like, procedure)
            about = _about((like.shorter and clause) or known.clause, procedure)
            left = _left(known, like, procedure, anchors) if clause else None
            if left is None or left > timedelta():
                continue
            because = stated or (about.contradiction if about else "")
            yield Contradiction(
                clause=f"{known.clause} with {clause}",
                what=_says(left) + (f": {because}" if because else ""),
                reading=reading or (about.text if about else ""),
                deadline=known.name,
                case=like.shorter or like.importance,
                rule=rule,
            )


def _own_rules(known: Deadline, procedure: Procedure) -> Iterator[tuple[Case, str, str | None, str | None]]:
    """Cases for which it has a rule of its own: the rule, the reading beside it, and the contradiction stated there."""
    for importance in _HURRIED:
        if hurried := known.hurried(importance):
            yield Case(importance), hurried.due, hurried.reading, hurried.contradiction
    for short in procedure.shorter:
        if known.name in short.due:
            yield Case(shorter=short.name), short.due[known.name], short.reading, None


def _about(clause: str, procedure: Procedure) -> StatedReading | None:
    """The reading of this clause that stands among those of the whole file; one of a contradiction before others."""
    found = [one for one in procedure.reading if one.clause == clause]
    return next((one for one in found if one.contradiction), next(iter(found), None))


def _hastened_by(known: Deadline, like: Case, procedure: Procedure) -> str | None:
    """The clause that shortens what the deadline's usual rule leans on; None where nothing does."""
    rule = known.rule(Case(kind=next(iter(known.kinds), "")))
    for anchor in rule.anchors if rule else ():
        other, short = procedure.named(anchor), procedure.short_time(like.shorter)
        if other and other.hurried(like.importance):
            return other.clause_for(like.importance)
        if other and short and other.name in short.due:
            return short.clause
    return None


def _left(known: Deadline, like: Case, procedure: Procedure, anchors: Anchors) -> timedelta | None:
    """The working time that the document alone would leave; below zero where it would be due before it starts."""
    plain = known.model_copy(update={"high": None, "fast": None})
    shorter = (one.model_copy(update={"due": _but(one.due, known.name)}) for one in procedure.shorter)
    deadlines = (plain if one is known else one for one in procedure.deadline)
    document = procedure.model_copy(update={"deadline": tuple(deadlines), "shorter": tuple(shorter)})
    rules, time, start = rules_for(document), usual_time(), STARTS[0]
    found = [
        time.between(start, due.at) if due.at >= start else -time.between(due.at, start)
        for case in every_case(procedure)
        if (case.importance, case.shorter) == (like.importance, like.shorter)
        for base in anchors.bases(plain, case)
        if (due := due_of(plain, {base: start}, rules, case))
    ]
    return min(found, default=None)


def _but(due: Mapping[str, str], name: str) -> dict[str, str]:
    return {known: rule for known, rule in due.items() if known != name}


def _says(left: timedelta) -> str:
    if not left:
        return "as written, no time is left (0 minutes)"
    minutes = -left // timedelta(minutes=1)
    hours, rest = divmod(minutes, 60)
    amount = " ".join(
        f"{number} {word}{'' if number == 1 else 's'}" for number, word in ((hours, "hour"), (rest, "minute")) if number
    )
    return f"as written, it would be due before it starts (−{amount})"

"""Proofs about people: every role that is to hear, to answer for something or to decide is one of this procedure."""

from collections.abc import Iterator

from workflow.pings import GROUP, OWNER, parse_ping
from workflow.procedure import Procedure
from workflow.proof.fault import Fault
from workflow.words import Role


def roles_of(procedure: Procedure) -> frozenset[Role]:
    """Everybody whom this procedure knows: those with a step or an action, those who are told, those who only hear."""
    steps = {role for step in procedure.step for role in (*step.roles, step.recorded_by) if role}
    beside = {role for one in procedure.standing for role in one.by}
    told = {role for name in procedure.used() for role in procedure.actions[name].tells}
    reports = {role for one in procedure.deadline if one.reports for role in (one.reports.by, one.reports.to)}
    return frozenset(steps | beside | told | reports | set(procedure.roles))


def roles(procedure: Procedure) -> Iterator[Fault]:
    """Every role that nobody has here."""
    known = roles_of(procedure)
    places: dict[str, list[str]] = {}
    for key, role in _named(procedure):
        if role not in known:
            places.setdefault(role, []).append(key)
    for role, keys in places.items():
        others = f", and {len(keys) - 1} more of its places name one" if len(keys) > 1 else ""
        mend = f'name somebody whose step or action it has, or add roles = ["{role}"] at the top'
        yield Fault(keys[0], f"this procedure has no {role}{others}", mend)
    for key, text in _pings(procedure):
        if Role.CITIZEN in parse_ping(text).hearers:
            yield Fault(key, "the citizen does not sit at the desk and hears no ping", "name somebody who does")


def _named(procedure: Procedure) -> Iterator[tuple[str, str]]:
    for key, text in _pings(procedure):
        for name in parse_ping(text).hearers:
            if name not in (OWNER, GROUP, Role.CITIZEN):
                yield key, name
    for known in procedure.deadline:
        if known.blames:
            yield f"deadline {known.name!r}, blames", known.blames
    for counter in procedure.counter:
        yield from ((f"counter {counter.name!r}, tell", name) for name in counter.tell)
    for duty in procedure.duty:
        yield f"duty {duty.name!r}, by", duty.by
    yield from _deciding(procedure)


def _deciding(procedure: Procedure) -> Iterator[tuple[str, str]]:
    for short in procedure.shorter:
        yield from ((f"shorter {short.name!r}, by", role) for role in short.by)
    if procedure.repeats:
        yield from (("repeats, by", role) for role in procedure.repeats.by)
    if any(one.fast for one in procedure.deadline):
        yield "fast_by", procedure.fast_by


def _pings(procedure: Procedure) -> Iterator[tuple[str, str]]:
    for known in procedure.deadline:
        yield from ((f"deadline {known.name!r}, pings", text) for text in known.pings)
    for duty in procedure.duty:
        yield from ((f"duty {duty.name!r}, pings", text) for text in duty.pings)

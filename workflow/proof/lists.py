"""Proofs about what an action asks for: the file has it, and what follows from it."""

from collections.abc import Iterator

from workflow.actions import Need
from workflow.procedure import Deadline, Procedure
from workflow.proof.fault import Fault, asked

_LISTS = {Need.GROUND: "ground", Need.OUTCOME: "outcome", Need.CATEGORY: "category"}


def lists(procedure: Procedure) -> Iterator[Fault]:
    """Every action that could not be given what it asks for."""
    for name in sorted(procedure.used()):
        action = procedure.actions[name]
        for need, table in _LISTS.items():
            if action.asks(need) and not getattr(procedure, table):
                yield Fault(
                    f"action {name!r}, needs", f"asks for {asked([need])}, and the file names none", f"add [[{table}]]"
                )
        if action.asks(Need.DAYS) and not any(one.extension for one in procedure.deadline):
            yield Fault(
                f"action {name!r}, needs",
                "asks for days, and no deadline can be extended",
                f'give a deadline extension = {{ by = "{name}", days = 8 }}',
            )
        if action.asks(Need.PEOPLE):
            yield from _shared(name, procedure)
    for known in procedure.deadline:
        yield from _of_parts(known, procedure)
        yield from _extended(known, procedure)


def _shared(name: str, procedure: Procedure) -> Iterator[Fault]:
    if procedure.sharing is None:
        yield Fault(
            f"action {name!r}, needs", "asks for several executors, and nothing says how they share", "add [sharing]"
        )
    if not any(one.each == "contribution" for one in procedure.deadline):
        yield Fault(
            f"action {name!r}, needs",
            "asks several executors for their parts, and no part has a clock",
            'add a [[deadline]] with each = "contribution"',
        )


def _of_parts(known: Deadline, procedure: Procedure) -> Iterator[Fault]:
    """A part counts from the moment at which it was asked for."""
    if known.each != "contribution":
        return
    for rule in known.every_rule():
        if rule.before or not set(rule.anchors) <= procedure.happenings():
            yield Fault(
                f"deadline {known.name!r}, due",
                f"a part counts from the moment it is asked for, not {rule.text!r}",
                'write it as "2 hours after routed"',
            )


def _extended(known: Deadline, procedure: Procedure) -> Iterator[Fault]:
    if known.extension is None:
        return
    for rule in known.every_rule():
        if not rule.unit.in_days:
            yield Fault(
                f"deadline {known.name!r}, extension",
                f"days cannot be added to {rule.text!r}",
                "count the deadline in working or calendar days",
            )
    by = procedure.actions.get(known.extension.by)
    asking = {mark for one in procedure.actions.values() if one.asks(Need.DAYS) for mark in one.mark}
    if by and not by.asks(Need.DAYS) and by.answers not in asking:
        yield Fault(
            f"deadline {known.name!r}, extension",
            f"nobody says by how many days {by.name!r} extends it",
            'let the action ask for days, or let it answer one that does (needs = "days")',
        )

"""What a card rings when it is woken: which pings are told, which stay quiet, and who answers for each."""

from collections.abc import Mapping
from datetime import datetime
from functools import reduce

from workflow.automatic import when_over
from workflow.card import Card
from workflow.deadlines import Ring, answerable, plan
from workflow.events import Event, Rang
from workflow.history import apply as applied
from workflow.office import Person
from workflow.owners import owners
from workflow.scene import Scene

_Matter = tuple[str, int | None]
"""A deadline, and the contribution that it is for."""


def ring_out(card: Card, scene: Scene) -> tuple[Event, ...]:
    """Every ring that has come due, soonest first, and what the desk then does by itself.

    It does one thing at a time: another timer that is over as well waits for the next wake, which comes at once, and
    may have nothing left to do then.
    """
    due = _one_act([ring for ring in plan(card, scene.rules) if ring.at <= scene.now])
    owed = owners(card, scene.office, scene.rules.procedure)
    rang = tuple(
        _rang(ring, card.version + offset, quiet, card, owed, scene)
        for offset, (ring, quiet) in enumerate(_folded(due, scene.now), start=1)
    )
    after = reduce(applied, rang, card)
    act = next((ring.act for ring in due if ring.act), "")
    return (*rang, *(when_over(act, after, scene) if act else ()))


def _one_act(due: list[Ring]) -> list[Ring]:
    first = next((ring for ring in due if ring.act), None)
    return [ring for ring in due if not ring.act or ring is first]


def _folded(due: list[Ring], now: datetime) -> list[tuple[Ring, bool]]:
    """Each ring with whether it stays quiet.

    A reminder is of use only before its deadline, and only the newest one. What was missed is always
    told, every level of it.
    """
    newest = {_name(ring): ring for ring in due if not ring.act}
    return [(ring, _stays_quiet(ring, newest, now)) for ring in due]


def _stays_quiet(ring: Ring, newest: Mapping[_Matter, Ring], now: datetime) -> bool:
    if ring.act:
        return True
    return not ring.ping.missed and (ring.clock.at <= now or newest[_name(ring)] is not ring)


def _name(ring: Ring) -> _Matter:
    return ring.clock.deadline.name, ring.clock.part


def _rang(ring: Ring, seq: int, quiet: bool, card: Card, owed: tuple[Person, ...], scene: Scene) -> Rang:
    person = answerable(card, ring.clock, scene.office, owed)
    return Rang(
        seq=seq,
        at=scene.now,
        ping=ring.key,
        deadline=ring.clock.deadline.name,
        due=ring.clock.at,
        missed=ring.ping.missed,
        hearers=ring.ping.hearers,
        answers=person.id if person else None,
        part=ring.clock.part,
        quiet=quiet,
    )

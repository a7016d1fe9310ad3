"""What a card rings when it is woken: which pings are told, which stay quiet, and who answers for each."""

from datetime import datetime

from workflow import access
from workflow.card import Card
from workflow.deadlines import Ring, answerable, plan
from workflow.events import Rang
from workflow.office import Person
from workflow.scene import Scene


def ring_out(card: Card, scene: Scene) -> tuple[Rang, ...]:
    """Every ring that has come due, soonest first."""
    due = [ring for ring in plan(card, scene.rules) if ring.at <= scene.now]
    owed = access.owners(card, scene.office, scene.rules.procedure)
    return tuple(
        _rang(ring, card.version + offset, quiet, card, owed, scene)
        for offset, (ring, quiet) in enumerate(_folded(due, scene.now), start=1)
    )


def _folded(due: list[Ring], now: datetime) -> list[tuple[Ring, bool]]:
    """Each ring with whether it stays quiet.

    A reminder is of use only before its deadline, and only the newest one. What was missed is always
    told, every level of it.
    """
    newest = {ring.clock.deadline.name: ring for ring in due}
    return [(ring, not ring.ping.missed and (ring.clock.at <= now or newest[_name(ring)] is not ring)) for ring in due]


def _name(ring: Ring) -> str:
    return ring.clock.deadline.name


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
        quiet=quiet,
    )

"""Who is told of a duty and when, and who may say that it is done."""

from datetime import datetime

from workflow.calendar import WorkingTime
from workflow.duties import Duty, DutyRecord, DutyRing, Period, rings, touching
from workflow.model import Model
from workflow.noticing import fallback, missed
from workflow.office import Office, Person
from workflow.pings import GROUP, OWNER
from workflow.rights.ask import may
from workflow.rights.asked import Asked
from workflow.rights.row import What
from workflow.words import OfficeId, PersonId, Role

DUTY = "duty"
"""What a row that is to be sent is called, if it holds a DutyNotice."""


class DutyNotice(Model):
    """One ring of a duty for one person, or for the office's group where `to` is None. `due` is UTC.

    `unreached` are those whom it was for and did not reach, None for the group, so that the reader gets it instead;
    `perhaps` where nobody knows whether it did.
    """

    office: OfficeId
    procedure: str
    duty: str
    period: str
    ring: str
    due: datetime
    missed: bool
    to: PersonId | None
    unreached: tuple[PersonId | None, ...] = ()
    perhaps: bool = False

    def redirected(self, to: PersonId, *, perhaps: bool) -> "DutyNotice":
        """The same for somebody else, who is told whom it did not reach."""
        missing = (*self.unreached, self.to)
        return self.model_copy(update={"to": to, "unreached": missing, "perhaps": perhaps})

    @property
    def key(self) -> str:
        """The identity of the notice: the same thing is never told twice to the same person."""
        return f"duty/{self.office}/{self.procedure}/{self.duty}/{self.ring}/{self.to or GROUP}"


def duty_notices(
    duty: Duty, procedure: str, office: Office, record: DutyRecord, time: WorkingTime, now: datetime
) -> tuple[DutyNotice, ...]:
    """What has come to be told since the record was last looked at, soonest first.

    A reminder is of use only before the duty is due, and only the newest one. What was missed is always told, each
    period once to a hearer, the gravest level. Nothing is told of what is done, or was due before the duty was kept.
    """
    found: list[DutyNotice] = []
    for period in touching(duty, time, record.looked, now):
        if period.due > record.since and period.key not in record.done:
            rung = [ring for ring in rings(duty, period, time) if record.looked < ring.at <= now]
            found += _of_period(duty, procedure, office, period, _loud(rung, period, now))
    return tuple(found)


def keepers(duty: Duty, office: Office) -> tuple[Person, ...]:
    """Those whose duty it is."""
    return office.holding(duty.by)


def may_finish(person: Person, duty: Duty) -> bool:
    """Whether he may say that it is done: those whose duty it is, and a coordinator for them."""
    return may(person, What.FINISH_DUTY, Asked(duty=duty))


def sees_duty(person: Person, duty: Duty) -> bool:
    """Whether it stands in his list: coordinators and heads see all, others their own."""
    return may(person, What.SEE_DUTY, Asked(duty=duty))


def _loud(rung: list[DutyRing], period: Period, now: datetime) -> list[DutyRing]:
    return [ring for ring in rung if ring.missed or (now < period.due and ring is rung[-1])]


def _of_period(duty: Duty, procedure: str, office: Office, period: Period, loud: list[DutyRing]) -> list[DutyNotice]:
    gravest = {hearer: ring for ring in loud for hearer in _hearers(ring, duty, office)}
    return [
        DutyNotice(
            office=office.id,
            procedure=procedure,
            duty=duty.name,
            period=period.key,
            ring=ring.key,
            due=period.due,
            missed=ring.missed,
            to=hearer,
            unreached=_unrung(ring, duty, office) if hearer else (),
        )
        for hearer, ring in gravest.items()
    ]


def _hearers(ring: DutyRing, duty: Duty, office: Office) -> tuple[PersonId | None, ...]:
    """Those of the ring who can be told, and the group; where nobody is left, those who stand above."""
    group = (None,) if GROUP in ring.hearers and office.group else ()
    people = dict.fromkeys(
        person.id for group in _named(ring, duty, office) for person in group if person.can_be_told()
    )
    if people or (group and set(ring.hearers) == {GROUP}):
        return (*people, *group)
    return (*dict.fromkeys(person.id for person in fallback(office)), *group)


def _unrung(ring: DutyRing, duty: Duty, office: Office) -> tuple[PersonId, ...]:
    """Who was to hear it and has nobody beside him who does: whoever else hears it in his chat reads that."""
    return tuple(one.id for one in missed(_named(ring, duty, office)))


def _named(ring: DutyRing, duty: Duty, office: Office) -> list[tuple[Person, ...]]:
    return [_people(name, duty, office) for name in ring.hearers]


def _people(name: str, duty: Duty, office: Office) -> tuple[Person, ...]:
    if name == GROUP:
        return ()
    return keepers(duty, office) if name == OWNER else office.holding(Role(name))

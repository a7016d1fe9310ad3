"""What a right is asked about, and whose roles the procedure names for it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from workflow.actions import Action
from workflow.card import Card
from workflow.duties import Duty
from workflow.office import Office, Person
from workflow.procedure import Procedure, Step
from workflow.rights.row import Named
from workflow.words import Role


@dataclass(frozen=True, slots=True)
class Asked:
    """As far as it matters the office, the card with its procedure, the other person, the duty.

    Without a card `at` is the step that is asked about, and `sort` the kind of card. `name` tells apart what the file
    has several of: the shorter times, the deadlines. `action` stands beside the steps.
    """

    office: Office | None = None
    card: Card | None = None
    procedure: Procedure | None = None
    name: str = ""
    action: Action | None = None
    at: Step | None = None
    sort: str = ""
    other: Person | None = None
    duty: Duty | None = None

    @property
    def step(self) -> Step | None:
        """Where the card stands."""
        return self.procedure.at(self.card.step) if self.procedure and self.card else self.at

    @property
    def kind(self) -> str:
        """The card's kind."""
        return self.card.kind if self.card else self.sort


def named_roles(named: Named, asked: Asked) -> frozenset[Role]:
    """The roles that the procedure file names for it; none where it names none."""
    return frozenset(role for role in _NAMED[named](asked) if role is not None)


_Roles = tuple[Role | None, ...] | frozenset[Role]


def _of_the_step(asked: Asked) -> _Roles:
    return (asked.step.role(asked.kind),) if asked.step else ()


def _recorder(asked: Asked) -> _Roles:
    return (asked.step.recorded_by,) if asked.step else ()


def _back(asked: Asked) -> _Roles:
    step, procedure = asked.step, asked.procedure
    back = procedure.at(step.recall) if procedure and step and step.recall else None
    return back.roles if back else ()


def _beside(asked: Asked) -> _Roles:
    return asked.action.by if asked.action else ()


def _fast(asked: Asked) -> _Roles:
    return (asked.procedure.fast_by,) if asked.procedure else ()


def _shorter(asked: Asked) -> _Roles:
    short = asked.procedure.short_time(asked.name) if asked.procedure else None
    return short.by if short else ()


def _repeats(asked: Asked) -> _Roles:
    repeats = asked.procedure.repeats if asked.procedure else None
    return repeats.by if repeats else ()


def _reports(asked: Asked) -> _Roles:
    deadline = asked.procedure.named(asked.name) if asked.procedure else None
    return (deadline.reports.by,) if deadline and deadline.reports else ()


def _duty(asked: Asked) -> _Roles:
    return (asked.duty.by,) if asked.duty else ()


_NAMED: Mapping[Named, Callable[[Asked], _Roles]] = {
    Named.STEP: _of_the_step,
    Named.RECORDER: _recorder,
    Named.BACK: _back,
    Named.BESIDE: _beside,
    Named.FAST: _fast,
    Named.SHORTER: _shorter,
    Named.REPEATS: _repeats,
    Named.REPORTS: _reports,
    Named.DUTY: _duty,
}

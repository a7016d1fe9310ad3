"""A card that wanders: whoever may do something does it, time passes, and the clock wakes the card."""

from collections.abc import Sequence
from datetime import timedelta

from tests.workflow.memory import MemoryBooks
from tests.workflow.offered import MAY_BE_REFUSED, Offers
from tests.workflow.office import HERE, local
from tests.workflow.shadow import shadow
from tests.workflow.staff import staffed
from workflow.card import Card
from workflow.commands import Act, Command, Open, Wake
from workflow.contributions import cycle_began
from workflow.deadlines import plan, rules_of, running
from workflow.decide import decide
from workflow.desk import Done, do
from workflow.history import apply as applied
from workflow.owners import owners
from workflow.post import Part, Post
from workflow.procedure import Procedure
from workflow.proof.walk import Walk, walk
from workflow.refusals import Refusal
from workflow.scene import Scene
from workflow.words import CardId, Role

PAUSES = (timedelta(minutes=7), timedelta(hours=3), timedelta(days=2), timedelta(days=30))


class Wanderer:
    """One card of a procedure at a desk with everybody there; what the prover walked is held against it."""

    def __init__(self, procedure: Procedure, walked: Walk | None = None, topic: str = "", kind: str = "") -> None:
        self.procedure, self.walked = procedure, walked or walk(procedure)
        self.office = staffed(procedure)
        self.books = MemoryBooks([self.office], [procedure])
        self.now = local("2026-03-04 10:00")
        opener = next(one for one in self.office.people if Role.CURATOR in one.roles)
        post = Post(network="vk", parts=(Part(key="post", text="Снег"),))
        self.earlier, self.id = (self._opened(Open(HERE, opener.id, post, topic=topic, kind=kind)) for _ in range(2))

    def _opened(self, command: Open) -> CardId:
        outcome = do(command, self.books, self.now)
        assert isinstance(outcome, Done), outcome
        return outcome.card.id

    @property
    def card(self) -> Card:
        return self.books.cards[self.id]

    @property
    def scene(self) -> Scene:
        return Scene(self.office, rules_of(self.office, self.procedure), self.now)

    def offers(self) -> list[Command]:
        """Everything that somebody may do now; the citizen's actions, too."""
        return Offers(self.card, self.office, self.procedure, self.now, self.earlier).all()

    # ---------------------------------------------------------------- what is done

    def wander(self, choices: Sequence[int]) -> None:
        """One move for each choice: mostly somebody's, now and then the clock's. All must hold after each of them."""
        self.must_hold()
        for choice in choices:
            offers = self.offers()
            if choice % 5 == 0 or not offers:
                self.wait(PAUSES[choice // 5 % len(PAUSES)])
            else:
                self.ask(offers[choice // 5 % len(offers)])
            self.must_hold()

    def wait(self, pause: timedelta) -> None:
        """Time passes, and the card is woken for whatever has come due."""
        self.now += pause
        self.wake()

    def wake(self) -> None:
        """The clock wakes the card till nothing of it is due any more."""
        while any(at <= self.now for at in self.books.timers[self.id].values()):
            self.ask(Wake(self.id))

    def ask(self, command: Command) -> None:
        """Somebody does it; what is offered may be refused only for what nobody could know."""
        outcome = do(command, self.books, self.now)
        if isinstance(outcome, Refusal):
            citizens = isinstance(command, Act) and command.by is None
            assert outcome.why in MAY_BE_REFUSED or citizens, (outcome.why, command, self.card.step, self.card.kind)

    def must_hold(self) -> None:
        """The card is where the prover has been; while it is open somebody has it, and what was proved to run runs."""
        card, state = self.card, shadow(self.card, self.walked.model)
        assert state in self.walked.ways, f"the prover never came here: {state}"
        if not card.open:
            return
        assert owners(card, self.office, self.procedure), f"nobody has the card at {card.step}"
        clocks = running(card, rules_of(self.office, self.procedure))
        owed = {clock.deadline.name for clock in clocks}
        assert owed, f"no clock runs at {card.step}"
        began = cycle_began(card.moments)
        assert all(clock.start.seq >= began for clock in clocks), "a clock runs from before the card was reopened"
        rows = [one for one in self.walked.model.rows_of(state) if one.case.importance is card.importance]
        surely = [set(self.walked.model.running(state, row)) for row in rows]
        assert not surely or set.intersection(*surely) <= owed

    def finish(self) -> None:
        """Whatever has happened, the office can bring the card to its end, by the way that the prover knows."""
        for _ in range(60):
            if not self.card.open:
                return
            assert self._nearer() or self._by_the_clock(), f"stuck at {self.card.step}"
            self.must_hold()
        raise AssertionError(f"still not closed, at {self.card.step}")

    def _nearer(self) -> bool:
        """Do what somebody of the office may do that leads nearer to the end."""
        here = self._distance(self.card)
        for command in self.offers():
            if getattr(command, "by", None) is None:
                continue
            decision = decide(command, self.card, self.scene)
            if isinstance(decision, Refusal):
                continue
            after = self.card
            for event in decision:
                after = applied(after, event)
            if self._distance(after) < here:
                self.ask(command)
                return True
        return False

    def _by_the_clock(self) -> bool:
        """Wait for the next timer that moves the card."""
        rings = [ring for ring in plan(self.card, self.scene.rules) if ring.act]
        before = self._distance(self.card)
        for ring in rings:
            self.now = max(self.now, ring.at)
            self.wake()
            if self._distance(self.card) < before:
                return True
        return False

    def _distance(self, card: Card) -> int:
        return self.walked.distances.get(shadow(card, self.walked.model), 1000)

"""The same random life of an office, under every procedure of the product."""

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import rule

from bot.commands.procedures import shipped
from tests.cases import cases
from tests.workflow.offered import MAY_BE_REFUSED, Offers
from tests.workflow.office import SOBOLEVO
from tests.workflow.staff import staffed
from tests.workflow.test_machine import Desk
from workflow.commands import Act
from workflow.office import Office
from workflow.post import Draft
from workflow.procedure import Procedure
from workflow.refusals import Refusal
from workflow.words import CardId, Role

OTHERS = [one for one in shipped() if one.name != SOBOLEVO.name]
"""Sobolevo's own machine is that of the module beside."""


class AnyDesk(Desk):
    """A desk of whatever procedure: what people do is read from their buttons alone."""

    @rule(card=Desk.cards, choice=st.integers(0, 200), paper=st.none(), fresh=st.booleans())
    def do_what_is_offered(self, card: CardId, choice: int, paper: Draft | None, fresh: bool) -> None:
        """One of those who may presses one of his buttons, and brings what it asks for: it must work."""
        known = self.books.cards[card]
        others = next((one for one in self.books.cards if one != card), None)
        offers = Offers(known, self.office, self.PROCEDURE, self.story.now, others).of_people()
        if others is None:
            offers = [one for one in offers if getattr(one, "of", None) is None]
        if not offers:
            assert not known.open
            return
        outcome = self.ask(offers[choice % len(offers)])
        assert not isinstance(outcome, Refusal) or outcome.why in MAY_BE_REFUSED, outcome

    @rule(card=Desk.cards, choice=st.integers(0, 20))
    def hear_the_citizen(self, card: CardId, choice: int) -> None:
        """The citizen sends what he may, or what he may not."""
        known = self.books.cards[card]
        offers = Offers(known, self.office, self.PROCEDURE, self.story.now).all()
        his = [one for one in offers if isinstance(one, Act) and one.by is None]
        if his:
            self.ask(his[choice % len(his)])


def _machine(procedure: Procedure) -> type[AnyDesk]:
    office: Office = staffed(procedure)
    leaves = next(one.id for one in office.people if Role.EXECUTOR in one.roles)
    return type(
        f"{procedure.name.title()}Desk", (AnyDesk,), {"PROCEDURE": procedure, "OFFICE": office, "LEAVES": leaves}
    )


def _case(procedure: Procedure) -> type:
    case: type = _machine(procedure).TestCase
    few = settings(
        max_examples=cases(15),
        stateful_step_count=30,
        deadline=None,
        database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
    )
    case.settings = few  # type: ignore[attr-defined]  # hypothesis gives the class that attribute
    return case


globals().update({f"Test{one.name.title()}": _case(one) for one in OTHERS})

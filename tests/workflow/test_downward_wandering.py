"""Two offices and whatever their people do, in any order: the cards above and below never contradict each other."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.workflow.memory import MemoryBooks
from tests.workflow.office import HERE, NEIGHBOURS, OFFICE, OTHER_CURATOR, SOBOLEVO, THERE, local
from workflow.access import options
from workflow.card import Card
from workflow.commands import Act, Command, Open, PassDown, SetImportance, Wake, Withdraw
from workflow.deadlines import plan, rules_of, running
from workflow.desk import do
from workflow.office import Person
from workflow.owners import owners
from workflow.passed import End
from workflow.post import Draft, Part, Post
from workflow.refusals import Refusal
from workflow.words import CardId, DraftKind, Importance, OfficeId

BELOW = replace(NEIGHBOURS, parent=HERE)
OFFICES = {HERE: OFFICE, THERE: BELOW}
STEPS = 40
_FORWARD = frozenset({"route", "submit", "approve", "hand_over", "publish"})


class Wanderer:
    """Somebody picks a card and does something with it, forty times."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.books = MemoryBooks([OFFICE, BELOW], [SOBOLEVO])
        self.now = local("2026-03-04 10:00")
        for office, by in ((HERE, OFFICE.people[0].id), (THERE, OTHER_CURATOR)):
            do(Open(office, by, Post(parts=(Part(text=f"Пост {office}"),))), self.books, self.now)
        if seed % 2:
            do(PassDown(CardId(1), OFFICE.people[0].id, THERE), self.books, self.now)

    def step(self) -> None:
        """One thing is asked; a refusal leaves everything as it was."""
        self.now += timedelta(minutes=self.random.choice((1, 7, 45, 200)))
        card = self.random.choice(list(self.books.cards.values()))
        before = self.books.everything()
        if isinstance(do(self.random.choice(_ASKS)(self, card), self.books, self.now), Refusal):
            assert self.books.everything() == before
        self.holds()

    def somebody(self, office: OfficeId) -> Person:
        """Mostly of the card's own office."""
        other = THERE if office == HERE else HERE
        return self.random.choice(OFFICES[other if self.random.random() < 0.1 else office].people)

    def acts(self, card: Card) -> Command:
        """What somebody is offered, or anything where nobody is offered a thing."""
        owing = owners(card, OFFICES[card.office], SOBOLEVO)
        person = owing[0] if owing and self.random.random() < 0.7 else self.somebody(card.office)
        offered = [one.action for one in options(person, card, OFFICES[card.office], SOBOLEVO)]
        forward = [one for one in offered if one in _FORWARD and self.random.random() < 0.6]
        action = self.random.choice(forward or offered or ["route", "publish", "dismiss"])
        draft = Draft(kind=DraftKind.ANSWER, by=person.id, at=self.now, parts=(Part(text="Сделаем."),))
        more = {"note": "потому", "department": "roads", "draft": draft, "link": "https://vk.com/wall-1_1"}
        return Act(card.id, person.id, action, ground="abuse", **more)  # type: ignore[arg-type]  # fields of the command

    def holds(self) -> None:
        """Each card is its journal's sum, keeps its own clocks, and agrees with the one above or below."""
        for card in self.books.cards.values():
            office = OFFICES[card.office]
            rules = rules_of(office, SOBOLEVO)
            assert self.books.replayed(card.id) == card
            assert self.books.timers[card.id] == {ring.key: ring.at for ring in plan(card, rules)}
            assert not card.open or running(card, rules)
            self.agrees(card)
        for notice in self.books.notices.values():
            assert notice.office == self.books.cards[notice.card].office
            assert notice.to is None or OFFICES[notice.office].person(notice.to)

    def agrees(self, card: Card) -> None:
        """A card waits for just one open card below; one that was passed down knows where it came from."""
        if card.passed and card.office == HERE:
            lower = self.books.cards[card.passed.card]
            assert (lower.office, lower.number) == (card.passed.office, card.passed.number)
            assert lower.passed_from is not None
            assert lower.passed_from.card == card.id
            assert card.awaits_below == (card.open and card.passed.end is None)
            assert card.awaits_below == lower.open
            assert (card.passed.end is End.ANSWERED) <= (not card.open and card.link == lower.link)
        theirs = {one.by for one in self.books.history(card.id)} - {None}
        assert theirs <= {one.id for one in OFFICES[card.office].people}


def _passes(wanderer: Wanderer, card: Card) -> Command:
    by = wanderer.somebody(card.office).id
    return PassDown(card.id, by, wanderer.random.choice((THERE, HERE)))


_ASKS: tuple[Callable[[Wanderer, Card], Command], ...] = (
    Wanderer.acts,
    Wanderer.acts,
    Wanderer.acts,
    _passes,
    lambda wanderer, card: Withdraw(card.id, wanderer.somebody(card.office).id, "сами"),
    lambda wanderer, card: SetImportance(card.id, wanderer.somebody(card.office).id, Importance.HIGH),
    lambda wanderer, card: Wake(card.id),
)


@pytest.mark.parametrize("seed", range(40))
def test_two_offices_in_any_order(seed: int) -> None:
    """Whatever is done with cards of an office and of one below it, refusals change nothing and the cards agree."""
    wanderer = Wanderer(seed)
    for _ in range(STEPS):
        wanderer.step()


def test_the_wandering_comes_everywhere() -> None:
    """Among the walks are cards passed down, answered below, set aside below, and taken back."""
    ends: set[End | None] = set()
    for seed in range(40):
        wanderer = Wanderer(seed)
        for _ in range(STEPS):
            wanderer.step()
        ends |= {one.passed.end for one in wanderer.books.cards.values() if one.passed}
    assert ends == {None, *End}

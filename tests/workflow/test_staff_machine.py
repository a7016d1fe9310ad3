"""People go and come back at random while cards move on, and no open card is ever with nobody."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, precondition, rule

from bot.commands.procedures import shipped
from tests.cases import cases
from tests.workflow.offered import MAY_BE_REFUSED, Offers
from tests.workflow.office import HERE
from tests.workflow.staff import UNITS, staffed
from tests.workflow.story import PHOTO, Story, post
from workflow.commands import Command, HandOver, Open, Wake
from workflow.deadlines import plan, rules_of
from workflow.desk import Done, do
from workflow.events import HandedOver
from workflow.handing import given_by, may_hand_over, successors
from workflow.office import Office, Person
from workflow.owners import caretakers, owners, takers
from workflow.presence import Away, Reason
from workflow.procedure import Procedure
from workflow.refusals import Refusal, Why
from workflow.staffing.handovers import handovers
from workflow.staffing.news import News
from workflow.staffing.telling import Turned, news
from workflow.steads import with_steads
from workflow.words import CardId, PersonId, Role

MOST_CARDS = 3
PEOPLE = st.integers(0, 40)
PAUSES = st.integers(1, 60).map(lambda hours: timedelta(hours=hours))
TO_HIMSELF = {News.AWAY, News.BACK}
"""What somebody is told of his own absence."""

UNLUCKY = MAY_BE_REFUSED | {Why.NO_PEOPLE}
"""Several are asked for one answer, and so few departments have anybody left."""

CHANGEABLE = frozenset(Role) - {Role.CITIZEN, Role.OUTSIDE, Role.ADMINISTRATOR}


class Staff(RuleBasedStateMachine):
    """An office whose people are away, come back, leave, join and become others, with open cards all the while."""

    PROCEDURE: Procedure
    OFFICE: Office
    cards: Bundle[CardId] = Bundle("cards")

    def __init__(self) -> None:
        super().__init__()
        self.story = Story(self.OFFICE, self.PROCEDURE)
        self.books = self.story.books
        self.absences = 0

    # ---------------------------------------------------------------- what becomes of cards

    @precondition(lambda self: len(self.books.cards) < MOST_CARDS and self.openers())
    @rule(target=cards, who=PEOPLE)
    def forward(self, who: int) -> CardId:
        """Somebody who may opens a card."""
        by = self.pick(self.openers(), who)
        outcome = self.ask(Open(HERE, by.id, post("Снег", PHOTO)))
        assert isinstance(outcome, Done)
        return outcome.card.id

    @rule(card=cards, choices=st.lists(st.integers(0, 200), min_size=1, max_size=5))
    def go_on(self, card: CardId, choices: list[int]) -> None:
        """The card goes a stretch of its way by those who have its buttons, away or not: each must work."""
        for choice in choices:
            known = self.books.cards[card]
            found = Offers(known, self.office, self.PROCEDURE, self.story.now).of_people()
            offers = [one for one in found if getattr(one, "of", None) is None]
            if offers:
                outcome = self.ask(offers[choice % len(offers)])
                assert not isinstance(outcome, Refusal) or outcome.why in UNLUCKY, outcome

    @rule(card=cards, by=PEOPLE, whose=PEOPLE, to=PEOPLE)
    def hand_over(self, card: CardId, by: int, whose: int, to: int) -> None:
        """Somebody who may gives a card to one of those whom he is offered: it must work."""
        known = self.books.cards[card]
        able = [one for one in self.office.people if may_hand_over(one, known, self.office)]
        if not able or not (had := given_by(known)):
            return
        person = had[whose % len(had)]
        if among := successors(known, person, self.office):
            giver, receiver = self.pick(able, by), self.pick(among, to)
            outcome = self.ask(HandOver(card, giver.id, person, receiver.id, "так решили"))
            assert isinstance(outcome, Done), outcome

    @rule(card=cards, by=PEOPLE, person=PEOPLE, to=PEOPLE)
    def hand_over_anything(self, card: CardId, by: int, person: int, to: int) -> None:
        """Anybody sends anything of that kind."""
        people = self.OFFICE.people
        whose, receiver = self.pick(people, person).id, self.pick(people, to).id
        self.ask(HandOver(card, self.pick(people, by).id, whose, receiver))

    @rule(pause=PAUSES)
    def wait(self, pause: timedelta) -> None:
        """Time passes, and what has come due rings."""
        self.story.now += pause
        for card in list(self.books.cards):
            while any(at <= self.story.now for at in self.books.timers[card].values()):
                self.ask(Wake(card))

    # ---------------------------------------------------------------- what becomes of people

    @rule(who=PEOPLE, substitutes=st.lists(PEOPLE, max_size=3), stays=st.booleans())
    def go_away(self, who: int, substitutes: list[int], stays: bool) -> None:
        """Somebody is away, with a few who are to stand in for him."""
        if person := self.somebody(who, present=True):
            self.absences += 1
            named = tuple(dict.fromkeys(self.pick(self.office.people, one).id for one in substitutes))
            others = tuple(one for one in named if one != person.id)
            away = Away(self.absences, Reason.LEAVE, self.story.now, None, others, stays)
            self.turn(replace(person, away=away))

    @rule(who=PEOPLE)
    def come_back(self, who: int) -> None:
        """Somebody is at work again."""
        if person := self.somebody(who, present=False):
            self.turn(replace(person, away=None))

    @precondition(lambda self: len(self.office.people) > 3)
    @rule(who=PEOPLE, to=st.one_of(st.none(), PEOPLE))
    def dismiss(self, who: int, to: int | None) -> None:
        """Somebody leaves for good."""
        gone = self.somebody(who, present=True) or self.pick(self.office.people, who)
        receiver = None if to is None else self.pick(self.office.people, to).id
        people = tuple(one for one in self.office.people if one.id != gone.id)
        self.turned(replace(self.office, people=people), receiver)

    @rule(who=PEOPLE)
    def join(self, who: int) -> None:
        """Somebody who had left is taken on again, or a new one with another's roles joins."""
        known = self.pick(self.OFFICE.people, who)
        new = (
            known
            if self.office.person(known.id) is None
            else replace(known, id=PersonId(100 + len(self.office.people)))
        )
        if self.office.person(new.id) is None:
            self.turned(replace(self.office, people=(*self.office.people, new)))

    @rule(
        who=PEOPLE, roles=st.sets(st.sampled_from(sorted(CHANGEABLE)), min_size=1, max_size=2), unit=st.integers(0, 3)
    )
    def become_another(self, who: int, roles: set[Role], unit: int) -> None:
        """Somebody gets other roles and another department, or none."""
        person = self.pick(self.office.people, who)
        department = UNITS[unit].key if unit < len(UNITS) else None
        self.turn(replace(person, roles=frozenset(roles), department=department))

    @rule(who=PEOPLE, reachable=st.booleans())
    def block(self, who: int, reachable: bool) -> None:
        """Somebody blocks the bot, or lets it in again."""
        self.turn(replace(self.pick(self.office.people, who), reachable=reachable))

    # ---------------------------------------------------------------- how it is done

    @property
    def office(self) -> Office:
        """The office as it is now."""
        return self.books.offices[HERE]

    def openers(self) -> list[Person]:
        """Who may open a card and is at work."""
        return [one for one in self.office.people if one.present and one.plays & {Role.CURATOR, Role.COORDINATOR}]

    @staticmethod
    def pick(among: list[Person] | tuple[Person, ...], number: int) -> Person:
        """One of them."""
        return among[number % len(among)]

    def somebody(self, number: int, *, present: bool) -> Person | None:
        """One who is at work, or is not, rather one whom cards concern; None where there is no such one."""
        found = [one for one in self.office.people if one.present == present]
        busy = [one for one in found if one.id in self.concerned()]
        return self.pick(busy if busy and number % 2 else found, number // 2) if found else None

    def concerned(self) -> set[PersonId]:
        """Who has a place of an open card, or had one, or whose move it is."""
        known = [card for card in self.books.cards.values() if card.open]
        moves = {one.id for card in known for one in owners(card, self.office, self.PROCEDURE)}
        return moves | {who for card in known for who in (*card.holders.values(), *(one.of for one in card.handed))}

    def turn(self, changed: Person) -> None:
        """One person is another one now."""
        people = tuple(changed if one.id == changed.id else one for one in self.office.people)
        self.turned(replace(self.office, people=people))

    def turned(self, bare: Office, to: PersonId | None = None) -> None:
        """The office is another one: open cards go where they must, and people are told."""
        before = self.office
        after = with_steads(replace(bare, people=tuple(replace(one, steads=()) for one in bare.people)))
        self.books.offices[HERE] = after
        over = []
        for command in handovers(before, after, list(self.books.cards.values()), to):
            outcome = self.ask(command)
            assert isinstance(outcome, Done), outcome
            event = outcome.happened[0]
            assert isinstance(event, HandedOver)
            over.append((outcome.card, event))
        assert not handovers(after, after, list(self.books.cards.values())), "what was to go over has gone"
        now = tuple((card, self.PROCEDURE) for card in self.books.cards.values() if card.open)
        for notice in news(Turned(before, after, self.story.now, tuple(over), now)):
            hearer = after.person(notice.to)
            assert hearer is not None
            assert hearer.can_be_told() or notice.what in TO_HIMSELF
            assert (notice.what in TO_HIMSELF) == (notice.to in notice.about)

    def ask(self, command: Command) -> Done | Refusal:
        """Send a command; nobody who is away, cannot be reached or has left may be told anything because of it."""
        before, told = self.books.everything(), set(self.books.notices)
        outcome = do(command, self.books, self.story.now)
        if isinstance(outcome, Refusal):
            assert self.books.everything() == before, "a refusal changes nothing"
            return outcome
        for key, notice in self.books.notices.items():
            if key not in told and notice.to is not None:
                hearer = self.office.person(notice.to)
                assert hearer is not None
                assert hearer.can_be_told()
        return outcome

    # ---------------------------------------------------------------- what must hold

    @invariant()
    def never_nobodys(self) -> None:
        """While anybody of the office is at work, every open card has an owner who is."""
        anybody = any(one.present and one.plays - {Role.OUTSIDE} for one in self.office.people)
        for card in self.books.cards.values():
            owed = owners(card, self.office, self.PROCEDURE)
            assert all(one.present for one in owed)
            assert bool(owed) == (card.open and anybody)

    @invariant()
    def caretakers_only_where_nobody_is_left(self) -> None:
        """Who takes the step comes before those who take care; whoever has a place is at work, if anybody could be."""
        for card in self.books.cards.values():
            if able := takers(card, self.office, self.PROCEDURE):
                assert owners(card, self.office, self.PROCEDURE) == able
            elif card.open and (care := caretakers(self.office, card.department)):
                assert owners(card, self.office, self.PROCEDURE) == care
                assert all(may_hand_over(one, card, self.office) for one in care)

    @invariant()
    def the_journal_tells_the_same(self) -> None:
        """The journal replays to the card, and the timers are its plan."""
        for card in self.books.cards.values():
            assert self.books.replayed(card.id) == card
            rules = rules_of(self.office, self.PROCEDURE)
            assert self.books.timers[card.id] == {ring.key: ring.at for ring in plan(card, rules)}

    @invariant()
    def nobody_waits_for_himself(self) -> None:
        """Whoever has a place of a card is not among those who had it before him."""
        for card in self.books.cards.values():
            for place, who in card.holders.items():
                before = [one.of for one in card.handed if one.place == place]
                assert who not in before
                assert len(set(before)) == len(before)


def _machine(procedure: Procedure) -> type[Staff]:
    known = {"PROCEDURE": procedure, "OFFICE": staffed(procedure)}
    return type(f"{procedure.name.title()}Staff", (Staff,), known)


def _case(name: str) -> type:
    procedure = next(one for one in shipped() if one.name == name)
    case: type = _machine(procedure).TestCase
    case.settings = settings(  # type: ignore[attr-defined]  # hypothesis gives the class that attribute
        max_examples=cases(25),
        stateful_step_count=40,
        deadline=None,
        database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
    )
    return case


TestSobolevo = _case("sobolevo")
TestPetrovsky = _case("petrovsky")
TestKozhevnikovo = _case("kozhevnikovo")

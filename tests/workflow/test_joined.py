"""Posts that share one answer: a repeat is joined to the open card that it repeats, and each is answered by itself."""

import pytest

from tests.procedures.walking import Walk, office_of
from tests.workflow.story import LINK
from workflow.access import SEPARATE, options
from workflow.card import Card
from workflow.commands import Join
from workflow.deadlines import running
from workflow.desk import Done, Outcome
from workflow.notices import NoticeKind
from workflow.office import Office
from workflow.owners import owners
from workflow.refusals import Refusal, Why
from workflow.words import CardId, DraftKind, OfficeId

SOBOLEVO = office_of(
    "sobolevo",
    "Asia/Kamchatka",
    {
        "curator": "curator",
        "roads": "executor, roads",
        "utilities": "executor, utilities",
        "head": "head",
        "coordinator": "coordinator",
    },
)
KLEPECHIKHA = office_of(
    "klepechikha",
    "Asia/Barnaul",
    {"officer": "responsible", "roads": "executor, roads", "utilities": "executor, utilities", "head": "head"},
)
KOZHEVNIKOVO = office_of(
    "kozhevnikovo",
    "Asia/Tomsk",
    {"coordinator": "coordinator", "roads": "executor, roads", "utilities": "executor, utilities", "head": "head"},
)


class Pair(Walk):
    """Two cards of one office: the main one and its repeat; one of them is spoken of at a time."""

    def __init__(self, office: Office, opener: str, *, routed: bool = True) -> None:
        super().__init__(office)
        self.opener = opener
        self.main = self.post(opener).id
        self.does(opener, "route", department="roads")
        self.repeat = self.post(opener).id
        if routed:
            self.does(opener, "route", department="utilities")

    def of(self, card: CardId) -> "Pair":
        """Speak of this card."""
        self.id = card
        return self

    def join(self, who: str = "", to: CardId | None = None) -> Outcome:
        """The repeat is found to be one, and joined to the main card."""
        self.of(self.repeat).finds_repeat(who or self.opener, to or self.main)
        return self.joins(self.repeat, to or self.main, who)

    def joins(self, card: CardId, to: CardId | None, who: str = "") -> Outcome:
        """Somebody tries to join a card."""
        return self.tell_desk(Join(card, self.who(who or self.opener), to))

    @property
    def joined(self) -> Card:
        """The repeat as it stands."""
        return self.books.cards[self.repeat]

    @property
    def leading(self) -> Card:
        """The main card as it stands."""
        return self.books.cards[self.main]

    def owed_by(self, card: Card) -> list[str]:
        """The debts of a card, by name."""
        return sorted(clock.deadline.name for clock in running(card, self.rules))

    def sound(self) -> None:
        """Both cards are what their journals add up to, and an open one has an owner and a running clock."""
        for card in (self.leading, self.joined):
            assert self.books.replayed(card.id) == card
            if card.open:
                assert owners(card, self.office, self.books.procedure(card.procedure))
                assert running(card, self.rules)


def sobolevo(**more: bool) -> Pair:
    """A curator has routed both posts, one to the roads and one to the utilities."""
    return Pair(SOBOLEVO, "curator", **more)


def agreed(pair: Pair, text: str = "Включим сегодня", kind: DraftKind = DraftKind.ANSWER) -> None:
    """The main card's answer is agreed and handed over."""
    pair.of(pair.main).drafts("roads", text, kind)
    pair.does("head", "approve")
    pair.does("roads", "hand_over")


@pytest.mark.clause("SOB-20")
def test_one_answer_is_published_under_both_posts() -> None:
    """As the main answer is handed over the joined card is to be published too, each with a link of its own."""
    pair = sobolevo()
    pair.join()
    agreed(pair)
    assert (pair.leading.step, pair.joined.step) == ("publish", "publish")
    assert pair.joined.draft == pair.leading.draft
    assert pair.owed_by(pair.joined) == pair.owed_by(pair.leading)
    pair.of(pair.main).does("curator", "publish", link=LINK + "1")
    assert pair.joined.open
    pair.of(pair.repeat).does("curator", "publish", link=LINK + "2")
    assert (pair.leading.link, pair.joined.link) == (LINK + "1", LINK + "2")
    assert not pair.leading.open
    assert not pair.joined.open
    pair.sound()


def test_the_joined_card_keeps_its_owner_and_its_times() -> None:
    """Till the answer comes the joined card stays its own executor's, with the same deadlines as before."""
    pair = sobolevo()
    before, owed = pair.joined, pair.owed_by(pair.joined)
    pair.join()
    assert (pair.joined.executor, pair.joined.step, pair.joined.turn) == (before.executor, before.step, before.turn)
    assert pair.owed_by(pair.joined) == owed
    agreed(pair)
    assert pair.joined.executor == pair.who("utilities")


def test_those_whose_move_it_is_are_told_of_both() -> None:
    """The curator gets each card with the answer to copy, once; the executor hears that he need not write."""
    pair = sobolevo()
    pair.join()
    assert pair.heard == ["joined/together > utilities"]
    agreed(pair)
    told = [(notice.card, notice.kind, pair.called(notice.to)) for notice in pair.told]
    for card in (pair.main, pair.repeat):
        assert told.count((card, NoticeKind.CARD, "curator")) == 1
        assert told.count((card, NoticeKind.ANSWER_TEXT, "curator")) == 1
    assert len(told) == 4


def test_a_card_that_nobody_has_yet_is_taken_along() -> None:
    """A joined card that was not routed goes with the main card's executor, and its routing is no debt any more."""
    pair = sobolevo(routed=False)
    pair.join()
    assert pair.owed_by(pair.joined) == ["answer", "draft", "route"]
    agreed(pair)
    assert (pair.joined.step, pair.joined.department) == ("publish", "roads")
    assert pair.joined.executor == pair.who("roads")
    assert pair.owed_by(pair.joined) == ["answer", "publish"]
    pair.sound()


def test_a_card_that_was_returned_is_taken_along() -> None:
    """What lies with the curator again is not left there with a clock that nobody can stop."""
    pair = sobolevo()
    pair.of(pair.repeat).does("utilities", "return", note="Не наше")
    pair.join()
    agreed(pair)
    assert (pair.joined.step, pair.joined.executor) == ("publish", pair.who("roads"))
    assert pair.owed_by(pair.joined) == ["answer", "publish"]


def test_a_card_in_dispute_is_taken_along() -> None:
    """A return that nobody has decided on is settled by the answer's coming from somebody else."""
    pair = Pair(KLEPECHIKHA, "officer")
    pair.of(pair.repeat).does("utilities", "return", note="Не наше")
    assert pair.owed_by(pair.joined) == ["answer", "dispute", "draft"]
    pair.join("officer")
    pair.of(pair.main).drafts("roads")
    pair.does("officer", "approve")
    assert (pair.joined.step, pair.joined.executor) == ("publish", pair.who("roads"))
    assert pair.owed_by(pair.joined) == ["publish"]
    pair.sound()


@pytest.mark.parametrize("step", ["approve", "handover"])
def test_a_draft_of_its_own_gives_way(step: str) -> None:
    """A joined card whose own draft was under way gets the common answer; one that goes out already keeps its own."""
    pair = sobolevo()
    pair.join()
    pair.of(pair.repeat).drafts("utilities", "Своё")
    if step == "handover":
        pair.does("head", "approve")
    agreed(pair)
    assert pair.joined.draft == pair.leading.draft
    assert pair.owed_by(pair.joined) == pair.owed_by(pair.leading)


def test_an_answer_that_goes_out_already_is_left_alone() -> None:
    """A joined card that is being published with an answer of its own is not given another one."""
    pair = sobolevo()
    pair.join()
    pair.of(pair.repeat).drafts("utilities", "Своё")
    pair.does("head", "approve")
    pair.does("utilities", "hand_over")
    before = pair.joined
    agreed(pair)
    assert pair.joined == before


def test_a_late_joiner_gets_the_answer_at_once() -> None:
    """A repeat that is joined while the agreed answer waits for publication is to be published as well."""
    pair = sobolevo()
    agreed(pair)
    outcome = pair.join()
    assert isinstance(outcome, Done)
    assert pair.joined.step == "publish"
    assert pair.joined.draft == pair.leading.draft
    assert sorted(pair.heard) == ["answer_text > curator", "card/share_answer > curator"]
    pair.sound()


def test_an_interim_answer_first_and_the_final_one_later() -> None:
    """Both get the interim answer, each its own publication, and then both the final one."""
    pair = sobolevo()
    pair.join()
    agreed(pair, "Разбираемся", DraftKind.INTERIM)
    for card in (pair.main, pair.repeat):
        pair.of(card).does("curator", "publish", link=LINK)
    assert (pair.leading.step, pair.joined.step) == ("draft", "draft")
    assert "final" in pair.owed_by(pair.joined)
    agreed(pair, "Починили")
    assert pair.joined.step == "publish"
    assert pair.joined.draft == pair.leading.draft
    pair.of(pair.repeat).does("curator", "publish", link=LINK)
    assert not pair.joined.open
    pair.sound()


def test_a_newer_answer_takes_the_place_of_one_not_yet_published() -> None:
    """Where the final answer comes before the interim one went out under the joined post, it is the final one."""
    pair = sobolevo()
    pair.join()
    agreed(pair, "Разбираемся", DraftKind.INTERIM)
    pair.of(pair.main).does("curator", "publish", link=LINK)
    turn = pair.joined.turn
    agreed(pair, "Починили")
    assert pair.joined.draft is not None
    assert (pair.joined.step, pair.joined.draft.text) == ("publish", "Починили")
    assert pair.joined.turn > turn
    pair.sound()


@pytest.mark.clause("KOZ-12")
def test_an_answer_that_was_sent_back_goes_back_for_both() -> None:
    """What the coordinator finds wanting is not sent out for the joined card; the mended answer comes to both."""
    pair = Pair(KOZHEVNIKOVO, "coordinator")
    pair.join()
    pair.of(pair.main).drafts("roads", "Плохо")
    assert pair.joined.step == "review"
    pair.does("coordinator", "send_back", note="Назовите срок")
    assert (pair.leading.step, pair.joined.step) == ("draft", "draft")
    remark = pair.joined.remark("share_answer")
    assert remark is not None
    assert remark.text == "Назовите срок"
    pair.drafts("roads", "Лучше")
    assert pair.joined.draft is not None
    assert (pair.joined.step, pair.joined.draft.text) == ("review", "Лучше")
    for card in (pair.main, pair.repeat):
        pair.of(card).does("coordinator", "dispatch")
        pair.does("coordinator", "confirm", link=LINK)
    assert not pair.leading.open
    assert not pair.joined.open
    pair.sound()


def test_a_main_card_that_is_closed_without_an_answer_lets_go() -> None:
    """The joined card is answered by itself again, and its executor is told so."""
    pair = sobolevo()
    pair.join()
    pair.of(pair.main).does("roads", "return", note="Не наше")
    pair.does("curator", "dismiss", ground="abuse")
    assert pair.joined.joined_to is None
    assert pair.joined.open
    assert "joined/apart > utilities" in pair.heard
    pair.sound()


def test_cards_part_again() -> None:
    """«Отдельно» is offered to whoever may decide, and what is separated follows no more."""
    pair = sobolevo()
    pair.join()
    curator = SOBOLEVO.person(pair.who("curator"))
    assert curator is not None
    procedure = pair.books.procedure("sobolevo")
    assert SEPARATE in {one.action for one in options(curator, pair.joined, SOBOLEVO, procedure)}
    assert isinstance(pair.joins(pair.repeat, None), Done)
    assert SEPARATE not in {one.action for one in options(curator, pair.joined, SOBOLEVO, procedure)}
    agreed(pair)
    assert pair.joined.step == "draft"


def test_a_repeat_that_turns_out_to_be_none_is_apart() -> None:
    """Who decides anew that the post repeats nothing takes it from the common answer, too."""
    pair = sobolevo()
    pair.join()
    pair.of(pair.repeat).finds_repeat("curator", None)
    assert pair.joined.joined_to is None


# ---------------------------------------------------------------- what is refused


def why(outcome: Outcome) -> Why:
    assert isinstance(outcome, Refusal), outcome
    return outcome.why


def test_only_a_repeat_is_joined() -> None:
    """A card is joined to the one that it repeats and to no other, itself included."""
    pair = sobolevo()
    assert why(pair.joins(pair.repeat, pair.main)) is Why.NOT_JOINABLE
    assert why(pair.joins(pair.repeat, pair.repeat)) is Why.NOT_JOINABLE
    assert why(pair.joins(pair.repeat, CardId(99))) is Why.NO_CARD


def test_there_are_no_circles() -> None:
    """A card that leads others joins none, and a joined card leads nobody."""
    pair = sobolevo()
    pair.join()
    pair.of(pair.main).finds_repeat("curator", pair.repeat)
    assert why(pair.joins(pair.main, pair.repeat)) is Why.NOT_JOINABLE
    third = pair.post("curator").id
    pair.finds_repeat("curator", pair.repeat)
    assert why(pair.joins(third, pair.repeat)) is Why.NOT_JOINABLE
    pair.of(pair.main).finds_repeat("curator", third)
    assert why(pair.joins(pair.main, third)) is Why.NOT_JOINABLE


def test_a_closed_card_leads_nobody_and_follows_nobody() -> None:
    """The refusal tells which of the two is closed."""
    pair = sobolevo()
    pair.of(pair.repeat).finds_repeat("curator", pair.main)
    agreed(pair)
    pair.does("curator", "publish", link=LINK)
    outcome = pair.joins(pair.repeat, pair.main)
    assert isinstance(outcome, Refusal)
    assert (outcome.why, outcome.number) == (Why.CLOSED, pair.leading.number)
    outcome = pair.joins(pair.main, pair.repeat)
    assert isinstance(outcome, Refusal)
    assert (outcome.why, outcome.number) == (Why.CLOSED, pair.leading.number)


def test_an_answer_that_is_out_is_not_shared() -> None:
    """A card whose answer has been sent and only waits for its confirmation leads nobody any more."""
    pair = Pair(KOZHEVNIKOVO, "coordinator")
    pair.of(pair.main).drafts("roads")
    pair.does("coordinator", "dispatch")
    assert why(pair.join()) is Why.NOT_JOINABLE


def test_other_offices_and_other_rules_are_apart() -> None:
    """A card of another office is none at all, one under another version of the rules cannot be joined."""
    pair = sobolevo()
    pair.of(pair.repeat).finds_repeat("curator", pair.main)
    pair.books.cards[pair.main] = pair.leading.model_copy(update={"digest": "older"})
    assert why(pair.joins(pair.repeat, pair.main)) is Why.NOT_JOINABLE
    pair.books.cards[pair.main] = pair.leading.model_copy(update={"office": OfficeId(2)})
    assert why(pair.joins(pair.repeat, pair.main)) is Why.NO_CARD
    assert why(pair.finds_repeat("curator", pair.main)) is Why.NO_CARD


def test_whoever_may_not_decide_on_repeats_joins_nothing() -> None:
    """The head and another department's executor are refused."""
    pair = sobolevo()
    pair.of(pair.repeat).finds_repeat("curator", pair.main)
    for who in ("head", "roads"):
        assert why(pair.joins(pair.repeat, pair.main, who)) is Why.NOT_YOURS
    assert isinstance(pair.joins(pair.repeat, pair.main, "utilities"), Done)


def test_joining_twice_changes_nothing() -> None:
    """A second tap of the same button writes nothing."""
    pair = sobolevo()
    pair.join()
    before = pair.books.everything()
    again = pair.joins(pair.repeat, pair.main)
    assert isinstance(again, Done)
    assert pair.books.everything() == before


def test_a_decision_is_taken_once() -> None:
    """The same decision a second time writes nothing; another one takes its place."""
    pair = sobolevo()
    pair.of(pair.repeat).finds_repeat("curator", pair.main)
    before = pair.books.everything()
    assert isinstance(pair.finds_repeat("utilities", pair.main), Done)
    assert pair.books.everything() == before
    pair.finds_repeat("utilities", None)
    assert pair.joined.repeat_of is None

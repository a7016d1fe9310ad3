"""Publication by the bot itself: ordered once by whoever may publish, told of where nothing came of it."""

from tests.workflow.office import CURATOR, ROADS
from tests.workflow.story import LINK, Story, draft
from workflow.commands import NotPublished, PublishHere
from workflow.desk import Done, Outcome
from workflow.events import PublicationOrdered, dump, load
from workflow.history import replay
from workflow.publication import under_way
from workflow.refusals import Refusal, Why
from workflow.words import PersonId


def order(story: Story, by: PersonId = CURATOR, draft_number: int = 1) -> Outcome:
    """Somebody lets the bot publish."""
    return story.tell_desk(PublishHere(story.id, by, draft_number, story.card.turn, "Село Лесное"))


def why(outcome: Outcome) -> Why:
    assert isinstance(outcome, Refusal), outcome
    return outcome.why


def ordered() -> Story:
    story = Story().to("publish")
    assert isinstance(order(story), Done)
    return story


def test_an_order_stands_in_the_journal() -> None:
    """The journal tells who let the bot publish which draft and where; the card stays where it is, in the same turn."""
    before = Story().to("publish").card
    story = ordered()
    event = story.history[-1]
    assert isinstance(event, PublicationOrdered)
    assert (event.by, event.draft, event.where) == (CURATOR, 1, "Село Лесное")
    assert (story.card.step, story.card.turn) == ("publish", before.turn)
    assert under_way(story.card, event.seq)
    assert replay(load(dump(one)) for one in story.history) == story.card


def test_a_second_order_is_refused_while_one_is_under_way() -> None:
    """Two taps make one order."""
    assert why(order(ordered())) is Why.UNDER_WAY


def test_only_whoever_may_publish_orders() -> None:
    """An executor does not, nobody does at another step, and nobody orders another draft than he has seen."""
    assert why(order(Story().to("publish"), ROADS)) is Why.NOT_YOURS
    assert why(order(Story().to("approve"))) is Why.NOT_NOW
    assert why(order(Story().to("publish"), draft_number=2)) is Why.NOT_NOW


def test_a_failure_is_told_and_leaves_the_card() -> None:
    """Who ordered hears of it once, the card is still to be published, and may be ordered anew."""
    story = ordered()
    seq = story.card.version
    story.tell_desk(NotPublished(story.id, seq, doubt=False, why="Forbidden"))
    assert story.heard == ["unpublished > curator"]
    assert story.card.step == "publish"
    assert not under_way(story.card)
    again = story.tell_desk(NotPublished(story.id, seq, doubt=True, why="late"))
    assert isinstance(again, Done)
    assert again.happened == ()
    assert isinstance(order(story), Done)


def test_publication_by_hand_ends_the_order() -> None:
    """Who does not wait for the bot publishes himself, and the order is nobody's any more."""
    story = ordered()
    story.done(CURATOR, "publish", link=LINK)
    assert not under_way(story.card)
    assert story.card.publication is None


def test_an_order_is_for_one_draft() -> None:
    """After an interim answer was published the next draft needs an order of its own."""
    story = ordered()
    card = story.card.model_copy(update={"drafts": (*story.card.drafts, draft("Другой"))})
    assert not under_way(card)

"""Suggestions: their order, their reasons, what is never one."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.workflow.repeats.posts import DOGS, LIGHTS, MORNING, OLGA, PIT, earlier, post
from workflow.card import Card, LastMove
from workflow.post import Part, Post
from workflow.repeats import ENOUGH, Reason, like, sketch_of
from workflow.words import CardId, OfficeId

WALL = "https://vk.com/wall-1_2"
WALL_ELSEWHERE = "http://m.vk.ru/feed?w=wall-1_2&utm_medium=share"


@pytest.mark.clause("KLP-13", "KAM-2.9")
def test_likeliest_first() -> None:
    """The same link comes first, then the same words, then other words for the same trouble in the same street."""
    words = earlier(post("Лесная улица без освещения, ходим впотьмах"), 3)
    same, link = earlier(post(LIGHTS), 4), earlier(post(DOGS, link=WALL_ELSEWHERE), 5)
    found = like(post(LIGHTS, link=WALL), [words, earlier(post(PIT), 6), same, link])
    assert [one.card for one in found] == [5, 4, 3]
    assert [one.number for one in found] == [5, 4, 3]
    assert found[0].score == 1 > found[1].score > found[2].score >= ENOUGH


def test_newest_first_among_equals() -> None:
    """Of cards that are equally alike the newest comes first."""
    old = replace(earlier(post(LIGHTS), 3), opened_at=MORNING - timedelta(days=30))
    new = replace(earlier(post(LIGHTS), 4), opened_at=MORNING - timedelta(days=1))
    assert [one.card for one in like(post(LIGHTS), [old, new, earlier(post(LIGHTS), 5)])] == [4, 5, 3]


def test_no_more_than_asked_for() -> None:
    """Three are shown where no other number is asked for."""
    many = [earlier(post(LIGHTS), card) for card in range(10, 20)]
    assert len(like(post(LIGHTS), many)) == 3
    assert len(like(post(LIGHTS), many, most=5)) == 5
    assert like(post(LIGHTS), many, most=0) == ()


def test_no_card_repeats_itself() -> None:
    """A card among those it is compared with is passed over."""
    assert like(post(LIGHTS, link=WALL), [post(LIGHTS, link=WALL)]) == ()


@pytest.mark.clause("KAM-2.9")
@pytest.mark.parametrize(
    ("later", "before", "why"),
    [
        (post(link=WALL), post(link=WALL_ELSEWHERE), (Reason.SAME_LINK,)),
        (post("Собаки у садика", author=OLGA), post(DOGS, author=OLGA), (Reason.SAME_AUTHOR, Reason.SIMILAR_TEXT)),
        (post(LIGHTS), post(LIGHTS), (Reason.SIMILAR_TEXT, Reason.SAME_PLACE)),
        (post(DOGS), post(DOGS), (Reason.SIMILAR_TEXT,)),
        (
            post(LIGHTS, author=OLGA, link=WALL),
            post(LIGHTS, author="ольга  тестова", link=WALL),
            (Reason.SAME_LINK, Reason.SAME_AUTHOR, Reason.SIMILAR_TEXT, Reason.SAME_PLACE),
        ),
    ],
)
def test_reasons(later: object, before: object, why: tuple[Reason, ...]) -> None:
    """A suggestion tells a person by what it was found, and nothing that does not hold."""
    (found,) = like(later, [earlier(before)])  # type: ignore[arg-type]  # the table holds sketches
    assert found.why == why


def test_sketch_of_a_card() -> None:
    """A card is compared by its post's source, author, link and text, all parts of it, and by its topic."""
    parts = (Part(text="На Лесной темно"), Part(text="Фонари не горят"))
    card = Card(
        id=CardId(7),
        office=OfficeId(1),
        number=12,
        procedure="sobolevo",
        digest="",
        version=1,
        turn=1,
        step="closed",
        post=Post(network="vk", author=OLGA, link=WALL, parts=parts),
        topic="фонари",
        opened_at=MORNING,
        last=LastMove(action="open", by=None, at=MORNING),
    )
    sketch = sketch_of(card)
    assert (sketch.card, sketch.number, sketch.opened_at, sketch.open) == (7, 12, MORNING, False)
    assert (sketch.network, sketch.author, sketch.link, sketch.topic) == ("vk", OLGA, WALL, "фонари")
    assert sketch.text == "На Лесной темно\nФонари не горят"


def test_no_answer_without_cards() -> None:
    """Where there is nothing to compare with, nothing is suggested."""
    assert like(post(LIGHTS), []) == ()


_TEXTS = st.text(alphabet=st.sampled_from("на улЛеснойпо дом5,.-/ёЁ«»№\n[]|@id1:#?=&a🙂"), max_size=80)


@given(_TEXTS, _TEXTS, _TEXTS)
@settings(max_examples=200, deadline=None, database=None)
def test_no_text_breaks_it(text: str, place: str, link: str) -> None:
    """Whatever is written in a post, comparing it raises nothing and a score stays between 0 and 1."""
    one = post(text, place=place, link=f"https://vk.com/{link}", author=text)
    for found in like(one, [earlier(post(text, place=link, link=link)), earlier(post(place, place=text), 3)]):
        assert ENOUGH <= found.score <= 1

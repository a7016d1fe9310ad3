"""What is looked for, understood."""

from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.handlers.world import COORDINATOR, CURATOR, EXECUTOR, HEAD, LAMPS, PLUMBER, World
from workflow.access import sees
from workflow.card import Card
from workflow.contributions import Contribution
from workflow.finding import Part, Query, Reach, State, card_words, names, parse_query, reach_of
from workflow.finding.words import word_for
from workflow.office import Person
from workflow.post import Part as Piece
from workflow.presence import Stead
from workflow.words import PersonId, Role

NOW = datetime.fromisoformat("2026-03-04T10:00+12:00")


def parsed(text: str, *without: Part) -> Query:
    """The query of a text on a Wednesday morning in Kamchatka."""
    return parse_query(text, NOW, "Asia/Kamchatka", frozenset(without))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", 12),
        (" 12 ", 12),
        ("№ 12", 12),
        ("№12", 12),
        ("#12", 12),
        ("номер 12", 12),
        ("карточка № 12", 12),
        ("card 12", 12),
        ("1234567890", None),
        ("дом 12", None),
        ("12 фонарей", None),
        ("12а", None),
        ("12.03", None),
    ],
)
def test_a_number_alone_is_a_card(text: str, number: int | None) -> None:
    """A number by itself or with № is a card's; beside other words it is one of them."""
    assert parsed(text).number == number


@pytest.mark.parametrize(
    ("text", "words", "state"),
    [
        ("фонари за март открытые", ["фонари"], State.OPEN),
        ("открытые: фонари", ["фонари"], State.OPEN),
        ("Закрытых за неделю", [], State.CLOSED),
        ("с опозданием", [], State.LATE),
        ("опаздывают", [], State.LATE),
        ("просроченные ямы", ["ямы"], State.LATE),
        ("открытые с опозданием", [], State.LATE),
        ("late lamps", ["lamps"], State.LATE),
        ("closed", [], State.CLOSED),
        ("в работе", [], State.OPEN),
        ("открытый люк", ["открытый", "люк"], None),
        ("открыть калитку", ["открыть", "калитку"], None),
        ("найти карточки автора Петрова про снег на ул. Лесная", ["петрова", "снег", "лесная"], None),
        ("find cards about lamps on Mira", ["lamps", "mira"], None),
        ("ёлка ёлка", ["ёлка"], None),
        ("на и не", [], None),
        ("", [], None),
        ("!!! ??? …", [], None),
    ],
)
def test_words_and_states(text: str, words: list[str], state: State | None) -> None:
    """States are plural, so that an open hatch is words; words by which one asks, and prepositions, are left out."""
    query = parsed(text)
    assert [word.typed for word in query.words] == words
    assert query.state is state


def test_nothing_to_look_for() -> None:
    """A text that says nothing gives an empty query; a day or a state alone is something to look for."""
    assert parsed("на и").empty
    assert not parsed("вчера").empty
    assert not parsed("открытые").empty
    assert not parsed("vk.com/wall-1_2").empty


@pytest.mark.parametrize(
    "text",
    [
        "https://vk.com/wall-1_12",
        "vk.com/wall-1_12",
        "https://m.vk.com/wall-1_12?from=feed",
        "https://vk.ru/feed?w=wall-1_12",
        "HTTPS://VK.COM/wall-1_12.",
        "что с https://vk.com/wall-1_12?",
    ],
)
def test_links_have_one_form(text: str) -> None:
    """However a link is written, it is looked for in the form in which cards keep it."""
    assert parsed(text).links == ("vk.com/wall-1_12",)


def test_all_together() -> None:
    """Words, a link, days and a state in one line."""
    query = parsed("фонари vk.com/wall-1_12 1–5 марта закрытые")
    assert [word.typed for word in query.words] == ["фонари"]
    assert query.links == ("vk.com/wall-1_12",)
    assert query.days is not None
    assert query.state is State.CLOSED


def test_parts_are_left_out() -> None:
    """Without the days, without the state, and with both taken for plain words."""
    text = "яма 8 марта открытые"
    assert parsed(text, Part.DAYS).days is None
    assert parsed(text, Part.DAYS).state is State.OPEN
    assert parsed(text, Part.DAYS, Part.STATE).state is None
    assert [word.typed for word in parsed(text, Part.MEANING).words] == ["яма", "8", "марта", "открытые"]
    assert parsed(text, Part.MEANING).days is None


def stored(text: str) -> str:
    """The words of a card whose post has this text."""
    card = World().post().card
    return card_words(card.model_copy(update={"post": card.post.model_copy(update={"parts": (Piece(text=text),)})}))


def matches(text: str, words: str) -> bool:
    """Whether every word of the query stands in the stored words, as the books look for it."""
    return all(
        any(f" {form} " in words for form in word.forms) or (word.begins and f" {word.begins}" in words)
        for word in parsed(text).words
    )


@pytest.mark.parametrize(
    ("text", "post", "found"),
    [
        ("фонари", "не горит фонарь", True),
        ("фонарём", "ни одного фонаря", True),
        ("елка", "где ёлка", True),
        ("ёлку", "где елка", True),
        ("дети", "ребёнок упал", True),
        ("лесн", "улица Лесная", True),
        ("дом", "не работает домофон", False),
        ("стекла", "разбито стекло", True),
        ("ивановой", "пишет Иванова", True),
        ("12а", "Мира 12а", True),
        ("мира 12", "Мира 12а", False),
        ("щебенк", "где щебёнка", True),
    ],
)
def test_forms_of_words(text: str, post: str, found: bool) -> None:
    """Forms of a word are one word, «е» is «ё»; only what no dictionary knows may be the beginning of another."""
    assert matches(text, stored(post)) is found


def test_what_a_card_is_found_by() -> None:
    """Author, place, topic, the post's words and its link stand in the card's words, each once, between blanks."""
    words = card_words(World().post().card)
    assert words.startswith(" ")
    assert words.endswith(" ")
    assert len(words.split()) == len(set(words.split()))
    assert {"фонарь", "лесной", "vk.com/wall-1_12"} <= set(words.split())
    assert LAMPS.lower() not in words


@given(text=st.text())
def test_words_are_never_empty_and_hold_no_control(text: str) -> None:
    """Any post has words, so that they are made once; nothing in them breaks a database or a comparison."""
    words = stored(f"{text} https://example.org/{text}")
    assert words
    assert "\x00" not in words
    assert words == words.lower()
    words.encode()


@given(text=st.text(max_size=500))
def test_any_text_is_parsed(text: str) -> None:
    """Whatever is written: at most twelve words of forty letters, no fault."""
    query = parsed(text)
    assert len(query.words) <= 12
    assert all(word.typed and len(word.typed) <= 40 for word in query.words)


def test_names_of_departments_and_people() -> None:
    """A word may name a department or a person, in any form."""
    word = word_for("дорожному")
    assert word is not None
    assert names(word, "Пётр Дорожный")
    assert not names(word, "ЖКХ")


def test_who_sees_everything_has_no_bounds() -> None:
    """Curators, heads and coordinators see all cards of the office; an executor's lie within bounds."""
    assert [reach_of(one) for one in (CURATOR, HEAD, COORDINATOR)] == [None] * 3
    assert reach_of(EXECUTOR) == Reach(frozenset({EXECUTOR.id}), frozenset({"roads"}), outside=False)


UNITS = st.sampled_from(["roads", "utilities", None])
IDS = st.sampled_from([EXECUTOR.id, PLUMBER.id, CURATOR.id, None])
ROLES = st.frozensets(st.sampled_from([Role.EXECUTOR, Role.CHIEF, Role.OUTSIDE]), min_size=1)
PARTS = st.builds(Contribution, number=st.just(1), department=st.sampled_from(["roads", "utilities"]), executor=IDS)


@st.composite
def cards(draw: st.DrawFn) -> Card:
    """A card that belongs to anybody."""
    return (
        World()
        .post()
        .card.model_copy(
            update={
                "executor": draw(IDS),
                "department": draw(UNITS),
                "contributions": tuple(draw(st.lists(PARTS, max_size=2))),
                "outside": draw(st.booleans()),
            }
        )
    )


@st.composite
def readers(draw: st.DrawFn) -> Person:
    """Somebody who does not see all cards, perhaps in another's place."""
    stead = Stead(PersonId(77), draw(ROLES), draw(UNITS))
    base = replace(EXECUTOR, roles=draw(ROLES), department=draw(UNITS))
    return replace(base, steads=(stead,) if draw(st.booleans()) else ())


@given(card=cards(), reader=readers())
def test_the_bounds_hold_all_that_may_be_seen(card: Card, reader: Person) -> None:
    """No card that somebody may see lies outside of what the books sort out for him."""
    reach = reach_of(reader)
    if reach is None or not sees(reader, card):
        return
    body = card.model_dump_json()
    assert (
        card.executor in reach.people
        or card.department in reach.units
        or any(f'"department":"{unit}"' in body for unit in reach.units)
        or any(f'"executor":{one}' in body for one in reach.people)
        or (reach.outside and '"outside":true' in body)
    )

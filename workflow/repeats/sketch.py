"""What of a card is compared: where its post comes from, who wrote it, what it says and about which place."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from workflow.card import Card
from workflow.repeats.courtesy import COMMON, COURTESY
from workflow.repeats.links import same_address
from workflow.repeats.places import Place
from workflow.repeats.streets import find, find_in_address
from workflow.repeats.themes import theme_of
from workflow.repeats.words import lemmas
from workflow.words import CardId

_MOST_LETTERS = 2_000
"""Of a text; a longer one is compared by its beginning, so that nobody can make the comparison slow."""


@dataclass(frozen=True, slots=True)
class Sketch:
    """A card as far as its likeness to others goes. `opened_at` is UTC; empty texts mean "not known"."""

    card: CardId
    number: int
    opened_at: datetime
    open: bool = True
    link: str = ""
    author: str = ""
    network: str = ""
    place: str = ""
    topic: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Gist:
    """What a text says: its telling words in the order of the alphabet, the troubles it speaks of, its places.

    `rare` are the telling words that not just any post has.
    """

    words: str
    count: int
    rare: frozenset[str]
    themes: frozenset[str]
    places: frozenset[Place]


def sketch_of(card: Card) -> Sketch:
    """The sketch of a card."""
    post = card.post
    return Sketch(
        card=card.id,
        number=card.number,
        opened_at=card.opened_at,
        open=card.open,
        link=post.link,
        author=post.author,
        network=post.network,
        place=post.place,
        topic=card.topic,
        text=post.text,
    )


def gist_of(sketch: Sketch) -> Gist:
    """What the sketch's text and place say."""
    return _gist(sketch.text[:_MOST_LETTERS], sketch.place[:_MOST_LETTERS])


@lru_cache(maxsize=2_048)
def address_of(link: str) -> str:
    """`same_address`, remembered: the same cards are compared again and again."""
    return same_address(link)


@lru_cache(maxsize=2_048)
def _gist(text: str, place: str) -> Gist:
    found = find(text)
    telling = frozenset(lemmas(found.rest)) - COURTESY
    themes = frozenset(filter(None, map(theme_of, telling)))
    places = found.places | find_in_address(place)
    return Gist(" ".join(sorted(telling)), len(telling), telling - COMMON, themes, places)

"""Which earlier cards a post may repeat (KLP-13, KAM-2.9). A suggestion only: a person decides."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from rapidfuzz import fuzz

from workflow.repeats.places import Where, relation
from workflow.repeats.sketch import Gist, Sketch, address_of, gist_of
from workflow.words import CardId


class Reason(StrEnum):
    """Why two posts may be one and the same, for a person to judge by."""

    SAME_LINK = "same_link"
    SAME_AUTHOR = "same_author"
    SIMILAR_TEXT = "similar_text"
    SAME_PLACE = "same_place"


@dataclass(frozen=True, slots=True)
class Likeness:
    """An earlier card that is worth showing: how sure, from 0 to 1, and why."""

    card: CardId
    number: int
    score: float
    why: tuple[Reason, ...]


LOOK_BACK = timedelta(days=90)
"""How old a card may be to be worth comparing: a season, after which the same trouble is a new one."""

ENOUGH = 0.6
"""The score from which a card is worth a person's look."""

_BY_LINK = 10.0
_NEARLY = 0.99
"""The highest score without the same link, which alone has 1."""

_NOISE = 45.0
"""Two Russian texts about different things still share so many letters, of 100."""

_SIMILAR = 0.4
"""The likeness of texts from which it is told as a reason."""

_WORDS_ENOUGH = 4
"""Telling words that a text needs to speak for itself; of fewer each takes a share away."""

_BY_PLACE = {
    Where.UNKNOWN: (1.0, 0.0),
    Where.SAME_HOUSE: (1.0, 0.25),
    Where.SAME_STREET: (1.0, 0.2),
    Where.OTHER_HOUSE: (0.5, 0.0),
    Where.OTHER_STREET: (0.35, 0.0),
}
"""What the places leave of the texts' likeness, and what they add to it."""

_HERE = frozenset({Where.SAME_HOUSE, Where.SAME_STREET})
_ELSEWHERE = frozenset({Where.OTHER_HOUSE, Where.OTHER_STREET})
_PLACE_IS_WORTH = 2
"""Telling words that a common place stands for where a text is very short."""

_BY_WORD = 0.1
_MOST_WORDS = 4
_FREE_WORDS = 2
"""Words in common, each worth a little; where no place is known the first two prove nothing."""

_BY_AUTHOR = 0.2
_BY_TROUBLE_HERE = 0.45
_BY_TOPIC_HERE = 0.3
_BY_TROUBLE_OF_AUTHOR = 0.4
_BY_TROUBLE = 0.1
"""What a common author adds, and what one trouble or one topic adds in one place, from one author, or by itself."""

_NOBODY = frozenset({"", "аноним", "анонимно", "анонимный автор", "житель", "жительница", "жители", "подписчик"})


def like(post: Sketch, among: Iterable[Sketch], most: int = 3) -> tuple[Likeness, ...]:
    """The cards that the post may repeat, the likeliest first and then the newest; at most `most` of them.

    The same link is certain. Otherwise the texts must be alike, or speak of one trouble in one place; an
    author alone, or a place alone, is no repeat, and another street speaks against one. The card itself
    is never its own repeat.
    """
    found = [(_evidence(post, other), other) for other in among if other.card != post.card]
    worth = [(evidence, other) for evidence, other in found if evidence.weight >= ENOUGH]
    worth.sort(key=lambda pair: (pair[0].weight, pair[1].opened_at), reverse=True)
    return tuple(_likeness(evidence, other) for evidence, other in worth[:most])


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What speaks for a repeat and against it. `text` is from 0 to 1."""

    link: bool
    author: bool
    text: float
    shared: int
    where: Where
    trouble: bool
    topic: bool

    @property
    def weight(self) -> float:
        """All of it together; what is worth showing has at least ENOUGH, and more than 1 is well possible."""
        if self.link:
            return _BY_LINK
        if not (self.text or self.trouble):
            return 0.0
        share, added = _BY_PLACE[self.where]
        return self.text * share + added + _BY_AUTHOR * self.author + self._by_matter() + self._by_words()

    def _by_words(self) -> float:
        if self.where in _ELSEWHERE:
            return 0.0
        free = 0 if self.where in _HERE else _FREE_WORDS
        return _BY_WORD * max(0, min(self.shared, _MOST_WORDS) - free)

    def _by_matter(self) -> float:
        """What one trouble is worth: much in one place or from one author, nothing in different places."""
        if self.where in _HERE:
            return _BY_TROUBLE_HERE if self.trouble else _BY_TOPIC_HERE * self.topic
        if self.where in _ELSEWHERE:
            return 0.0
        return self.trouble * (_BY_TROUBLE_OF_AUTHOR if self.author else _BY_TROUBLE)

    @property
    def why(self) -> tuple[Reason, ...]:
        reasons = {
            Reason.SAME_LINK: self.link,
            Reason.SAME_AUTHOR: self.author,
            Reason.SIMILAR_TEXT: self.text >= _SIMILAR or self.trouble,
            Reason.SAME_PLACE: self.where in _HERE,
        }
        return tuple(why for why, holds in reasons.items() if holds)


def _likeness(evidence: _Evidence, other: Sketch) -> Likeness:
    score = 1.0 if evidence.link else round(min(evidence.weight, _NEARLY), 2)
    return Likeness(other.card, other.number, score, evidence.why)


def _evidence(post: Sketch, other: Sketch) -> _Evidence:
    here, there = gist_of(post), gist_of(other)
    where = relation(here.places, there.places)
    return _Evidence(
        link=_same_link(post, other),
        author=_same_author(post, other),
        shared=len(here.rare & there.rare),
        text=_alike(here, there, _PLACE_IS_WORTH * (where in _HERE)),
        where=where,
        trouble=bool(here.themes & there.themes),
        topic=post.topic == other.topic != "",
    )


def _alike(here: Gist, there: Gist, besides: int) -> float:
    """How alike the texts are, from 0 to 1: their telling words as sets and one by one, less for very short ones."""
    shorter = min(here.count, there.count)
    if not shorter:
        return 0.0
    alike = (fuzz.token_set_ratio(here.words, there.words) + fuzz.ratio(here.words, there.words)) / 2
    return max(0.0, alike - _NOISE) / (100 - _NOISE) * min(1.0, (shorter + besides) / _WORDS_ENOUGH)


def _same_link(post: Sketch, other: Sketch) -> bool:
    return bool(post.link and other.link) and address_of(post.link) == address_of(other.link) != ""


def _same_author(post: Sketch, other: Sketch) -> bool:
    """Whether both bear one name; in two networks a single word, «Елена», is not enough."""
    name = _name(post.author)
    if name in _NOBODY or name != _name(other.author):
        return False
    return " " in name or post.network == other.network


def _name(author: str) -> str:
    return " ".join(author.casefold().replace("ё", "е").split())

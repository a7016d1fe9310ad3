"""Which department a post most likely concerns. A suggestion only: a person decides with one tap."""

import re
from collections.abc import Iterable

from workflow.office import Department
from workflow.post import Post

_WORD = re.compile(r"\w+")
_SHORTEST_STEM = 3


def topic_of(text: str, departments: Iterable[Department]) -> str:
    """The topic whose word the text names first most often; empty where none is named."""
    words = _WORD.findall(text.lower())
    counts = {topic: _count(topic, words) for department in departments for topic in department.topics}
    best = max(counts, key=lambda topic: counts[topic], default="")
    return best if best and counts[best] else ""


def fitting_first(topic: str, departments: tuple[Department, ...]) -> tuple[Department, ...]:
    """The departments, those of the topic first, otherwise in the office's order."""
    return tuple(sorted(departments, key=lambda department: topic not in department.topics))


def _count(topic: str, words: list[str]) -> int:
    stems = [_stem(word) for word in _WORD.findall(topic.lower())]
    return min((sum(word.startswith(stem) for word in words) for stem in stems), default=0)


def _stem(word: str) -> str:
    """The word without its ending: Russian endings change, and the first letters are enough to tell topics apart."""
    return word[: max(_SHORTEST_STEM, len(word) - 2)]


def places_of(post: Post, places: Iterable[str]) -> bool:
    """Whether the post names one of these places, in its own field or in its text."""
    words = _WORD.findall(f"{post.place} {post.text}".lower())
    return any(_count(place, words) for place in places)

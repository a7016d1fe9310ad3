"""What is looked for where a card's words may also stand: in updates, messages, talks that do not name their card."""

import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Any

_WORD = re.compile(r"\w+")
_TAG = re.compile(r"</?[a-z][^<>]{0,500}>")
_RUN = 3
"""Words in a row by which a piece of a longer text is known again; fewer are in every second message."""

_LONGEST = 20_000
_SHORTEST_REF = 12

_OF_PEOPLE = frozenset(
    {
        "text",
        "caption",
        "first_name",
        "last_name",
        "username",
        "title",
        "author",
        "author_signature",
        "file_name",
        "sender_user_name",
        "quote",
        "url",
        "link",
        "source",
        "place",
        "name",
        "note",
        "why",
    }
)
"""Fields of updates and messages in which people's words stand. The rest is what the program reads."""


class Needles:
    """Texts, names, links and references of what is erased.

    A longer text is known by any three words in a row of it, so that a beginning or a quotation is found as well. A
    shorter one is known as a whole. Too much found does little harm: only what is over and done is looked through.
    """

    def __init__(self, texts: Iterable[str], refs: Iterable[str] = (), least: int = 1) -> None:
        """`refs` are found as they are, inside of other words too. A text of fewer than `least` words is left out."""
        self._runs, self._whole = set[tuple[str, ...]](), set[tuple[str, ...]]()
        self._refs = {ref for ref in refs if len(ref) >= _SHORTEST_REF}
        for words in map(_words, texts):
            if len(words) >= max(_RUN, least):
                self._runs.update(_runs(words, _RUN))
            elif len(words) >= least and words:
                self._whole.add(words)

    def __bool__(self) -> bool:
        return bool(self._runs or self._whole or self._refs)

    def refers(self, text: str) -> bool:
        """Whether one of the references stands in the text."""
        return any(ref in text for ref in self._refs)

    def found_in(self, text: str) -> bool:
        """Whether something of it stands in the text, HTML or not."""
        if self.refers(text):
            return True
        words = _words(unescape(_TAG.sub(" ", text)))
        if any(run in self._runs for run in _runs(words, _RUN)):
            return True
        return any(run in self._whole for size in {len(one) for one in self._whole} for run in _runs(words, size))


def scrubbed(value: Any, needles: Needles, instead: str, said: bool = True) -> Any:
    """A value of JSON in which `instead` stands for every string with something of it; the same where nothing is.

    Where it is not `said`, only what fields of people's words hold is looked at, and references anywhere.
    """
    if isinstance(value, str):
        found = needles.found_in(value) if said else needles.refers(value)
        return instead if found else value
    if isinstance(value, list):
        return [scrubbed(one, needles, instead, said) for one in value]
    if isinstance(value, dict):
        return {name: scrubbed(one, needles, instead, said or name in _OF_PEOPLE) for name, one in value.items()}
    return value


def strings(value: Any) -> Iterator[str]:
    """Every string in a value of JSON."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for one in value.values() if isinstance(value, dict) else value:
            yield from strings(one)


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text[:_LONGEST].lower()))


def _runs(words: tuple[str, ...], size: int) -> Iterator[tuple[str, ...]]:
    return (words[at : at + size] for at in range(len(words) - size + 1))

"""What is looked for where a card's words may also stand: in updates, messages, talks that do not name their card."""

import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Any, Protocol

from workflow.finding.words import link_key, links_in, without_links

_WORD = re.compile(r"\w+")
_TAG = re.compile(r"</?[a-z][^<>]{0,500}>")
_RUN = 3
"""Words in a row by which a piece of a longer text is known again; fewer are in every second message."""

_SURE_RUN = 8
"""The same where what is found too much would harm somebody: greetings and set phrases are shorter."""

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

Words = tuple[str, ...]


class Finder(Protocol):
    """Knows what is looked for when it sees it."""

    def refers(self, text: str) -> bool:
        """Whether one of the references stands in the text."""

    def found_in(self, text: str) -> bool:
        """Whether something of it stands in the text, HTML or not."""


class _Refs:
    """References of messengers, found as they are, inside of other words too."""

    def __init__(self, refs: Iterable[str]) -> None:
        self._refs = {ref for ref in refs if len(ref) >= _SHORTEST_REF}

    def refers(self, text: str) -> bool:
        """Whether one of the references stands in the text."""
        return any(ref in text for ref in self._refs)


class Needles(_Refs):
    """Texts, names, links and references of what is erased, for what is over and done: too much does little harm there.

    A longer text is known by any three words in a row of it, so that a beginning or a quotation is found as well. A
    shorter one is known as a whole, and so is a link; no part of an address is a word.
    """

    def __init__(self, texts: Iterable[str], refs: Iterable[str] = (), least: int = 1) -> None:
        """A text of fewer than `least` words, links apart, is left out."""
        super().__init__(refs)
        self._runs, self._whole, self._links = set[Words](), set[Words](), set[str]()
        self.add(texts, least)

    def add(self, texts: Iterable[str], least: int = 1) -> None:
        """Look for these texts as well."""
        for words, links in map(_read, texts):
            self._links |= links
            if len(words) >= max(_RUN, least):
                self._runs.update(_runs(words, _RUN))
            elif len(words) >= least and words:
                self._whole.add(words)

    def found_in(self, text: str) -> bool:
        """Whether something of it stands in the text, HTML or not."""
        if self.refers(text):
            return True
        words, links = _read(text)
        if not links.isdisjoint(self._links) or any(run in self._runs for run in _runs(words, _RUN)):
            return True
        return any(run in self._whole for size in range(1, _RUN) for run in _runs(words, size))


class Sure(_Refs):
    """The same where somebody still works with what is searched: what can hardly be anything else.

    Eight words in a row; or a text as a whole, of three words at least; or nothing but the link.
    """

    def __init__(self, texts: Iterable[str], refs: Iterable[str] = ()) -> None:
        super().__init__(refs)
        self._runs, self._whole, self._links = set[Words](), set[Words](), set[str]()
        for words, links in map(_read, texts):
            self._runs.update(_runs(words, _SURE_RUN))
            if len(words) >= _RUN:
                self._whole.add(words)
            self._links |= set() if words else links

    def found_in(self, text: str) -> bool:
        """Whether the text is one of them, or has a long piece of one."""
        if self.refers(text):
            return True
        words, links = _read(text)
        if not words:
            return bool(links) and links <= self._links
        return words in self._whole or any(run in self._runs for run in _runs(words, _SURE_RUN))


def scrubbed(value: Any, needles: Finder, instead: str, said: bool = True) -> Any:
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


def words_of(text: str) -> Words:
    """The words of a text in small letters, links apart: two texts with the same ones say the same."""
    return _read(text)[0]


def _read(text: str) -> tuple[Words, set[str]]:
    """Words and links of a text, each link in one form for all ways to write it."""
    plain = text[:_LONGEST]
    if "<" in plain or "&" in plain:
        bare = unescape(_TAG.sub(" ", plain))
        return _words(without_links(bare)), _keys(f"{bare} {unescape(plain)}")  # a tag may hold a link
    if "/" not in plain:  # there is no link without one
        return _words(plain), set()
    return _words(without_links(plain)), _keys(plain)


def _keys(text: str) -> set[str]:
    return {key for link in links_in(text) if (key := link_key(link))}


def _words(text: str) -> Words:
    return tuple(_WORD.findall(text.lower()))


def _runs(words: Words, size: int) -> Iterator[Words]:
    return (words[at : at + size] for at in range(len(words) - size + 1))

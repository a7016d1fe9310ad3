"""Searches that tell of what was erased: what somebody wrote after /find is remembered, for its pages to be turned."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, Text, and_, cast, select, update

from storage.erasing_wanted import Wanted
from storage.erasing_words import Finder
from storage.tables import conversations
from workflow.finding import Part, Query, Word, parse_query
from workflow.repeats.words import lemma_of, plain, words

_FOUND = "found"
_ANY_DAY = datetime(2000, 1, 1, tzinfo=UTC)
"""Which day is meant by «вчера» does not matter here, only that it is no word that is looked for."""

_READINGS = (frozenset[Part](), frozenset({Part.MEANING}))
"""Days and states as such, and as plain words: a name may look like one."""

Talk = Row[Any, Any, Any, Any]


class _Words:
    """Words of texts as cards are found by them: as they stand, and in their dictionary form."""

    def __init__(self, texts: Sequence[str]) -> None:
        telling = ((plain(word), lemma) for text in texts for word in words(text) if (lemma := lemma_of(word)))
        self._forms = {form for pair in telling for form in pair}
        self._sorted = sorted(self._forms)

    def have(self, word: Word) -> bool:
        """Whether one of the word's forms is among them, or one that begins with it."""
        return not word.forms.isdisjoint(self._forms) or bool(word.begins and self._begins(word.begins))

    def _begins(self, beginning: str) -> bool:
        at = bisect_left(self._sorted, beginning)
        return at < len(self._sorted) and self._sorted[at].startswith(beginning)


class _Known:
    """The words of one who, or what, was erased: all, and those of names, of which one alone tells enough."""

    def __init__(self, one: Wanted) -> None:
        self._all, self._names = _Words(one.texts), _Words(one.names)

    def is_told_by(self, query: Query) -> bool:
        """Whether the search would have found it, or has a word of a name."""
        found = bool(query.words) and all(map(self._all.have, query.words))
        return found or any(map(self._names.have, query.words))


class Sought:
    """What remembered searches are held against; `finder` knows the same by longer pieces and by links."""

    def __init__(self, these: Sequence[Wanted], finder: Finder) -> None:
        self._known, self._finder = [_Known(one) for one in these], finder

    def is_told_by(self, text: str) -> bool:
        """Whether a search for this text tells of something that was erased."""
        if self._finder.found_in(text):
            return True
        meant = [parse_query(text, _ANY_DAY, "UTC", without) for without in _READINGS]
        return any(known.is_told_by(query) for known in self._known for query in meant)


def remembering(conn: Connection) -> list[Talk]:
    """Talks that remember searches."""
    data = cast(conversations.c.data, Text)
    c = conversations.c
    rows = conn.execute(select(c.channel, c.chat, c.person, c.data).where(data.contains(f'"{_FOUND}"')))
    return [row for row in rows if row.data.get(_FOUND)]


def telling(talks: Sequence[Talk], sought: Sought) -> list[Talk]:
    """Those in which a search tells of something that was erased."""
    return [row for row in talks if _without(row.data, sought) != row.data]


def forget_searches(conn: Connection, talk: Talk, sought: Sought) -> bool:
    """Forget such searches of this talk, which is held till the commit. Whether there were any still."""
    c = conversations.c
    this = and_(c.channel == talk.channel, c.chat == talk.chat, c.person == talk.person)
    data = conn.scalar(select(c.data).where(this).with_for_update())
    left = _without(data, sought) if data else data
    if left == data:
        return False
    conn.execute(update(conversations).where(this).values(data=left))
    return True


def _without(data: Mapping[str, Any], sought: Sought) -> Mapping[str, Any]:
    """Numbers of searches stay: buttons under an old page must not turn those of a new search."""
    found = data.get(_FOUND)
    if not isinstance(found, dict):
        return data
    return {**data, _FOUND: {number: {} if _tells(one, sought) else one for number, one in found.items()}}


def _tells(one: Any, sought: Sought) -> bool:
    return isinstance(one, dict) and sought.is_told_by(str(one.get("text", "")))

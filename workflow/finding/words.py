"""The words that a card is found by, and the forms in which a word that is looked for may stand there."""

import re
from collections.abc import Callable
from functools import lru_cache

from workflow.card import Card
from workflow.finding.query import Word
from workflow.repeats.links import same_address
from workflow.repeats.words import analyser, lemma_of, parses, plain, words

_LINK = re.compile(r"(?:https?://|\b(?=[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}/))[^\s<>\"«»]+", re.IGNORECASE)
_TRAILING = ".,;:!?)]}…"
_NOT_FOR_KEYS = re.compile(r"[\s\x00-\x1f\x7f-\x9f\ud800-\udfff]+")
_SCHEME = re.compile(r"^https?://(?:www\.|m\.)?", re.IGNORECASE)

_MOST = 2_000
"""Words of one card at most, so that nobody can make a row as long as he likes."""

_LONGEST_TEXT = 20_000
_LONGEST_KEY = 300
_LEAST_BEGINNING = 3


def card_words(card: Card) -> str:
    """Everything the card is found by, in small letters, each word once between blanks; never quite empty.

    The words of the post, its author, source, place and topic and of the newest draft, as they stand and in their
    dictionary form, and the links of the post and of the publication in one form for all ways to write them.
    """
    post, draft = card.post, card.draft
    texts = (post.text, post.author, post.source, post.place, card.topic, draft.text if draft else "")
    links = (post.link, card.link, *links_in(post.text), *links_in(draft.text if draft else ""))
    found = [*filter(None, map(link_key, links)), *(word for text in texts for word in _stored(text))]
    return f" {' '.join(list(dict.fromkeys(found))[:_MOST])} "


@lru_cache(maxsize=512)
def _stored(text: str) -> tuple[str, ...]:
    """A word that says nothing by itself is left out."""
    telling = ((plain(word), lemma) for word in words(text[:_LONGEST_TEXT]) if (lemma := lemma_of(word)))
    return tuple(dict.fromkeys(form for pair in telling for form in pair))


def links_in(text: str) -> list[str]:
    """The links in a text, also those without «https://»."""
    return [found.rstrip(_TRAILING) for found in _LINK.findall(text[:_LONGEST_TEXT])]


def without_links(text: str) -> str:
    """The text with a blank in the place of each link."""
    return _LINK.sub(" ", text)


def link_key(link: str) -> str:
    """One form for all ways to write a link to the same post; any other link without its beginning."""
    key = same_address(link) or _SCHEME.sub("", link).rstrip("/")
    return _NOT_FOR_KEYS.sub("", key).lower()[:_LONGEST_KEY]


@lru_cache(maxsize=2_000)
def word_for(typed: str) -> Word | None:
    """What must stand in a card where this word is looked for; None for a word that says nothing by itself.

    Only a word that no dictionary knows may be the beginning of another: «лесн» finds «Лесная», «дом» no «домофон».
    """
    if not lemma_of(typed):
        return None
    russian = parses(typed)
    known = typed[0].isdigit() or (bool(russian) and analyser().word_is_known(typed))
    forms = frozenset({plain(typed), *(plain(parse.normal_form) for parse in russian)})
    begins = plain(typed) if not known and len(typed) >= _LEAST_BEGINNING else ""
    return Word(typed, forms, begins)


def names(word: Word, name: str) -> bool:
    """Whether the name of a department or a person has the word."""
    stored = _stored(name)
    return not word.forms.isdisjoint(stored) or bool(word.begins and any(map(_begins(word), stored)))


def _begins(word: Word) -> Callable[[str], bool]:
    return lambda stored: stored.startswith(word.begins)

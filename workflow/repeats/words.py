"""Russian words brought to their dictionary form, so that «фонарей» and «фонари» are one word."""

import re
from collections.abc import Sequence
from functools import lru_cache

import pymorphy3  # type: ignore[import-untyped]  # it comes without type marks

_LINKS = re.compile(r"\[(?:club|id|public)\d+\|[^\]]*\]|@\w+|\S+://\S+|\b(?:[a-z0-9-]+\.)+[a-z]{2,}/\S*", re.IGNORECASE)
_WORD = re.compile(r"\d+(?:[/-]\d+)*[а-яёa-z]?(?![^\W\d_])|[^\W\d_]+|\d+")
_RUSSIAN = re.compile(r"[а-яё]+(?:-[а-яё]+)*", re.IGNORECASE)
_LONGEST = 40
"""Letters; what is longer is no word, and an analyser should not be asked to guess at it."""

_STOP = frozenset({"PREP", "CONJ", "PRCL", "INTJ", "NPRO"})


@lru_cache(maxsize=1)
def analyser() -> pymorphy3.MorphAnalyzer:
    """The dictionaries of pymorphy3, loaded when they are first wanted: about 25 MB and a fifth of a second."""
    return pymorphy3.MorphAnalyzer(lang="ru")


def lemmas(text: str) -> tuple[str, ...]:
    """The words of a text in their order, as lemmas with «е» for «ё».

    Links and mentions are left out, and so are prepositions, conjunctions, particles, interjections and
    pronouns. Numbers of houses stay as they are written: «5», «12а», «7/2».
    """
    return tuple(lemma for word in words(text) if (lemma := lemma_of(word)))


def words(text: str) -> list[str]:
    """The words and numbers of a text in small letters, without links."""
    return _WORD.findall(without_links(text).lower())


def without_links(text: str) -> str:
    """The text with a blank where a link or a mention of an account was."""
    return _LINKS.sub(" ", text)


def parses(word: str) -> Sequence[pymorphy3.analyzer.Parse]:
    """What a Russian word may be, the likeliest first; nothing for any other word.

    The analyser knows only Russian ones, and fails at letters that have no name in Unicode.
    """
    if len(word) > _LONGEST or not _RUSSIAN.fullmatch(word):
        return ()
    found: Sequence[pymorphy3.analyzer.Parse] = analyser().parse(word)
    return found


@lru_cache(maxsize=20_000)
def lemma_of(word: str) -> str:
    """The lemma of one word in small letters; empty for a word that says nothing by itself."""
    if not (known := parses(word)):
        return word[:_LONGEST]
    best = known[0]
    if best.tag.POS in _STOP or "Apro" in best.tag:
        return ""
    return plain(best.normal_form)


@lru_cache(maxsize=20_000)
def marks_of(word: str) -> frozenset[str]:
    """What the dictionaries know of the word's likeliest reading: part of speech, case, gender and so on."""
    known = parses(word)
    return frozenset(known[0].tag.grammemes) if known else frozenset()


@lru_cache(maxsize=20_000)
def may_be_counted(word: str) -> bool:
    """Whether a number may stand before it as its count: «5 фонарей», but not «5 воды»."""
    return any({"NOUN", "gent"} in parse.tag and _countable(parse.tag) for parse in parses(word))


def _countable(tag: pymorphy3.tagset.OpencorporaTag) -> bool:
    return "Sgtm" not in tag and "Name" not in tag and "Surn" not in tag


def plain(word: str) -> str:
    """The word with «е» for «ё»: people hardly ever type the dots."""
    return word.replace("ё", "е")

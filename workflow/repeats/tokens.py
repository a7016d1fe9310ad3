"""A text as words, numbers and marks, with the streets' own words told apart."""

import re
from functools import lru_cache

from workflow.repeats.words import marks_of, may_be_counted, plain, without_links

_TOKEN = re.compile(
    r"\d+-[а-яё]{1,5}(?![^\W\d_])|\d+(?:/\d+)?(?:[а-яё](?![^\W_]))?|[^\W\d_]+(?:-[^\W\d_]+)*|[^\w\s]|\n"
)

_KINDS = {
    "улица": r"улиц\w{1,3}",
    "переулок": r"переул\w{2,4}",
    "проспект": r"проспект\w{0,3}",
    "шоссе": r"шоссе",
    "площадь": r"площад(?:ь|и|ью)",
    "бульвар": r"бульвар\w{0,3}",
    "проезд": r"проезд\w{0,3}",
    "микрорайон": r"микрорайон\w{0,3}",
}
_SHORT = {
    "ул": "улица",
    "пер": "переулок",
    "пр-кт": "проспект",
    "пр-т": "проспект",
    "просп": "проспект",
    "пл": "площадь",
    "б-р": "бульвар",
    "мкр": "микрорайон",
    "мкрн": "микрорайон",
    "мкр-н": "микрорайон",
}
_FEMININE = frozenset({"улица", "площадь"})
_HER_ENDING = re.compile(r"(?:ая|яя|ой|ей|ую|юю|ою|ею)$")
_ITS_ENDING = re.compile(r"(?:ый|ий|ой|ого|его|ому|ему|ом|ем|ым|им|ое|ее)$")
_ENDING = re.compile(rf"{_HER_ENDING.pattern}|{_ITS_ENDING.pattern}")
_NO_NAMES = re.compile(r"соседн\w+|главной|проезжей|один|одн(?:ой|у)")


def tokens(text: str) -> list[str]:
    """Words, numbers and marks in their order; a text in capitals throughout is read as if in small letters."""
    text = without_links(text)
    return _TOKEN.findall(text.lower() if _shouts(text) else text)


def _shouts(text: str) -> bool:
    return sum(map(str.isupper, text)) > sum(map(str.islower, text))


@lru_cache(maxsize=5_000)
def kind_of(token: str) -> str:
    """Which kind of street the word names, a whole word or an abbreviation; empty where it names none."""
    word = token.lower()
    if word in _SHORT:
        return _SHORT[word]
    return next((kind for kind, pattern in _KINDS.items() if re.fullmatch(pattern, word)), "")


def is_short(token: str) -> bool:
    """Whether it is an abbreviation of a kind of street, which nobody writes but beside a name."""
    return token.lower() in _SHORT


def is_number(token: str) -> bool:
    """Whether it can be a house's number, a letter or a fraction included: «5», «12а», «7/2»."""
    return token[0].isdigit() and "-" not in token


def is_name(token: str) -> bool:
    """Whether it is written as names are: with a capital letter, and no pronoun said with respect."""
    return len(token) > 2 and token[0].isupper() and "Apro" not in marks_of(token.lower())


@lru_cache(maxsize=5_000)
def describes(word: str, kind: str) -> bool:
    """Whether the word can be a street's adjective without a capital: «лесной», but not «этой» and not «третий»."""
    ending = _HER_ENDING if kind in _FEMININE else _ITS_ENDING
    marks = marks_of(word)
    adjective = "ADJF" in marks and not {"Apro", "Anum"} & marks and not _NO_NAMES.fullmatch(word)
    return bool(ending.search(word)) and (adjective or word.startswith("набережн"))


def stands_alone(token: str) -> bool:
    """Whether, after «на» or «по», it is a street without the word «улица»: «на Лесной», «по Гагарина»."""
    if not is_name(token):
        return False
    marks = marks_of(token.lower())
    return bool(_HER_ENDING.search(token)) or {"NOUN", "gent"} <= marks or "Surn" in marks


def counts(token: str) -> bool:
    """Whether a number before this word counts it: «5 фонарей», «3 дня»; then it is no house."""
    return token[0].isalpha() and may_be_counted(token.lower())


@lru_cache(maxsize=5_000)
def stem(token: str) -> str:
    """What the forms of a street's name share: «Лесная», «Лесной», «Лесную» give one stem."""
    word = plain(token.lower())
    return _ENDING.sub("", word) if len(word) > 4 else word

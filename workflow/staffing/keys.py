"""Keys made of names: small Latin letters, digits and dashes, and no key twice."""

from collections.abc import Collection, Iterator
from itertools import count

_LETTERS = {
    **dict(zip("абвгдеёзийклмнопрстуфхыэ", "abvgdeeziyklmnoprstufhye", strict=True)),
    "ж": "zh",
    "ц": "ts",
    "ч": "ch",
    "ш": "sh",
    "щ": "sch",
    "ъ": "",
    "ь": "",
    "ю": "yu",
    "я": "ya",
}
_LONGEST = 32
"""A key may be 40 letters long; the rest is for a number that tells it from others."""


def key_of(name: str, taken: Collection[str], otherwise: str = "unit") -> str:
    """A key that sounds like the name: «Дорожное хозяйство» is `dorozhnoe-hozyaystvo`; with a number where it is taken.

    `otherwise` is for a name that has no letters.
    """
    return next(key for key in _tries(_latin(name) or otherwise) if key not in taken)


def _tries(stem: str) -> Iterator[str]:
    yield stem
    for number in count(2):
        yield f"{stem}-{number}"


def numbered_key(stem: str, taken: Collection[str]) -> str:
    """The first free one of `stem-1`, `stem-2` and so on."""
    return next(key for number in count(1) if (key := f"{stem}-{number}") not in taken)


def _latin(name: str) -> str:
    known = "".join(_LETTERS.get(letter, letter) for letter in name.lower())
    parts = "".join(letter if letter.isascii() and letter.isalnum() else " " for letter in known).split()
    return "-".join(parts)[:_LONGEST].strip("-")

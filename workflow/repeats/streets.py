"""Streets and houses found in a text, and what the text says besides."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import takewhile

from workflow.repeats.places import Place
from workflow.repeats.tokens import (
    counts,
    describes,
    is_name,
    is_number,
    is_short,
    kind_of,
    stands_alone,
    stem,
    tokens,
)

_ON = frozenset({"на", "по", "вдоль"})
_HOUSE = frozenset({"д", "дом", "дома", "доме", "дому", "домом"})
_BY = frozenset({"у", "возле", "около"})
_MORE_NAMES = 2
_BETWEEN = frozenset({",", ".", "№", "-", "–", "—"})


@dataclass(frozen=True, slots=True)
class Found:
    """The places that a text names, and its other words."""

    places: frozenset[Place]
    rest: str


@dataclass(frozen=True, slots=True)
class _Street:
    kind: str
    start: int
    end: int
    name: tuple[str, ...]


def find(text: str) -> Found:
    """The streets of a text with their houses, and the text without them."""
    row = tokens(text)
    places, taken = set(), set[int]()
    for street in _streets(row):
        if taken.isdisjoint(range(street.start, street.end)):
            house, where = _house(row, street)
            places.add(Place(frozenset(map(stem, street.name)), street.kind, house))
            taken.update(range(street.start, street.end), where)
    return Found(frozenset(places), " ".join(token for at, token in enumerate(row) if at not in taken))


def find_in_address(line: str) -> frozenset[Place]:
    """The places of a line that is an address: «Лесная, 5» is a street there without any word for it."""
    return find(line).places or frozenset(_bare(line))


def _bare(line: str) -> Iterable[Place]:
    row = tokens(line)
    for at, token in enumerate(row):
        number, _ = _number(row[at + 1 :])
        if token[0].isalpha() and (number or (stands_alone(token) and row[at + 1 :] == [])):
            yield Place(frozenset({stem(token)}), "", number)


def _streets(row: list[str]) -> Iterable[_Street]:
    """Those with a word for the street first, so that «на Лесном переулке» is not read as «на Лесном»."""
    marked = [street for at, token in enumerate(row) if kind_of(token) and (street := _beside(row, at))]
    alone = [_Street("", at, at + 1, (token,)) for at, token in enumerate(row) if _alone(row, at)]
    return marked + alone


def _alone(row: list[str], at: int) -> bool:
    """«на Лесной», «Лесная, 5»: a name without any word for the street, told by what is before or after it."""
    placed = at > 0 and row[at - 1].lower() in _ON
    return stands_alone(row[at]) and (placed or bool(_number(row[at + 1 :])[0]))


def _beside(row: list[str], at: int) -> _Street | None:
    return _after(row, at) or _before(row, at)


def _after(row: list[str], at: int) -> _Street | None:
    """«улица Лесная», «ул. 8 Марта», «улица Степана Разина»."""
    start = at + 1 + (row[at + 1 : at + 2] == ["."])
    start += row[start : start + 1] in (["«"], ['"'])
    names = _numbered(row, start) or _named(row, start, at)
    return _Street(kind_of(row[at]), at, start + len(names), tuple(names)) if names else None


def _numbered(row: list[str], start: int) -> list[str]:
    """«8 Марта», «50 лет Октября», «40-летия Победы»."""
    years = start + 1 < len(row) and row[start + 1].lower() in {"лет", "летия"}
    names = row[start : start + 2 + years]
    fits = len(names) > 1 and names[0][0].isdigit() and (years or is_name(names[-1]))
    return names if fits else []


def _named(row: list[str], start: int, at: int) -> list[str]:
    if start >= len(row) or not row[start][0].isalpha() or not _fits(row, start, at):
        return []
    more = takewhile(is_name, row[start + 1 : start + 1 + _MORE_NAMES])
    return [row[start], *(more if is_name(row[start]) else ())]


def _fits(row: list[str], start: int, at: int) -> bool:
    """Whether the word after the kind is its name; «на улице темно» has none."""
    word, rest = row[start], row[start + 1 :]
    numbered = bool(_number(rest)[0])
    return is_short(row[at]) or is_name(word) or numbered or describes(word.lower(), kind_of(row[at]))


def _before(row: list[str], at: int) -> _Street | None:
    """«Лесной переулок», «по Советскому проспекту»."""
    if at and describes(row[at - 1].lower(), kind_of(row[at])):
        return _Street(kind_of(row[at]), at - 1, at + 1, (row[at - 1],))
    return None


def _house(row: list[str], street: _Street) -> tuple[str, range]:
    """The house's number, after the street or before it, and the tokens that say it."""
    number, length = _number(row[street.end :])
    if number:
        return number, range(street.end, street.end + length)
    start = street.start - (street.start > 0 and row[street.start - 1].lower() in _ON)
    if start > 1 and is_number(row[start - 1]) and (back := _said_before(row, start - 1)):
        return row[start - 1].lower(), range(back, street.start)
    return "", range(0)


def _said_before(row: list[str], at: int) -> int:
    """Where the word «дом» stands that goes with the number; 0 where none does."""
    back = at - 1
    while back > 0 and row[back] in _BETWEEN:
        back -= 1
    return back if row[back].lower() in _HOUSE else 0


def _number(rest: list[str]) -> tuple[str, int]:
    """The house's number right at the beginning of these tokens, and how many tokens say it."""
    before = list(takewhile(lambda token: token in _BETWEEN or token.lower() in _HOUSE | _BY, rest[:4]))
    at = len(before)
    if at >= len(rest) or not is_number(rest[at]) or before[:1] == ["."]:
        return "", 0
    said = any(token.lower() in _HOUSE for token in before)
    counted = at + 1 < len(rest) and counts(rest[at + 1])
    if not said and (counted or _BY & set(before)):
        return "", 0
    return rest[at].lower(), at + 1

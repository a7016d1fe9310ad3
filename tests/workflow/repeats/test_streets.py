"""Streets and houses in what people write."""

import pytest

from workflow.repeats.places import Place, Where, relation
from workflow.repeats.streets import find, find_in_address


def _street(text: str) -> tuple[tuple[str, ...], str, str] | None:
    """The only place of a text, or None where it names none."""
    places = find(text).places
    if not places:
        return None
    (place,) = places
    return tuple(sorted(place.name)), place.kind, place.house


@pytest.mark.parametrize(
    ("text", "name", "kind", "house"),
    [
        ("На улице Лесной третий день не горят фонари", ("лесн",), "улица", ""),
        ("ул. Лесная, 5 нет воды", ("лесн",), "улица", "5"),
        ("ул Лесная д.5 нет воды", ("лесн",), "улица", "5"),
        ("на улице лесной темно", ("лесн",), "улица", ""),
        ("на улице мира, 5 темно", ("мира",), "улица", "5"),
        ("НА УЛИЦЕ ЛЕСНОЙ НЕ ГОРЯТ ФОНАРИ", ("лесн",), "улица", ""),
        ("Не убирают Лесную улицу", ("лесн",), "улица", ""),
        ("Лесной переулок завалило снегом", ("лесн",), "переулок", ""),
        ("На Лесном переулке, дом 7а яма", ("лесн",), "переулок", "7а"),
        ("на Лесной темно", ("лесн",), "", ""),
        ("на Лесной, 5 нет света", ("лесн",), "", "5"),
        ("Лесная 5, нет света", ("лесн",), "", "5"),
        ("по Гагарина не ездит автобус", ("гагарина",), "", ""),
        ("у дома 5 по улице Гагарина яма", ("гагарина",), "улица", "5"),
        ("возле д. 12/1 на Лесной яма", ("лесн",), "", "12/1"),
        ("ул. 8 Марта 3", ("8", "марта"), "улица", "3"),
        ("ул. 50 лет Октября, д. 7", ("50", "лет", "октября"), "улица", "7"),
        ("улица Степана Разина, 4", ("разина", "степана"), "улица", "4"),
        ("на улице «Весенней» лужи", ("весенн",), "улица", ""),
        ("проспект Победы 15, двор", ("победы",), "проспект", "15"),
        ("на Набережной у дома №3 потоп", ("набережн",), "", "3"),
        ("Набережная улица, 3", ("набережн",), "улица", "3"),
        ("на Лесной 5 дней нет света", ("лесн",), "", ""),
        ("На Лесной 2 фонаря погасли", ("лесн",), "", ""),
        ("Улица Лесная. 3 дня без воды", ("лесн",), "улица", ""),
        ("улица Школьная, 3-й день без воды", ("школьн",), "улица", ""),
    ],
)
def test_street(text: str, name: tuple[str, ...], kind: str, house: str) -> None:
    """A street is found in the ways people write one, with its house; a count of days is no house."""
    assert _street(text) == (name, kind, house)


@pytest.mark.parametrize(
    "text",
    [
        "На улице темно и страшно",
        "на улице третий день снег",
        "на улице сильный ветер",
        "на нашей улице темно",
        "На соседней улице светло",
        "по Вашей просьбе",
        "На Новый год",
        "на набережной темно",
        "нет воды 5 дней",
        "дом 5",
        "",
    ],
)
def test_no_street(text: str) -> None:
    """Being out on the street, somebody's street, and other words with a capital are no street's name."""
    assert _street(text) is None


def test_rest_of_the_text() -> None:
    """What is not the address stays, in its order."""
    assert find("У дома 5 по улице Гагарина яма, дом 7 цел").rest == "У яма , дом 7 цел"


@pytest.mark.parametrize(
    ("line", "name", "house"),
    [
        ("Лесная 5", "лесн", "5"),
        ("лесная, д. 5", "лесн", "5"),
        ("Гагарина", "гагарина", ""),
        ("ул. Лесная", "лесн", ""),
        ("село Примерное, Лесная 5", "лесн", "5"),
    ],
)
def test_address(line: str, name: str, house: str) -> None:
    """In a line for the place a street needs no word for it."""
    assert [(set(place.name), place.house) for place in find_in_address(line)] == [({name}, house)]


@pytest.mark.parametrize("line", ["", "село Примерное", "у школы"])
def test_no_address(line: str) -> None:
    """A village or a landmark is no street."""
    assert find_in_address(line) == frozenset()


@pytest.mark.parametrize(
    ("one", "other", "where"),
    [
        ("ул. Лесная, 5", "Лесная 5", Where.SAME_HOUSE),
        ("ул. Лесная, 5", "на Лесной", Where.SAME_STREET),
        ("ул. Лесная, 5", "ул. Лесная, 5а", Where.OTHER_HOUSE),
        ("ул. Лесная", "Лесной переулок", Where.OTHER_STREET),
        ("ул. Лесная", "ул. Садовая", Where.OTHER_STREET),
        ("ул. Степана Разина", "на Разина", Where.SAME_STREET),
        ("ул. Лесная и ул. Садовая, 3", "на Садовой, 3", Where.SAME_HOUSE),
        ("ул. Лесная", "у школы", Where.UNKNOWN),
        ("у школы", "у школы", Where.UNKNOWN),
    ],
)
def test_relation(one: str, other: str, where: Where) -> None:
    """Two posts stand as near as the nearest of their places; where one names none, nothing is known."""
    assert relation(find(one).places, find(other).places) is where
    assert relation(find(other).places, find(one).places) is where


def test_lane_and_street_without_a_word_for_it() -> None:
    """A name without its kind may be either."""
    assert Place(frozenset({"лесн"})).same_street(Place(frozenset({"лесн"}), "переулок"))

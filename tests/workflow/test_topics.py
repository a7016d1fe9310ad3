"""Which department is offered first for a post."""

import pytest

from tests.workflow.office import DEPARTMENTS
from workflow.office import Department
from workflow.topics import fitting_first, topic_of


@pytest.mark.clause("SOB-10a")
@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("На улице не убран снег", "снег"),
        ("Снега по колено, а снегоуборщика нет", "снег"),
        ("Разбиты дороги", "дороги"),
        ("На дороге яма", "дороги"),
        ("ОСВЕЩЕНИЯ НЕТ ВТОРОЙ ДЕНЬ", "освещение"),
        ("Нет отопления", "отопление"),
        ("Мусора гора", "мусор"),
        ("Вода, вода, кругом вода и снег", "вода"),
        ("Спасибо за праздник", ""),
        ("", ""),
    ],
)
def test_the_topic_named_most_often(text: str, topic: str) -> None:
    """The topic whose word stands most often in the text is the post's, whatever its ending."""
    assert topic_of(text, DEPARTMENTS) == topic


def test_a_topic_of_two_words_needs_both() -> None:
    """A topic of several words is named only where all of them are."""
    parks = (Department("parks", "Парки", topics=("детская площадка",)),)
    assert topic_of("Сломана детская площадка", parks) == "детская площадка"
    assert topic_of("Площадка для мусора", parks) == ""


def test_no_departments_no_topic() -> None:
    """Where no department has a topic there is none."""
    assert topic_of("Снег", ()) == ""
    assert topic_of("Снег", (Department("x", "Без тем"),)) == ""


@pytest.mark.parametrize(
    ("topic", "keys"),
    [
        ("вода", ["utilities", "roads", "empty"]),
        ("снег", ["roads", "utilities", "empty"]),
        ("", ["roads", "utilities", "empty"]),
        ("неизвестное", ["roads", "utilities", "empty"]),
    ],
)
def test_the_fitting_department_stands_first(topic: str, keys: list[str]) -> None:
    """The department of the topic comes first, the others keep the office's order."""
    assert [department.key for department in fitting_first(topic, DEPARTMENTS)] == keys

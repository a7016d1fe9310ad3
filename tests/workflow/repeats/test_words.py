"""Words as lemmas."""

import pytest

from workflow.repeats import lemmas


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Фонарей на улице нет", ("фонарь", "улица", "нет")),
        ("не горят и не горели", ("гореть", "гореть")),
        ("Ёлку и елку", ("елка", "елка")),
        ("мы живём в доме 12а, корпус 7/2", ("жить", "дом", "12а", "корпус", "7/2")),
        ("5 дней", ("5", "день")),
        ("https://vk.com/wall-1_2 вода", ("вода",)),
        ("вода vk.com/wall-1_2", ("вода",)),
        ("[club1|Администрация], вода @sosed", ("вода",)),
        ("кое-где грязно", ("где", "грязно")),
        ("WiFi", ("wifi",)),
        ("", ()),
        ("… !!! 🙂", ()),
    ],
)
def test_lemmas(text: str, found: tuple[str, ...]) -> None:
    """Words come as lemmas in their order, numbers as written; links, mentions and words without sense do not come."""
    assert lemmas(text) == found


def test_letters_of_no_name() -> None:
    """A letter that has no name in Unicode harms nobody: words that are not Russian stay as they are written."""
    assert lemmas("яма 𗀀 у 𗀀а lamp") == ("яма", "𗀀", "𗀀а", "lamp")

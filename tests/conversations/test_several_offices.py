"""A person of several offices, over HTTP: whose card it is tells the office, else what he chose, else he is asked."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from sandbox.people import Message, hidden
from tests.conversations.together import Together, together

RIVER = """
[office]
key = "river"
name = "Администрация Речного"
procedures = ["sobolevo"]
zone = "Asia/Kamchatka"
group_chat = -1001000000011

[[department]]
key = "roads"
name = "Дороги Речного"

[[person]]
key = "anna"
name = "Анна"
telegram_id = 2001
roles = ["curator"]

[[person]]
key = "river-roads"
name = "Исполнитель Речного"
telegram_id = 2002
roles = ["executor"]
department = "roads"

[[person]]
key = "river-head"
name = "Глава Речного"
telegram_id = 2003
roles = ["head"]
"""

HILL = """
[office]
key = "hill"
name = "Администрация Горного"
procedures = ["sobolevo"]
zone = "Asia/Kamchatka"
group_chat = -1001000000012

[[department]]
key = "yards"
name = "Дворы Горного"

[[person]]
key = "anna-too"
name = "Анна"
telegram_id = 2001
roles = ["curator"]

[[person]]
key = "hill-yards"
name = "Исполнитель Горного"
telegram_id = 3002
roles = ["executor"]
department = "yards"

[[person]]
key = "hill-head"
name = "Глава Горного"
telegram_id = 3003
roles = ["head"]

[[person]]
key = "hill-curator"
name = "Куратор Горного"
telegram_id = 3001
roles = ["curator"]
"""


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Together]:
    """Two offices in which Anna is a curator."""
    async with together(tmp_path, {"river": RIVER, "hill": HILL}) as ready:
        yield ready


async def chosen(office: Together, name: str) -> None:
    """Anna says for whom she speaks."""
    await office["anna"].says("/offices")
    listed = await office["anna"].reads("администрации" if not office.rows("select * from callers") else "Сейчас вы")
    await listed.tap(next(label for label in listed.labels if name in label))
    await office["anna"].toast("Теперь: ")


async def test_what_was_forwarded_waits_for_the_answer(office: Together) -> None:
    """A post whose office nothing tells is asked about once, and becomes a card of the office that is chosen."""
    anna = office["anna"]
    await anna.forwards("На улице Лесной не горят фонари", origin=hidden("Житель"))
    question = await anna.reads("Для какой администрации?")
    assert question.labels == ["Администрация Речного", "Администрация Горного"]
    office.set_clock("2026-03-04T10:20")
    await question.tap("Администрация Горного")
    await anna.toast("Теперь: Администрация Горного")
    card = await anna.reads("№ 1 · Администрация Горного · ")
    assert "до 10:30" in card.text, "the post came at 10:00, whenever its office was told"
    assert "→ Дворы Горного" in card.labels
    await anna.says("Опять не горят фонари у школы")
    await anna.reads("№ 2 · Администрация Горного")
    assert office.rows("select count(*) from cards where office = 1") == [(0,)]


async def test_a_command_is_carried_out_after_the_answer(office: Together) -> None:
    """A command that waits for the choice is carried out then."""
    await office["anna"].says("/board")
    await (await office["anna"].reads("Для какой администрации?")).tap("Администрация Речного")
    await office["anna"].reads("Администрация Речного: открытых карточек нет.")


async def test_a_card_tells_the_office_whatever_was_chosen(office: Together) -> None:
    """A tap, an answer to a card, and the answer to a question are of the card's office, not of the one chosen."""
    anna = office["anna"]
    await chosen(office, "Речного")
    await anna.says("Яма у дома 5 на Речной")
    card = await anna.reads("№ 1 · Администрация Речного")
    await chosen(office, "Горного")
    await card.tap("Не подлежит обработке")
    question = await anna.reads("№ 1 · Администрация Речного · ")
    await question.tap(question.labels[0])
    await anna.sees(card, "не подлежит обработке")
    await anna.says("Мусор у дома 7 в Горном")
    hill = await anna.reads("№ 1 · Администрация Горного")
    await hill.reply("и ещё у дома 9")
    await anna.reads("Добавлено к № 1")
    await anna.sees(hill, "у дома 9")


async def test_a_question_stands_while_another_office_is_chosen(office: Together) -> None:
    """What is asked about one office's card is answered for that card, whichever office is chosen meanwhile."""
    anna = office["anna"]
    await chosen(office, "Речного")
    await anna.says("Яма у дома 5 на Речной")
    await anna.reads("№ 1 · Администрация Речного")
    await anna.says("Когда вывезут снег с площади?")
    card = await anna.reads("№ 2 · Администрация Речного")
    await card.tap("Ещё…")
    await anna.sees(card, "Когда вывезут")
    while "Повтор?" not in card.labels:
        await anna.history()
    await card.tap("Повтор?")
    await (await anna.reads("похожих карточек не нашлось")).tap("Другой номер")
    await anna.reads("какой номер у прежней карточки?")
    await chosen(office, "Горного")
    await anna.says("1")
    await anna.reads("№ 2: повтор № 1")
    await anna.says("Мусор в Горном")
    await anna.reads("№ 1 · Администрация Горного")


async def test_lists_are_of_the_present_office_and_tell_of_the_others(office: Together) -> None:
    """/my shows the present office and one line for what waits in the other, with a button that goes there."""
    anna = office["anna"]
    await chosen(office, "Горного")
    await anna.says("Мусор у дома 7 в Горном")
    await anna.reads("№ 1 · Администрация Горного")
    await chosen(office, "Речного")
    await anna.says("/my")
    listed = await anna.reads("Сейчас у вас нет карточек")
    assert "Администрация Горного: 1 карточка" in listed.text
    await listed.tap("→ Администрация Горного")
    assert "Мусор у дома 7" in (await anna.reads("У вас 1 карточка")).text
    await anna.says("/find мусор")
    assert (await anna.reads("Мусор у дома 7")).text.startswith("Администрация Горного\n")
    await anna.says("/board")
    await anna.reads("Администрация Горного: 1 карточка")
    await anna.says("/offices")
    assert (await anna.reads("Сейчас вы отвечаете за: Администрация Горного")).labels == [
        "Администрация Речного",
        "• Администрация Горного",
    ]


async def test_a_link_names_the_office(office: Together) -> None:
    """Of two cards with the same number the link opens its own office's; a bare number asks."""
    anna = office["anna"]
    for name in ("Речного", "Горного"):
        await chosen(office, name)
        await anna.says(f"Яма у {name}")
        await anna.reads(f"№ 1 · Администрация {name}")
    await anna.says("/start card_1-1")
    assert "Яма у Речного" in (await anna.reads("№ 1 · Администрация Речного")).text
    await anna.says("/start card_1-2")
    assert "Яма у Горного" in (await anna.reads("№ 1 · Администрация Горного")).text


async def test_one_office_is_never_named(office: Together) -> None:
    """Whoever works for one office reads no office's name in his cards."""
    await chosen(office, "Речного")
    await office["anna"].says("Яма у дома 5 на Речной")
    await (await office["anna"].reads("№ 1 · ")).tap("→ Дороги Речного")
    work: Message = await office["river-roads"].reads("№ 1 · вам: подготовить ответ")
    assert "Администрация" not in work.text


async def test_somebody_leaves_one_of_two_offices(office: Together) -> None:
    """Whoever has left one of his two offices speaks for the other, and what stood there is gone for him."""
    anna = office["anna"]
    await chosen(office, "Горного")
    await anna.says("Мусор у дома 7 в Горном")
    card = await anna.reads("№ 1 · Администрация Горного")
    start, end = HILL.index('[[person]]\nkey = "anna-too"'), HILL.index('[[person]]\nkey = "hill-yards"')
    office.load("hill", HILL[:start] + HILL[end:])
    await card.tap("→ Дворы Горного")
    await anna.toast("Такой карточки нет")
    await anna.says("/my")
    listed = await anna.reads("Сейчас у вас нет карточек")
    assert "Горного" not in listed.text
    await anna.says("Яма у дома 5 на Речной")
    assert "→ Дороги Речного" in (await anna.reads("🆕 № 1 · ")).labels


async def test_an_office_is_renamed_while_somebody_speaks_for_it(office: Together) -> None:
    """The choice is of the office, not of its name: the new name is shown, and the choice stands."""
    anna = office["anna"]
    await chosen(office, "Горного")
    office.load("hill", HILL.replace("Администрация Горного", "Администрация Высокого"))
    await anna.says("Мусор у дома 7")
    await anna.reads("№ 1 · Администрация Высокого")


async def test_a_forward_for_another_office_is_no_part_of_the_card_before(office: Together) -> None:
    """Two forwards in a row are asked about only within one office: the second one opens a card of its own."""
    anna = office["anna"]
    await chosen(office, "Речного")
    await anna.forwards("На Речной не горят фонари", origin=hidden("Житель"))
    await anna.reads("№ 1 · Администрация Речного")
    await anna.says("/offices")
    listed = await anna.reads("Сейчас вы отвечаете за: Администрация Речного")
    await listed.tap("Администрация Горного")
    await anna.forwards("В Горном не убран снег", origin=hidden("Житель"))
    await anna.reads("№ 1 · Администрация Горного")
    assert office.rows("select count(*) from held") == [(0,)]

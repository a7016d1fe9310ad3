"""Settlements of a district over HTTP: boards and figures above, cards passed down, answered there, taken back."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from sandbox.people import Message
from tests.conversations.district import DISTRICT, HILL, RIVER
from tests.conversations.six.steps import opens
from tests.conversations.together import Together, together

POST = "У школы в Речном не горят фонари"
LINK = "https://vk.com/wall-1_300"

pytestmark = pytest.mark.clause("SOB-R5")


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Together]:
    """A district with two settlements."""
    async with together(tmp_path, {"district": DISTRICT, "river": RIVER, "hill": HILL}) as ready:
        yield ready


async def passed(office: Together, to: str = "→ Речное") -> Message:
    """The curator of the district passes a new card down; the settlement's curator has a card of his own."""
    curator = office["curator"]
    await curator.says(POST)
    card = await curator.reads("🆕 № 1 · кому направить?")
    await card.tap("Передать ниже…")
    question = await curator.reads("№ 1 · кому передать?")
    assert question.labels == ["→ Горное", "→ Речное"]
    await question.tap(to)
    await curator.toast("№ 1: передано")
    await curator.sees(card, "передано: Речное, № 1")
    return card


async def answered(office: Together, below: Message) -> None:
    """The settlement answers its card."""
    await below.tap("→ Дворы: Речное")
    await (await office["river-yards"].reads("вам: подготовить ответ")).reply("Фонари включим сегодня.")
    await (await office["river-yards"].reads("Проект к № 1")).tap("На согласование")
    await (await office["river-head"].reads("согласовать ответ")).tap("Согласовать")
    await (await office["river-yards"].reads("передайте куратору")).tap("Передать куратору")
    await (await office["river-curator"].reads("№ 1 · согласовано, опубликуйте")).tap("Опубликовано")
    await office["river-curator"].reads("пришлите ссылку")
    await office["river-curator"].says(LINK)
    await office["river-curator"].reads("опубликовано, карточка закрыта")


async def test_a_card_is_answered_below(office: Together) -> None:
    """The settlement answers a card of its own; the district's is closed with that answer and its link."""
    await passed(office)
    below = await office["river-curator"].reads("🆕 № 1 · кому направить?")
    assert POST in below.text
    assert "Передала: Администрация района" in below.text
    assert "Куратор района" not in below.text
    await answered(office, below)
    closed = await office["curator"].reads("✅ № 1 · опубликовано")
    assert "Фонари включим сегодня." in closed.text
    assert "Ответила: Речное, № 1" in closed.text
    assert LINK in closed.html
    assert closed.labels == []


async def test_a_card_is_taken_back(office: Together) -> None:
    """The district's coordinator takes the card back with a reason; the settlement's people read it on their card."""
    await passed(office)
    await (await office["river-curator"].reads("кому направить?")).tap("→ Дворы: Речное")
    work = await office["river-yards"].reads("вам: подготовить ответ")
    coordinator = office["coordinator"]
    card = await opens(coordinator, "№ 1 · передано: Речное, № 1")
    assert card.labels == ["Речное · № 1", "Забрать обратно"]
    await card.tap("Забрать обратно")
    await coordinator.reads("Почему забираете?")
    await coordinator.says("Это районная дорога")
    await coordinator.reads("№ 1: карточка снова у вас")
    await office["river-yards"].reads("№ 1 · забрала Администрация района: Это районная дорога")
    again = await office["curator"].reads("кому направить?")
    assert "Забрали: Речное, № 1 — Это районная дорога" in again.text
    await again.tap("→ Дороги района")
    await office["roads"].reads("№ 1 · вам: подготовить ответ")
    await work.reply("Всё сделали")
    await office["river-yards"].reads("№ 1 закрыта: забрала администрация")


async def test_what_is_set_aside_below_comes_back(office: Together) -> None:
    """Where the settlement closes its card without an answer, the district's curator has his own before him again."""
    await passed(office)
    await (await office["river-curator"].reads("кому направить?")).tap("Не подлежит обработке")
    question = await office["river-curator"].reads("№ 1 · ")
    await question.tap(question.labels[0])
    again = await office["curator"].reads("кому направить?")
    assert "Вернулась без ответа: Речное, № 1" in again.text


async def test_the_district_sees_boards_and_figures(office: Together) -> None:
    """/board of the coordinator shows each settlement in figures; its board and its cards can only be looked at."""
    await office["river-curator"].says("Яма у дома 5 в Речном")
    await (await office["river-curator"].reads("кому направить?")).tap("→ Дворы: Речное")
    await office["river-yards"].reads("вам: подготовить ответ")
    await office["river-curator"].says("Мусор у дома 7 в Речном")
    await office["river-curator"].reads("🆕 № 2")
    coordinator = office["coordinator"]
    await coordinator.says("/board")
    await coordinator.reads("Администрация района: открытых карточек нет.")
    listed = await coordinator.reads("Ниже: 2 администрации")
    assert "Речное: открыто 2, опаздывает 0, за неделю закрыто 0" in listed.text
    assert "Горное: открыто 0, опаздывает 0, за неделю закрыто 0" in listed.text
    assert listed.labels == ["→ Горное", "→ Речное"]
    await listed.tap("→ Речное")
    board = await coordinator.reads("Речное: 2 карточки")
    assert "Яма у дома 5" in board.text
    await board.tap("№ 1")
    card = await coordinator.reads("№ 1 · Речное · ")
    assert "Яма у дома 5" in card.text
    assert card.labels == []
    office.set_clock("2026-03-04T17:30")
    await coordinator.says("/board")
    await coordinator.reads("Речное: открыто 2, опаздывает 2, за неделю закрыто 0")


async def test_who_sees_nothing_below(office: Together) -> None:
    """An executor and a curator of the district have no boards of settlements, and a settlement none at all."""
    await office["river-curator"].says("Яма у дома 5 в Речном")
    await office["river-curator"].reads("🆕 № 1")
    await office["curator"].says("/board")
    shown = await office["curator"].reads("Администрация района: открытых карточек нет.")
    await shown.forge("bo:2:0")
    await office["curator"].toast("Эта кнопка больше не действует")
    await shown.forge("bl:1")
    await office["curator"].toast("Эта кнопка больше не действует")
    await office["hill-head"].says("/board")
    theirs = await office["hill-head"].reads("Горное: открытых карточек нет.")
    for data in ("bo:1:0", "bo:2:0", "bl:1"):
        await theirs.forge(data)
        await office["hill-head"].toast("Эта кнопка больше не действует")


async def test_a_card_is_passed_only_by_those_who_route(office: Together) -> None:
    """A made-up tap by an executor or by the settlement passes nothing; nor does one to an office that is not below."""
    await office["curator"].says(POST)
    await office["curator"].reads("🆕 № 1")
    await office["coordinator"].says("/card 1")
    card = await office["coordinator"].reads("№ 1")
    await card.forge("pd:1:1:1:0")
    await office["coordinator"].toast("Такой администрации ниже вашей нет")
    await office["head"].says("/card 1")
    await (await office["head"].reads("№ 1")).forge("pd:1:1:2:0")
    await office["head"].toast("Это сейчас не за вами")
    await office["hill-head"].says("/board")
    await (await office["hill-head"].reads("Горное")).forge("pd:1:1:2:0")
    await office["hill-head"].toast("Такой карточки нет")
    assert office.rows("select count(*) from cards") == [(1,)]

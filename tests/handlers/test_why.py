"""Why this moment: the clause, the rule, what it counts from, and the time that was counted."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from aiogram.filters import CommandObject

from handlers.explaining import why_text
from handlers.safe import LONGEST_TEXT, shown_size
from handlers.texts import texts_for
from handlers.turn import Then, Turn, Wish
from handlers.why import why
from tests.handlers.invented import Service
from tests.handlers.test_messages import brought
from tests.handlers.world import (
    COORDINATOR,
    CURATOR,
    EXECUTOR,
    HEAD,
    LINK,
    OFFICE,
    PLUMBER,
    PROCEDURE,
    World,
    message,
    sobolevo,
)
from workflow.card import Card
from workflow.commands import SetImportance, Shorten
from workflow.desk import Outcome
from workflow.office import Office, Person
from workflow.procedure import Procedure
from workflow.procedure_file import parse_procedure
from workflow.words import DraftKind, Importance


def plain(text: str) -> str:
    return text.replace("<b>", "").replace("</b>", "")


def test_an_executor_asks_why_this_moment() -> None:
    """The draft's deadline is counted back from the answer's, which is explained too."""
    assert plain(why_text(World().routed().shown(EXECUTOR))) == message("""
        № 12 · откуда сроки

        Проект, п. 13: до ср 4 марта, 15:00
        4 рабочих часа до срока «ответ»: чт 5 марта, 10:00
        засчитано: чт 9:00–10:00 · ср 15:00–18:00

        Ответ, п. 12: до чт 5 марта, 10:00
        8 рабочих часов после обнаружения поста: ср 4 марта, 10:00
        засчитано: ср 10:00–13:00, 14:00–18:00 · чт 9:00–10:00
    """)


def test_why_in_english() -> None:
    """The same in English."""
    assert plain(why_text(World().routed().shown(EXECUTOR, "en"))) == message("""
        № 12 · where the deadlines come from

        Draft, cl. 13: by Wed March 4, 15:00
        4 working hours before the deadline “answer”: Thu March 5, 10:00
        counted: Thu 9:00–10:00 · Wed 15:00–18:00

        Answer, cl. 12: by Thu March 5, 10:00
        8 working hours after the post was found: Wed March 4, 10:00
        counted: Wed 10:00–13:00, 14:00–18:00 · Thu 9:00–10:00
    """)


def test_days_off_are_named() -> None:
    """Seven working days over a holiday: the days that counted, and those that did not, with the reason."""
    world = World(datetime.fromisoformat("2026-03-06T16:30+12:00")).to_publish(DraftKind.INTERIM)
    world.act(CURATOR, "publish", link=LINK)
    assert plain(why_text(world.shown(EXECUTOR))) == message("""
        № 12 · откуда сроки

        Окончательный ответ, п. 17: до ср 18 марта, 18:00
        7 рабочих дней после публикации промежуточного ответа: пт 6 марта, 16:30
        засчитано: вт 10 марта · ср 11 марта · чт 12 марта · пт 13 марта · пн 16 марта · вт 17 марта · ср 18 марта
        не считали: сб 7 марта, выходные · вс 8 марта, «Международный женский день» · \
пн 9 марта, перенесённый выходной · сб 14 марта – вс 15 марта, выходные
    """)
    assert "Sun March 8, public holiday · Mon March 9, moved day off" in why_text(world.shown(EXECUTOR, "en"))


def test_a_closed_card_has_no_deadlines() -> None:
    """Nothing is owed any more."""
    world = World().post().act(CURATOR, "dismiss", ground="harm")
    assert why_text(world.shown(CURATOR)) == "№ 12 · сроков сейчас нет"


def rules(**dues: str) -> Procedure:
    """The procedure with other rules for its answer and route."""
    text = sobolevo_text()
    for name, due in dues.items():
        text = text.replace(
            {"answer": "8 working hours after detected", "route": "30 minutes after detected"}[name], due
        )
    return parse_procedure(text)


def sobolevo_text() -> str:
    return PROCEDURE.read_text("utf-8")


@pytest.mark.parametrize(
    ("due", "lines"),
    [
        (
            "20 clock hours after detected",
            ["20 часов после обнаружения поста: ср 4 марта, 10:00", "засчитано: ср 10:00–24:00 · чт 0:00–6:00"],
        ),
        (
            "90 working minutes after detected",
            ["90 рабочих минут после обнаружения поста: ср 4 марта, 10:00", "засчитано: ср 10:00–11:30"],
        ),
        ("at once after detected", ["сразу после обнаружения поста: ср 4 марта, 10:00"]),
        (
            "end of the day of detected",
            ["до конца дня обнаружения поста: ср 4 марта, 10:00", "засчитано: ср 10:00–13:00, 14:00–18:00"],
        ),
        (
            "3 calendar days after detected",
            [
                "3 календарных дня после обнаружения поста: ср 4 марта, 10:00",
                "засчитано: чт 5 марта · пт 6 марта · сб 7 марта · вс 8 марта · пн 9 марта · вт 10 марта",
            ],
        ),
    ],
)
def test_every_form_of_a_rule_can_be_told(due: str, lines: list[str]) -> None:
    """Hours by the clock, minutes, days, at once, till the end of the day."""
    text = why_text(World(rules=rules(route=due)).post().shown(CURATOR))
    block = next(block for block in text.split("\n\n") if block.startswith("<b>Направить"))
    assert block.splitlines()[1:] == lines
    assert sobolevo().name == "sobolevo"


def test_hours_over_a_week_carry_dates() -> None:
    """Where days of the week would be ambiguous, the dates stand with them."""
    text = why_text(World(rules=rules(answer="60 working hours after detected")).post().shown(CURATOR))
    assert "засчитано: ср 4 марта 10:00–13:00, 14:00–18:00 · чт 5 марта 9:00–13:00" in text


def block_of(world: World, title: str) -> list[str]:
    """The lines that explain one deadline to the curator."""
    blocks = plain(why_text(world.shown(CURATOR))).split("\n\n")
    return next(block for block in blocks if block.startswith(title)).splitlines()


def test_an_extension_is_explained() -> None:
    """A deadline that was extended says by how much and by which clause, and counts the whole of it."""
    lines = block_of(Service().granted(), "Ответ")
    assert lines[:3] == [
        "Ответ, п. 2: до вт 17 марта, 18:00",
        "13 календарных дней после обнаружения поста: ср 4 марта, 10:00",
        "срок продлён: +3 дня, п. 2.5",
    ]


def test_the_fast_track_is_explained() -> None:
    """The fast track's own clause and days stand there, and from what they were chosen."""
    world = Service().visited()
    world.do(SetImportance(world.id, COORDINATOR.id, Importance.FAST, 2))
    assert block_of(world, "Ответ")[:3] == [
        "Ответ, п. 2.6: до пт 6 марта, 17:00",
        "2 календарных дня после направления исполнителю: ср 4 марта, 10:00",
        "число дней согласовано: от 1 до 3",
    ]


def test_a_shortened_time_is_explained() -> None:
    """Only the deadline that was shortened says so, with the clause of the shortening."""
    world = Service().visited()
    world.do(Shorten(world.id, HEAD.id, "two"))
    assert block_of(world, "Ответ") == [
        "Ответ, п. 18: до ср 4 марта, 12:00",
        "2 рабочих часа после обнаружения поста: ср 4 марта, 10:00",
        "срок сокращён: 2 рабочих часа, п. 18",
        "засчитано: ср 10:00–12:00",
    ]
    assert not any("сокращён" in line for line in block_of(world, "Осмотр"))


def test_a_given_date_is_explained_as_given() -> None:
    """A date that somebody gave is not counted from anything."""
    world = Service().visited()
    world.act(CURATOR, "give_date", date=world.now + timedelta(days=8, hours=5))
    assert block_of(world, "Назначенный день") == [
        "Назначенный день, п. 11: до чт 12 марта, 15:00",
        "назначенный срок: чт 12 марта, 15:00",
    ]


def test_hours_of_its_own_are_counted_in_them() -> None:
    """A deadline with its own timetable counts and skips by that one: the early shift is over at noon."""
    world = Service().visited().at("11:30").act(EXECUTOR, "inspect")
    assert block_of(world, "Категория") == [
        "Категория, п. 6: до чт 5 марта, 6:30",
        "1 рабочий час после осмотра: ср 4 марта, 11:30",
        "засчитано: ср 11:30–12:00 · чт 6:00–6:30",
    ]


def test_days_off_of_its_own_hours_are_named() -> None:
    """A day on which only this timetable is off is told as not counted."""
    world = Service().at("2026-03-05 09:00").visited().at("2026-03-05 11:30").act(EXECUTOR, "inspect")
    lines = block_of(world, "Категория")
    assert lines[0] == "Категория, п. 6: до вт 10 марта, 6:30"
    assert lines[-1].startswith("не считали: пт 6 марта, выходной администрации · сб 7 марта, выходные")


def test_reasons_of_many_deadlines_stay_within_one_message() -> None:
    """Forty parts are explained as far as a message holds them."""
    world = Service().shared()
    part = world.card.contributions[0]
    many = tuple(part.model_copy(update={"number": number}) for number in range(40))
    shown = replace(world.shown(CURATOR), card=world.card.model_copy(update={"contributions": many}))
    assert 3000 < shown_size(why_text(shown)) <= LONGEST_TEXT


@dataclass
class Shelf:
    """What /why looks up."""

    world: World

    def numbered(self, office: object, number: int) -> Card | None:
        return next((card for card in self.world.books.cards.values() if card.number == number), None)

    def procedure(self, name: str, digest: str | None = None) -> Procedure:
        return self.world.books.procedure(name, digest)

    def children(self, office: object) -> Sequence[Office]:
        return ()


@dataclass
class Still:
    """A clock that stands."""

    at: datetime

    def now(self) -> datetime:
        return self.at


def turn_of(world: World, person: Person) -> Turn:
    async def read(query: Callable[[Any], Any]) -> object:
        return query(Shelf(world))

    async def commit(turn: Turn, commands: Sequence[Wish], then: Then | None) -> list[Outcome]:
        raise AssertionError("nothing is to be written")

    look: Callable[[Callable[[Any], object]], Awaitable[object]] = read
    return Turn("telegram:1", "1", Still(world.now), commit, look, person, OFFICE)


@pytest.mark.parametrize(
    ("person", "asked", "first"),
    [
        (EXECUTOR, "12", "№ 12 · откуда сроки"),
        (EXECUTOR, "№ 12", "№ 12 · откуда сроки"),
        (EXECUTOR, "", "Напишите номер: /why 12"),
        (EXECUTOR, "двенадцать", "Напишите номер: /why 12"),
        (EXECUTOR, "99", "Такой карточки нет. Список: /my"),
        (PLUMBER, "12", "Это сейчас не за вами. Ничего не изменилось."),
    ],
)
async def test_the_command_answers_those_who_may_see_the_card(person: Person, asked: str, first: str) -> None:
    """/why 12 explains the card to whoever sees it, and says clearly what is wrong otherwise."""
    turn = turn_of(World().routed(), person)
    await why(brought(text=f"/why {asked}"), CommandObject(command="why", args=asked), turn, texts_for("ru"))
    assert [reply.text.splitlines()[0] for reply in turn.replies] == [first]

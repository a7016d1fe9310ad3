"""Refusals and what was done: one line each, fit for the answer to a tap."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import product
from pathlib import Path

import pytest

from handlers.done import done_text
from handlers.refused import refusal_text
from handlers.safe import size
from handlers.texts import texts_for
from tests.handlers.world import CURATOR, EXECUTOR, HEAD, LINK, OFFICE, PLUMBER, World, renamed
from workflow.actions import ACTIONS
from workflow.commands import (
    Act,
    Command,
    DecideRepeat,
    GivePart,
    MarkSignificant,
    SetImportance,
    Shorten,
    Warn,
)
from workflow.desk import Done
from workflow.office import Person
from workflow.procedure_file import parse_procedure
from workflow.refusals import Refusal, Why
from workflow.words import CardId, DraftKind, Importance

LONGEST_TAP = 200
AT = datetime.fromisoformat("2026-03-04T15:02+12:00")


def said(refusal: Refusal, locale: str = "ru", later: timedelta = timedelta(minutes=3)) -> str:
    return refusal_text(refusal, texts_for(locale), OFFICE, AT + later)


@pytest.mark.parametrize(
    ("refusal", "ru", "en"),
    [
        (
            Refusal(Why.ALREADY, 12, "approve", HEAD.id, AT),
            "№ 12 уже согласовали в 15:02. Ничего не изменилось.",
            "№ 12 · approved at 15:02 already. Nothing has changed.",
        ),
        (
            Refusal(Why.CLOSED, 12, "publish", CURATOR.id, AT),
            "№ 12 закрыта: опубликовали в 15:02. Ничего не изменилось.",
            "№ 12 is closed: published at 15:02. Nothing has changed.",
        ),
        (
            Refusal(Why.CLOSED, 12, "dismiss", CURATOR.id, AT - timedelta(days=1)),
            "№ 12 закрыта: оставили без обработки 3 марта в 15:02. Ничего не изменилось.",
            "№ 12 is closed: left unhandled on March 3 at 15:02. Nothing has changed.",
        ),
        (
            Refusal(Why.TOO_LONG, 12, amount=5000, limit=4096),
            "В проекте 5000 знаков, можно до 4096. Ничего не изменилось: сократите текст.",
            "The draft has 5000 characters, up to 4096 fit. Nothing has changed: shorten the text.",
        ),
        (
            Refusal(Why.TOO_LONG, 12, amount=301, limit=280),
            "В проекте 301 знак, можно до 280. Ничего не изменилось: сократите текст.",
            "The draft has 301 characters, up to 280 fit. Nothing has changed: shorten the text.",
        ),
        (
            Refusal(Why.NOT_YOURS, 12),
            "Это сейчас не за вами. Ничего не изменилось.",
            "This is not yours to do now. Nothing has changed.",
        ),
        (Refusal(Why.NO_CARD), "Такой карточки нет. Список: /my", "There is no such card. Your list: /my"),
        (
            Refusal(Why.BAD_DAYS, 12, amount=3),
            "Нужно число дней, не больше 3. Ничего не изменилось. /cancel — отмена",
            "A number of days is needed, up to 3. Nothing has changed. /cancel to stop",
        ),
        (
            Refusal(Why.BAD_DAYS, 12),
            "Дней больше не осталось. Ничего не изменилось.",
            "No days are left. Nothing has changed.",
        ),
    ],
)
def test_a_refusal_says_what_happened_and_what_did_not_change(refusal: Refusal, ru: str, en: str) -> None:
    """The person reads what happened instead, that nothing changed, or what to do."""
    assert said(refusal) == ru
    assert said(refusal, "en") == en


@pytest.mark.parametrize(("why", "locale"), [*product(Why, ("ru", "en"))])
def test_every_refusal_fits_a_tap(why: Why, locale: str) -> None:
    """Telegram shows at most 200 characters over a chat, whatever was done before and however long ago."""
    for action in (*ACTIONS, "open", "of another procedure"):
        refusal = Refusal(why, 10**9, action, HEAD.id, AT, 10**6)
        for later in (timedelta(minutes=1), timedelta(days=400)):
            text = said(refusal, locale, later)
            assert 0 < size(text) <= LONGEST_TAP
            assert "!" not in text
        assert said(replace(refusal, at=None), locale)


KAMCHATKA = (Path(__file__).parents[2] / "procedures" / "kamchatka.toml").read_text("utf-8")


@pytest.mark.parametrize(
    ("refusal", "ru", "en"),
    [
        (
            Refusal(Why.NO_PROOF, 12, "no_proof"),
            "Нужно фото или документ: пришлите следующим сообщением. Если их быть не может, нажмите «Фото не будет».",
            "A photo or a document is needed: send it next. Where there can be none, press “No photo possible”.",
        ),
        (
            Refusal(Why.NO_PROOF, 12, "unheard_of"),
            "Нужно фото или документ: пришлите следующим сообщением. /cancel — отмена",
            "A photo or a document is needed: send it in the next message. /cancel to stop",
        ),
        (
            Refusal(Why.NEEDS_FIRST, 12, "analyse"),
            "Сначала нужно: «Разобрать прежний ответ». Ничего не изменилось.",
            "This is needed first: “Analyse the earlier answer”. Nothing has changed.",
        ),
        (
            Refusal(Why.ALREADY, 12, "take_back", CURATOR.id, AT),
            "№ 12 уже забрал координатор в 15:02. Ничего не изменилось.",
            "№ 12 · the coordinator took it back at 15:02 already. Nothing has changed.",
        ),
    ],
)
def test_a_refusal_calls_actions_as_the_file_does(refusal: Refusal, ru: str, en: str) -> None:
    """With the procedure at hand, whoever is refused reads the words of his own buttons."""
    rules = parse_procedure(KAMCHATKA)
    now = AT + timedelta(minutes=3)
    assert refusal_text(refusal, texts_for("ru"), OFFICE, now, rules) == ru
    assert refusal_text(refusal, texts_for("en"), OFFICE, now, rules) == en


def test_a_refusal_to_a_stranger_needs_no_office() -> None:
    """Who is of no office still gets an answer."""
    assert refusal_text(Refusal(Why.CLOSED, 12, "publish", None, AT), texts_for("ru"), None, AT) == (
        "Карточка закрыта. Ничего не изменилось."
    )


def act(by: Person, action: str, **given: object) -> tuple[World, Command]:
    ready = {
        "route": lambda: World().post(),
        "accept": lambda: World().routed(),
        "return": lambda: World().routed(),
        "approve": lambda: World().submitted(),
        "send_back": lambda: World().submitted(),
        "hand_over": lambda: World().submitted().act(HEAD, "approve"),
        "publish": lambda: World().to_publish(),
        "dismiss": lambda: World().post(),
    }
    world = ready[action]()
    return world, Act(world.id, by.id, action, **given)  # type: ignore[arg-type]  # the test's own words


DONE = [
    (act(CURATOR, "route", department="roads"), "направлено, исполнитель: Исполнитель дорог"),
    (act(EXECUTOR, "accept"), "в работе у вас"),
    (act(EXECUTOR, "return", note="ЖКХ"), "возвращена куратору"),
    (act(HEAD, "approve"), "согласовано"),
    (act(HEAD, "send_back", note="Короче"), "отправлено на доработку"),
    (act(EXECUTOR, "hand_over"), "передано, публикует Куратор"),
    (act(CURATOR, "publish", link=LINK), "опубликовано, карточка закрыта"),
    (act(CURATOR, "dismiss", ground="harm"), "закрыта без обработки"),
]


@pytest.mark.parametrize(("made", "words"), DONE, ids=[words for _, words in DONE])
def test_what_was_done_is_said_in_one_line(made: tuple[World, Command], words: str) -> None:
    """The person who tapped reads what changed."""
    world, command = made
    outcome = world.do(command)
    assert done_text(command, outcome, texts_for("ru")) == f"№ 12: {words}"
    assert size(done_text(command, outcome, texts_for("en"))) <= LONGEST_TAP


def test_the_tap_said_nothing_of_an_executor_out_of_reach() -> None:
    """The curator reads that the bot cannot write to him, and who gets the card; else that he must tell him himself."""
    world = World(office=renamed(PLUMBER, reachable=False)).post()
    command = Act(world.id, CURATOR.id, "route", department="utilities")
    outcome = world.do(command)
    assert done_text(command, outcome, texts_for("ru")) == (
        "№ 12: направлено, исполнитель: Исполнитель ЖКХ. Бот не может написать: Исполнитель ЖКХ. "
        "Карточку получит: Координатор"
    )
    assert isinstance(outcome, Done)
    nobody = replace(outcome.office, people=tuple(replace(one, reachable=False) for one in outcome.office.people))
    alone = replace(outcome, office=nobody)
    assert done_text(command, alone, texts_for("ru")).endswith("Бот не может написать: Исполнитель ЖКХ. Сообщите сами.")
    named = tuple(replace(one, name="Ы" * 200) for one in outcome.office.people)
    longest = replace(outcome, office=replace(outcome.office, people=named))
    assert all(size(done_text(command, longest, texts_for(one))) <= LONGEST_TAP for one in ("ru", "en"))


def test_a_late_return_says_who_decides() -> None:
    """The executor learns that the time to return is over, by which clause, and that the deadline is still his."""
    world = World().routed().at("11:00")
    command = Act(world.id, EXECUTOR.id, "return", note="Не наше")
    outcome = world.do(command)
    assert done_text(command, outcome, texts_for("ru")) == (
        "№ 12: время на возврат прошло (п. 11), решит Куратор. До его решения срок — за вами."
    )


def test_an_interim_publication_says_what_is_left() -> None:
    """Who publishes an interim answer reads that the final one is still to come."""
    world = World().to_publish(DraftKind.INTERIM)
    command = Act(world.id, CURATOR.id, "publish", link=LINK)
    assert done_text(command, world.do(command), texts_for("ru")) == ("№ 12: опубликовано, впереди окончательный ответ")


def test_ranking_is_said_too() -> None:
    """Importance and significance answer the tap as well."""
    world = World().post()
    high, mark = SetImportance(world.id, CURATOR.id, Importance.HIGH), MarkSignificant(world.id, CURATOR.id)
    assert done_text(high, world.do(high), texts_for("ru")) == "№ 12: важность высокая"
    assert done_text(mark, world.do(mark), texts_for("ru")) == "№ 12: глава узнает сразу"
    assert done_text(high, Refusal(Why.NO_CARD), texts_for("ru")) == ""


def test_a_long_name_does_not_spoil_the_answer_to_a_tap() -> None:
    """The name of whoever gets the card is cut, and loses its tricks."""
    world = World(office=renamed(EXECUTOR, name="\u202e" + "Имя " * 100)).post()
    command = Act(world.id, CURATOR.id, "route", department="roads")
    text = done_text(command, world.do(command), texts_for("ru"))
    assert size(text) <= LONGEST_TAP
    assert "\u202e" not in text


@pytest.mark.parametrize("locale", ["ru", "en"])
@pytest.mark.parametrize("action", [name for name in ACTIONS if name != "open"])
def test_every_action_is_told_in_words(action: str, locale: str) -> None:
    """Whatever is done, a line without names of the code says so, and fits a tap."""
    world = World().submitted()
    outcome = Done(world.card, OFFICE, world.shown(None).procedure, ())
    text = done_text(Act(world.id, HEAD.id, action, date=AT), outcome, texts_for(locale))
    assert text.startswith("№ 12: ")
    assert "_" not in text
    assert text.removeprefix("№ 12: ") != action
    assert size(text) <= LONGEST_TAP


@pytest.mark.parametrize(
    ("command", "ru", "en"),
    [
        (GivePart(CardId(1), EXECUTOR.id, ()), "ваша часть передана", "your part is handed in"),
        (GivePart(CardId(1), EXECUTOR.id, (), whole=False), "принято, ждём остальное", "taken, the rest is awaited"),
        (Warn(CardId(1), EXECUTOR.id, "Занят"), "предупреждение передано", "the warning is passed on"),
        (DecideRepeat(CardId(1), CURATOR.id), "не повтор", "not a repeat"),
        (DecideRepeat(CardId(1), CURATOR.id, CardId(2)), "повтор № 7", "a repeat of № 7"),
        (Shorten(CardId(1), HEAD.id, "six_hours"), "6 рабочих часов", "6 working hours"),
        (SetImportance(CardId(1), CURATOR.id, Importance.FAST, 2), "ускоренно: 2 дня", "fast track: 2 days"),
    ],
)
def test_what_is_done_beside_the_steps_is_told_too(command: Command, ru: str, en: str) -> None:
    """Parts, repeats and times have lines of their own."""
    world = World().submitted()
    procedure = world.shown(None).procedure
    if isinstance(command, Shorten):
        command = Shorten(command.card, command.by, procedure.shorter[0].name)
    number = 7 if isinstance(command, DecideRepeat) and command.of else None
    outcome = Done(world.card.model_copy(update={"repeat_number": number}), OFFICE, procedure, ())
    assert done_text(command, outcome, texts_for("ru")) == f"№ 12: {ru}"
    assert done_text(command, outcome, texts_for("en")) == f"№ 12: {en}"


def test_the_files_own_words_come_first() -> None:
    """An action that the file words itself is told in those words, also where it is one of the common ones."""
    rules = parse_procedure(KAMCHATKA)
    outcome = Done(World().submitted().card, OFFICE, rules, ())
    said = {
        name: done_text(Act(CardId(1), HEAD.id, name), outcome, texts_for("ru"))
        for name in ("return", "no_proof", "take_back", "grant")
    }
    assert said == {
        "return": "№ 12: вернули координатору",
        "no_proof": "№ 12: объяснили, почему нет фото",
        "take_back": "№ 12: забрал координатор",
        "grant": "№ 12: срок продлён",
    }

"""The history of a card in words."""

import re
from datetime import UTC, datetime
from typing import Any, get_args

import pytest

from handlers.history_words import told
from handlers.texts import texts_for
from handlers.timer_words import act_words, hearers_words, ping_words
from tests.handlers.world import CURATOR, EXECUTOR, HEAD, MORNING, SECOND, World
from workflow import events
from workflow.contributions import Contribution, Share
from workflow.handed import Cause
from workflow.passed import End, Origin, Passing
from workflow.pings import GROUP, OWNER, parse_ping
from workflow.post import Draft, Part
from workflow.words import CardId, DraftKind, Importance, OfficeId

PART = Part(key="m:1", text="Ещё и лавочка сломана")
PASSING = Passing(office=OfficeId(2), card=CardId(9), number=3, name="Лесное")
DRAFT = Draft(kind=DraftKind.INTERIM, by=EXECUTOR.id, at=MORNING, parts=(Part(text="Разбираемся"),))
HANDS: dict[str, Any] = {"person": EXECUTOR.id, "to": SECOND.id, "places": ("executor",)}
HANDED = "Исполнитель дорог → Второй исполнитель"
RANG: dict[str, Any] = {"ping": "answer/1/0", "deadline": "answer", "due": datetime(2026, 3, 4, 22, tzinfo=UTC)}
TOLD: list[tuple[type[events.Happening], dict[str, Any], str]] = [
    (events.PartAdded, {"part": PART}, "К посту добавлено: Ещё и лавочка сломана"),
    (events.PartChanged, {"part": PART}, "Сообщение поста изменено: Ещё и лавочка сломана"),
    (events.DraftEdited, {"part": PART}, "Исполнитель изменил своё сообщение; согласуется прежний текст: Ещё и …"),
    (events.ImportanceSet, {"importance": Importance.HIGH}, "Важность высокая"),
    (events.ImportanceSet, {"importance": Importance.FAST, "days": 3}, "Ускоренно: 3 дня"),
    (events.KindSet, {"card_kind": "request"}, "Вид сообщения: request"),
    (events.TimeShortened, {"name": "6h"}, "Срок сокращён: 6h"),
    (events.RepeatDecided, {}, "Решили: не повтор"),
    (events.RepeatDecided, {"of": CardId(4), "number": 7}, "Решили: повтор № 7"),
    (events.Joined, {"to": CardId(4), "number": 7}, "Ответ общий с № 7"),
    (events.Joined, {}, "Снова отвечаем отдельно"),
    (events.Passed, {"to": PASSING}, "Передали ниже: Лесное, там № 3"),
    (events.PassEnded, {"end": End.ANSWERED, "step": "draft"}, "Администрация, которой передали, ответила"),
    (events.PassEnded, {"end": End.WITHDRAWN, "step": "x", "why": "сами"}, "Переданное забрали обратно: сами"),
    (events.PartAsked, {"number": 1}, "Попросили часть ответа: Благоустройство"),
    (events.PartGiven, {"number": 1, "parts": (PART,)}, "Дали часть ответа: Благоустройство: Ещё и лавочка сломана"),
    (events.PartGiven, {"number": 1, "parts": (), "whole": False}, "Дали часть ответа, не всю: Благоустройство"),
    (events.PartWarned, {"number": 1, "note": "ждём ЖКХ"}, "Предупредили, что часть ответа задержится: Благоустро…"),
    (events.Reported, {"deadline": "answer"}, "Сообщили об опоздании: «Ответ»"),
    (events.HandedOver, {**HANDS, "cause": Cause.PERSON}, "Передали: Исполнитель дорог → Второй исполнитель"),
    (
        events.HandedOver,
        {**HANDS, "cause": Cause.ABSENCE, "why": "leave"},
        f"Передали на время отсутствия: {HANDED}: отпуск",
    ),
    (
        events.HandedOver,
        {**HANDS, "cause": Cause.DISMISSAL, "why": "leave"},
        f"Передали вместо ушедшего: {HANDED}: leave",
    ),
    (events.Erased, {"instead": "—", "removed": ()}, "Тексты и вложения удалены по обращению"),
    (
        events.Erased,
        {"instead": "—", "removed": (), "because": "retention"},
        "Тексты и вложения удалены: срок хранения вышел",
    ),
    (events.MarkedSignificant, {}, "Отметили как значимое"),
    (events.PublicationOrdered, {"draft": 1}, "Поручили боту опубликовать"),
    (events.PublicationFailed, {"doubt": True, "why": "502"}, "Неизвестно, опубликовал ли бот: 502"),
    (events.PublicationFailed, {"doubt": False, "why": "нет прав"}, "Бот не опубликовал: нет прав"),
    (
        events.Rang,
        {**RANG, "missed": True, "hearers": ("head", GROUP)},
        "Срок «Ответ» вышел 5 марта в 10:00; сказали г…",
    ),
    (events.Rang, {**RANG, "missed": False}, "Напомнили: срок «Ответ» 5 марта в 10:00"),
    (events.Rang, {**RANG, "missed": False, "quiet": True}, "Промолчали о сроке «Ответ»: говорить было уже незачем"),
]


def said(kind: type[events.Happening], fields: dict[str, Any], locale: str = "ru") -> str:
    """What a history says of the event, on a card with one part of a common answer."""
    shown = World().routed().shown(None, locale)
    part = Contribution(number=1, department="roads", executor=EXECUTOR.id)
    card = shown.card.model_copy(update={"contributions": (part,)})
    event = kind.model_validate({"seq": 3, "at": MORNING, "by": CURATOR.id, **fields})
    words = told(event, type(shown)(card, shown.office, shown.procedure, None, MORNING, texts_for(locale)))  # type: ignore[arg-type] # every class of the table is one of the union
    return f"{words.what}: {words.note}" if words.note else words.what


@pytest.mark.parametrize(("kind", "fields", "expected"), TOLD)
def test_what_happened(kind: type[events.Happening], fields: dict[str, Any], expected: str) -> None:
    """Each event is one line that says what happened, and the words that somebody wrote with it."""
    found = said(kind, fields)
    assert found.startswith(expected.removesuffix("…")) if expected.endswith("…") else found == expected


@pytest.mark.parametrize(("kind", "fields", "expected"), TOLD)
def test_in_english(kind: type[events.Happening], fields: dict[str, Any], expected: str) -> None:
    """The same in English: of the Russian words only those of people, offices and posts are left."""
    own = (PART.text, PASSING.name, "Благоустройство", EXECUTOR.name, SECOND.name, *map(str, fields.values()))
    rest = said(kind, fields, "en")
    for words in own:
        rest = rest.replace(words, "")
    assert not re.search("[а-яё]", rest, re.IGNORECASE), rest


def test_every_kind_has_words() -> None:
    """There is no event in the journal that a history could not tell."""
    union = get_args(get_args(events.Event)[0])
    assert {kind for kind, _, _ in TOLD} | {events.Opened, events.Moved} == set(union)


def test_the_first_and_the_moves() -> None:
    """A card is opened from a network; a move names whom it went to, what came with it, and the step it led to."""
    world = World().submitted()
    first, routed, submitted = world.books.history(world.id)
    shown = world.shown(None)
    assert told(first, shown).what == "Завели карточку: ВКонтакте"
    assert told(first, shown).note.startswith("На улице Лесной")
    assert told(routed, shown).what.startswith("Направили исполнителю · Благоустройство · Исполнитель дорог · этап: ")
    assert told(submitted, shown).what == "Отправили на согласование · проект ответа · этап: согласование"
    below = first.model_copy(update={"passed_from": Origin(office=OfficeId(2), card=CardId(9), name="Район")})
    assert told(below, shown).what == "Карточку передала Район"


def test_what_comes_with_a_move() -> None:
    """Draft, ground, days, date, link and shares are told where there are any; the remark stands apart."""
    shares = (Share(number=1, department="roads"), Share(number=2, department="utilities"))
    moved = events.Moved(
        seq=3, at=MORNING, by=HEAD.id, action="share", step="draft", note="до обеда", shares=shares, draft=DRAFT,
        ground="abuse", days=2, extends="answer", date=datetime(2026, 3, 5, 6, tzinfo=UTC), link="https://vk.com/wall-1_2",
    )  # fmt: skip
    words = told(moved, World().routed().shown(None))
    for part in (
        "Благоустройство, ЖКХ",
        "промежуточный ответ",
        "ответ: +2 дня",
        "до чт 18:00",
        "https://vk.com/wall-1_2",
    ):
        assert part in words.what
    assert words.note == "до обеда"


def test_harmful_letters_are_taken_out() -> None:
    """A name or a note cannot turn the line around, and a long note is cut."""
    found = said(events.PublicationFailed, {"doubt": False, "why": "\u202eзло" + "о" * 900})
    assert "\u202e" not in found
    assert len(found) < 400


def test_timers_in_words() -> None:
    """A timer says how far from which deadline it rings, and who hears it."""
    shown = World().routed().shown(None)
    deadline = shown.procedure.named("answer")
    assert deadline is not None
    assert ping_words(deadline, parse_ping("1 hour before"), shown) == "Ответ: за 1 ч до срока"
    assert ping_words(deadline, parse_ping("at due"), shown) == "Ответ: в срок"
    assert ping_words(deadline, parse_ping("30 minutes after: head"), shown) == "Ответ: через 30 мин после срока"
    assert hearers_words((OWNER, "head", GROUP), shown.texts) == "тому, чей ход, главе, в группе"
    act = deadline.model_copy(update={"then": "return"})
    assert act_words(act, shown) == "Ответ: в срок само: «Вернуть куратору»"

"""Refusals in words: what happened, what did not change, what to do."""

from datetime import datetime

from handlers.labels import done_label
from handlers.texts import Texts
from workflow.decide import LONGEST_DRAFT
from workflow.office import Office
from workflow.refusals import Refusal, Why


def refusal_text(refusal: Refusal, texts: Texts, office: Office | None, now: datetime) -> str:
    """What to tell the person whose wish was refused. Plain text, fit for a tap's answer (200 characters)."""
    match refusal.why:
        case Why.ALREADY | Why.CLOSED if refusal.at and office:
            return _already(refusal, texts, office, now)
        case Why.TOO_LONG:
            return texts.many(
                "В проекте {n} знак, можно до {limit}. Ничего не изменилось: сократите текст.",
                "В проекте {n} знаков, можно до {limit}. Ничего не изменилось: сократите текст.",
                refusal.amount,
                limit=LONGEST_DRAFT,
            )
    return _plain(refusal.why, texts)


def _already(refusal: Refusal, texts: Texts, office: Office, now: datetime) -> str:
    assert refusal.at is not None  # noqa: S101 - told by the caller's guard
    when = texts.when(refusal.at, now, office.timetable.zone)
    done = done_label(refusal.action, texts)
    if refusal.why is Why.CLOSED:
        return texts.say(
            "№ {number} закрыта: {done} {when}. Ничего не изменилось.",
            number=refusal.number,
            done=done,
            when=when,
        )
    return texts.say("№ {number} уже {done} {when}. Ничего не изменилось.", number=refusal.number, done=done, when=when)


def _plain(why: Why, texts: Texts) -> str:
    words = {
        Why.NO_CARD: texts.say("Такой карточки нет. Список: /my"),
        Why.NOT_YOURS: texts.say("Это сейчас не за вами. Ничего не изменилось."),
        Why.CLOSED: texts.say("Карточка закрыта. Ничего не изменилось."),
        Why.ALREADY: texts.say("Это уже сделано. Ничего не изменилось."),
        Why.NOT_NOW: texts.say("Сейчас это сделать нельзя: карточка на другом этапе. Ничего не изменилось."),
        Why.NO_REASON: texts.say("Текста нет. Напишите его одним сообщением. /cancel — отмена"),
        Why.EMPTY_DRAFT: texts.say("В проекте нет текста. Напишите его, можно с фото. /cancel — отмена"),
        Why.NO_DEPARTMENT: texts.say("Такого отдела нет. Ничего не изменилось."),
        Why.NOBODY_THERE: texts.say("В этом отделе нет исполнителя. Карточка осталась у вас."),
        Why.NO_GROUND: texts.say("Такого основания в порядке нет. Ничего не изменилось."),
        Why.NO_LINK: texts.say("Нужна ссылка на ответ или причина, почему её нет. /cancel — отмена"),
        Why.BAD_LINK: texts.say(
            "Это не ссылка: она начинается с https://. Пришлите её одним сообщением. /cancel — отмена"
        ),
    }
    return words.get(why, words[Why.NOT_NOW])

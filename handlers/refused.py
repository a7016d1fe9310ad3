"""Refusals in words: what happened, what did not change, what to do."""

from datetime import datetime

from handlers.labels import action_label, done_label
from handlers.safe import short
from handlers.texts import Texts
from workflow.office import Office
from workflow.possible import LONGEST_DRAFT
from workflow.procedure import Procedure
from workflow.refusals import Refusal, Why

_LONGEST_NAME = 50
_LONGEST_GROUND = 100


def refusal_text(
    refusal: Refusal, texts: Texts, office: Office | None, now: datetime, procedure: Procedure | None = None
) -> str:
    """What to tell the person whose wish was refused. Plain text, fit for a tap's answer (200 characters).

    With the procedure, actions are called as it calls them.
    """
    if refusal.why in (Why.ALREADY, Why.CLOSED) and refusal.at and office:
        return _already(refusal, texts, office, now, procedure)
    if refusal.why is Why.HANDED_OVER and office and (person := office.person(refusal.by)):
        return texts.say(
            "Карточка сейчас у другого: {who}. Ничего не изменилось.", who=short(person.name, _LONGEST_NAME)
        )
    return (
        _of_the_draft(refusal, texts, procedure)
        or _of_the_rules(refusal, texts, procedure)
        or {**_of_the_card(texts), **_of_the_answer(texts), **_of_the_office(texts)}.get(
            refusal.why, _of_the_card(texts)[Why.NOT_NOW]
        )
    )


def _of_the_draft(refusal: Refusal, texts: Texts, procedure: Procedure | None) -> str:
    """What a draft has too much or too little of; empty for any other reason."""
    match refusal.why:
        case Why.TOO_LONG:
            return _too_long(refusal, texts)
        case Why.NO_PROOF:
            return _no_proof(refusal, texts, procedure)
        case Why.TOO_MANY if refusal.clause:
            return _too_many(refusal, texts)
    return ""


def _of_the_rules(refusal: Refusal, texts: Texts, procedure: Procedure | None) -> str:
    """What the procedure wants otherwise; empty for any other reason."""
    match refusal.why:
        case Why.BAD_DAYS:
            return _bad_days(refusal, texts)
        case Why.NEEDS_FIRST if refusal.action:
            return _needs_first(refusal, texts, procedure)
        case Why.EXCLUDED if refusal.words:
            return _excluded(refusal, texts)
        case Why.NO_PEOPLE if procedure and procedure.sharing and procedure.sharing.lead:
            return texts.say("Кроме ведущего нужен хотя бы ещё один отдел. Ничего не изменилось: отметьте его.")
    return ""


def _too_many(refusal: Refusal, texts: Texts) -> str:
    return texts.many(
        "Этот же ответ уже дали {n} раз, больше нельзя (п. {clause}). Ничего не изменилось: измените текст.",
        "Этот же ответ уже дали {n} раз, больше нельзя (п. {clause}). Ничего не изменилось: измените текст.",
        refusal.amount,
        clause=refusal.clause,
    )


def _already(refusal: Refusal, texts: Texts, office: Office, now: datetime, procedure: Procedure | None) -> str:
    assert refusal.at is not None  # noqa: S101 - told by the caller's guard
    when = texts.when(refusal.at, now, office.timetable.zone)
    done = short(done_label(refusal.action, texts, procedure), _LONGEST_NAME)
    if refusal.why is Why.CLOSED:
        return texts.say(
            "№ {number} закрыта: {done} {when}. Ничего не изменилось.",
            number=refusal.number,
            done=done,
            when=when,
        )
    return texts.say("№ {number} уже {done} {when}. Ничего не изменилось.", number=refusal.number, done=done, when=when)


def _excluded(refusal: Refusal, texts: Texts) -> str:
    """Whose account it is that the procedure leaves out, in the file's words."""
    whose = short(refusal.words.into(texts.locale), _LONGEST_GROUND) if refusal.words else ""
    where = texts.say(" (п. {clause})", clause=refusal.clause) if refusal.clause else ""
    return texts.say("{whose}: порядок его не охватывает{where}. Карточка не заведена.", whose=whose, where=where)


def _too_long(refusal: Refusal, texts: Texts) -> str:
    return texts.many(
        "В проекте {n} знак, можно до {limit}. Ничего не изменилось: сократите текст.",
        "В проекте {n} знаков, можно до {limit}. Ничего не изменилось: сократите текст.",
        refusal.amount,
        limit=refusal.limit or LONGEST_DRAFT,
    )


def _bad_days(refusal: Refusal, texts: Texts) -> str:
    if refusal.amount <= 0:
        return texts.say("Дней больше не осталось. Ничего не изменилось.")
    return texts.say("Нужно число дней, не больше {most}. Ничего не изменилось. /cancel — отмена", most=refusal.amount)


def _needs_first(refusal: Refusal, texts: Texts, procedure: Procedure | None) -> str:
    what = short(action_label(refusal.action, texts, procedure), _LONGEST_NAME)
    return texts.say("Сначала нужно: «{what}». Ничего не изменилось.", what=what)


def way_out(refusal: Refusal, procedure: Procedure | None) -> str | None:
    """The action to be taken first, where there is one: what is needed before, or what excuses a missing photo."""
    if refusal.why is Why.NEEDS_FIRST:
        return refusal.action or None
    return _excuse(refusal, procedure) if refusal.why is Why.NO_PROOF else None


def _excuse(refusal: Refusal, procedure: Procedure | None) -> str | None:
    """`action` of the refusal is the moment that excuses; the person knows the button that sets it."""
    known = procedure.actions.values() if procedure else ()
    return next((one.name for one in known if refusal.action in one.mark and one.name in _used(procedure)), None)


def _no_proof(refusal: Refusal, texts: Texts, procedure: Procedure | None) -> str:
    excuse = _excuse(refusal, procedure)
    if excuse is None:
        return texts.say("Нужно фото или документ: пришлите следующим сообщением. /cancel — отмена")
    what = short(action_label(excuse, texts, procedure), _LONGEST_NAME)
    return texts.say(
        "Нужно фото или документ: пришлите следующим сообщением. Если их быть не может, нажмите «{what}».", what=what
    )


def _used(procedure: Procedure | None) -> set[str]:
    return procedure.used() if procedure else set()


def _of_the_card(texts: Texts) -> dict[Why, str]:
    return {
        Why.NO_CARD: texts.say("Такой карточки нет. Список: /my"),
        Why.NOT_YOURS: texts.say("Это сейчас не за вами. Ничего не изменилось."),
        Why.HANDED_OVER: texts.say("Карточка сейчас у другого. Ничего не изменилось."),
        Why.CLOSED: texts.say("Карточка закрыта. Ничего не изменилось."),
        Why.ALREADY: texts.say("Это уже сделано. Ничего не изменилось."),
        Why.NOT_NOW: texts.say("Сейчас это сделать нельзя: карточка на другом этапе. Ничего не изменилось."),
        Why.NEEDS_FIRST: texts.say("Сначала нужно сделать другое. Ничего не изменилось."),
        Why.NO_PART: texts.say("Вашей части ответа сейчас не ждут. Ничего не изменилось."),
        Why.NOT_JOINABLE: texts.say("Вместе ответить нельзя: ответьте отдельно. Ничего не изменилось."),
        Why.UNDER_WAY: texts.say("Бот уже публикует этот ответ. Ничего не изменилось."),
        Why.PASSED: texts.say("Карточку передали другой администрации, ждём её ответа. Ничего не изменилось."),
        Why.NOT_PASSED: texts.say("Карточка сейчас никому не передана. Ничего не изменилось."),
        Why.NO_OFFICE: texts.say("Такой администрации ниже вашей нет. Ничего не изменилось."),
        Why.NOT_MISSED: texts.say("Этот срок не пропущен. Ничего не изменилось."),
        Why.NO_SUCH_KIND: texts.say("Такого вида сообщений в порядке нет. Ничего не изменилось."),
        Why.NO_SHORTER: texts.say("Такого срока в порядке нет. Ничего не изменилось."),
        Why.NO_SUCH_IMPORTANCE: texts.say("Такой важности в порядке нет. Ничего не изменилось."),
    }


def _of_the_answer(texts: Texts) -> dict[Why, str]:
    return {
        Why.NO_REASON: texts.say("Текста нет. Напишите его одним сообщением. /cancel — отмена"),
        Why.NO_RATING: texts.say("Начните с оценки от 1 до 5. /cancel — отмена"),
        Why.EMPTY_DRAFT: texts.say("В проекте нет текста. Напишите его, можно с фото. /cancel — отмена"),
        Why.WRONG_DRAFT: texts.say("Таких ответов в порядке нет. Ничего не изменилось: нажмите другую кнопку."),
        Why.NO_GROUND: texts.say("Такого основания в порядке нет. Ничего не изменилось."),
        Why.NO_OUTCOME: texts.say("Такого исхода в порядке нет. Ничего не изменилось."),
        Why.NO_CATEGORY: texts.say("Такой категории в порядке нет. Ничего не изменилось."),
        Why.BAD_DATE: texts.say("Нужна дата впереди, например 15.03 или 15 марта. /cancel — отмена"),
        Why.NO_LINK: texts.say("Нужна ссылка на ответ или причина, почему её нет. /cancel — отмена"),
        Why.BAD_LINK: texts.say(
            "Это не ссылка: она начинается с https://. Пришлите её одним сообщением. /cancel — отмена"
        ),
    }


def _of_the_office(texts: Texts) -> dict[Why, str]:
    return {
        Why.NO_DEPARTMENT: texts.say("Такого отдела нет. Ничего не изменилось."),
        Why.NOBODY_THERE: texts.say("В этом отделе нет исполнителя. Карточка осталась у вас."),
        Why.NO_PERSON: texts.say("Такого исполнителя в отделе нет. Ничего не изменилось."),
        Why.NO_PEOPLE: texts.say("Ни один отдел не отмечен. Ничего не изменилось."),
        Why.EXCLUDED: texts.say("Этот аккаунт порядок не охватывает. Карточка не заведена."),
        Why.TOO_MANY: texts.say("Слишком много за короткое время. Ничего не изменилось: повторите позже."),
    }

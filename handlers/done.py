"""What was done, in one line, for the person who did it."""

from collections.abc import Sequence

from handlers.accounts.shown import own_words
from handlers.labels import action_label, importance_word, kind_label, lower_first, role_label, short_time_label
from handlers.safe import short
from handlers.texts import Texts
from workflow.commands import (
    Act,
    Command,
    DecideRepeat,
    GivePart,
    Join,
    MarkSignificant,
    Report,
    SetImportance,
    SetKind,
    Shorten,
    Warn,
)
from workflow.desk import Done, Outcome
from workflow.noticing import hearers, unheard
from workflow.office import Person
from workflow.owners import owners
from workflow.words import DraftKind

_LONGEST_NAME = 60
_LONGEST_LINE = 150
_BESIDE_MORE = 90
_SHORT_NAME = 24


def done_text(command: Command, outcome: Outcome, texts: Texts) -> str:
    """A line that says what has changed and where the card is now. Plain text."""
    if not isinstance(outcome, Done):
        return ""
    said = _acted(command, outcome, texts) if isinstance(command, Act) else _set(command, outcome, texts)
    if not said:
        return ""
    number, more = outcome.card.number, _unheard(command, outcome, texts)
    return f"№ {number}: {short(said, _BESIDE_MORE)}. {more}" if more else f"№ {number}: {short(said, _LONGEST_LINE)}"


def _unheard(command: Command, outcome: Done, texts: Texts) -> str:
    """That the bot cannot write to whose move it is now, and who has got the card instead; empty where it can."""
    card, office, procedure = outcome.card, outcome.office, outcome.procedure
    missed = unheard(card, office, procedure)
    if not isinstance(command, Act) or not missed or card.turn not in {event.seq for event in outcome.happened}:
        return ""
    who = _names(missed)
    if instead := [one for one in hearers(card, office, procedure, card.last.by) if one.id != card.last.by]:
        other = _names(instead)
        return texts.say("Бот не может написать: {who}. Карточку получит: {other}", who=who, other=other)
    return texts.say("Бот не может написать: {who}. Сообщите сами.", who=who)


def _names(people: Sequence[Person]) -> str:
    """The first of them, and how many more."""
    more = f" +{len(people) - 1}" if len(people) > 1 else ""
    return f"{short(people[0].name, _SHORT_NAME)}{more}"


def _set(command: Command, outcome: Done, texts: Texts) -> str:
    """What was done beside the steps."""
    match command:
        case SetImportance():
            return importance_word(command.importance, texts, command.days)
        case MarkSignificant():
            return texts.say("глава узнает сразу")
        case SetKind():
            return lower_first(kind_label(outcome.procedure, command.kind, texts))
        case Shorten():
            known = outcome.procedure.short_time(command.name)
            return short_time_label(known, texts) if known else ""
        case Report():
            return _reported(command, outcome, texts)
    return _shared(command, outcome, texts)


def _shared(command: Command, outcome: Done, texts: Texts) -> str:
    """What was done with a part of the answer, or with a repeat."""
    match command:
        case GivePart():
            return texts.say("ваша часть передана") if command.whole else texts.say("принято, ждём остальное")
        case Warn():
            return texts.say("предупреждение передано")
        case DecideRepeat():
            number = outcome.card.repeat_number
            return texts.say("повтор № {earlier}", earlier=number) if number else texts.say("не повтор")
        case Join():
            number = outcome.card.joined_number
            together = texts.say("отвечаем вместе с № {number}", number=number)
            return together if number else texts.say("отвечаем отдельно")
    return ""


def _reported(command: Report, outcome: Done, texts: Texts) -> str:
    deadline = outcome.procedure.named(command.deadline)
    to = role_label(deadline.reports.to, texts) if deadline and deadline.reports else ""
    words = texts.say("сообщено: {who}") if outcome.happened else texts.say("уже сообщено: {who}")
    return words.format(who=to)


def _acted(command: Act, outcome: Done, texts: Texts) -> str:
    """The file's own words first, then the common ones, else what the button says."""
    action = outcome.procedure.actions.get(command.action)
    if command.action == "return" and (late := _too_late(outcome, texts)):
        return late
    if action and action.done:
        return lower_first(action.done.into(texts.locale))
    common = {
        **_of_the_way(outcome, texts),
        **_of_publication(outcome, texts),
        **_of_times(command, outcome, texts),
    }
    if command.action in common and not (action and action.words):
        return common[command.action]
    return lower_first(action_label(command.action, texts, outcome.procedure))


def _of_the_way(outcome: Done, texts: Texts) -> dict[str, str]:
    return {
        "route": _routed(outcome, texts),
        "assign": texts.say("назначено, исполнитель: {who}", who=_executor(outcome)),
        "accept": texts.say("в работе у вас"),
        "submit": _submitted(outcome, texts),
        "return": texts.say("возвращена куратору"),
        "return_up": texts.say("возвращена региональному куратору"),
        "approve": texts.say("согласовано"),
        "send_back": texts.say("отправлено на доработку"),
        "pass_on": texts.say("передано на согласование"),
        "take_back": texts.say("карточка снова у вас"),
        "insist": texts.say("осталась у исполнителя"),
        "share": texts.say("поручено нескольким исполнителям"),
        "admit": texts.say("принята к работе"),
        "decline": texts.say("отклонена"),
        "dismiss": texts.say("закрыта без обработки"),
        "finish": texts.say("завершена"),
        "reopen": texts.say("снова в работе"),
    }


def _submitted(outcome: Done, texts: Texts) -> str:
    """Who writes a common answer may have to send it himself: nobody agrees to it then (Kozhevnikovo 11)."""
    following = owners(outcome.card, outcome.office, outcome.procedure)
    own = outcome.card.last.by in {person.id for person in following}
    return texts.say("проект готов") if own else texts.say("проект на согласовании")


def _of_publication(outcome: Done, texts: Texts) -> dict[str, str]:
    return {
        "hand_over": texts.say("передано, публикует {who}", who=_next(outcome)),
        "publish": _published(outcome, texts),
        "publish_own": _published(outcome, texts),
        "place": texts.say("ответ размещён"),
        "dispatch": texts.say("отправлено в региональный отдел"),
        "confirm": texts.say("публикация подтверждена"),
    }


def _of_times(command: Act, outcome: Done, texts: Texts) -> dict[str, str]:
    return {
        "clarify": texts.say("уточнение запрошено, срок идёт"),
        "clarified": texts.say("уточнение получено"),
        "extend": texts.say("просьба продлить передана"),
        "grant": texts.say("срок продлён"),
        "deny": texts.say("срок прежний"),
        "give_date": _dated(command, outcome, texts),
        "sort_out": texts.say("категория определена"),
    }


def _dated(command: Act, outcome: Done, texts: Texts) -> str:
    if command.date is None:
        return ""
    zone = outcome.office.timetable.zone
    return texts.say("срок — {day}", day=texts.day(texts.local(command.date, zone), outcome.card.last.at))


def _routed(outcome: Done, texts: Texts) -> str:
    """To whom it went: the executor, or the department where its head names him."""
    if outcome.card.executor is None:
        unit = outcome.office.department(outcome.card.department)
        return texts.say("направлено: {who}", who=short(unit.name, _LONGEST_NAME) if unit else "—")
    return texts.say("направлено, исполнитель: {who}", who=_executor(outcome))


def _published(outcome: Done, texts: Texts) -> str:
    """In which account of the office's own, where it is one, and what is still to come."""
    own = own_words(outcome.card.link, outcome.office, texts)
    first = texts.say("опубликовано: {where}", where=own) if own else texts.say("опубликовано")
    if not outcome.card.open:
        return f"{first}, {texts.say('карточка закрыта')}"
    draft = outcome.card.draft
    if draft and draft.kind is DraftKind.ANSWER:
        return first
    return f"{first}, {texts.say('впереди окончательный ответ')}"


def _too_late(outcome: Done, texts: Texts) -> str:
    """A return after its time is only asked for, and somebody decides; empty where it was in time."""
    limit, card = outcome.procedure.limit_on("return"), outcome.card
    if limit is None or "return_asked" not in {one.name for one in card.moments if one.seq == card.version}:
        return ""
    return texts.say(
        "время на возврат прошло (п. {clause}), решит {who}. До его решения срок — за вами.",
        clause=limit.clause,
        who=_next(outcome),
    )


def _executor(outcome: Done) -> str:
    return _name(outcome.office.person(outcome.card.executor))


def _next(outcome: Done) -> str:
    """Whose move it is now."""
    return _name(next(iter(owners(outcome.card, outcome.office, outcome.procedure)), None))


def _name(person: Person | None) -> str:
    return short(person.name, _LONGEST_NAME) if person else "—"

"""What was done, in one line, for the person who did it."""

from handlers.labels import importance_word
from handlers.safe import short
from handlers.texts import Texts
from workflow.commands import Act, Command, MarkSignificant, SetImportance
from workflow.desk import Done, Outcome
from workflow.office import Office, Person


def done_text(command: Command, outcome: Outcome, texts: Texts) -> str:
    """A line that says what has changed and where the card is now. Plain text."""
    if not isinstance(outcome, Done):
        return ""
    number = outcome.card.number
    match command:
        case SetImportance():
            return f"№ {number}: {importance_word(command.importance, texts)}"
        case MarkSignificant():
            return texts.say("№ {number}: глава узнает сразу", number=number)
        case Act():
            return _acted(command, outcome, texts)
    return ""


def _acted(command: Act, outcome: Done, texts: Texts) -> str:
    number, office = outcome.card.number, outcome.office
    lines = {
        "route": texts.say("№ {number}: направлено, исполнитель: {who}", number=number, who=_executor(outcome)),
        "accept": texts.say("№ {number}: в работе у вас", number=number),
        "submit": texts.say("№ {number}: проект на согласовании", number=number),
        "return": _returned(outcome, texts),
        "approve": texts.say("№ {number}: согласовано", number=number),
        "send_back": texts.say("№ {number}: отправлено на доработку", number=number),
        "hand_over": texts.say("№ {number}: передано, публикует {who}", number=number, who=_curator(outcome, office)),
        "publish": _published(outcome, texts),
        "dismiss": texts.say("№ {number}: закрыта без обработки", number=number),
        "take_back": texts.say("№ {number}: карточка снова у вас", number=number),
        "insist": texts.say("№ {number}: осталась у исполнителя", number=number),
    }
    return lines.get(command.action, f"№ {number}")


def _published(outcome: Done, texts: Texts) -> str:
    number = outcome.card.number
    if outcome.card.open:
        return texts.say("№ {number}: опубликовано, впереди окончательный ответ", number=number)
    return texts.say("№ {number}: опубликовано, карточка закрыта", number=number)


def _returned(outcome: Done, texts: Texts) -> str:
    number = outcome.card.number
    limit = outcome.procedure.limit_on("return")
    if limit is None or "returned" in {
        moment.name for moment in outcome.card.moments if moment.seq == outcome.card.version
    }:
        return texts.say("№ {number}: возвращена куратору", number=number)
    return texts.say(
        "№ {number}: время на возврат прошло (п. {clause}), решит куратор. До его решения срок — за вами.",
        number=number,
        clause=limit.clause,
    )


def _executor(outcome: Done) -> str:
    return _name(outcome.office.person(outcome.card.executor))


def _curator(outcome: Done, office: Office) -> str:
    return _name(office.person(outcome.card.curator))


def _name(person: Person | None) -> str:
    return short(person.name, 60) if person else "—"

"""What is asked of the one whose move it is: the mark of the state, the words, and whether to say until when."""

from dataclasses import dataclass

from handlers.labels import network_label
from handlers.safe import html, short
from handlers.shown import Shown
from handlers.sorts import Sort, awaits_final, sort_of
from handlers.stages import ask_words, by_button
from handlers.standing import answered_by, began_anew, entered
from handlers.texts import Texts
from workflow.access import RECALL
from workflow.procedure import Step
from workflow.words import DraftKind

_NETWORK = 30


@dataclass(frozen=True, slots=True)
class Task:
    """What the reader has to do; `until` where no bar in the card's text says until when."""

    mark: str
    words: tuple[str, ...]
    until: bool = True


def task_of(shown: Shown, step: Step) -> Task:
    """The reader's own move at this step: what special thing brought the card here, else the file's words."""
    sort = sort_of(step, shown.procedure, shown.card.kind)
    if sort is not Sort.CLARIFY and _waits_for_clarity(shown):
        return Task("📝", (shown.texts.say("ждём уточнения"),))
    until = sort not in (Sort.ROUTE, Sort.DRAFT)
    if special := _special(shown, sort):
        return Task("↩️", (special,), until)
    mark = _MARKS.get(sort, "📝")
    if step.ask:
        return Task(mark, (html(ask_words(step, shown.texts)),), until)
    if sort is Sort.ROUTE:
        return Task(mark, (_network(shown), shown.texts.say("кому направить?")), until)
    if sort is Sort.MODERATE:
        return Task(mark, (_network(shown), shown.texts.say("проверьте сообщение")), until)
    return Task(mark, (_usual(shown, step, sort),), until)


_MARKS = {
    Sort.ROUTE: "🆕",
    Sort.ASSIGN: "🆕",
    Sort.MODERATE: "🆕",
    Sort.HANDOVER: "✅",
    Sort.PUBLISH: "✅",
    Sort.DISPATCH: "✅",
    Sort.CONFIRM: "✅",
}


def _special(shown: Shown, sort: Sort) -> str:
    """What sent the card back, or what was asked of a curator after its time."""
    texts, here = shown.texts, entered(shown.card)
    if sort is Sort.DISPUTE:
        return _dispute(shown)
    if sort is Sort.ROUTE and "returned" in here:
        taken = shown.card.last.action == RECALL
        return texts.say("забрали, кому направить?") if taken else texts.say("вернули, кому направить?")
    if sort is Sort.ROUTE and "clarified" in here:
        return texts.say("уточнили, кому направить?")
    if sort is Sort.ROUTE and began_anew(shown.card):
        return texts.say("снова в работе, кому направить?")
    if sort is Sort.DRAFT and "sent_back" in here:
        return texts.say("вам: доработать ответ")
    if sort is Sort.DRAFT and shown.card.last.action == "insist":
        return texts.say("возврат не принят, вам: подготовить ответ")
    if sort is Sort.DRAFT and began_anew(shown.card):
        return texts.say("снова в работе, вам: подготовить ответ")
    return ""


def _dispute(shown: Shown) -> str:
    limit = shown.procedure.limit_on("return")
    if limit is None:
        return shown.texts.say("исполнитель просит забрать, решите")
    return shown.texts.say("исполнитель просит забрать после срока (п. {clause}), решите", clause=html(limit.clause))


def _waits_for_clarity(shown: Shown) -> bool:
    answers = answered_by(shown.reader, shown.card, shown.office, shown.procedure)
    return any(action.answers == "clarify_asked" for action in answers)


def _network(shown: Shown) -> str:
    return html(short(network_label(shown.card.post.network, shown.texts), _NETWORK))


def _usual(shown: Shown, step: Step, sort: Sort) -> str:
    texts, card = shown.texts, shown.card
    kind = card.draft.kind if card.draft else DraftKind.ANSWER
    words = {
        Sort.DRAFT: lambda: _draft(shown),
        Sort.ASSIGN: lambda: texts.say("назначьте исполнителя"),
        Sort.APPROVE: lambda: _agree(kind, texts),
        Sort.OUTSIDE: lambda: _agree(kind, texts),
        Sort.REVIEW: lambda: _review(kind, texts),
        Sort.HANDOVER: lambda: texts.say("согласовано, передайте куратору"),
        Sort.PUBLISH: lambda: _publish(kind, texts, agreed=_agreed(shown)),
        Sort.DISPATCH: lambda: _dispatch(kind, texts, judging="send_back" in step.actions),
        Sort.CONFIRM: lambda: texts.say("ответ отправлен, подтвердите публикацию"),
    }
    if sort in words:
        return words[sort]()
    return html(ask_words(step, texts) or _weak(sort, texts) or by_button(step, shown.procedure, texts))


def _draft(shown: Shown) -> str:
    card, texts = shown.card, shown.texts
    if awaits_final(card, shown.procedure):
        return texts.say("вам: подготовить окончательный ответ")
    if card.contributions:
        return texts.say("вам: подготовить общий ответ")
    return texts.say("вам: подготовить ответ")


def _agreed(shown: Shown) -> bool:
    newest = shown.card.latest("approved", "submitted", "sent_back")
    return newest is not None and newest.name == "approved"


def _agree(kind: DraftKind, texts: Texts) -> str:
    words = {
        DraftKind.ANSWER: texts.say("согласовать ответ"),
        DraftKind.INTERIM: texts.say("согласовать промежуточный ответ"),
        DraftKind.CLARIFICATION: texts.say("согласовать запрос уточнения"),
    }
    return words[kind]


def _review(kind: DraftKind, texts: Texts) -> str:
    words = {
        DraftKind.ANSWER: texts.say("проверить ответ"),
        DraftKind.INTERIM: texts.say("проверить промежуточный ответ"),
        DraftKind.CLARIFICATION: texts.say("проверить запрос уточнения"),
    }
    return words[kind]


def _publish(kind: DraftKind, texts: Texts, *, agreed: bool) -> str:
    words = {
        (DraftKind.ANSWER, True): texts.say("согласовано, опубликуйте"),
        (DraftKind.INTERIM, True): texts.say("согласован промежуточный ответ, опубликуйте"),
        (DraftKind.CLARIFICATION, True): texts.say("согласован запрос уточнения, опубликуйте"),
        (DraftKind.ANSWER, False): texts.say("опубликуйте ответ"),
        (DraftKind.INTERIM, False): texts.say("опубликуйте промежуточный ответ"),
        (DraftKind.CLARIFICATION, False): texts.say("опубликуйте запрос уточнения"),
    }
    return words[kind, agreed]


def _dispatch(kind: DraftKind, texts: Texts, *, judging: bool) -> str:
    words = {
        (DraftKind.ANSWER, False): texts.say("отправьте ответ в региональный отдел"),
        (DraftKind.INTERIM, False): texts.say("отправьте промежуточный ответ в региональный отдел"),
        (DraftKind.CLARIFICATION, False): texts.say("отправьте запрос уточнения в региональный отдел"),
        (DraftKind.ANSWER, True): texts.say("проверьте ответ и отправьте в региональный отдел"),
        (DraftKind.INTERIM, True): texts.say("проверьте промежуточный ответ и отправьте в региональный отдел"),
        (DraftKind.CLARIFICATION, True): texts.say("проверьте запрос уточнения и отправьте в региональный отдел"),
    }
    return words[kind, judging]


def _weak(sort: Sort, texts: Texts) -> str:
    """Sorts that the file's words tell better."""
    words = {
        Sort.CLARIFY: texts.say("ждём уточнения"),
        Sort.EXTENSION: texts.say("решите о продлении"),
        Sort.FINISH: texts.say("вам: завершить"),
        Sort.CATEGORY: texts.say("определите категорию"),
        Sort.SHARE: texts.say("распределите по исполнителям"),
        Sort.DATE: texts.say("назначьте дату"),
    }
    return words.get(sort, "")

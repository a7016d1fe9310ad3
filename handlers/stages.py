"""Steps in words: what is going on with a card, who does what, and what is asked of the reader."""

from handlers.labels import action_label, lower_first
from handlers.sorts import Sort, awaits_final, sort_of
from handlers.texts import Texts
from workflow.card import Card
from workflow.procedure import Procedure, Step


def stage_of(card: Card, procedure: Procedure, texts: Texts) -> str:
    """What is going on with the card, in a word or two."""
    step = procedure.at(card.step)
    return stage_words(step, card, procedure, texts) if step else texts.say("закрыта")


def stage_words(step: Step, card: Card, procedure: Procedure, texts: Texts) -> str:
    """What a step is called: the file's words, else those of its sort, else its main button's, else its name."""
    if own := step.words or step.doing:
        return lower_first(own.into(texts.locale))
    sort = sort_of(step, procedure, card.kind)
    if sort is Sort.DRAFT and awaits_final(card, procedure):
        return texts.say("подготовка окончательного ответа")
    return _stages(texts).get(sort) or _by_button(step, procedure, texts)


def doing_words(step: Step, card: Card, procedure: Procedure, texts: Texts) -> str:
    """What those whose move it is are doing, before their names."""
    if own := step.doing or step.words:
        return lower_first(own.into(texts.locale))
    sort = sort_of(step, procedure, card.kind)
    if sort is Sort.DRAFT and awaits_final(card, procedure):
        return texts.say("готовит окончательный ответ")
    return _doings(texts).get(sort) or _by_button(step, procedure, texts)


def ask_words(step: Step, texts: Texts) -> str:
    """What the file says to whoever has to take the step; empty where it says nothing."""
    if step.ask:
        return step.ask.into(texts.locale)
    own = step.words or step.doing
    return texts.say("вам: {what}", what=lower_first(own.into(texts.locale))) if own else ""


def by_button(step: Step, procedure: Procedure, texts: Texts) -> str:
    """What is asked where the file says nothing and the step is of no known sort: its main button."""
    return texts.say("вам: {what}", what=_by_button(step, procedure, texts))


def _by_button(step: Step, procedure: Procedure, texts: Texts) -> str:
    """The step by what its first action is called; where that has no words either, by its name."""
    label = next((action_label(name, texts, procedure) for name in step.actions), "")
    return f"«{label}»" if label and label not in step.actions else step.name


def _stages(texts: Texts) -> dict[Sort, str]:
    return {
        Sort.CITIZEN: texts.say("ответ заявителя"),
        Sort.ROUTE: texts.say("направление"),
        Sort.ASSIGN: texts.say("назначение исполнителя"),
        Sort.MODERATE: texts.say("проверка сообщения"),
        Sort.DRAFT: texts.say("подготовка ответа"),
        Sort.DISPUTE: texts.say("спорный возврат"),
        Sort.CLARIFY: texts.say("ожидание уточнения"),
        Sort.PUBLISH: texts.say("публикация"),
        Sort.CONFIRM: texts.say("подтверждение публикации"),
        Sort.DISPATCH: texts.say("отправка в региональный отдел"),
        Sort.REVIEW: texts.say("проверка ответа"),
        Sort.APPROVE: texts.say("согласование"),
        Sort.OUTSIDE: texts.say("внешнее согласование"),
        Sort.HANDOVER: texts.say("передача куратору"),
        Sort.EXTENSION: texts.say("решение о продлении"),
        Sort.FINISH: texts.say("завершение"),
        Sort.CATEGORY: texts.say("определение категории"),
        Sort.SHARE: texts.say("распределение по исполнителям"),
        Sort.DATE: texts.say("назначение даты"),
    }


def _doings(texts: Texts) -> dict[Sort, str]:
    return {
        Sort.CITIZEN: texts.say("отвечает заявитель"),
        Sort.ROUTE: texts.say("направляет"),
        Sort.ASSIGN: texts.say("назначает исполнителя"),
        Sort.MODERATE: texts.say("проверяет сообщение"),
        Sort.DRAFT: texts.say("готовит ответ"),
        Sort.DISPUTE: texts.say("решает о возврате"),
        Sort.CLARIFY: texts.say("ждёт уточнения"),
        Sort.PUBLISH: texts.say("публикует"),
        Sort.CONFIRM: texts.say("подтверждает публикацию"),
        Sort.DISPATCH: texts.say("отправляет в региональный отдел"),
        Sort.REVIEW: texts.say("проверяет ответ"),
        Sort.APPROVE: texts.say("согласует"),
        Sort.OUTSIDE: texts.say("согласует"),
        Sort.HANDOVER: texts.say("передаёт куратору"),
        Sort.EXTENSION: texts.say("решает о продлении"),
        Sort.FINISH: texts.say("завершает"),
        Sort.CATEGORY: texts.say("определяет категорию"),
        Sort.SHARE: texts.say("распределяет по исполнителям"),
        Sort.DATE: texts.say("назначает дату"),
    }

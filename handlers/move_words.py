"""A move of a card in words: what was done, to whom the card went, what came with it, the step it is at now."""

from handlers.labels import category_label, deadline_noun, done_label, lower_first, outcome_label
from handlers.shown import Shown, zone_of
from handlers.stages import stage_of
from handlers.texts import Texts
from workflow.contributions import Share
from workflow.events import Moved
from workflow.words import DraftKind


def move_words(event: Moved, shown: Shown) -> str:
    """One line, plain text: «направили исполнителю · ЖКХ · Ольга Зимина · этап: подготовка ответа»."""
    parts = [done_label(event.action, shown.texts, shown.procedure), *_whom(event, shown), *_with(event, shown)]
    return " · ".join(part for part in [*parts, _step(shown)] if part)


def _step(shown: Shown) -> str:
    """Where the card stands after it."""
    return shown.texts.say("этап: {step}", step=stage_of(shown.card, shown.procedure, shown.texts))


def _whom(event: Moved, shown: Shown) -> list[str]:
    department, person = shown.office.department(event.department), shown.office.person(event.executor)
    shares = ", ".join(_share(share, shown) for share in event.shares)
    return [department.name if department else "", person.name if person else "", shares]


def _share(share: Share, shown: Shown) -> str:
    department = shown.office.department(share.department)
    return department.name if department else share.department


def _with(event: Moved, shown: Shown) -> list[str]:
    texts, procedure = shown.texts, shown.procedure
    return [
        _draft(event.draft.kind, texts) if event.draft else "",
        _ground(event.ground, shown),
        lower_first(outcome_label(procedure, event.outcome, texts)) if event.outcome else "",
        texts.say("категория: {name}", name=category_label(procedure, event.category, texts)) if event.category else "",
        _longer(event, shown),
        texts.say("до {moment}", moment=texts.moment(event.date, event.at, zone_of(shown))) if event.date else "",
        event.link,
    ]


def _draft(kind: DraftKind, texts: Texts) -> str:
    """What kind of text it was."""
    labels = {
        DraftKind.ANSWER: texts.say("проект ответа"),
        DraftKind.INTERIM: texts.say("промежуточный ответ"),
        DraftKind.CLARIFICATION: texts.say("запрос уточнения"),
    }
    return labels[kind]


def _ground(name: str, shown: Shown) -> str:
    found = next((one for one in shown.procedure.ground if one.name == name), None)
    return lower_first(found.words.into(shown.texts.locale)) if found else name


def _longer(event: Moved, shown: Shown) -> str:
    """By how many days a deadline becomes longer, or is asked to."""
    if not event.days:
        return ""
    days = shown.texts.many("{n} день", "{n} дней", event.days)
    what = deadline_noun(event.extends, shown.texts, shown.procedure)
    return f"{what}: +{days}" if event.extends else days

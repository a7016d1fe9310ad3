"""The first line of a card: its number, what it is about, and whose move it is."""

from handlers.bars import late_text
from handlers.labels import network_label
from handlers.safe import html, short
from handlers.shown import Shown, zone_of
from handlers.standing import entered
from handlers.texts import Texts
from workflow.access import owners, owns
from workflow.card import Card
from workflow.deadlines import Clock, rules_of
from workflow.procedure import Procedure, Step
from workflow.words import DraftKind

_NAMES = 100


def headline(shown: Shown, clock: Clock | None) -> str:
    """The line that a locked phone shows. `clock` is the deadline that matters to the reader now."""
    card, texts = shown.card, shown.texts
    step = shown.procedure.at(card.step)
    if step is None:
        return _closed(shown)
    if shown.reader and owns(shown.reader, card, shown.office, shown.procedure):
        return _yours(shown, step, clock)
    names = short(", ".join(person.name for person in owners(card, shown.office, shown.procedure)), _NAMES)
    if not names:
        return _line("❗", card, html(_stage(step, card, texts)), texts.say("поручить некому"))
    return _line("📝", card, f"{html(_doing(step, card, texts))}: {html(names)}")


def _line(mark: str, card: Card, *parts: str) -> str:
    return " · ".join(part for part in (f"{mark} № {card.number}", *parts) if part)


def _yours(shown: Shown, step: Step, clock: Clock | None) -> str:
    """The reader's own move. What has no bar to be read in the card's text says here until when."""
    mark, words, until = _move(shown, step)
    late = clock is not None and clock.late(shown.now)
    return _line("❗" if late else mark, shown.card, *words, _until(shown, clock) if clock and until else "")


def _move(shown: Shown, step: Step) -> tuple[str, tuple[str, ...], bool]:
    """The mark of the state, what is asked, and whether to say until when."""
    texts, actions = shown.texts, step.actions
    if "route" in actions:
        return *_route(shown), False
    if "submit" in actions:
        return *_draft(shown), False
    if "take_back" in actions:
        return "↩️", (_dispute(shown),), True
    kind = shown.card.draft.kind if shown.card.draft else DraftKind.ANSWER
    if "approve" in actions:
        return "📝", (_agree(kind, texts),), True
    if "hand_over" in actions:
        return "✅", (texts.say("согласовано, передайте куратору"),), True
    if "publish" in actions:
        return "✅", (_publish(kind, texts),), True
    return "📝", (html(step.name),), True


def _dispute(shown: Shown) -> str:
    limit = shown.procedure.limit_on("return")
    if limit is None:
        return shown.texts.say("исполнитель просит забрать, решите")
    return shown.texts.say("исполнитель просит забрать после срока (п. {clause}), решите", clause=html(limit.clause))


def _route(shown: Shown) -> tuple[str, tuple[str, ...]]:
    card, texts = shown.card, shown.texts
    if entered(card) & {"returned"}:
        return "↩️", (texts.say("вернули, кому направить?"),)
    return "🆕", (html(short(network_label(card.post.network, texts), 30)), texts.say("кому направить?"))


def _draft(shown: Shown) -> tuple[str, tuple[str, ...]]:
    card, texts = shown.card, shown.texts
    if "sent_back" in entered(card):
        return "↩️", (texts.say("вам: доработать ответ"),)
    if card.last.action == "insist":
        return "↩️", (texts.say("возврат не принят, вам: подготовить ответ"),)
    if card.latest("interim_published"):
        return "📝", (texts.say("вам: подготовить окончательный ответ"),)
    return "📝", (texts.say("вам: подготовить ответ"),)


def _agree(kind: DraftKind, texts: Texts) -> str:
    words = {
        DraftKind.ANSWER: texts.say("согласовать ответ"),
        DraftKind.INTERIM: texts.say("согласовать промежуточный ответ"),
        DraftKind.CLARIFICATION: texts.say("согласовать запрос уточнения"),
    }
    return words[kind]


def _publish(kind: DraftKind, texts: Texts) -> str:
    words = {
        DraftKind.ANSWER: texts.say("согласовано, опубликуйте"),
        DraftKind.INTERIM: texts.say("согласован промежуточный ответ, опубликуйте"),
        DraftKind.CLARIFICATION: texts.say("согласован запрос уточнения, опубликуйте"),
    }
    return words[kind]


def stage_of(card: Card, procedure: Procedure, texts: Texts) -> str:
    """What is going on with the card, in a word or two."""
    step = procedure.at(card.step)
    return _stage(step, card, texts) if step else texts.say("закрыта")


def _stage(step: Step, card: Card, texts: Texts) -> str:
    stages = {
        "route": texts.say("направление"),
        "submit": texts.say("подготовка ответа"),
        "take_back": texts.say("спорный возврат"),
        "approve": texts.say("согласование"),
        "hand_over": texts.say("передача куратору"),
        "publish": texts.say("публикация"),
    }
    if "submit" in step.actions and card.latest("interim_published"):
        return texts.say("подготовка окончательного ответа")
    return next((stage for action, stage in stages.items() if action in step.actions), step.name)


def _doing(step: Step, card: Card, texts: Texts) -> str:
    """What those whose move it is are doing, before their names."""
    doing = {
        "route": texts.say("направляет"),
        "submit": texts.say("готовит ответ"),
        "take_back": texts.say("решает о возврате"),
        "approve": texts.say("согласует"),
        "hand_over": texts.say("передаёт куратору"),
        "publish": texts.say("публикует"),
    }
    if "submit" in step.actions and card.latest("interim_published"):
        return texts.say("готовит окончательный ответ")
    return next((words for action, words in doing.items() if action in step.actions), step.name)


def _closed(shown: Shown) -> str:
    card, texts = shown.card, shown.texts
    if card.last.action == "dismiss":
        return f"№ {card.number} · {_dismissed(shown)}"
    when = texts.when(card.last.at, shown.now, zone_of(shown))
    return f"✅ № {card.number} · {texts.say('опубликовано {when}', when=when)}"


def _dismissed(shown: Shown) -> str:
    texts = shown.texts
    ground = next((known for known in shown.procedure.ground if known.name == shown.card.ground), None)
    if ground is None:
        return texts.say("не подлежит обработке")
    words = ground.words.into(texts.locale)
    return texts.say(
        "не подлежит обработке: {ground} (п. {clause})",
        ground=html(words[:1].lower() + words[1:]),
        clause=html(ground.clause),
    )


def _until(shown: Shown, clock: Clock) -> str:
    if clock.late(shown.now):
        return late_text(clock, rules_of(shown.office, shown.procedure), shown.now, shown.texts)
    moment = shown.texts.moment(clock.at, shown.now, zone_of(shown))
    return shown.texts.say("до {moment}", moment=moment)

"""The first line of a card: its number, what it is about, and whose move it is."""

from handlers.labels import network_label
from handlers.safe import html
from handlers.shown import Shown, zone_of
from handlers.texts import Texts
from workflow.access import owners, owns
from workflow.card import Card
from workflow.deadlines import Clock
from workflow.procedure import Procedure, Step


def headline(shown: Shown, clock: Clock | None) -> str:
    """The line that a locked phone shows. `clock` is the deadline that matters to the reader now."""
    card, texts = shown.card, shown.texts
    step = shown.procedure.at(card.step)
    if step is None:
        return _closed(shown)
    if shown.reader and owns(shown.reader, card, shown.office, shown.procedure):
        return _yours(shown, step, clock)
    names = ", ".join(person.name for person in owners(card, shown.office, shown.procedure))
    waiting = texts.say("ждёт: {names}", names=html(names)) if names else texts.say("ждать некому")
    return f"📝 № {card.number} · {_stage(step, card, texts)} · {waiting}"


def _yours(shown: Shown, step: Step, clock: Clock | None) -> str:
    card, texts = shown.card, shown.texts
    actions = step.actions
    if "route" in actions:
        return _route(shown)
    if "submit" in actions:
        return _draft(card, texts)
    until = f" · {_until(shown, clock)}" if clock else ""
    asked = {
        "take_back": "↩️ № {number} · " + _dispute(shown),
        "approve": "📝 № {number} · " + texts.say("согласовать ответ"),
        "hand_over": "✅ № {number} · " + texts.say("согласовано, передайте куратору"),
        "publish": "✅ № {number} · " + texts.say("согласовано, опубликуйте"),
    }
    words = next((line for action, line in asked.items() if action in actions), "📝 № {number} · " + step.name)
    return words.replace("{number}", str(card.number)) + until


def _dispute(shown: Shown) -> str:
    limit = shown.procedure.limit_on("return")
    if limit is None:
        return shown.texts.say("исполнитель просит забрать: решите")
    return shown.texts.say("исполнитель просит забрать после срока (п. {clause}): решите", clause=limit.clause)


def _route(shown: Shown) -> str:
    card, texts = shown.card, shown.texts
    if card.last.action in {"return", "take_back"}:
        return f"↩️ № {card.number} · {texts.say('вернули: кому направить?')}"
    network = network_label(card.post.network, texts)
    return " · ".join(part for part in (f"🆕 № {card.number}", network, texts.say("кому направить?")) if part)


def _draft(card: Card, texts: Texts) -> str:
    if card.latest("interim_published"):
        return f"📝 № {card.number} · {texts.say('вам: подготовить окончательный ответ')}"
    if card.last.action == "send_back":
        return f"↩️ № {card.number} · {texts.say('вам: доработать ответ')}"
    return f"📝 № {card.number} · {texts.say('вам: подготовить ответ')}"


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


def _closed(shown: Shown) -> str:
    card, texts = shown.card, shown.texts
    moment = texts.moment(card.last.at, shown.now, zone_of(shown))
    if card.last.action == "dismiss":
        ground = next(
            (known.words.into(texts.locale) for known in shown.procedure.ground if known.name == card.ground), ""
        )
        return f"№ {card.number} · {texts.say('не подлежит обработке: {ground}', ground=html(ground))}"
    return f"✅ № {card.number} · {texts.say('опубликовано {moment}', moment=moment)}"


def _until(shown: Shown, clock: Clock) -> str:
    moment = shown.texts.moment(clock.at, shown.now, zone_of(shown))
    return shown.texts.say("до {moment}", moment=moment)

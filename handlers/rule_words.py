"""The rule of a deadline in words: from what it counts, and what has made it longer or shorter."""

from handlers.bars import extension_text
from handlers.facts import shortened_words
from handlers.labels import anchor_words, deadline_label, deadline_noun
from handlers.safe import html
from handlers.shares import part_named
from handlers.shown import Shown
from handlers.units import amount_of
from workflow.deadlines import Clock
from workflow.due import Unit
from workflow.words import Importance


def rule_title(clock: Clock, shown: Shown) -> str:
    """What the deadline is called, and whose part of an answer it is for."""
    label = html(deadline_label(clock.deadline.name, shown.texts, shown.procedure))
    whose = part_named(clock.part, shown)
    return f"{label}: {whose}" if whose else label


def rule_words(clock: Clock, shown: Shown) -> str:
    """The rule in words: «8 рабочих часов после обнаружения поста», «4 рабочих часа до срока «ответ»»."""
    texts, rule, given = shown.texts, clock.due.rule, clock.start.told is not None
    anchor = _anchor(clock, shown)
    if clock.due.read_as is Unit.AT_ONCE:
        return texts.say("назначенный срок") if given else texts.say("сразу после {anchor}", anchor=anchor)
    if clock.due.read_as is Unit.END_OF_DAY:
        return texts.say("до конца назначенного дня") if given else texts.say("до конца дня {anchor}", anchor=anchor)
    amount = amount_of(rule.amount, clock.due.read_as, texts)
    if rule.before:
        return texts.say("{amount} до {anchor}", amount=amount, anchor=anchor)
    return texts.say("{amount} после {anchor}", amount=amount, anchor=anchor)


def _anchor(clock: Clock, shown: Shown) -> str:
    """What it counts from: a moment, or another deadline."""
    texts, procedure, name = shown.texts, shown.procedure, clock.due.rule.anchor
    happened = clock.part is not None or any(moment.name == name for moment in shown.card.moments)
    if happened:
        return html(anchor_words(name, texts, procedure))
    return texts.say("срока «{what}»", what=html(deadline_noun(name, texts, procedure)))


def changed_lines(clock: Clock, shown: Shown) -> list[str]:
    """What has made it longer or shorter than its usual rule."""
    texts, card = shown.texts, shown.card
    lines = []
    if clock.extended:
        lines.append(texts.say("срок продлён: {longer}", longer=extension_text(clock, texts)))
    least = _least(clock, shown)
    if least:
        most = clock.deadline.fast.rule.amount if clock.deadline.fast else least
        lines.append(texts.say("число дней согласовано: от {least} до {most}", least=least, most=most))
    if clock.hurried and card.shorter in _shortening(clock, shown):
        lines.append(shortened_words(shown))
    return lines


def _least(clock: Clock, shown: Shown) -> int | None:
    fast = clock.deadline.fast
    return fast.rule.least if fast and shown.card.importance is Importance.FAST else None


def _shortening(clock: Clock, shown: Shown) -> set[str]:
    """Names of the shortened times that concern this deadline."""
    return {one.name for one in shown.procedure.shorter if clock.deadline.name in one.due}

"""Cards in a list: one line each, what is urgent first, late ones marked."""

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby

from handlers.bars import overdue
from handlers.headline import stage_of
from handlers.labels import deadline_label
from handlers.safe import html, short
from handlers.texts import Texts
from workflow.access import owners
from workflow.card import Card
from workflow.deadlines import rules_of, running
from workflow.office import Office
from workflow.procedure import Procedure
from workflow.words import Importance

_GLIMPSE = 60
_MOST_IN_STEP = 12

Pair = tuple[Card, Procedure]


def lines_of(cards: Iterable[Pair], office: Office, now: datetime, texts: Texts) -> list[str]:
    """A line for each card."""
    return [line_of(card, procedure, office, now, texts) for card, procedure in cards]


def line_of(card: Card, procedure: Procedure, office: Office, now: datetime, texts: Texts) -> str:
    """The card's number, its nearest deadline, whose move it is, how the post begins."""
    rules = rules_of(office, procedure)
    clock = next(iter(running(card, rules)), None)
    mark = "❗ " if card.importance is Importance.HIGH or (clock and clock.late(now)) else ""
    parts = [f"{mark}№ {card.number}"]
    if clock:
        name = deadline_label(clock.deadline.name, texts)
        what = name[:1].lower() + name[1:]
        if clock.late(now):
            late = texts.amount(overdue(clock, rules, now))
            parts.append(texts.say("{what}: опоздание {time}", what=what, time=late))
        else:
            moment = texts.moment(clock.at, now, office.timetable.zone)
            parts.append(texts.say("{what} до {moment}", what=what, moment=moment))
    people = ", ".join(person.name for person in owners(card, office, procedure))
    parts += [html(people)] if people else []
    glimpse = html(short(card.post.text, _GLIMPSE))
    return " · ".join(parts) + (f"\n    {glimpse}" if glimpse else "")


def board_text(cards: list[Pair], office: Office, now: datetime, texts: Texts) -> str:
    """The office at a glance: cards by step, in the order of the procedure's steps."""
    if not cards:
        return texts.say("{office}: открытых карточек нет.", office=html(office.name))
    title = texts.many("{office}: {n} карточка", "{office}: {n} карточек", len(cards), office=html(office.name))
    ordered = sorted(cards, key=_place)
    blocks = [_block(list(group), office, now, texts) for _, group in groupby(ordered, key=lambda pair: pair[0].step)]
    return "\n\n".join([title, *blocks])


def _place(pair: Pair) -> int:
    card, procedure = pair
    return next((index for index, step in enumerate(procedure.step) if step.name == card.step), 0)


def _block(cards: list[Pair], office: Office, now: datetime, texts: Texts) -> str:
    card, procedure = cards[0]
    stage = stage_of(card, procedure, texts)
    title = f"<b>{html(stage[:1].upper() + stage[1:])}</b> · {len(cards)}"
    rest = len(cards) - _MOST_IN_STEP
    more = [texts.many("и ещё {n}", "и ещё {n}", rest)] if rest > 0 else []
    return "\n".join([title, *lines_of(cards[:_MOST_IN_STEP], office, now, texts), *more])

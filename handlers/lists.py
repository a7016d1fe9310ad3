"""Cards in a list: one line each, what is urgent first, late ones marked."""

from datetime import datetime
from itertools import groupby

from handlers.bars import late_sentence
from handlers.below.words import passed_words
from handlers.labels import deadline_noun
from handlers.safe import html, short
from handlers.stages import stage_of
from handlers.texts import Texts
from workflow.card import Card
from workflow.deadlines import Clock, rules_of, running
from workflow.office import Office
from workflow.owners import owners
from workflow.procedure import Procedure
from workflow.words import Importance

_GLIMPSE, _NAMES, _OFFICE = 60, 60, 100
_MOST = 18
"""Cards in one message: at their longest they still leave room for titles within Telegram's 4096."""

Pair = tuple[Card, Procedure]


def list_text(title: str, cards: list[Pair], office: Office, now: datetime, texts: Texts) -> str:
    """The title, a line for each card, and how many more there are."""
    return "\n".join([title, *_lines(urgent_first(cards), _MOST, office, now, texts)])


def urgent_first(cards: list[Pair]) -> list[Pair]:
    """Cards of high importance and of the fast track before all others, in every list (SOB-10b)."""
    return sorted(cards, key=lambda pair: pair[0].importance is Importance.NORMAL)


def line_of(card: Card, procedure: Procedure, office: Office, now: datetime, texts: Texts) -> str:
    """The card's number, its nearest deadline, whose move it is, how the post begins."""
    rules = rules_of(office, procedure)
    clock = next(iter(running(card, rules)), None)
    mark = "❗ " if card.importance is not Importance.NORMAL or (clock and clock.late(now)) else ""
    parts = [f"{mark}№ {card.number}"]
    if clock:
        parts.append(
            late_sentence(clock, rules, now, texts) if clock.late(now) else _ahead(clock, procedure, office, now, texts)
        )
    people = short(", ".join(person.name for person in owners(card, office, procedure)), _NAMES)
    who = passed_words(card, texts) if card.awaits_below else html(people)
    parts += [who] if who else []
    glimpse = html(short(card.post.text, _GLIMPSE))
    return " · ".join(parts) + (f"\n    {glimpse}" if glimpse else "")


def _ahead(clock: Clock, procedure: Procedure, office: Office, now: datetime, texts: Texts) -> str:
    moment = texts.moment(clock.at, now, office.timetable.zone)
    what = html(deadline_noun(clock.deadline.name, texts, procedure))
    return texts.say("{what} до {moment}", what=what, moment=moment)


def board_text(cards: list[Pair], office: Office, now: datetime, texts: Texts) -> str:
    """The office at a glance: cards by step, in the order of the procedure's steps.

    Where not all of them fit, the most urgent of every step are shown.
    """
    name = html(short(office.name, _OFFICE))
    if not cards:
        return texts.say("{office}: открытых карточек нет.", office=name)
    title = texts.many("{office}: {n} карточка", "{office}: {n} карточек", len(cards), office=name)
    groups = [list(group) for _, group in groupby(sorted(urgent_first(cards), key=_place), key=_place)]
    most = _share([len(group) for group in groups])
    return "\n\n".join([title, *(_block(group, most, office, now, texts) for group in groups)])


def _place(pair: Pair) -> tuple[int, str]:
    card, procedure = pair
    return next((index for index, step in enumerate(procedure.step) if step.name == card.step), 0), card.step


def _share(sizes: list[int]) -> int:
    """How many cards of each step may be shown, so that no step crowds out another."""
    fitting = (most for most in range(_MOST, 1, -1) if sum(min(size, most) for size in sizes) <= _MOST)
    return next(fitting, 1)


def _block(cards: list[Pair], most: int, office: Office, now: datetime, texts: Texts) -> str:
    card, procedure = cards[0]
    stage = stage_of(card, procedure, texts)
    title = f"<b>{html(stage[:1].upper() + stage[1:])}</b> · {len(cards)}"
    return "\n".join([title, *_lines(cards, most, office, now, texts)])


def _lines(cards: list[Pair], most: int, office: Office, now: datetime, texts: Texts) -> list[str]:
    lines = [line_of(card, procedure, office, now, texts) for card, procedure in cards[:most]]
    rest = len(cards) - len(lines)
    return [*lines, texts.many("и ещё {n}", "и ещё {n}", rest)] if rest > 0 else lines

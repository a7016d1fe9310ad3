"""Why a deadline is when it is: its clause and rule, what it counts from, and the time that was counted."""

from datetime import datetime, timedelta
from itertools import groupby

from handlers.bars import clause_text
from handlers.rule_words import changed_lines, rule_title, rule_words
from handlers.safe import LONGEST_TEXT, html, shown_size
from handlers.shares import part_of
from handlers.shown import Shown, zone_of
from handlers.texts import Texts, clock_face
from workflow.calendar import Span
from workflow.deadlines import Clock, clocks, rules_of, running
from workflow.due import Reason, Stretch, explain

_MOST_DAYS = 14
_WEEK = 6
_JUST_BEFORE = timedelta(microseconds=1)


def why_text(shown: Shown) -> str:
    """A block for each running deadline, soonest first, and for those that they lean on."""
    card, texts = shown.card, shown.texts
    blocks = [_block(clock, shown) for clock in _explained(shown)]
    if not blocks:
        return texts.say("№ {number} · сроков сейчас нет", number=card.number)
    return _fitting([texts.say("№ {number} · откуда сроки", number=card.number), *blocks])


def _fitting(blocks: list[str]) -> str:
    """As many of the blocks as one message holds."""
    while shown_size(text := "\n\n".join(blocks)) > LONGEST_TEXT:
        blocks = blocks[:-1]
    return text


def _explained(shown: Shown) -> list[Clock]:
    """What runs now, and what it leans on; whoever was asked for a part sees his own part's time alone."""
    rules, part = rules_of(shown.office, shown.procedure), part_of(shown)
    found = [clock for clock in running(shown.card, rules) if part is None or clock.part in (part.number, None)]
    names = {clock.deadline.name for clock in found}
    anchors = {clock.due.rule.anchor for clock in found} - names
    leaned_on = clocks(shown.card, rules) if found else ()
    return [*found, *(clock for clock in leaned_on if clock.deadline.name in anchors)]


def _block(clock: Clock, shown: Shown) -> str:
    texts = shown.texts
    title = f"{rule_title(clock, shown)}, {clause_text(html(clock.clause), texts)}"
    until = texts.say("до {moment}", moment=_full(clock.at, shown))
    return "\n".join([f"<b>{title}: {until}</b>", *why_lines(clock, shown)])


def why_lines(clock: Clock, shown: Shown) -> list[str]:
    """Why the deadline is when it is: its rule and start, what has moved it, the counted time. HTML."""
    lines = [
        f"{rule_words(clock, shown)}: {_full(clock.due.anchor, shown)}",
        *changed_lines(clock, shown),
        _counted(clock, shown),
        _skipped(clock, shown),
        shown.texts.say("Предварительно: календарь на этот год ещё не опубликован") if clock.due.provisional else "",
    ]
    return [line for line in lines if line]


def _counted(clock: Clock, shown: Shown) -> str:
    """The counted time by days, backwards where the rule counts back."""
    due, texts = clock.due, shown.texts
    if not due.counted:
        return ""
    days = _whole_days(due.counted, shown) if due.read_as.in_days else _hours(due.counted, shown)
    days = days[::-1] if due.rule.before else days
    more = ["…"] if len(days) > _MOST_DAYS else []
    return texts.say("засчитано: {days}", days=" · ".join([*days[:_MOST_DAYS], *more]))


def _whole_days(counted: tuple[Span, ...], shown: Shown) -> list[str]:
    return list(dict.fromkeys(_date(span.start, shown) for span in _by_day(counted, shown)))


def _hours(counted: tuple[Span, ...], shown: Shown) -> list[str]:
    spans = _by_day(counted, shown)
    near = (spans[-1].start - spans[0].start).days < _WEEK
    found = []
    for _, group in groupby(spans, key=lambda span: _here(span.start, shown).date()):
        day = list(group)
        name = shown.texts.weekday(_here(day[0].start, shown)) if near else _date(day[0].start, shown)
        found.append(f"{name} {', '.join(_span(span, shown) for span in day)}")
    return found


def _span(span: Span, shown: Shown) -> str:
    start, end = _here(span.start, shown), _here(span.end, shown)
    closing = "24:00" if end.date() > start.date() else clock_face(end)
    return f"{clock_face(start)}–{closing}"


def _by_day(counted: tuple[Span, ...], shown: Shown) -> list[Span]:
    """The spans, split where midnight goes through them."""
    found = []
    for span in counted:
        start = span.start
        while (end := _midnight_after(start, shown)) < span.end:
            found.append(Span(start, end))
            start = end
        found.append(Span(start, span.end))
    return found


def _midnight_after(at: datetime, shown: Shown) -> datetime:
    there = _here(at, shown)
    return (there.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)).astimezone(at.tzinfo)


def _skipped(clock: Clock, shown: Shown) -> str:
    """Whole days on the way that were not counted; nights and breaks go without saying."""
    rules = rules_of(shown.office, shown.procedure)
    stretches = [one for one in explain(clock.due, rules.time_for(clock.deadline)) if _day_off(one.reason, shown.texts)]
    days = " · ".join(_day_off_line(one, shown) for one in stretches[:_MOST_DAYS])
    return shown.texts.say("не считали: {days}", days=days) if days else ""


def _day_off_line(stretch: Stretch, shown: Shown) -> str:
    first = _date(stretch.span.start, shown)
    last = _date(stretch.span.end - _JUST_BEFORE, shown)
    return f"{first if first == last else f'{first} – {last}'}, {_named(stretch, shown.texts)}"


def _named(stretch: Stretch, texts: Texts) -> str:
    holiday = stretch.reason is Reason.HOLIDAY and stretch.detail and texts.locale == "ru"
    return f"«{html(stretch.detail)}»" if holiday else _day_off(stretch.reason, texts)


def _day_off(reason: Reason, texts: Texts) -> str:
    words = {
        Reason.WEEKEND: texts.say("выходные"),
        Reason.HOLIDAY: texts.say("праздник"),
        Reason.MOVED: texts.say("перенесённый выходной"),
        Reason.OFFICE: texts.say("выходной администрации"),
        Reason.SHORTENED: texts.say("короткий день"),
    }
    return words.get(reason, "")


def _full(at: datetime, shown: Shown) -> str:
    there = _here(at, shown)
    return f"{_date(at, shown)}, {clock_face(there)}"


def _date(at: datetime, shown: Shown) -> str:
    there = _here(at, shown)
    return f"{shown.texts.weekday(there)} {shown.texts.day(there, shown.now)}"


def _here(at: datetime, shown: Shown) -> datetime:
    return shown.texts.local(at, zone_of(shown))

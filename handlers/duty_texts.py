"""Duties in words: a ring, what was done, and the list of all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from handlers.bars import clause_text
from handlers.buttons import Button, Rows
from handlers.carried import Carried
from handlers.safe import attribute, html, short
from handlers.texts import Texts
from handlers.turn import Reply
from workflow.deadlines import time_of
from workflow.duties import Duty, DutyDone
from workflow.duty_notices import keepers, may_finish
from workflow.office import Office, Person

_WORDS, _NAME, _NAMES, _CLAUSE, _LABEL = 80, 60, 60, 30, 40
_MENTIONS = 3
_MOST_LINES, _MOST_BUTTONS = 16, 8
"""Lines of a list: at their longest they fit within Telegram's 4096."""

_MINUTE = timedelta(minutes=1)


class Finish(Carried, prefix="du"):
    """The duty of a period is done; `listed` tells a button of the list from one under a ring."""

    procedure: str
    duty: str
    period: str
    listed: bool = False


@dataclass(frozen=True, slots=True)
class DutyShown:
    """A duty of one period for one reader; `reader` is None for the office's group. `now` and `due` are UTC."""

    duty: Duty
    procedure: str
    period: str
    due: datetime
    office: Office
    reader: Person | None
    now: datetime
    texts: Texts
    done: DutyDone | None = None

    @property
    def late(self) -> bool:
        """Whether it is past and not done."""
        return self.done is None and self.now >= self.due


def duty_message(shown: DutyShown) -> Reply:
    """A ring: what comes due or is late, by which clause, and whose it is where that is not the reader."""
    lines = [_ring_line(shown), "" if _own(shown) else _whose(shown)]
    button = (finish_button(shown, shown.texts.say("Сделано"), listed=False),)
    return Reply(text="\n".join(line for line in lines if line), rows=(button,) if _may(shown) else ())


def done_message(shown: DutyShown) -> Reply:
    """What a ring turns into when the duty is done."""
    return Reply(text=_done_line(shown))


def list_message(found: Sequence[DutyShown], texts: Texts) -> Reply:
    """Every duty in a line, and a button for each that the reader may finish."""
    if not found:
        return Reply(text=texts.say("Дел по календарю нет."))
    lines = [_list_line(one) for one in found[:_MOST_LINES]]
    rest = len(found) - len(lines)
    more = [texts.many("и ещё {n}", "и ещё {n}", rest)] if rest > 0 else []
    return Reply(text="\n".join([texts.say("Дела по календарю"), *lines, *more]), rows=_list_rows(found))


def who_and_when(done: DutyDone, office: Office, now: datetime, texts: Texts) -> str:
    """Who did it and when, as plain text: «Вера, в 15:02»."""
    when = texts.when(done.at, now, office.timetable.zone)
    return ", ".join(part for part in (short(done.name, _NAME), when) if part)


def finish_button(shown: DutyShown, label: str, *, listed: bool) -> Button:
    """Says with one tap that it is done."""
    data = Finish(procedure=shown.procedure, duty=shown.duty.name, period=shown.period, listed=listed)
    return Button(text=label, data=data.pack(), style="" if listed else "success")


def _ring_line(shown: DutyShown) -> str:
    if shown.late:
        return f"❗ {_late(shown)} · {_clause(shown)}"
    texts = shown.texts
    left = time_of(shown.office.timetable).between(shown.now, shown.due)
    ahead = texts.say(
        "{what} через {time}, до {moment}",
        what=_what(shown),
        time=texts.amount(max(_MINUTE, left)),
        moment=texts.moment(shown.due, shown.now, shown.office.timetable.zone),
    )
    return f"⏰ {ahead} · {_clause(shown)}"


def _late(shown: DutyShown) -> str:
    over = time_of(shown.office.timetable).between(shown.due, shown.now)
    if over < _MINUTE:
        return shown.texts.say("{what}: срок вышел", what=_what(shown))
    return shown.texts.say("{what}: опоздание {time}", what=_what(shown), time=shown.texts.amount(over))


def _done_line(shown: DutyShown) -> str:
    assert shown.done is not None  # noqa: S101 - only what is done comes here
    told = html(who_and_when(shown.done, shown.office, shown.now, shown.texts))
    return f"✅ {_what(shown)} · {shown.texts.say('сделано: {who}', who=told)} · {_clause(shown)}"


def _list_line(shown: DutyShown) -> str:
    if shown.done:
        return _done_line(shown)
    zone, texts = shown.office.timetable.zone, shown.texts
    until = texts.say("до {moment}", moment=texts.moment(shown.due, shown.now, zone))
    parts = [f"❗ {_late(shown)}" if shown.late else f"⏰ {_what(shown)}", until, "" if _own(shown) else _whose(shown)]
    return " · ".join([*(part for part in parts if part), _clause(shown)])


def _list_rows(found: Sequence[DutyShown]) -> Rows:
    mine = [one for one in found[:_MOST_LINES] if one.done is None and _may(one)][:_MOST_BUTTONS]
    return tuple((finish_button(one, _label(one), listed=True),) for one in mine)


def _label(shown: DutyShown) -> str:
    """What the button of the list says; one of an earlier period says which."""
    words = short(shown.duty.words.into(shown.texts.locale), _LABEL)
    if not shown.late:
        return shown.texts.say("Сделано: {what}", what=words)
    day = shown.texts.day(shown.texts.local(shown.due, shown.office.timetable.zone))
    return shown.texts.say("Сделано: {what} к {day}", what=words, day=day)


def _what(shown: DutyShown) -> str:
    return html(short(shown.duty.words.into(shown.texts.locale), _WORDS))


def _clause(shown: DutyShown) -> str:
    return clause_text(html(short(shown.duty.clause, _CLAUSE)), shown.texts)


def _may(shown: DutyShown) -> bool:
    return shown.reader is None or may_finish(shown.reader, shown.duty)


def _own(shown: DutyShown) -> bool:
    return shown.reader is not None and shown.reader in keepers(shown.duty, shown.office)


def _whose(shown: DutyShown) -> str:
    """Names of those whose duty it is; in the group they are called by a mention, for there they must act."""
    people = keepers(shown.duty, shown.office)
    if shown.reader is not None:
        return html(short(", ".join(person.name for person in people), _NAMES))
    names = [_called(person) for person in people[:_MENTIONS]]
    return ", ".join([*names, "…"] if len(people) > _MENTIONS else names)


def _called(person: Person) -> str:
    name = html(short(person.name, _NAME))
    return f'<a href="tg://user?id={attribute(person.address)}">{name}</a>' if person.address else name

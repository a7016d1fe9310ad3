"""Parts of a common answer on a card: the reader's own, and all of them for those who wait for them."""

from handlers.bars import clause_text, late_text
from handlers.safe import html, quote, short, size
from handlers.shown import Shown, zone_of
from handlers.sorts import shows_answer, sort_of
from workflow import contributors
from workflow.access import manages, owns
from workflow.contributions import Contribution
from workflow.deadlines import Clock, clocks, rules_of

_NAME, _WARNING = 40, 80
_MOST = 10
_ROOM = 1200


def part_of(shown: Shown) -> Contribution | None:
    """The part that is asked of the reader now, unless he has the whole step to take."""
    reader, card = shown.reader, shown.card
    if reader is None or not card.open or owns(reader, card, shown.office, shown.procedure):
        return None
    return contributors.part_of(reader, card)


def part_clock(number: int, shown: Shown) -> Clock | None:
    """The deadline of a part; None where the procedure gives it no time, or nobody has asked for it yet."""
    found = clocks(shown.card, rules_of(shown.office, shown.procedure))
    return next((clock for clock in found if clock.part == number), None)


def part_named(number: int | None, shown: Shown) -> str:
    """Whose part it is: the department's name, else the executor's; ready to be shown."""
    part = next((one for one in shown.card.contributions if one.number == number), None)
    if part is None:
        return ""
    department, person = shown.office.department(part.department), shown.office.person(part.executor)
    name = department.name if department else person.name if person else part.department
    return html(short(name, _NAME))


def texts_size(shown: Shown) -> int:
    """Room that the given parts would like to have on the card, in UTF-16 units."""
    return min(_ROOM, sum(size(part.text) for part in _told(shown))) if _writes(shown) else 0


def part_lines(shown: Shown, room: int) -> list[str]:
    """A line for each part, with its text for those who write the common answer from them."""
    parts = shown.card.contributions
    if not parts or part_of(shown) or _over(shown):
        return []
    given = sum(1 for part in parts if part.given)
    title = shown.texts.say("Части ответа: {given} из {all}", given=given, all=len(parts))
    each = room // max(1, len(_told(shown)))
    lines = [line for part in parts[:_MOST] for line in (_line(part, shown), quote(part.text, each))]
    rest = len(parts) - _MOST
    return [title, *lines, *([shown.texts.many("и ещё {n}", "и ещё {n}", rest)] if rest > 0 else [])]


def _over(shown: Shown) -> bool:
    """Whether the parts are of no more interest: the card is closed, or all of them are in the answer."""
    step = shown.procedure.at(shown.card.step)
    if step is None:
        return True
    answered = shows_answer(sort_of(step, shown.procedure, shown.card.kind))
    return answered and all(part.given for part in shown.card.contributions)


def _told(shown: Shown) -> list[Contribution]:
    return [part for part in shown.card.contributions[:_MOST] if part.text]


def _writes(shown: Shown) -> bool:
    """Whether the reader makes the common answer of the parts."""
    reader, step = shown.reader, shown.procedure.at(shown.card.step)
    if reader is None or step is None or not owns(reader, shown.card, shown.office, shown.procedure):
        return False
    return not shows_answer(sort_of(step, shown.procedure, shown.card.kind))


def _line(part: Contribution, shown: Shown) -> str:
    """«✅ ЖКХ: дана в 11:20», «❗ ЖКХ: опоздание 35 мин · п. 19», «⏰ ЖКХ: до 12:00 · предупреждает: «…»»."""
    texts, name, clock = shown.texts, part_named(part.number, shown), part_clock(part.number, shown)
    if part.asked is None:
        return texts.say("{name}: ждёт очереди", name=name)
    late = clock is not None and clock.late(shown.now)
    facts = [
        texts.say("дана {when}", when=texts.when(part.given.at, shown.now, zone_of(shown))) if part.given else "",
        texts.say("дана не вся") if part.parts and not part.given else "",
        _time(clock, shown) if clock and (late or not part.given) else "",
        clause_text(html(clock.clause), texts) if clock and not part.given and not _manages(shown) else "",
        _warning(part, shown) if not part.given else "",
    ]
    said = " · ".join(fact for fact in facts if fact) or texts.say("ждём")
    return f"{_mark(part, late=late)}{name}: {said}"


def _manages(shown: Shown) -> bool:
    return shown.reader is not None and manages(shown.reader)


def _mark(part: Contribution, *, late: bool) -> str:
    if part.given:
        return "✅ "
    return "❗ " if late else "⏰ " if part.warned else ""


def _time(clock: Clock, shown: Shown) -> str:
    texts = shown.texts
    if clock.late(shown.now):
        return late_text(clock, rules_of(shown.office, shown.procedure), shown.now, texts)
    return texts.say("до {moment}", moment=texts.moment(clock.at, shown.now, zone_of(shown)))


def _warning(part: Contribution, shown: Shown) -> str:
    why = html(short(part.warned, _WARNING))
    return shown.texts.say("предупреждает: {why}", why=f"«{why}»") if why else ""

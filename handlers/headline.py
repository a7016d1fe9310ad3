"""The first line of a card: its number, what it is about, and whose move it is."""

from handlers.bars import late_text, spoken_late
from handlers.below.words import passed_words
from handlers.ends import ending
from handlers.labels import action_label, deadline_label, lower_first
from handlers.safe import html, short
from handlers.shares import part_of
from handlers.shown import Shown, numbered, zone_of
from handlers.sorts import Sort, sort_of
from handlers.stages import doing_words, stage_of, stage_words
from handlers.standing import answered_by, pending_extension
from handlers.tasks import Task, task_of
from handlers.texts import Texts
from workflow.access import owns, records
from workflow.actions import Action
from workflow.deadlines import Clock, rules_of, running
from workflow.office import Person
from workflow.owners import in_role, takers
from workflow.procedure import Step
from workflow.words import Role

__all__ = ["headline", "stage_of"]

_NAMES = 100


def headline(shown: Shown, clock: Clock | None) -> str:
    """The line that a locked phone shows. `clock` is the deadline that matters to the reader now."""
    step = shown.procedure.at(shown.card.step)
    if step is None:
        return ending(shown)
    if shown.card.awaits_below:
        return _line("📝", shown, passed_words(shown.card, shown.texts))
    if task := _task(shown, step):
        late = clock is not None and spoken_late(clock, rules_of(shown.office, shown.procedure), shown.now)
        until = _until(shown, clock) if clock and task.until else ""
        return _line("❗" if late else task.mark, shown, *task.words, until)
    return _of_others(shown, step)


def _task(shown: Shown, step: Step) -> Task | None:
    """What the reader himself has to do; None where the move is somebody else's."""
    reader, card, texts = shown.reader, shown.card, shown.texts
    if reader is None:
        return None
    if owns(reader, card, shown.office, shown.procedure):
        return _recorded(shown, step) if _records(shown) else task_of(shown, step)
    if part_of(shown):
        return Task("📝", (texts.say("вам: дать часть ответа"),), until=False)
    asked = next(iter(answered_by(reader, card, shown.office, shown.procedure)), None)
    if asked is None:
        return None
    if extension := pending_extension(card, shown.procedure):
        return Task("📝", (asks_for_days(card.asked_days, texts, decide=asked.answers in extension.mark),), until=False)
    if owed := _owed_by(asked, shown):
        until = texts.moment(owed.at, shown.now, zone_of(shown))
        words = html(lower_first(deadline_label(owed.deadline.name, texts, shown.procedure)))
        return Task("📝", (words, texts.say("до {moment}", moment=until)), until=False)
    return Task("📝", (texts.say("ждём: {what}", what=html(action_label(asked.name, texts, shown.procedure))),))


def _owed_by(action: Action, shown: Shown) -> Clock | None:
    """What the reader himself owes by this action beside the steps: a deadline of his role that is not yet late."""
    roles = shown.reader.plays if shown.reader else frozenset()
    owed = running(shown.card, rules_of(shown.office, shown.procedure))
    mine = (one for one in owed if one.deadline.blames in roles and set(action.mark) & set(one.deadline.met_by))
    return next((one for one in mine if not one.late(shown.now)), None)


def asks_for_days(days: int, texts: Texts, *, decide: bool) -> str:
    """That more time is asked for; with `decide`, of the one who decides on it."""
    if decide:
        return texts.many("просят продлить на {n} день, решите", "просят продлить на {n} дней, решите", days)
    return texts.many("просят продлить на {n} день", "просят продлить на {n} дней", days)


def _records(shown: Shown) -> bool:
    """Whether the reader only puts down the word of those whose move it is."""
    reader = shown.reader
    return reader is not None and records(reader, shown.card, shown.office, shown.procedure)


def _recorded(shown: Shown, step: Step) -> Task | None:
    """Somebody else's step, for who may put down that it was done; None where that needs no word of its own."""
    texts, card = shown.texts, shown.card
    names = _names(in_role(step.role(card.kind), card, shown.office))
    if sort_of(step, shown.procedure, card.kind) in (Sort.OUTSIDE, Sort.APPROVE, Sort.REVIEW):
        if names:
            return Task("📝", (texts.say("ждём решения: {names}, запишите его", names=names),))
        return Task("📝", (texts.say("{stage}: запишите решение", stage=_stage(shown, step)),))
    return None if names else Task("📝", (texts.say("{stage}: отметьте, когда сделано", stage=_stage(shown, step)),))


def _of_others(shown: Shown, step: Step) -> str:
    """Whose move it is, for those who have none now."""
    card, texts, role = shown.card, shown.texts, step.role(shown.card.kind)
    if role is Role.CITIZEN:
        own = step.words or step.doing
        return _line("📝", shown, _stage(shown, step) if own else texts.say("ждём ответа заявителя"))
    if names := _names(in_role(role, card, shown.office)):
        return _line("📝", shown, f"{html(doing_words(step, card, shown.procedure, texts))}: {names}")
    if names := _names(takers(card, shown.office, shown.procedure)):
        return _line("📝", shown, texts.say("{stage}, запишет: {names}", stage=_stage(shown, step), names=names))
    return _line("❗", shown, _stage(shown, step), texts.say("поручить некому"))


def _names(people: tuple[Person, ...]) -> str:
    return html(short(", ".join(person.name for person in people), _NAMES))


def _stage(shown: Shown, step: Step) -> str:
    return html(stage_words(step, shown.card, shown.procedure, shown.texts))


def _line(mark: str, shown: Shown, *parts: str) -> str:
    return " · ".join(part for part in (f"{mark} {numbered(shown)}", *parts) if part)


def _until(shown: Shown, clock: Clock) -> str:
    rules = rules_of(shown.office, shown.procedure)
    if spoken_late(clock, rules, shown.now):
        return late_text(clock, rules, shown.now, shown.texts)
    if clock.late(shown.now):
        return shown.texts.say("сразу")
    moment = shown.texts.moment(clock.at, shown.now, zone_of(shown))
    return shown.texts.say("до {moment}", moment=moment)

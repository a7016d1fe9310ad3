"""Proofs about words: whatever the product has no words for brings its own, and buttons fit a messenger's limits."""

from collections.abc import Iterator

from workflow.actions import ACTIONS, Need
from workflow.bilingual import Words
from workflow.procedure import Procedure
from workflow.proof import known
from workflow.proof.fault import Fault

LONGEST_LABEL = 64
"""Characters of a button's text: of a longer one a phone shows only the beginning."""

LONGEST_DATA = 64
"""Bytes that a button of Telegram may carry (Bot API, InlineKeyboardButton.callback_data)."""

_AROUND = len("t:") + len("1234567890:") + len("123456:") + len(":")
"""What a button carries besides action and value: its sort, a card's id of 10 digits, a turn of 6 digits."""

_LONGEST_KEY = 20
"""Bytes of a department's key, as a button carries it; the office's file names it, not the procedure."""


def wording(procedure: Procedure) -> Iterator[Fault]:
    """Everything that people could not read, and every button that could not be shown."""
    yield from _without_words(procedure)
    yield from _too_long(procedure)
    yield from _too_heavy(procedure)


def _without_words(procedure: Procedure) -> Iterator[Fault]:
    for name in sorted(procedure.used() - set(ACTIONS)):
        if procedure.actions[name].words is None:
            yield _wordless(f"action {name!r}", "its button has no words")
    for step in procedure.step:
        if not (step.words or step.doing or set(step.actions) & set(ACTIONS)):
            yield _wordless(f"step {step.name!r}", "it has no words")
    for deadline in procedure.deadline:
        if deadline.words is None and deadline.name not in known.DEADLINES:
            yield _wordless(f"deadline {deadline.name!r}", "it has no words")
    told = known.MOMENTS | set(procedure.moments) | _told_by_buttons(procedure)
    anchors = {name for one in procedure.deadline for rule in one.every_rule() for name in rule.anchors}
    for name in sorted((anchors & procedure.happenings()) - told):
        yield Fault(
            f"moment {name!r}",
            "a deadline counts from it, and it has no words",
            f'add [moment] {name} = {{ ru = "…", en = "…" }}',
        )


def _told_by_buttons(procedure: Procedure) -> set[str]:
    """Moments that are called by their buttons; a button of the file's own that has no words is told by itself."""
    own = procedure.used() - set(ACTIONS)
    return {mark for one in procedure.actions.values() if one.words or one.name in own for mark in one.mark}


def _wordless(key: str, what: str) -> Fault:
    return Fault(key, what, 'add words = { ru = "…", en = "…" }')


def _too_long(procedure: Procedure) -> Iterator[Fault]:
    for key, words in _labels(procedure):
        for language, text in (("ru", words.ru), ("en", words.en)):
            if len(text) > LONGEST_LABEL:
                yield Fault(
                    f"{key}, {language}",
                    f"{len(text)} characters do not fit a button",
                    f"say it in {LONGEST_LABEL} at most",
                )


def _labels(procedure: Procedure) -> Iterator[tuple[str, Words]]:
    lists = {
        "ground": procedure.ground,
        "outcome": procedure.outcome,
        "category": procedure.category,
        "shorter": procedure.shorter,
    }
    for what, things in lists.items():
        yield from ((f"{what} {one.name!r}, words", one.words) for one in things)
    yield from ((f"kinds, {name}", words) for name, words in procedure.kinds.items())
    for name in sorted(procedure.used()):
        if words := procedure.actions[name].words:
            yield f"action {name!r}, words", words


def _too_heavy(procedure: Procedure) -> Iterator[Fault]:
    """Buttons that carry a name from the file, and those of departments."""
    for name in sorted(procedure.used()):
        for need in procedure.actions[name].needs:
            for value, size in _values(Need(need), procedure):
                if (total := _AROUND + len(name.encode()) + size) > LONGEST_DATA:
                    yield Fault(
                        f"action {name!r}",
                        f"its button with {value} carries {total} bytes, and a messenger takes {LONGEST_DATA}",
                        "give one of them a shorter name; people read the words, not the name",
                    )


def _values(need: Need, procedure: Procedure) -> Iterator[tuple[str, int]]:
    named = {
        Need.GROUND: procedure.ground,
        Need.OUTCOME: procedure.outcome,
        Need.CATEGORY: procedure.category,
    }
    names = [one.name for one in named.get(need, ())]
    if names:
        longest = max(names, key=lambda name: len(name.encode()))
        yield repr(longest), len(longest.encode())
    if need in (Need.DEPARTMENT, Need.PEOPLE):
        yield "a department", _LONGEST_KEY

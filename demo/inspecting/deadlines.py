"""The deadlines of a card: those that run, those that are over, those that may yet begin, each with its why."""

from demo.inspecting.looking import bare, there
from handlers.bars import at_once, late_text, left_text, share_used, spoken_late
from handlers.explaining import why_lines
from handlers.labels import deadline_label
from handlers.rule_words import rule_title
from handlers.shown import Shown
from sandbox.words import Json
from workflow.deadlines import Clock, Rules, clocks, rules_of
from workflow.procedure import Deadline

_ORDER = ("late", "running", "met_late", "met", "dropped", "not_yet")


def deadlines(shown: Shown) -> list[Json]:
    """What is owed first, the soonest before the others; then what was done; then what has not begun."""
    rules = rules_of(shown.office, shown.procedure)
    begun = [clock for clock in clocks(shown.card, rules) if not clock.deadline.limits]
    names = {clock.deadline.name for clock in begun}
    rows = [_row(clock, rules, shown) for clock in begun]
    rows += [
        _not_yet(one, shown) for one in rules.procedure.deadline if one.name not in names and _may_begin(one, shown)
    ]
    return sorted(rows, key=lambda row: (_ORDER.index(row["state"]), row["due"] or ""))


def _may_begin(deadline: Deadline, shown: Shown) -> bool:
    return shown.card.open and not deadline.limits and deadline.rule(shown.card.case) is not None


def _row(clock: Clock, rules: Rules, shown: Shown) -> Json:
    state = _state(clock, rules, shown)
    return {
        "name": bare(rule_title(clock, shown)),
        "clause": clock.clause,
        "start": there(clock.start.known_at, shown),
        "due": there(clock.at, shown),
        "state": state,
        "met_at": there(clock.met.at, shown) if clock.met else None,
        "time": _time(clock, rules, shown, state),
        "used": round(share_used(clock, rules, shown.now), 3),
        "why": [bare(line) for line in why_lines(clock, shown)],
    }


def _state(clock: Clock, rules: Rules, shown: Shown) -> str:
    if clock.met:
        return "met_late" if clock.late(shown.now) else "met"
    if not shown.card.open:
        return "dropped"
    return "late" if spoken_late(clock, rules, shown.now) else "running"


def _time(clock: Clock, rules: Rules, shown: Shown, state: str) -> str:
    """How much time is left, or how late it is, in the words of the bot's bars; empty where neither matters."""
    if state in ("late", "met_late"):
        return late_text(clock, rules, shown.now, shown.texts)
    return "" if state != "running" or at_once(clock) else left_text(clock, rules, shown.now, shown.texts)


def _not_yet(deadline: Deadline, shown: Shown) -> Json:
    return {
        "name": deadline_label(deadline.name, shown.texts, shown.procedure),
        "clause": deadline.clause_for(shown.card.importance),
        "start": None,
        "due": None,
        "state": "not_yet",
        "met_at": None,
        "time": "",
        "used": 0,
        "why": [],
    }

"""Rules by which a deadline comes due, as a procedure file writes them."""

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache


class Unit(StrEnum):
    """In what a rule counts. MINUTES and HOURS are bare: the procedure or the office says how they are read."""

    MINUTES = "minutes"
    HOURS = "hours"
    WORKING_MINUTES = "working minutes"
    WORKING_HOURS = "working hours"
    WORKING_DAYS = "working days"
    CLOCK_MINUTES = "clock minutes"
    CLOCK_HOURS = "clock hours"
    CALENDAR_DAYS = "calendar days"
    AT_ONCE = "at once"
    END_OF_DAY = "end of the day"

    @property
    def in_days(self) -> bool:
        """Whether it counts whole days, which are counted only forward."""
        return self in (Unit.WORKING_DAYS, Unit.CALENDAR_DAYS)

    @property
    def bare(self) -> bool:
        """Whether its reading is left to the procedure or the office."""
        return self in (Unit.MINUTES, Unit.HOURS)


@dataclass(frozen=True, slots=True)
class Rule:
    """So many units after, or before, a moment or another deadline called `anchor`; `text` is how it was written.

    `or_else` are the anchors that count where `anchor` has not happened. `least` is given where the amount is
    chosen for each card, from `least` to `amount` (Kamchatka 2.6).
    """

    amount: int
    unit: Unit
    before: bool
    anchor: str
    text: str
    or_else: tuple[str, ...] = ()
    least: int | None = None

    @property
    def anchors(self) -> tuple[str, ...]:
        """What it may count from, the preferred one first."""
        return (self.anchor, *self.or_else)

    def of(self, amount: int) -> "Rule":
        """The same rule with this amount. Raises ValueError where it cannot be chosen."""
        if self.least is not None and not self.least <= amount <= self.amount:
            raise ValueError(f"{amount} {self.unit}: choose from {self.least} to {self.amount}")
        return replace(self, amount=amount, least=None)


class RuleError(ValueError):
    """A rule cannot be read; the message shows it and the valid forms."""


FORMS = (
    "30 minutes after x",
    "90 working minutes before x",
    "8 working hours after x",
    "4 hours before x",
    "4 clock hours after x",
    "7 working days after x",
    "10 calendar days after x",
    "1 to 3 calendar days after x",
    "at once after x",
    "end of the day of x",
    "end of the day of x or y",
)

_ANCHOR = r"(?P<anchor>[^\W\d]\w*)(?P<or_else>(?: or [^\W\d]\w*)*)"
_COUNTED = re.compile(
    r"(?:(?P<least>\d{1,5}) to )?(?P<amount>\d{1,5}) "
    r"(?:(?P<kind>working|clock|calendar) )?(?P<unit>minute|hour|day)s? (?P<side>after|before) " + _ANCHOR
)
_AT_ONCE = re.compile(r"at once after " + _ANCHOR)
_END_OF_DAY = re.compile(r"end of the day of " + _ANCHOR)


@lru_cache(maxsize=1024)
def parse_rule(text: str) -> Rule:
    """Read a rule such as "8 working hours after detected"; raises RuleError for anything else."""
    plain = " ".join(text.split())
    if found := _AT_ONCE.fullmatch(plain):
        return Rule(0, Unit.AT_ONCE, before=False, anchor=found["anchor"], text=plain, or_else=_or_else(found))
    if found := _END_OF_DAY.fullmatch(plain):
        return Rule(0, Unit.END_OF_DAY, before=False, anchor=found["anchor"], text=plain, or_else=_or_else(found))
    if found := _COUNTED.fullmatch(plain):
        return _counted(found, plain)
    raise _unreadable(plain, "it has none of the forms known")


def _counted(found: re.Match[str], plain: str) -> Rule:
    name = f"{found['kind']} {found['unit']}s" if found["kind"] else f"{found['unit']}s"
    if name == "days":
        raise _unreadable(plain, "days are either working days or calendar days")
    if name not in frozenset(Unit):
        raise _unreadable(plain, f"there are no {name}")
    unit, amount, before = Unit(name), int(found["amount"]), found["side"] == "before"
    if not amount:
        raise _unreadable(plain, "nothing is counted; write 'at once after'")
    if before and unit.in_days:
        raise _unreadable(plain, "days are counted only after a moment")
    least = int(found["least"]) if found["least"] else None
    if least is not None and not 0 < least < amount:
        raise _unreadable(plain, f"nothing lies between {least} and {amount}")
    return Rule(amount, unit, before, found["anchor"], plain, _or_else(found), least)


def _or_else(found: re.Match[str]) -> tuple[str, ...]:
    return tuple(found["or_else"].split(" or ")[1:])


def _unreadable(text: str, why: str) -> RuleError:
    return RuleError(f"due: cannot read {text!r}: {why}. Valid forms: {'; '.join(FORMS)}")

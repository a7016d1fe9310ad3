"""Pings: moments before, at or after a deadline, and whom to tell.

Written as `"1 hour before"`, `"at due: owner, curator, group"`, `"1 hour after: head"`. Amounts are in
the office's working time. Without hearers the ping goes to whoever owes the step.
"""

import re
from dataclasses import dataclass
from datetime import timedelta

from workflow.words import Role

OWNER = "owner"
GROUP = "group"
HEARERS = frozenset({OWNER, GROUP, *Role})

_FORM = re.compile(
    r"^(?:(?P<number>\d+)\s+(?P<unit>minute|hour)s?\s+(?P<side>before|after)|at due)"
    r"(?:\s*:\s*(?P<hearers>[a-z_,\s]+))?$"
)


@dataclass(frozen=True, slots=True)
class Ping:
    """One ping: `offset` is working time, negative before the deadline."""

    offset: timedelta
    hearers: tuple[str, ...]

    @property
    def missed(self) -> bool:
        """Whether it says that the deadline has passed, rather than that it comes."""
        return self.offset >= timedelta()


def parse_ping(text: str) -> Ping:
    """Read a ping. Raises ValueError that names the text and the forms that are known."""
    found = _FORM.match(text.strip())
    if not found:
        raise ValueError(
            f"cannot read the ping {text!r}; write for example '1 hour before', 'at due: owner, group', "
            "'30 minutes after: head'"
        )
    return Ping(_offset(found), _hearers(text, found["hearers"]))


def _offset(found: re.Match[str]) -> timedelta:
    if not found["side"]:
        return timedelta()
    amount = timedelta(minutes=int(found["number"]) * (60 if found["unit"] == "hour" else 1))
    return -amount if found["side"] == "before" else amount


def _hearers(text: str, written: str | None) -> tuple[str, ...]:
    names = tuple(name.strip() for name in (written or OWNER).split(","))
    for name in names:
        if name not in HEARERS:
            raise ValueError(f"nobody is called {name!r} in the ping {text!r}; known are: {', '.join(sorted(HEARERS))}")
    return names

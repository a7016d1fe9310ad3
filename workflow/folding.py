"""Twelve late cards make one message, not twelve: pings that ring together are told together."""

from collections.abc import Sequence

from workflow.notices import Notice, NoticeKind
from workflow.words import OfficeId, PersonId

FEW = 3
"""Pings that still come one by one, each with its own buttons."""


def folded(notices: Sequence[Notice]) -> tuple[Notice, ...]:
    """The same notices, with more than a few pings for one hearer as one; all else stays in its order."""
    rings: dict[tuple[OfficeId, PersonId | None], list[Notice]] = {}
    for notice in notices:
        if notice.kind is NoticeKind.PING:
            rings.setdefault((notice.office, notice.to), []).append(notice)
    many = {hearer: pings for hearer, pings in rings.items() if len(pings) > FEW}
    rest = [one for one in notices if one.kind is not NoticeKind.PING or (one.office, one.to) not in many]
    return (*rest, *(_together(pings) for pings in many.values()))


def _together(pings: list[Notice]) -> Notice:
    """What was missed stands first, then what comes, each in the order of its moment."""
    ordered = sorted(pings, key=lambda ping: (not ping.missed, ping.due is None, ping.due))
    missed = any(ping.missed for ping in pings)
    return ordered[0].model_copy(update={"kind": NoticeKind.PINGS, "pings": tuple(ordered), "missed": missed})

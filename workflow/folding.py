"""Twelve late cards make one message, not twelve: pings that ring, or could not be sent, together are told together."""

from collections.abc import Iterable, Sequence

from workflow.notices import Notice, NoticeKind
from workflow.words import CardId, OfficeId, PersonId

FEW = 3
"""Pings that still come one by one, each with its own buttons."""

PINGS = (NoticeKind.PING, NoticeKind.PINGS)

Row = tuple[Notice, ...]
"""The pings that one message says."""

_Matter = tuple[CardId, str, int | None]
"""A card, its deadline, and the contribution that it is for."""


def folded(notices: Sequence[Notice]) -> tuple[Notice, ...]:
    """The same notices, with more than a few pings for one hearer as one; all else stays in its order."""
    rings: dict[tuple[OfficeId, PersonId | None], list[Notice]] = {}
    for notice in notices:
        if notice.kind is NoticeKind.PING:
            rings.setdefault((notice.office, notice.to), []).append(notice)
    many = {hearer: pings for hearer, pings in rings.items() if len(pings) > FEW}
    rest = [one for one in notices if one.kind is not NoticeKind.PING or (one.office, one.to) not in many]
    return (*rest, *(together(pings) for pings in many.values()))


def refolded(waiting: Sequence[Row]) -> tuple[Row, ...]:
    """What is left to say of messages that wait for one hearer, oldest first; an empty one says nothing any more.

    A ping says how its card stands when it is sent, so of several about one deadline the newest says all that the
    earlier ones would, and how many they were. That a deadline was missed is never hidden by a mere reminder. What is
    then left for more than a few messages is said by the newest of them.
    """
    newest: dict[_Matter, Notice] = {}
    kept: dict[str, Notice] = {}
    for ping in _every(waiting):
        before = newest.get(_matter(ping))
        stands_in = before is not None and (ping.missed or not before.missed)
        said = _instead(ping, kept.pop(before.key)) if before and stands_in else ping
        newest[_matter(ping)] = kept[ping.key] = said
    left = [tuple(kept[ping.key] for ping in row if ping.key in kept) for row in waiting]
    return _in_one(left) if len(kept) > FEW else tuple(left)


def together(pings: Sequence[Notice]) -> Notice:
    """Many pings as one: what was missed stands first, then what comes, each in the order of its moment."""
    ordered = sorted(pings, key=lambda ping: (not ping.missed, ping.due is None, ping.due))
    missed = any(ping.missed for ping in pings)
    return ordered[0].model_copy(update={"kind": NoticeKind.PINGS, "pings": tuple(ordered), "missed": missed})


def rows_of(notice: Notice) -> Row:
    """The pings that the notice says."""
    return notice.pings if notice.kind is NoticeKind.PINGS else (notice,)


def redirected(notice: Notice, to: PersonId, heard: Sequence[Notice], *, perhaps: bool = False) -> Notice | None:
    """What did not reach its addressee, for somebody else; None where his own pings, `heard`, say it already.

    `perhaps` where nobody knows whether it arrived. That a deadline was missed is not said by a mere reminder.
    """
    missing = (*notice.unreached, notice.to)
    if notice.kind not in PINGS:
        return notice.model_copy(update={"to": to, "unreached": missing, "perhaps": perhaps})
    left = [ping for ping in rows_of(notice) if not any(_says(other, ping) for other in heard)]
    if not left:
        return None
    pings = [ping.model_copy(update={"to": to, "unreached": missing, "perhaps": perhaps}) for ping in left]
    return pings[0] if len(pings) == 1 else together(pings)


def _says(other: Notice, ping: Notice) -> bool:
    return (_matter(other), other.due) == (_matter(ping), ping.due) and (other.missed or not ping.missed)


def _in_one(rows: list[Row]) -> tuple[Row, ...]:
    last = max(index for index, row in enumerate(rows) if row)
    every = tuple(_every(rows))
    return tuple(every if index == last else () for index in range(len(rows)))


def _every(rows: Iterable[Row]) -> Iterable[Notice]:
    return (ping for row in rows for ping in row)


def _instead(ping: Notice, earlier: Notice) -> Notice:
    """The ping, with what the earlier one knew; who was told of a miss stands in the group's."""
    told = tuple(dict.fromkeys((*earlier.told, *ping.told)))
    return ping.model_copy(update={"earlier": ping.earlier + earlier.earlier + 1, "told": told})


def _matter(ping: Notice) -> _Matter:
    return ping.card, ping.about, ping.part

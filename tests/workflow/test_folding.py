"""Pings that ring together are told together."""

from datetime import UTC, datetime, timedelta

from workflow.folding import FEW, folded
from workflow.notices import Notice, NoticeKind
from workflow.words import CardId, OfficeId, PersonId

NINE = datetime(2026, 3, 3, 21, tzinfo=UTC)


def ping(card: int, to: int | None, *, missed: bool = True, minutes: int = 0, office: int = 1) -> Notice:
    return Notice(
        kind=NoticeKind.PING,
        office=OfficeId(office),
        card=CardId(card),
        seq=card,
        to=None if to is None else PersonId(to),
        about="draft",
        due=NINE + timedelta(minutes=minutes),
        missed=missed,
    )


def test_twelve_late_cards_make_one_message() -> None:
    """A hearer of many pings gets one message with all of them, late ones first, then by their moment."""
    pings = [ping(number, 2, missed=number % 2 == 0, minutes=-number) for number in range(1, 13)]
    (one,) = folded(pings)
    assert (one.kind, one.to, one.missed) == (NoticeKind.PINGS, 2, True)
    assert [part.card for part in one.pings] == [12, 10, 8, 6, 4, 2, 11, 9, 7, 5, 3, 1]


def test_a_few_come_one_by_one() -> None:
    """Up to three pings keep their own buttons."""
    pings = [ping(number, 2) for number in range(FEW)]
    assert folded(pings) == tuple(pings)


def test_hearers_and_offices_are_kept_apart() -> None:
    """What one person hears folds by itself, as does the group's, and nothing of one office shows in another."""
    for_two = [ping(number, 2) for number in range(4)]
    for_group = [ping(number, None) for number in range(4)]
    elsewhere = [ping(number, 2, office=7) for number in range(2)]
    told = folded([*for_two, *for_group, *elsewhere])
    assert [(notice.kind, notice.office, notice.to, len(notice.pings)) for notice in told] == [
        (NoticeKind.PING, 7, 2, 0),
        (NoticeKind.PING, 7, 2, 0),
        (NoticeKind.PINGS, 1, 2, 4),
        (NoticeKind.PINGS, 1, None, 4),
    ]


def test_other_notices_are_left_alone() -> None:
    """What is no ping goes on as it is, before the pings."""
    card = ping(1, 2).model_copy(update={"kind": NoticeKind.CARD})
    assert folded([*(ping(number, 2) for number in range(4)), card])[0] == card

"""`erase card` and `erase citizen`: which cards are meant, and what becomes of them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from bot.commands.offices_shown import meant
from bot.erasing.looking import Looked, look_through
from handlers.safe import plain
from handlers.texts import texts_for
from storage import erasing
from storage.erasing import Done, Order
from storage.erasing_finding import Found, author_of, of_author, of_number, shown, with_passed
from storage.work import Work
from workflow.words import CardId


def instead_of(locale: str) -> str:
    """What stands in the place of erased words, in the office's language."""
    return texts_for(locale).say("данные удалены")


def one_card(conn: Connection, office: str, number: int) -> list[Found]:
    """The card with this number, and those of other offices that hold the same post. Raises ValueError."""
    return shown(conn, with_passed(conn, [_number(conn, office, number)]))


def citizens_cards(conn: Connection, office: str, author: str, number: int | None) -> list[Found]:
    """Every card of this author, or of the author of the card with this number. Raises ValueError.

    Both together might be two people's, so they are refused.
    """
    if author.strip() and number is not None:
        raise ValueError(
            "--author and --card may mean two people; give one of them: --author takes every card under that name, "
            "--card every card of whoever wrote that one"
        )
    of = meant(conn, office)
    first = [] if number is None else [_number(conn, office, number)]
    name = author.strip() or (author_of(conn, first[0]) if first else "")
    if not name and not first:
        raise ValueError("whose data? Give --author or --card")
    found = of_author(conn, of.id, name) if name else []
    return shown(conn, with_passed(conn, [*first, *found]))


def refuse_no_reason(reason: str) -> None:
    """Raise ValueError where there is none, for the journal keeps it for ever."""
    if not reason.strip():
        raise ValueError("--reason: say why; the journal keeps it, so name nobody in it")


def refuse_open(found: Sequence[Found], even_open: bool) -> None:
    """Raise ValueError where one of them is open and that was not asked for: before anybody is asked anything."""
    numbers = [f"{plain(one.office)} no. {one.number}" for one in found if one.open and not even_open]
    if numbers:
        raise ValueError(
            f"still open: {', '.join(numbers)}. Deadlines run there, and the answer needs the question. "
            "Nothing changed; --even-open erases open cards too"
        )


async def erase_cards(
    work: Work, office: str, these: Sequence[CardId], order_of: tuple[str, bool], now: datetime
) -> tuple[Done, Looked]:
    """Erase these cards because somebody asked, and look everywhere else, also for what a command before left undone.

    `order_of` is the reason in his words, and whether open ones too. Raises StillOpenError and BusyError.
    """
    reason, even_open = order_of

    def erase(conn: Connection) -> Done:
        instead = instead_of(meant(conn, office).locale)
        order = Order(because="request", reason=reason, instead=instead, at=now, real=now, even_open=even_open)
        return erasing.erase(conn, these, order)

    return await work.run(erase), await look_through(work)


def lines(found: Sequence[Found]) -> list[str]:
    """What is about to be erased, a line each; other people's text is made harmless for the terminal."""
    return [
        f"{plain(one.office)} no. {one.number}, {one.opened_at:%Y-%m-%d}, {'OPEN' if one.open else 'closed'}, "
        f"{plain(one.author) or 'author hidden'}: {plain(one.text)}"
        for one in found
    ]


def _number(conn: Connection, office: str, number: int) -> CardId:
    found = of_number(conn, meant(conn, office).id, number)
    if found is None:
        raise ValueError(f"there is no card no. {number} in that office")
    return found

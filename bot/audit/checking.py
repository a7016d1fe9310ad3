"""The chain walked to its end, and ends kept elsewhere looked for on it."""

from collections.abc import Sequence
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import Connection

from bot.audit.heads import Kept
from storage import journal, queries
from storage.journal import BrokenLink
from storage.offices import all_offices
from workflow.office import Office


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is known of one office's journal: whole, or where and why it is not. `card` is the card's number."""

    office: str
    whole: bool
    words: str
    event: int | None = None
    card: int | None = None


def verdicts(
    conn: Connection, office: str = "", kept: Sequence[Kept] = (), key: Ed25519PublicKey | None = None
) -> list[Verdict]:
    """A verdict on every office, or on one by its key; with ends kept elsewhere, on these as well.

    Raises ValueError where there is no such office.
    """
    known = {one.office.key: one.office for one in all_offices(conn)}
    if office and office not in known:
        raise ValueError(f"there is no office {office!r}; `office list` shows all")
    wanted = [one for name, one in known.items() if office in ("", name)]
    mine = [one for one in kept if office in ("", one.office)]
    return [*(_walked(conn, one) for one in wanted), *(_found(conn, known.get(one.office), one, key) for one in mine)]


def _walked(conn: Connection, office: Office) -> Verdict:
    broken = journal.verify(conn, office.id)
    if broken is not None:
        return _broken(conn, office, broken)
    count = journal.head(conn, office.id).chain_seq
    return Verdict(office.key, True, f"whole, {count} events")


def _broken(conn: Connection, office: Office, link: BrokenLink) -> Verdict:
    number = None if link.card is None else queries.number(conn, link.card)
    card = f", card № {number}" if number is not None else ""
    return Verdict(office.key, False, f"BROKEN at event {link.chain_seq}{card}: {link.why}", link.chain_seq, number)


def _found(conn: Connection, office: Office | None, kept: Kept, key: Ed25519PublicKey | None) -> Verdict:
    """Whether the end that was kept lies on the present chain."""
    if fault := _doubtful(kept, key):
        return Verdict(kept.office, False, f"the end kept at {kept.at}: {fault}", kept.count)
    if office is None:
        return Verdict(kept.office, False, f"GONE: at {kept.at} the office had {kept.count} events")
    if kept.count == 0:
        return Verdict(office.key, True, f"the end kept at {kept.at}: nothing had happened yet{_unseen(kept, key)}")
    there = journal.link_at(conn, office.id, kept.count)
    if there is None:
        words = f"CUT: at {kept.at} there were {kept.count} events; event {kept.count} is not there any more"
        return Verdict(office.key, False, words, kept.count)
    if there != kept.hash:
        words = f"REWRITTEN at event {kept.count} or before it: at {kept.at} another one stood there"
        return Verdict(office.key, False, words, kept.count)
    words = f"the end kept at {kept.at}, event {kept.count}, lies on the chain{_unseen(kept, key)}"
    return Verdict(office.key, True, words)


def _unseen(kept: Kept, key: Ed25519PublicKey | None) -> str:
    """What the word of this end is worth where nobody looked at a signature."""
    if key:
        return ""
    return "; its signature was not looked at, give --public" if kept.signature else "; it is not signed"


def _doubtful(kept: Kept, key: Ed25519PublicKey | None) -> str:
    if key is None:
        return ""
    if not kept.signature:
        return "it is not signed"
    return "" if kept.is_signed_by(key) else "NOT SIGNED by the owner of this key, or changed since"

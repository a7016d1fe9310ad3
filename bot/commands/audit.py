"""`audit verify|head|key`: whether the journal is what was written, and its ends to be kept elsewhere."""

from dataclasses import asdict
from pathlib import Path

from bot.audit import heads, keys
from bot.audit.checking import Verdict, verdicts
from bot.clock import wall_now
from bot.commands.opened import looked
from bot.commands.outbox import Told
from bot.printable import as_json, visible
from storage.moment import at_one_moment


def verify(office: str = "", head: Path | None = None, public: Path | None = None, *, machine: bool = False) -> Told:
    """A line an office, and one for each end in the file `head`. Raises ValueError for what cannot be used."""
    if public and not head:
        raise ValueError("--public: give --head too; it is the end kept elsewhere that is signed")
    kept = heads.read(head) if head else []
    key = keys.public_key(public) if public else None
    found = looked(at_one_moment(lambda conn: verdicts(conn, office, kept, key)))
    text = as_json([asdict(one) for one in found], indent=1) if machine else "\n".join(map(_line, found))
    return Told(text or "There is no office.", all(one.whole for one in found))


def head(sign: Path | None = None) -> str:
    """The ends of all chains, a line of JSON each; with a key they are signed."""
    key = keys.private_key(sign) if sign else None
    now = wall_now()
    ends = looked(at_one_moment(lambda conn: heads.heads(conn, now)))
    return "\n".join((one.signed(key) if key else one).line() for one in ends)


def key(file: Path) -> str:
    """Make a pair of keys. Raises ValueError where a file of this name is there already."""
    public = keys.make(file)
    return (
        f"{file}: the private key, which signs. Who has it can sign a forged end: keep it from the bot.\n"
        f"{public}: the public key, which checks. It is no secret."
    )


def _line(verdict: Verdict) -> str:
    return visible(f"{verdict.office}: {verdict.words}")

"""Ends of the journal's chains as lines to be kept elsewhere, signed or not."""

import binascii
import json
from base64 import b64decode, b64encode
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from sqlalchemy import Connection

from bot.audit.keys import signed_by
from bot.paths import unusable
from storage import journal
from storage.offices import all_offices


class BadHeadError(ValueError):
    """A line is not what `audit head` prints."""


@dataclass(frozen=True, slots=True)
class Kept:
    """The end of one office's chain at a moment (UTC, ISO 8601): how many events, and the hash of the last."""

    office: str
    count: int
    hash: str
    at: str
    signature: str = ""

    def signable(self) -> bytes:
        """The bytes that are signed: everything but the signature, in one form only."""
        said = {name: value for name, value in asdict(self).items() if name != "signature"}
        return json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode()

    def line(self) -> str:
        """As one line of JSON."""
        said = {name: value for name, value in asdict(self).items() if name != "signature" or value}
        return json.dumps(said, ensure_ascii=True)

    def signed(self, key: Ed25519PrivateKey) -> "Kept":
        """The same with a signature."""
        return Kept(self.office, self.count, self.hash, self.at, b64encode(key.sign(self.signable())).decode())

    def is_signed_by(self, key: Ed25519PublicKey) -> bool:
        """Whether the owner of the key has signed just this."""
        try:
            signature = b64decode(self.signature, validate=True)
        except binascii.Error:
            return False
        return signed_by(key, signature, self.signable())


def heads(conn: Connection, now: datetime) -> list[Kept]:
    """The ends of the chains of all offices at this moment."""
    found = ((one.office, journal.head(conn, one.office.id)) for one in all_offices(conn))
    return [Kept(office.key, end.chain_seq, end.hash, now.isoformat(timespec="seconds")) for office, end in found]


def read(file: Path) -> list[Kept]:
    """The lines of a file. Raises BadHeadError that names the line."""
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise BadHeadError(f"{file}: cannot be read: {unusable(file, error)}") from error
    except UnicodeDecodeError as error:
        raise BadHeadError(f"{file}: is not UTF-8 text; `audit head` prints what it is to hold") from error
    found = [_parsed(line, f"{file}:{number}") for number, line in enumerate(lines, 1) if line.strip()]
    if not found:
        raise BadHeadError(f"{file}: nothing is in it; `audit head` prints what it is to hold")
    return found


def _parsed(line: str, place: str) -> Kept:
    try:
        raw: Any = json.loads(line)
        kept = Kept(**{"hash": "", **raw})  # lines of an office in which nothing had happened went without it once
    except (ValueError, TypeError, RecursionError):
        raise BadHeadError(f"{place}: not a line that `audit head` prints") from None
    texts = (kept.office, kept.hash, kept.at, kept.signature)
    counted = type(kept.count) is int and kept.count >= 0 and bool(kept.count) == bool(kept.hash)
    if not (counted and all(isinstance(text, str) for text in texts)):
        raise BadHeadError(f"{place}: not a line that `audit head` prints")
    return kept

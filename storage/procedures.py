"""Procedures by version: a card keeps the one it was opened under, new cards take the current one."""

from contextlib import suppress
from datetime import datetime

from sqlalchemy import Connection, and_, bindparam, select, update

from storage.sql import insert_new
from storage.tables import procedures
from workflow.office import Office
from workflow.procedure import Procedure
from workflow.procedure_file import digest_of, parse_procedure

_CURRENT = select(procedures.c.digest).where(procedures.c.name == bindparam("of_name"), procedures.c.current)
_BODY = select(procedures.c.body).where(
    procedures.c.name == bindparam("of_name"), procedures.c.digest == bindparam("of_digest")
)
_known: dict[str, Procedure] = {}
"""Procedures by digest. A digest stands for one text, so they are never wrong, and there are few of them."""


def put(conn: Connection, body: str, now: datetime) -> bool:
    """Make this text the current version of its procedure. False where it was that already.

    `now` is real time. Raises workflow.procedure.BadProcedureError for a text that is none.
    """
    procedure, digest = parse_procedure(body), digest_of(body)
    if current_digest(conn, procedure.name) == digest:
        return False
    conn.execute(update(procedures).where(procedures.c.name == procedure.name).values(current=False))
    version = {"name": procedure.name, "digest": digest, "body": body, "loaded_at": now, "current": False}
    insert_new(conn, procedures, [version])
    this = and_(procedures.c.name == procedure.name, procedures.c.digest == digest)
    conn.execute(update(procedures).where(this).values(current=True))
    return True


def get(conn: Connection, name: str, digest: str | None = None) -> Procedure:
    """The version with this digest, or the current one. Raises LookupError where there is none."""
    wanted = digest or current_digest(conn, name)
    if wanted in _known and _known[wanted].name == name:
        return _known[wanted]
    body = conn.scalar(_BODY, {"of_name": name, "of_digest": wanted})
    if wanted is None or body is None:
        raise LookupError(f"there is no procedure {name!r}" + (f" of version {digest}" if digest else ""))
    return _known.setdefault(wanted, parse_procedure(body, f"procedure {name}"))


def of_office(conn: Connection, office: Office) -> list[Procedure]:
    """The present versions of what the office works by; one that is not loaded is left out."""
    found = []
    for name in office.procedures:
        with suppress(LookupError):
            found.append(get(conn, name))
    return found


def current_digest(conn: Connection, name: str) -> str | None:
    """Which version new cards take, or None where the procedure is not known."""
    found: str | None = conn.scalar(_CURRENT, {"of_name": name})
    return found


def names(conn: Connection) -> list[str]:
    """Every procedure that is loaded."""
    return list(conn.scalars(select(procedures.c.name).where(procedures.c.current).order_by(procedures.c.name)))

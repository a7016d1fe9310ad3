"""The database: whether it is there, can be written, and is that of this version."""

from collections.abc import AsyncIterator

from sqlalchemy import Connection, text
from sqlalchemy.exc import SQLAlchemyError

from bot.doctor.finding import Finding, fault, ok
from bot.doctor.visit import Visit
from bot.logs import fault as told
from storage.migrations.upgrade import newest, revision_of
from storage.offices import all_offices
from storage.work import Work
from storage.work.trouble import trouble

CHECK = "database"
_START = "start it, or write the right DATABASE_URL; see the server's own log"


async def reached(visit: Visit) -> AsyncIterator[Finding]:
    """Opens it without making one."""
    assert visit.storage is not None  # noqa: S101 - without settings nobody looks
    if visit.file is not None and not visit.file.exists():
        words = f"there is no file {str(visit.file)!r}"
        yield fault(CHECK, words, "run doctor in the folder where the bot is started; a first `run` makes the database")
        return
    try:
        visit.work = await Work.open(visit.storage.database_url)
        await visit.work.read(lambda conn: conn.scalar(text("SELECT 1")))
    except ValueError as error:
        yield fault(CHECK, "it cannot be opened", str(error))
    except (OSError, SQLAlchemyError) as error:
        yield fault(CHECK, f"it cannot be reached: {trouble(error) or told(error)}", _START)
    else:
        yield ok(CHECK, str(visit.file) if visit.file else "PostgreSQL answers")


class _Enough(Exception):  # noqa: N818 - no error: it takes back what was written
    """Ends a transaction that must leave nothing behind."""


async def writable(visit: Visit) -> AsyncIterator[Finding]:
    """Makes a table and takes it back in the same transaction."""
    try:
        await visit.database.run(_write)
    except _Enough:
        yield ok(CHECK, "it can be written")
    except (OSError, SQLAlchemyError) as error:
        mend = "give the bot's user the right to write there, and end what holds the database locked"
        yield fault(CHECK, f"it cannot be written: {trouble(error) or told(error)}", mend)


def _write(conn: Connection) -> None:
    conn.execute(text("CREATE TABLE otklik_doctor (id INTEGER)"))
    raise _Enough


async def migrations(visit: Visit) -> AsyncIterator[Finding]:
    """Whether the tables are those of this version; then the offices can be read."""
    there, wanted = await visit.database.read(revision_of), newest()
    if there == wanted:
        visit.offices = [one.office for one in await visit.database.read(all_offices)]
        yield ok("migrations", f"at {there}, as this version needs it")
    elif there is None or there < wanted:
        mend = "make a copy (`backup`), then start the bot: it brings the database up by itself"
        yield fault("migrations", f"the database is at {there or 'none'}, this version works with {wanted}", mend)
    else:
        mend = "start the newer version again, or restore the copy made before the upgrade"
        yield fault("migrations", f"the database is at {there}: a newer Otklik wrote it (this one: {wanted})", mend)

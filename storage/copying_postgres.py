"""Copies of a PostgreSQL database, by the tools that come with it. The password goes by the environment only."""

import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.engine import URL

from storage.copying import Copy
from storage.copying_files import CopyError, beside, put_in_place, refuse_existing, room
from storage.migrations.upgrade import newest

_INSTALL = "it comes with PostgreSQL: install the package postgresql-client in the version of your server, or newer"
_REVISION = re.compile(r"^(\d{4})$", re.MULTILINE)
_VARIABLES = {"sslmode": "PGSSLMODE", "ssl": "PGSSLMODE", "host": "PGHOST", "port": "PGPORT"}


def dump(url: str, target: Path, *, overwrite: bool = False) -> Copy:
    """Copy the database as it is at one instant, while the bot works. Raises CopyError, and makes nothing then."""
    if not overwrite:
        refuse_existing(target)
    with room(target.parent, None), beside(target) as part:
        _run("pg_dump", url, "--format=custom", "--no-owner", "--no-privileges", f"--file={part}")
        check_dump(url, part)
        size = part.stat().st_size
        put_in_place(part, target, overwrite)
    return Copy(target, size)


def check_dump(url: str, path: Path) -> None:
    """See that the file can be read to its end, is one of Otklik, and not newer than this code. Raises CopyError."""
    _run("pg_restore", url, f"--file={os.devnull}", str(path))  # a file that was cut off is found only in reading it
    said = _run("pg_restore", url, "--data-only", "--table=alembic_version", "--file=-", str(path))
    revision = _REVISION.search(said)
    if revision is None:
        raise CopyError(f"{str(path)!r} is no database of Otklik")
    if revision[1] > newest():
        raise CopyError(f"{str(path)!r} was written by a newer Otklik (revision {revision[1]}); use that version")


def load_dump(url: str, path: Path) -> None:
    """Fill an empty database, whole or not at all. Raises CopyError."""
    _run(
        "pg_restore", url, "--no-owner", "--no-privileges", "--single-transaction", f"--dbname={_name(url)}", str(path)
    )


def _run(tool: str, url: str, *arguments: str) -> str:
    where = shutil.which(tool)
    if where is None:
        raise CopyError(f"{tool} is not there; {_INSTALL}")
    done = subprocess.run(  # noqa: S603 - the tool was found in PATH, and no word of it comes from outside
        [where, "--no-password", *arguments],  # nobody is there to be asked
        env=_environment(make_url(url), os.environ),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise CopyError(f"{tool} failed: {_words(done.stderr) or done.returncode}")
    return done.stdout


def _environment(url: URL, given: Mapping[str, str]) -> dict[str, str]:
    named = {"PGHOST": url.host, "PGPORT": url.port, "PGUSER": url.username, "PGDATABASE": url.database}
    secret = {"PGPASSWORD": url.password}  # where it is not in the URL, ~/.pgpass may have it
    asked = {_VARIABLES[name]: value for name, value in url.query.items() if name in _VARIABLES}
    return {**given, **{name: str(value) for name, value in {**named, **secret, **asked}.items() if value}}


def _name(url: str) -> str:
    return make_url(url).database or ""


def _words(said: str) -> str:
    """What the tool said, without empty lines, not too much of it."""
    return "; ".join(line.strip() for line in said.splitlines() if line.strip())[:600]

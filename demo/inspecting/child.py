"""What runs in the reader's process: it answers questions till whoever asks has gone."""

import signal
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from multiprocessing.connection import Connection as Pipe
from pathlib import Path

from sqlalchemy import Engine, NullPool, create_engine

from demo.inspecting.box import box
from demo.inspecting.cards import card, cards
from demo.inspecting.looking import Look
from demo.inspecting.reading import connected
from sandbox.words import Json

LOOKS: Mapping[str, Callable[..., Json]] = {"cards": cards, "card": card, "outbox": box}


def serve(questions: Pipe) -> None:
    """Answer with what was seen, or with a sentence where nothing could be."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the demo, whose end is ours as well
    with suppress(EOFError, OSError):
        while True:
            questions.send(_answer(*questions.recv()))


def _answer(look: str, database: str, given: Mapping[str, str | int]) -> Json | str:
    try:
        return seen(look, Path(database), given)
    except Exception as error:  # whatever it is, the page has to be told, and the next question answered
        return f"{type(error).__name__}: {error}"


def seen(look: str, database: Path, given: Mapping[str, str | int]) -> Json:
    """One look, at one state of the database. Raises sqlalchemy.exc.OperationalError where there is none yet.

    `given` has the reader's language `lang`, the office's `now` as ISO, and what else this look wants.
    """
    more = {name: value for name, value in given.items() if name not in ("lang", "now")}
    with _engine(database).connect() as conn:
        conn.exec_driver_sql("BEGIN")
        return LOOKS[look](Look(conn, str(given["lang"]), datetime.fromisoformat(str(given["now"]))), **more)


def _engine(database: Path) -> Engine:
    """Connections that cannot write, each opened for one look; a database that is replaced is not held on to."""
    return create_engine("sqlite://", creator=lambda: connected(database), poolclass=NullPool)

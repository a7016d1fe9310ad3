"""A process beside the bot that looks into its database: the bot's words take seconds to import, and the page none."""

import asyncio
import multiprocessing
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Lock

from sandbox.words import Json

PATIENCE = 15.0
"""Real seconds for one look; the first waits for what is left of the imports."""

# The same server that the bot is forked from: it has the bot imported already.
_processes = multiprocessing.get_context("forkserver")


class CannotLookError(Exception):
    """The database could not be read just now: it is not there yet, or another takes its place."""


def _main(questions: Connection) -> None:
    from demo.inspecting.child import serve

    serve(questions)


@dataclass
class Reader:
    """Asks a process of its own, which begins with the first question and again whenever it has gone."""

    _lock: Lock = field(default_factory=Lock)
    _process: BaseProcess | None = None
    _questions: Connection | None = None

    async def ask(self, look: str, database: Path, **given: str | int) -> Json:
        """Return what this look at the database sees. Raises CannotLookError."""
        return await asyncio.to_thread(self._asked, (look, str(database), given))

    def close(self) -> None:
        """End the process; the next question begins another."""
        with self._lock:
            self._end()

    def _asked(self, question: tuple[str, str, dict[str, str | int]]) -> Json:
        with self._lock:
            try:
                answer = self._exchange(question)
            except (OSError, EOFError) as error:
                self._end()
                raise CannotLookError(str(error)) from error
        if isinstance(answer, str):
            raise CannotLookError(answer)
        return answer

    def _exchange(self, question: tuple[str, str, dict[str, str | int]]) -> Json | str:
        """The answer, or why there is none."""
        if self._process and not self._process.is_alive():
            self._end()
        questions = self._questions or self._begin()
        questions.send(question)
        if not questions.poll(PATIENCE):
            raise TimeoutError("the look takes too long")
        answer: Json | str = questions.recv()
        return answer

    def _begin(self) -> Connection:
        mine, its = _processes.Pipe()
        self._process = _processes.Process(target=_main, args=(its,), daemon=True)
        self._process.start()
        its.close()
        self._questions = mine
        return mine

    def _end(self) -> None:
        if self._questions:
            self._questions.close()
        if self._process:
            self._process.kill()
            self._process.join(PATIENCE)
            self._process.close()
        self._questions = self._process = None

"""APScheduler's own lines in the log: what it says of an ordinary life, or of a stop in good order, is no fault."""

import asyncio
import logging

_LIBRARY = "apscheduler"
_SKIPPED = "Execution of job"
"""So begins what it says where a job is due again before it has ended, as after a freeze or beside a locked file."""


class Quiet(logging.Filter):
    """Leaves out jobs that a stop has cut short; that one was skipped is told on DEBUG only.

    It stands at a handler: at a logger it would not hear the loggers below.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the record is to be written."""
        if record.name.partition(".")[0] != _LIBRARY:
            return True
        if record.exc_info and isinstance(record.exc_info[1], asyncio.CancelledError):
            return False
        if not str(record.msg).startswith(_SKIPPED):
            return True
        record.levelno, record.levelname = logging.DEBUG, "DEBUG"
        return logging.root.isEnabledFor(logging.DEBUG)

"""Lets the bot live, and live again whenever it has ended by itself or was killed."""

import asyncio
from time import monotonic

from demo.environment import environment
from demo.life import LONG, pause_after
from demo.process import BotProcess
from demo.show import BOT, TOKEN, Show
from sandbox.chats.queue import UpdateQueue

UP = 60.0
"""Real seconds to wait for a bot that neither runs nor ends."""

_JOB = "bot"
_NO_PROCESS = -255
_LINES, _LONGEST = 2, 500


def live(show: Show, *, loaded: bool) -> None:
    """Let the bot live from now on; unless `loaded`, its office is taken in first."""
    show.settled.clear()
    show.life.starts()
    show.jobs.ensure(_JOB, _keep(show, loaded))


async def up(show: Show) -> bool:
    """Wait till the bot runs, or till it is seen that it does not. Whether it runs."""
    try:
        async with asyncio.timeout(UP):
            await show.settled.wait()
    except TimeoutError:
        return False
    return show.state == "running"


async def rest(show: Show) -> None:
    """End the bot at once, as its power would; nobody starts it again."""
    await show.jobs.end(_JOB)
    show.life.state = "off"


async def _keep(show: Show, loaded: bool) -> None:
    failures, died = 0, None
    while True:
        since, failed = monotonic(), ""
        try:
            code, loaded = await _lived(show, loaded, died)
        except Exception as error:  # whatever it was, the bot has to be tried again
            code, failed = _NO_PROCESS, f"no process could be made: {error!r}"
        died = monotonic()
        failures = 1 if died - since > LONG else failures + 1
        pause = pause_after(code, failures)
        _note_end(show, code, pause, failed)
        await asyncio.sleep(pause)


async def _lived(show: Show, loaded: bool, died: float | None) -> tuple[int, bool]:
    """One life, from its start to its end; returns how it ended, and whether the office is taken in by now."""
    show.life.starts()
    show.changed()
    bot = show.bot = BotProcess(environment(show), show.clock_file, show.log)
    try:
        if not loaded and (code := await bot.command("office", "load", str(show.folder / "office.toml"))):
            return code, False
        queue = show.world.bots[BOT].queue
        queue.polled.clear()
        await bot.start()
        async with asyncio.TaskGroup() as group:
            up = group.create_task(_note_start(show, queue, died))
            code = await bot.ended()
            up.cancel()
        return code, True
    finally:
        bot.kill()


async def _note_start(show: Show, queue: UpdateQueue, died: float | None) -> None:
    """It runs as soon as it asks for updates: all that comes before in a bot's start is done then."""
    await queue.polled.wait()
    show.life.runs(None if died is None else monotonic() - died)
    show.settled.set()
    show.changed()


def _note_end(show: Show, code: int, pause: float, failed: str) -> None:
    """Note how an attempt ended; `failed` is why where there was no process, else its log tells."""
    show.life.ended(code, _told(show, failed) if failed else reason_of(show), pause, _now(show))
    if show.state == "failed":
        show.tell(f"The bot does not run (exit code {code}); it is started again in {pause:g} s. {show.life.reason}")
    show.settled.set()
    show.changed()


def _now(show: Show) -> str:
    """The office's time; empty where its clock cannot be read."""
    try:
        return show.now().isoformat(timespec="seconds")
    except (OSError, ValueError):
        return ""


def reason_of(show: Show) -> str:
    """The last words of the bot's log, without secrets and without the places of this machine."""
    try:
        lines = show.log.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    return _told(show, " ".join(line.strip() for line in lines[-_LINES:] if line.strip()))


def _told(show: Show, text: str) -> str:
    text = text[-_LONGEST:]
    for secret, shown in ((TOKEN, "<token>"), (show.intake_token, "<token>"), (str(show.folder), "…")):
        text = text.replace(secret, shown) if secret else text
    return text

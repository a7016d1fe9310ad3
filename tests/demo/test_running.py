"""`python -m demo` as people run it: how it begins, and that it leaves nothing behind."""

import asyncio
import os
import signal
import socket
import sys
import uuid
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import aiohttp
import pytest

import demo
from demo.show import BOT
from sandbox.people import Person, Town

ROOT = Path(demo.__file__).parent.parent
MARK = "OTKLIK_TEST_MARK"
needs_proc = pytest.mark.skipif(
    not Path("/proc/self/environ").exists(), reason="what is left running is looked for in /proc, which is not here"
)


@asynccontextmanager
async def running(folder: Path, mark: str, *options: str) -> AsyncIterator[Process]:
    """A demo in a process of its own, with its temporary files in a folder; it is killed if it does not end."""
    environment = {**os.environ, "TMPDIR": str(folder), MARK: mark}
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "demo",
        *options,
        cwd=ROOT,
        env=environment,
        stdout=PIPE,
        stderr=PIPE,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


async def url_of(process: Process) -> str:
    """The address that it prints."""
    assert process.stdout is not None
    line = (await asyncio.wait_for(process.stdout.readline(), 60)).decode()
    return next(word for word in line.split() if word.startswith("http"))


@asynccontextmanager
async def a_page(url: str) -> AsyncIterator[None]:
    """Somebody who watches what happens and has asked for the cards: a process looks into the bot's database then."""
    async with aiohttp.ClientSession(url) as client, client.get("/sandbox/events") as stream:
        assert stream.status == 200
        async with client.post("/stage/cards", json={}) as answer:
            assert (await answer.json())["ok"]
        yield


def marked(mark: str) -> list[str]:
    """The processes that were started by a demo, and by those that it started."""
    found = []
    for place in Path("/proc").glob("[0-9]*/environ"):
        try:
            if (
                f"{MARK}={mark}".encode() in place.read_bytes()
                and "zombie" not in (place.parent / "status").read_text()
            ):
                found.append(place.parent.name)
        except OSError:
            continue
    return found


def files(folder: Path) -> list[Path]:
    """What is in a folder."""
    return list(folder.iterdir())


async def gone(mark: str) -> None:
    """Wait till none of them is left: those whose parent was killed see it for themselves."""
    async with asyncio.timeout(20):
        while marked(mark):  # noqa: ASYNC110 - processes of others end without telling us
            await asyncio.sleep(0.05)


@needs_proc
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_nothing_is_left(number: signal.Signals, tmp_path: Path) -> None:
    """Told to end at any moment, with a page open, it ends well and leaves no word, no process and no file."""
    mark = uuid.uuid4().hex
    async with running(tmp_path, mark, "--port", "0") as process:
        url = await url_of(process)
        async with AsyncExitStack() as pages:
            if number is not signal.SIGINT:  # that one comes while the bot is being started
                async with Town.connect(url) as town:
                    await Person(town, 1001, "Инна Белова", BOT).reads("вы: Инна Белова", seconds=60)
                await pages.enter_async_context(a_page(url))
            assert marked(mark)
            os.killpg(process.pid, number)  # a terminal tells all of its processes
            _, errors = await process.communicate()
        assert (process.returncode, errors) == (0, b"")
    await gone(mark)
    assert files(tmp_path) == []


@needs_proc
async def test_killed(tmp_path: Path) -> None:
    """Also a demo that was killed leaves no bot behind."""
    mark = uuid.uuid4().hex
    async with running(tmp_path, mark, "--port", "0", "--language", "en") as process:
        async with Town.connect(await url_of(process)) as town:
            await Person(town, 1001, "Инна Белова", BOT).reads("you are: ", seconds=60)
        process.kill()
        await process.wait()
    await gone(mark)


async def test_the_port_is_taken(tmp_path: Path) -> None:
    """One line names the port and what to write instead."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        async with running(tmp_path, uuid.uuid4().hex, "--port", str(port)) as process:
            told, errors = await process.communicate()
    assert (process.returncode, told) == (1, b"")
    assert (
        errors.decode() == f"Port {port} cannot be had: something else uses it. Take another one: make demo PORT=8090\n"
    )

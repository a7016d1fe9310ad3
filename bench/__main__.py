"""`make bench`: every measurement in one run, as a table of ratios against named peers. Takes some minutes."""

import asyncio
import sys
import tempfile
import textwrap
from pathlib import Path

from bench import calendar, memory, timers, updates
from bench.process import CAN_TELL
from bench.rows import Row
from bench.town import both_bots

_WIDE = 118


def main() -> int:
    """Measure everything and print a row as soon as it is known. Returns the exit code, 0 whatever was measured."""
    print("Otklik against its peers. A ratio above 1 is faster, or bigger, than the peer.\n")
    for name, ratio, remark in calendar.ratios():
        show(Row("working-time additions a second", name, ratio, remark=remark))
    asyncio.run(_with_processes())
    return 0


def show(row: Row) -> None:
    """One row: what and against whom, the ratio, the goal, and a remark below."""
    verdict = {True: "reached", False: "NOT REACHED", None: ""}[row.reached]
    print(f"{row.ratio:8.2f}  {row.what}, against {row.peer}")
    if row.goal:
        print(f"{'':8}  goal: {row.goal}: {verdict}")
    indent = " " * 10
    print(textwrap.fill(row.remark, _WIDE, initial_indent=indent, subsequent_indent=indent), end="\n\n", flush=True)


async def _with_processes() -> None:
    """What needs a database, and processes of its own."""
    with tempfile.TemporaryDirectory(prefix="otklik-bench-") as folder:
        for row in await timers.rows(Path(folder)):
            show(row)
        if not CAN_TELL:
            print("Memory and updates are measured by what Linux tells in /proc, which is not there.")
            return
        async with both_bots(Path(folder)) as both:
            show(await memory.row(both))
            for row in await updates.rows(both):
                show(row)


if __name__ == "__main__":
    sys.exit(main())

"""`python -m demo.walk`: walks one post from the forward to the published answer, and prints it as a chat."""

import asyncio
import sys

from demo.walk.printing import Printer
from demo.walk.scenes import walk
from demo.walk.stage import stage


async def main() -> None:
    """Play the walk once. Ends with exit code 0, or with 1 and what did not come."""
    async with stage() as ready:
        printer = Printer(ready)
        await walk(ready, printer)


if __name__ == "__main__":
    try:
        asyncio.run(main())
    except AssertionError as failure:
        sys.exit(f"\n{failure}")

"""Cards of an earlier version get the words that they are found by, once, when the bot starts."""

from functools import partial

from storage import finding
from storage.work import Work


async def fill_words(work: Work) -> int:
    """Give words to all cards that have none, some in each transaction. Returns in how many transactions it was."""
    after, rounds = 0, 0
    while (last := await work.run(partial(finding.fill, after=after))) is not None:
        after, rounds = last, rounds + 1
    return rounds

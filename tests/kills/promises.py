"""What must hold when a walk is over, whatever was done to the bot."""

from tests.kills.ledger import Ledger
from tests.kills.walk import Walk
from tests.proof.counting import Tried


def kept(ledger: Ledger, walk: Walk, tried: Tried, where: str, runs: int = 1, *, whole: Ledger | None = None) -> None:
    """Count what came of a run, and then fail where something was lost, done twice, or said twice unmarked.

    With `whole`, what was said in a walk without a kill: each chat must have been told all of it.
    """
    untold = whole.told - ledger.told if whole else frozenset()
    lost = ledger.lost + len(untold) + abs(walk.updates - ledger.updates) + (ledger.actions != walk.actions)
    tried.count(runs, lost=lost, repeated=sum(ledger.repeated.values()))
    assert ledger.actions == walk.actions, where
    assert ledger.updates == walk.updates, where
    assert (ledger.unhandled, ledger.unsent, ledger.stuck, ledger.missing) == (0, 0, 0, []), where
    assert all(count == 1 for count in ledger.repeated.values()), where
    assert ledger.unmarked == [], where
    assert not untold, f"{where}: {sorted(untold)}"

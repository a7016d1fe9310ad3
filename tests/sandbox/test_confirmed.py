"""What the messenger remembers of updates that are gone from its queue."""

import pytest

from sandbox.chats.confirmed import DAY, Confirmed
from sandbox.chats.queue import UpdateQueue


def queue_of(*moments: float) -> UpdateQueue:
    """A queue with one update for each moment (seconds), numbered from 1."""
    queue = UpdateQueue(next_id=1)
    queue.pending = [(at, {"update_id": number, "message": {}}) for number, at in enumerate(moments, 1)]
    return queue


def test_confirmed_updates_are_remembered() -> None:
    """An offset confirms what lies below it; a webhook's answer confirms its one update; nothing else does."""
    queue = queue_of(1, 2, 3, 4)
    queue.confirm(3)
    queue.taken({"update_id": 4})
    assert queue.confirmed.ids() == {1, 2} | {4}
    assert [update["update_id"] for _, update in queue.pending] == [3]
    queue.confirm(-1)
    assert queue.confirmed.ids() == {1, 2, 4}


def test_what_nobody_fetched_in_time_is_counted() -> None:
    """An update that grew too old was confirmed by nobody, and is counted apart."""
    queue = queue_of(1, 2, 30)
    queue.forget(20)
    assert queue.outlived == 2
    assert queue.confirmed.ids() == frozenset()
    queue.forget(20)
    assert queue.outlived == 2


def test_a_day_is_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was confirmed more than a day ago is forgotten: a bot need not know it any more."""
    now = 1000.0
    monkeypatch.setattr("sandbox.chats.confirmed.time.monotonic", lambda: now)
    known = Confirmed()
    known.add([1])
    now += DAY - 1
    known.add([2])
    assert known.ids() == {1, 2}
    now += 2
    known.add([])
    assert known.ids() == {2}

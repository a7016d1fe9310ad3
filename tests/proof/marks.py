"""Which faults and attacks a test shows: the marks travel with its report, also from another process."""

import pytest

SHOWS = "shows"
COLLECTED = pytest.StashKey[dict[str, set[tuple[str, int]]]]()
"""Every test of this run, by its file and name, with what any case of it shows."""

KINDS = ("fault", "attack")


def note_marks(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Write the numbers of each test's marks where its report keeps them, and all of them where a test can look."""
    collected = config.stash.setdefault(COLLECTED, {})
    for item in items:
        numbers = shown_by(item)
        collected.setdefault(item.nodeid.partition("[")[0], set()).update(numbers)
        if numbers:
            item.user_properties.append((SHOWS, numbers))


def shown_by(item: pytest.Item) -> list[tuple[str, int]]:
    """Kind and number of everything that the test shows."""
    found = [(mark.name, number) for kind in KINDS for mark in item.iter_markers(kind) for number in mark.args]
    return sorted(set(found))

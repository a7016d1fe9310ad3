"""Which faults and attacks a test shows: the marks travel with its report, also from another process."""

import pytest

SHOWS = "shows"
KINDS = ("fault", "attack")


def note_marks(items: list[pytest.Item]) -> None:
    """Write the numbers of each test's marks where its report keeps them."""
    for item in items:
        if numbers := shown_by(item):
            item.user_properties.append((SHOWS, numbers))


def shown_by(item: pytest.Item) -> list[tuple[str, int]]:
    """Kind and number of everything that the test shows."""
    found = [(mark.name, number) for kind in KINDS for mark in item.iter_markers(kind) for number in mark.args]
    return sorted(set(found))

"""What /my lists."""

import pytest

from tests.conversations.stand import Stand
from tests.conversations.steps import forwarded


@pytest.mark.clause("SOB-R3")
async def test_my_list_has_only_my_own_moves(office: Stand) -> None:
    """A coordinator who could stand in for the curator finds the card on the board, not among his own."""
    await forwarded(office)
    await office.coordinator.says("/my")
    await office.coordinator.reads("Сейчас у вас нет карточек")
    await office.coordinator.says("/board")
    await office.coordinator.reads("№ 1")
    await office.curator.says("/my")
    await office.curator.reads("У вас 1 карточка")

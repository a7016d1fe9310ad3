"""The coordinator's day: acting for a curator, who is away on the board, and the digest in the morning."""

import pytest
from sqlalchemy import Connection

from storage import journal, people
from storage.offices import office_named
from storage.snapshots import snapshot
from storage.work import Work
from tests.conversations.stand import Stand
from tests.conversations.steps import forwarded
from workflow.events import Moved
from workflow.words import CardId


@pytest.mark.clause("SOB-R3")
async def test_a_coordinator_acts_for_a_curator(office: Stand) -> None:
    """The coordinator routes a curator's card; the curator learns of it, the card says it, and so does the journal."""
    await forwarded(office)
    await office.coordinator.says("/card 1")
    card = await office.coordinator.reads("кому направить?")
    await card.tap("→ Дорожное хозяйство")
    await office.coordinator.toast("направлено")
    told = await office.curator.reads("📝 № 1 · за вас направили исполнителю в 10:0")
    assert told.text.endswith(": Координатор")
    await told.tap("Открыть")
    await office.curator.reads("Координатор вместо: Куратор · направили исполнителю в 10:0")
    await office.roads.reads("вам: подготовить ответ")
    async with await Work.open(office.environment["DATABASE_URL"]) as work:
        assert await work.read(named) == ("coordinator", "curator-1")


def named(conn: Connection) -> tuple[str, str]:
    """Who took the newest move of the first card, and for whom, by their keys."""
    moves = [one for one in journal.history(conn, CardId(1)) if isinstance(one, Moved)]
    found = office_named(conn, "test")
    assert found is not None
    known = {one.id: one.key for one in snapshot(conn, found.id).office.people}
    by, other = moves[-1].by, moves[-1].on_behalf
    assert by is not None
    assert other is not None
    assert journal.verify(conn, found.id) is None
    return known[by], known[other]


@pytest.mark.clause("SOB-R3")
async def test_a_digest_in_the_morning(office: Stand) -> None:
    """What is due today is told once, as the day begins, to those whom it concerns, with a button to the card."""
    office.set_clock("2026-03-04T17:50")
    await forwarded(office)
    office.set_clock("2026-03-05T09:00")
    digest = await office.coordinator.reads("Сегодня, 5 марта: 1 срок")
    assert digest.text.splitlines()[1] == "до 9:20 № 1 направление"
    assert [one.label for row in digest.buttons for one in row] == ["№ 1"]
    await office.curator.reads("Сегодня, 5 марта: 1 срок")
    await digest.tap("№ 1")
    await office.coordinator.reads("кому направить?")
    office.set_clock("2026-03-05T09:10")
    await office.roads.says("/my")
    await office.roads.reads("Сейчас у вас нет карточек")
    for person in (office.roads, office.head, office.coordinator):
        found = [one for one in await person.history() if one.text.startswith("Сегодня, 5 марта")]
        assert len(found) == (person is office.coordinator)


async def test_a_digest_comes_late_the_same_day(office: Stand) -> None:
    """A bot that was down in the morning says it when it is back; what is late stands apart."""
    await forwarded(office)
    assert await office.stop() == 0
    office.set_clock("2026-03-05T15:00")
    office.start()
    digest = await office.coordinator.reads("Сегодня, 5 марта: сроков нет")
    assert digest.text.splitlines()[1].startswith("Опаздывает: № 1 ")
    await office.head.reads("Опаздывает: № 1 ")


@pytest.mark.clause("SOB-R3")
async def test_who_cannot_be_told_stands_on_the_board(office: Stand) -> None:
    """The coordinator sees below the cards who has blocked the bot; a curator's board has only cards."""
    await forwarded(office)
    async with await Work.open(office.environment["DATABASE_URL"]) as work:
        await work.run(blocked)
    await office.coordinator.says("/board")
    board = await office.coordinator.reads("Администрация района: 1 карточка")
    assert "Исполнитель ЖКХ" in board.text
    await office.curator.says("/board")
    board = await office.curator.reads("Администрация района: 1 карточка")
    assert "Исполнитель ЖКХ" not in board.text


def blocked(conn: Connection) -> None:
    """The messenger said that it cannot deliver to one of the executors."""
    people.set_reachable(conn, "telegram", "1005", reachable=False)

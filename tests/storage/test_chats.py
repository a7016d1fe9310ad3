"""Chats in which the bot may write, as the messenger tells of them."""

from storage import chats
from storage.chats import Chat
from storage.work import Work
from tests.fixtures.offices import NOW
from workflow.office import Office
from workflow.ports import Place

LANE, PUBLIC = "telegram:-1005", "telegram:@selo"
SELO = Place(LANE, "Село")


async def _note(work: Work, lane: str = LANE, public: str = PUBLIC, *, writable: bool = True) -> None:
    await work.run(lambda conn: chats.note(conn, Chat(lane, public, "Село", writable), NOW))


async def _place(work: Work, chat: str) -> Place | None:
    return await work.read(lambda conn: chats.place(conn, chat))


async def test_a_chat_is_found_by_id_and_by_name(work: Work) -> None:
    """Both lead to the same place, the newest word of the messenger counts, and an unknown chat is none."""
    await _note(work, public="")
    await _note(work)
    assert await _place(work, LANE) == await _place(work, PUBLIC) == SELO
    assert await _place(work, "telegram:-1006") is None
    await _note(work, writable=False)
    assert await _place(work, LANE) is None


async def test_a_public_name_goes_to_another_chat(work: Work) -> None:
    """A name that another chat has now leads there."""
    await _note(work)
    await _note(work, "telegram:-1006")
    assert await _place(work, PUBLIC) == Place("telegram:-1006", "Село")
    assert await work.read(lambda conn: (chats.public_of(conn, LANE), chats.public_of(conn, "telegram:-1006"))) == (
        "",
        PUBLIC,
    )


async def test_a_chat_that_refused_is_no_place(work: Work) -> None:
    """Where the bot was not let write, nothing is offered till the messenger tells otherwise."""
    await _note(work)
    await work.run(lambda conn: chats.closed(conn, LANE, NOW))
    assert await _place(work, LANE) is None


async def test_a_moved_group_keeps_its_place(work: Work) -> None:
    """What is known follows the group; where the new one is known already, that is newer."""
    await _note(work, "telegram:-5", "")
    await work.run(lambda conn: chats.move(conn, "telegram:-5", LANE))
    assert await _place(work, LANE) == SELO
    await _note(work, "telegram:-5", "")
    await _note(work, writable=False)
    await work.run(lambda conn: chats.move(conn, "telegram:-5", LANE))
    assert await _place(work, LANE) is None
    assert await _place(work, "telegram:-5") is None


async def test_an_offices_own_group_is_no_place(work: Work, office: Office) -> None:
    """The group in which an office hears of its deadlines is never offered."""
    own = f"telegram:{office.group}"
    await _note(work, own)
    assert await _place(work, own) is None


async def test_where_the_bot_may_not_write(work: Work) -> None:
    """A chat that is shut is known as such till the messenger, or a message that went through, says otherwise."""
    assert not await work.read(lambda conn: chats.shut(conn, LANE))
    await _note(work)
    await work.run(lambda conn: chats.closed(conn, LANE, NOW))
    assert await work.read(lambda conn: (chats.shut(conn, LANE), chats.title_of(conn, LANE))) == (True, "Село")
    await work.run(lambda conn: chats.opened(conn, LANE, NOW))
    assert not await work.read(lambda conn: chats.shut(conn, LANE))

"""For which office somebody speaks, and updates that wait till he has said it."""

from datetime import timedelta
from functools import partial

from sqlalchemy import Connection

from storage import inbox, offices, speaking
from storage.inbox import Claimed, Incoming
from storage.work import Work
from tests.fixtures.offices import NOW, OFFICE_TEXT
from workflow.office import Office
from workflow.office_file import parse_office
from workflow.words import OfficeId

LEASE = timedelta(seconds=30)
LATER = NOW + timedelta(hours=1)
OTHER = OFFICE_TEXT.replace('key = "lesnoe"', 'key = "other"').replace("-1001000000777", "-1001000000778")


async def other(work: Work) -> OfficeId:
    """A second office with the same people."""

    def load(conn: Connection) -> OfficeId:
        offices.load_office(conn, parse_office(OTHER))
        found = offices.office_named(conn, "other")
        assert found is not None
        return found.id

    return await work.run(load)


async def test_a_choice_stands_till_the_next(work: Work, office: Office) -> None:
    """What was chosen last counts; whoever never chose has chosen nothing."""
    second = await other(work)
    assert await work.read(lambda conn: speaking.chosen(conn, "telegram", "101")) is None
    for one in (office.id, second, second, office.id):
        await work.run(partial(_choose, one))
        assert await work.read(lambda conn: speaking.chosen(conn, "telegram", "101")) == one
    assert await work.read(lambda conn: speaking.chosen(conn, "telegram", "102")) is None


def _choose(office: OfficeId, conn: Connection) -> None:
    speaking.choose(conn, "telegram", "101", office, NOW)


async def test_a_group_belongs_to_its_office(work: Work, office: Office) -> None:
    """The chat of a group tells its office, a strange chat none."""
    second = await other(work)
    assert await work.read(lambda conn: speaking.of_group(conn, "telegram", "-1001000000777")) == [office.id]
    assert await work.read(lambda conn: speaking.of_group(conn, "telegram", "-1001000000778")) == [second]
    assert await work.read(lambda conn: speaking.of_group(conn, "telegram", "-5")) == []


async def claimed(work: Work) -> list[Claimed]:
    """What one worker finds to do."""
    return await work.run(lambda conn: inbox.claim(conn, "one", NOW, LEASE, 10))


async def test_what_is_put_by_comes_again_in_its_order(work: Work) -> None:
    """Updates that wait for a word are given to nobody, forgotten by no sweep, and come again as they came."""
    rows = [Incoming(number, "a", f'{{"update_id": {number}}}') for number in (1, 2, 3)]
    await work.run(lambda conn: inbox.receive(conn, "bot", rows, NOW))
    (lane,) = await claimed(work)

    def put_by(conn: Connection) -> None:
        for waiting in lane.updates[:2]:
            inbox.put_by(conn, "a", lane.fence, waiting.id, NOW)
        inbox.done(conn, "a", lane.fence, lane.updates[2].id, NOW)
        inbox.release(conn, "a", lane.fence)

    await work.run(put_by)
    assert await claimed(work) == []
    await work.run(lambda conn: inbox.purge(conn, LATER))
    assert await work.run(lambda conn: inbox.again(conn, "b")) == 0
    assert await work.run(lambda conn: inbox.again(conn, "a")) == 2
    (again,) = await claimed(work)
    assert [one.update_id for one in again.updates] == [1, 2]
    assert [one.came_at for one in again.updates] == [NOW, NOW]


async def test_the_first_coming_counts(work: Work) -> None:
    """An update that is put by twice keeps the moment at which it came first."""
    await work.run(lambda conn: inbox.receive(conn, "bot", [Incoming(1, "a", '{"update_id": 1}')], NOW))
    for moment in (NOW, LATER):
        (lane,) = await claimed(work)

        def put_by(conn: Connection, lane: Claimed = lane, moment: object = moment) -> None:
            inbox.put_by(conn, "a", lane.fence, lane.updates[0].id, moment)  # type: ignore[arg-type]  # a moment
            inbox.release(conn, "a", lane.fence)
            inbox.again(conn, "a")

        await work.run(put_by)
    (lane,) = await claimed(work)
    assert lane.updates[0].came_at == NOW

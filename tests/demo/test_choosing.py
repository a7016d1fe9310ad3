"""Another office, or the same one anew."""

import asyncio

import pytest

from demo import offices
from sandbox.page.stage import StageError
from tests.demo.cast import Cast

pytestmark = pytest.mark.asyncio(loop_scope="session")

ENGLISH = {"anapa": ("en", "you are")}
TAKERS = {
    "sobolevo": "curator",
    "petrovsky": "desk",
    "anapa": "officer",
    "klepechikha": "responsible",
    "kozhevnikovo": "coordinator",
}


@pytest.mark.parametrize("procedure", offices.names())
async def test_every_office_comes_up(cast: Cast, procedure: str) -> None:
    """Everybody is greeted in the language chosen, four people hold the phones, and posts have a way in."""
    locale, greeting = ENGLISH.get(procedure, ("ru", "вы: "))
    for person in await cast.begins(procedure, locale):
        await person.reads(greeting)
    state = await cast.does("state", lang="en")
    assert all(one["title"].isascii() for one in state["procedures"] if one["name"] == "anapa")
    assert state["procedure"] == procedure
    assert state["bot"]["state"] == "running"
    assert len({seat["person"] for seat in state["seats"]}) == 4
    taker = TAKERS.get(procedure)
    assert state["intake"] == ({"person": cast[taker].id} if taker else {"platform": True})
    assert bool(cast.show.intake_url) == (taker is None)


async def test_what_is_not_there_is_refused(cast: Cast) -> None:
    """An unknown office or language is refused, and the show goes on."""
    await cast.begins()
    for body, code in (({"procedure": "../sobolevo"}, "no_procedure"), ({"locale": "de"}, "no_locale")):
        with pytest.raises(StageError) as refused:
            await cast.does("choose", **body)
        assert refused.value.code == code
    assert cast.show.state == "running"


async def test_two_at_once(cast: Cast) -> None:
    """Of two who choose at the same time the later gets his way, whole; nothing is left of what was before."""
    before = cast.show.folder
    async with asyncio.TaskGroup() as group:
        group.create_task(cast.does("choose", procedure="anapa"))
        group.create_task(cast.does("choose", procedure="klepechikha"))
    assert cast.show.procedure == "klepechikha"
    assert cast.show.state == "running"
    assert not before.exists()
    assert list(cast.show.folder.parent.iterdir()) == [cast.show.folder]
    for person in cast.meets(0):
        await person.reads("Администрация сельсовета")

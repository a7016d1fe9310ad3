"""Attack 6: who has left, or does something else now, has his old buttons, messages and questions still before him."""

import pytest
from sqlalchemy import text

from storage import staffing
from storage.books import SqlBooks
from tests.attacks.house import House, changed
from tests.attacks.people import who
from tests.attacks.raw import message, says, taps
from tests.attacks.taps import shown
from tests.bot.fakes import rows
from tests.proof.counting import Tried
from workflow.staffing.commands import Dismiss, Edit
from workflow.staffing.outcome import Changed
from workflow.words import OfficeId, PersonId

EXECUTOR, CURATOR = who("own", "executor"), who("own", "curator")


async def id_of(house: House, key: str) -> int:
    """The id of the person with this key."""
    ((found,),) = await rows(house.work, f"SELECT id FROM people WHERE key = '{key}'")  # noqa: S608 - a key of ours
    return int(found)


async def dismissed(house: House, key: str) -> None:
    """The administrator dismisses him as of today."""
    by, him = PersonId(await id_of(house, "own-administrator")), PersonId(await id_of(house, key))
    heir = PersonId(await id_of(house, "own-second" if "executor" in key else "own-coordinator"))
    command, now = Dismiss(OfficeId(2), by, him, house.clock.now().date(), heir), house.clock.now()
    outcome = await house.work.run(lambda conn: staffing.do(conn, command, SqlBooks(conn, now), now))
    assert isinstance(outcome, Changed), outcome
    await house.settle()


async def begun(house: House, person: int) -> list[str]:
    """He looks at his cards, writes a draft without sending it, and is asked something. The buttons that he has."""
    house.judge.forget()
    await house.feed(says(person, "/my"), *(says(person, f"/card {one}") for one in (1, 2, 3, 4, 5)))
    under = await rows(house.work, f"SELECT message_id FROM views WHERE lane = 'telegram:{person}' ORDER BY id")  # noqa: S608 - a number
    for one in under:
        below = {"message_id": int(one[0]), "date": 1, "chat": {"id": person, "type": "private"}, "text": "№"}
        await house.feed({"message": message(person, text="Сделаем завтра.", reply_to_message=below)})
    found = shown(house)
    for data in [one for one in found if ":return" in one or ":publish" in one][:1]:
        await house.feed(taps(person, data))
    return sorted({*found, *shown(house)})


@pytest.mark.attack(6)
@pytest.mark.parametrize("role", ["executor", "curator"])
async def test_who_was_dismissed_is_a_stranger_with_old_buttons(house: House, tried: Tried, role: str) -> None:
    """His buttons, the draft he began, the question he was asked, answers to old messages and /my: all are refused."""
    person = who("own", role)
    buttons = await begun(house, person)
    assert buttons
    open_now = await rows(house.work, f"SELECT state FROM conversations WHERE person = '{person}'")  # noqa: S608 - a number
    await dismissed(house, f"own-{role}")
    before = await house.state()
    house.judge.forget()
    old = {"message_id": 10_000, "date": 1, "chat": {"id": person, "type": "private"}, "text": "№ 2"}
    words = ("ответ на вопрос", "/my", "/card 2", "/find яма", "/board", "/start card_2-2", "/settings", "/cancel")
    answers = [
        {"message": message(person, text="Правка", reply_to_message={**old, "message_id": 10_000 + n})}
        for n in range(20)
    ]
    edits = [
        {"edited_message": {**message(person, text="Иначе"), "message_id": n, "edit_date": 5}} for n in range(1, 60)
    ]
    tries = [*(taps(person, data) for data in buttons), *(says(person, one) for one in words), *answers, *edits]
    await house.feed(*tries)
    tried.count(len(tries))
    assert open_now
    assert changed(before, await house.state()) == {}
    assert [one for one in house.judge.told(person) if "№" in one or "Явн" in one or "Светл" in one] == []
    assert [one for one in house.judge.toasts if "№" in one] == []
    await house.sound()


@pytest.mark.attack(6)
async def test_who_has_another_role_now_has_the_rights_of_that_one_alone(house: House, tried: Tried) -> None:
    """An executor who became a moderator finishes nothing of what he began; his old buttons are refused."""
    buttons = await begun(house, EXECUTOR)
    by, now = PersonId(await id_of(house, "own-administrator")), house.clock.now()
    await house.work.run(lambda conn: conn.execute(text("UPDATE cards SET body = body")))

    def other(conn: object) -> object:
        """As by hand in the database: what the office's own screens refuse while cards wait for him."""
        command = Edit(OfficeId(2), by, "person", "own-executor", "name", "Executor Явный", "Модератор")
        staffing.do(conn, command, SqlBooks(conn, now), now)  # type: ignore[arg-type]  # a connection
        change = "UPDATE people SET roles = '[\"moderator\"]', department = NULL WHERE key = 'own-executor'"
        return conn.execute(text(change))  # type: ignore[attr-defined]  # a connection

    await house.work.run(other)
    await house.work.run(lambda conn: conn.execute(text("UPDATE offices SET stamp = 'moved' WHERE key = 'own'")))
    him = await id_of(house, "own-executor")
    deeds = f"SELECT count(*) FROM events WHERE \"by\" = {him} AND kind IN ('moved', 'part_given')"  # noqa: S608 - a number
    before = await rows(house.work, deeds)
    await house.feed(*(taps(EXECUTOR, data) for data in buttons), says(EXECUTOR, "ответ на вопрос"))
    tried.count(len(buttons))
    assert await rows(house.work, deeds) == before
    await house.sound()


@pytest.mark.attack(6)
async def test_who_works_for_another_office_now_does_nothing_in_the_old_one(house: House, tried: Tried) -> None:
    """His old buttons and words change no card of the office he left, and show none of its posts."""
    buttons = await begun(house, EXECUTOR)
    await dismissed(house, "own-executor")
    hired = f"UPDATE people SET address = '{EXECUTOR}' WHERE key = 'hidden-second'"  # noqa: S608 - a number
    await house.work.run(lambda conn: conn.execute(text(hired)))
    await house.work.run(lambda conn: conn.execute(text("UPDATE offices SET stamp = 'hired' WHERE key = 'hidden'")))
    journal = "SELECT count(*) FROM events JOIN offices ON offices.id = events.office WHERE offices.key = 'own'"
    before = await rows(house.work, journal)
    house.judge.forget()
    words = ("ответ на вопрос", "/my", "/find яма", "/find фонари", "/board")
    await house.feed(*(taps(EXECUTOR, data) for data in buttons), *(says(EXECUTOR, one) for one in words))
    tried.count(len(buttons) + len(words))
    assert house.judge.told(EXECUTOR), "he is somebody in his new office"
    assert await rows(house.work, journal) == before
    assert [one for one in (*house.judge.told(EXECUTOR), *house.judge.toasts) if "у школы" in one] == []
    await house.sound()

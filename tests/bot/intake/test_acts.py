"""Where a message stands, and what its citizen does with the answer."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from storage import procedures, queries
from tests.bot.fakes import Wall, rows
from tests.bot.intake.conftest import CARD, Sender
from tests.fixtures.cards import carried_out
from tests.fixtures.offices import PROCEDURE_TEXT, person
from workflow import desk
from workflow.card import Card
from workflow.commands import Act
from workflow.office import Office
from workflow.post import Draft, Part
from workflow.words import CardId, DraftKind, PersonId

ANSWER, LINK = "Фонари включим сегодня до 18:00.", "https://vk.com/wall-1_2?reply=3"
CITIZENS_ACTS = """
[[action]]
name = "agree"
by = "citizen"
at = "closed"
mark = "agreed"
words = { ru = "Решено", en = "Solved" }
done = { ru = "решено", en = "solved" }

[[action]]
name = "rate"
by = "citizen"
at = "closed"
needs = "rating"
mark = "rated"
words = { ru = "Оценить", en = "Rate" }
done = { ru = "оценено", en = "rated" }

[[action]]
name = "disagree"
by = "citizen"
at = "closed"
to = "draft"
needs = "reason"
mark = "disagreed"
cycle = true
words = { ru = "Не согласен", en = "Disagree" }
done = { ru = "не согласен", en = "disagreed" }
"""


@pytest.fixture
async def answered(sender: Sender, office: Office, wall: Wall) -> Sender:
    """The message was answered: routed, sent back once, agreed, published; a minute between the steps."""
    text = PROCEDURE_TEXT + CITIZENS_ACTS
    await sender.work.run(lambda conn: procedures.put(conn, text, wall.at))
    assert (await sender.posts(CARD)).status == 201
    by = {key: PersonId(person(office, key)) for key in ("curator", "roads-1", "head")}
    for who, action, more in (
        ("curator", "route", {"department": "roads"}),
        ("roads-1", "submit", {"draft": "Первый вариант"}),
        ("head", "send_back", {"note": "Нет срока"}),
        ("roads-1", "submit", {"draft": ANSWER}),
        ("head", "approve", {}),
        ("roads-1", "hand_over", {}),
        ("curator", "publish", {"link": LINK}),
    ):
        wall.at += timedelta(minutes=1)
        await done(sender, Act(CardId(1), by[who], action, **_given(more, by[who], wall)), wall)
    return sender


def _given(more: dict[str, Any], by: PersonId, wall: Wall) -> dict[str, Any]:
    if "draft" not in more:
        return more
    return {"draft": Draft(kind=DraftKind.ANSWER, by=by, at=wall.at, parts=(Part(text=more["draft"]),))}


async def done(sender: Sender, act: Act, wall: Wall) -> None:
    outcome = await carried_out(sender.work, act, wall.at)
    assert isinstance(outcome, desk.Done), outcome


async def card_of(sender: Sender) -> Card:
    found = await sender.work.read(lambda conn: queries.card(conn, CardId(1)))
    assert found is not None
    return found


@pytest.mark.clause("SOB-8")
async def test_a_new_message_is_told(sender: Sender) -> None:
    """Whoever brought a message sees its number and that nobody has answered yet."""
    await sender.posts(CARD)
    answer = await sender.asks()
    assert answer.body == {
        "number": 1,
        "step": "route",
        "state": "open",
        "answer": None,
        "link": None,
        "ground": None,
        "history": [{"what": "received", "at": "2026-03-04T00:00:00+00:00"}],
    }


async def test_an_answered_message_is_told(answered: Sender) -> None:
    """The published answer stands there to the letter, with its address; of the way only what is public."""
    answer = await answered.asks()
    told = {name: answer.body[name] for name in ("state", "step", "answer", "link")}
    assert told == {"state": "closed", "step": "closed", "answer": ANSWER, "link": LINK}
    assert answer.body["history"] == [
        {"what": "received", "at": "2026-03-04T00:00:00+00:00"},
        {"what": "routed", "at": "2026-03-04T00:01:00+00:00"},
        {"what": "published", "at": "2026-03-04T00:07:00+00:00"},
    ]


@pytest.mark.clause("SOB-8")
async def test_an_answered_message_makes_no_second_card(answered: Sender) -> None:
    """A message that is brought again after its card was closed is still that card, and wakes nobody."""
    before = await card_of(answered)
    answer = await answered.posts(CARD)
    assert (answer.status, answer.body) == (200, {"card": 1, "number": 1, "step": "closed"})
    assert (await card_of(answered), await answered.cards()) == (before, 1)


async def test_a_message_that_is_not_handled_says_why(sender: Sender, office: Office, wall: Wall) -> None:
    """Closed on a ground, a message tells the ground and where the citizen is sent instead, and no answer."""
    ground = 'words = { ru = "Намерение причинить вред", en = "Intent to harm" }'
    assert ground in PROCEDURE_TEXT
    text = PROCEDURE_TEXT.replace(ground, f'{ground}\npointer = {{ ru = "Звоните 112", en = "Call 112" }}')
    await sender.work.run(lambda conn: procedures.put(conn, text, wall.at))
    await sender.posts(CARD)
    await done(sender, Act(CardId(1), PersonId(person(office, "curator")), "dismiss", ground="harm"), wall)
    told = (await sender.asks()).body
    assert told["ground"] == {"name": "harm", "words": "Намерение причинить вред", "pointer": "Звоните 112"}
    assert (told["state"], told["answer"], told["history"][-1]["what"]) == ("closed", None, "dismissed")


async def test_nobody_of_the_office_is_named(answered: Sender, office: Office) -> None:
    """No name, no remark, and no draft that was not published is told."""
    shown = str((await answered.asks()).body)
    for hidden in ("Нет срока", "Первый вариант", "sent_back", *(one.name for one in office.people)):
        assert hidden not in shown


@pytest.mark.parametrize(("of", "identity"), [("nowhere", "monitor-1"), ("lesnoe", "monitor-2"), ("lesnoe", "1")])
async def test_what_is_not_there(sender: Sender, of: str, identity: str) -> None:
    """Another office, another message, a number in place of an identity: 404 with the field."""
    await sender.posts(CARD)
    answer = await sender.asks(identity, of)
    assert (answer.status, answer.body["field"]) == (404, "office" if of == "nowhere" else "id")


async def test_an_identity_with_signs_is_found(sender: Sender) -> None:
    """An identity may be a web address; in a path it is written with percent signs."""
    await sender.posts({**CARD, "id": "https://ok.ru/group/1?a=b%c"})
    assert (await sender.asks("https%3A%2F%2Fok.ru%2Fgroup%2F1%3Fa=b%25c")).status == 200


@pytest.mark.clause("KAM-2.7")
async def test_the_citizen_confirms(answered: Sender) -> None:
    """What the procedure lets the citizen do is done, stands in the history, and leaves the card closed."""
    answer = await answered.acts({"action": "agree", "key": "1"})
    assert (answer.status, answer.body) == (200, {"number": 1, "step": "closed", "state": "closed"})
    assert (await answered.asks()).body["history"][-1]["what"] == "agreed"


@pytest.mark.clause("KAM-2.7")
async def test_the_citizen_rates_and_comments(answered: Sender) -> None:
    """A rating and the words to it are kept together, the number first."""
    answer = await answered.acts({"action": "rate", "value": 2, "note": "Долго ждали", "key": "1"})
    assert answer.status == 200
    remark = (await card_of(answered)).remark("rate")
    assert remark is not None
    assert (remark.text, remark.by) == ("2: Долго ждали", None)


@pytest.mark.clause("KAM-2.7")
@pytest.mark.parametrize("value", [0, 6, 55, "", "прекрасно"])
async def test_a_mark_is_from_one_to_five(answered: Sender, value: object) -> None:
    """Any other mark is 409 and says which there are."""
    answer = await answered.acts({"action": "rate", "value": value, "note": "Спасибо", "key": "1"})
    assert (answer.status, answer.body["why"], "1 to 5" in answer.body["mend"]) == (409, "no_rating", True)


@pytest.mark.clause("KAM-2.7")
async def test_the_citizen_disagrees(answered: Sender, office: Office) -> None:
    """Disagreement opens the card again with its reason; what was published stays the answer."""
    answer = await answered.acts({"action": "disagree", "note": "Фонари не горят", "key": "1"})
    assert answer.body == {"number": 1, "step": "draft", "state": "open"}
    told = (await answered.asks()).body
    assert (told["state"], told["answer"]) == ("open", ANSWER)
    executor = person(office, "roads-1")
    newest = await rows(answered.work, "SELECT person FROM outbox WHERE kind = 'card' ORDER BY id DESC LIMIT 1")
    assert newest == [(executor,)]


async def test_a_draft_after_the_answer_is_not_told(answered: Sender, office: Office, wall: Wall) -> None:
    """While the office writes anew, the published answer is the answer."""
    await answered.acts({"action": "disagree", "note": "Фонари не горят", "key": "1"})
    wall.at += timedelta(minutes=1)
    by = PersonId(person(office, "roads-1"))
    await done(answered, Act(CardId(1), by, "submit", **_given({"draft": "Второй ответ"}, by, wall)), wall)
    assert (await answered.asks()).body["answer"] == ANSWER


@pytest.mark.clause("KAM-2.7")
async def test_a_disagreement_needs_its_reason(answered: Sender) -> None:
    """What the procedure asks for and is not there is 409 with the reason; the same key may then be used."""
    refused = await answered.acts({"action": "disagree", "key": "1"})
    assert (refused.status, refused.body["why"], "note" in refused.body["mend"]) == (409, "no_reason", True)
    assert (await answered.acts({"action": "disagree", "note": "Не горят", "key": "1"})).status == 200


async def test_an_act_is_carried_out_once(answered: Sender) -> None:
    """The same key is the same act: its answer comes again, also when ten come at once, and nothing happens twice."""
    act = {"action": "rate", "value": 5, "key": "1"}
    answers = [await answered.acts(act), *await asyncio.gather(*(answered.acts(act) for _ in range(10)))]
    assert {(one.status, one.body["state"]) for one in answers} == {(200, "closed")}
    assert len((await card_of(answered)).remarks) == 2  # the head's and this one


async def test_another_act_under_a_known_key(answered: Sender) -> None:
    """Another act under the key of an earlier one is refused, not swallowed."""
    await answered.acts({"action": "rate", "value": 5, "key": "1"})
    answer = await answered.acts({"action": "disagree", "note": "Нет", "key": "1"})
    assert (answer.status, answer.body["field"]) == (422, "key")
    assert not (await card_of(answered)).open


OFFICE_S = ["route", "dismiss", "accept", "submit", "approve", "publish", "hand_over", "take_back", "reopen", "nothing"]


@pytest.mark.parametrize("action", OFFICE_S)
async def test_an_open_card_is_the_office_s(sender: Sender, action: str) -> None:
    """What the procedure gives to people of the office cannot be done from outside while the card is open."""
    await sender.posts(CARD)
    await changes_nothing(sender, action)


@pytest.mark.parametrize("action", OFFICE_S)
async def test_a_closed_card_is_the_office_s(answered: Sender, action: str) -> None:
    """Nor can it be done once the card is closed, though the citizen has acts of his own there."""
    await changes_nothing(answered, action)


async def changes_nothing(sender: Sender, action: str) -> None:
    before = await card_of(sender)
    answer = await sender.acts({"action": action, "note": "x", "key": "1"})
    assert (answer.status, answer.body["field"]) == (409, "action")
    assert await card_of(sender) == before


@pytest.mark.parametrize(
    ("act", "field"),
    [
        ({"action": "Rate", "key": "1"}, "action"),
        ({"action": "a" * 41, "key": "1"}, "action"),
        ({"action": "rate"}, "key"),
        ({"action": "rate", "key": ""}, "key"),
        ({"action": "rate", "key": "1", "value": [5]}, "value"),
        ({"action": "rate", "key": "1", "value": True}, "value"),
        ({"action": "rate", "key": "1", "note": "x" * 4001}, "note"),
        ({"action": "rate", "key": "1", "by": 1}, "by"),
        ({"action": "rate", "key": "1", "department": "roads"}, "department"),
    ],
)
async def test_a_fault_of_an_act_names_its_field(sender: Sender, act: dict[str, Any], field: str) -> None:
    """An act that cannot be used is 422 under its field; nobody can act in the name of a person of the office."""
    await sender.posts(CARD)
    answer = await sender.acts(act)
    assert (answer.status, answer.body["field"]) == (422, field)


async def test_an_act_on_nothing(sender: Sender) -> None:
    """An act on a message that never came is 404."""
    assert (await sender.acts({"action": "rate", "key": "1"})).status == 404

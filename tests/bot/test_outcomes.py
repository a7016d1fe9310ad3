import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.outcomes import (
    Blocked,
    Conflict,
    Gone,
    Migrated,
    NotModified,
    NoTopic,
    NotSent,
    Outcome,
    Refused,
    Retry,
    Sent,
    Unauthorized,
    Unsure,
    classify,
)
from tests.cases import cases


def error(code: int, description: str, **parameters: Any) -> tuple[int, bytes]:
    answer = {"ok": False, "error_code": code, "description": description, "parameters": parameters}
    return code, json.dumps(answer).encode()


def done(result: Any) -> tuple[int, bytes]:
    return 200, json.dumps({"ok": True, "result": result}).encode()


NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as "
    "a current content and reply markup of the message"
)


@pytest.mark.fault(6, 10, 11, 12)
@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (error(400, NOT_MODIFIED), NotModified()),
        (error(429, "Too Many Requests: retry after 7", retry_after=7), Retry(7)),
        (error(429, "Too Many Requests"), Retry(1)),
        ((429, b"<html>slow down</html>"), Retry(5)),
        (error(403, "Forbidden: bot was blocked by the user"), Blocked("Forbidden: bot was blocked by the user")),
        (error(400, "Bad Request: chat not found"), Blocked("Bad Request: chat not found")),
        (
            error(400, "Bad Request: not enough rights to send text messages to the chat"),
            Blocked("Bad Request: not enough rights to send text messages to the chat"),
        ),
        (error(400, "Bad Request: group chat was upgraded…", migrate_to_chat_id=-1002), Migrated("-1002")),
        (error(400, "Bad Request: message to edit not found"), Gone("Bad Request: message to edit not found")),
        (error(400, "Bad Request: message can't be edited"), Gone("Bad Request: message can't be edited")),
        (error(400, "Bad Request: message thread not found"), NoTopic()),
        (error(400, "Bad Request: message is too long"), Refused("Bad Request: message is too long")),
        (error(404, "Not Found: method not found"), Refused("Not Found: method not found")),
        (error(404, "Not Found"), Unauthorized()),
        (error(401, "Unauthorized"), Unauthorized()),
        (error(409, "Conflict: terminated"), Conflict("Conflict: terminated")),
        (error(500, "Internal Server Error: restart"), NotSent("Internal Server Error: restart")),
        (error(502, "Bad Gateway"), Unsure("Bad Gateway")),
        ((502, b"<html>bad gateway</html>"), Unsure("an answer with status 502 that is not JSON")),
        ((200, b'{"ok":true,"resu'), Unsure("an answer with status 200 that is not JSON")),
        ((200, b"[]"), Unsure("an answer with status 200 that is not Telegram's")),
        ((407, b"proxy wants a password"), NotSent("an answer with status 407 that is not JSON")),
        ((413, b"too large"), Refused("an answer with status 413 that is not JSON")),
        (done(True), Sent()),
    ],
)
def test_an_answer_is_sorted_by_what_to_do_next(answer: tuple[int, bytes], outcome: Outcome) -> None:
    """Each answer that Telegram or something in between gives leads to one outcome."""
    assert classify(*answer) == outcome or (classify(*answer), outcome) == (Sent((), True), Sent())


def between(status: int) -> str:
    return f"an answer with status {status} that is not Telegram's"


@pytest.mark.fault(10)
@pytest.mark.parametrize(
    ("status", "answer", "outcome"),
    [
        (404, {"error": "not found"}, NotSent(between(404))),
        (401, {"message": "No API key found in request"}, NotSent(between(401))),
        (403, {"message": "Forbidden"}, NotSent(between(403))),
        (400, {"error": "bad request"}, NotSent(between(400))),
        (407, {"error": "proxy authentication"}, NotSent(between(407))),
        (413, {"message": "too large"}, Refused(between(413))),
        (429, {"message": "slow down"}, Retry(5)),
        (200, {"status": "maintenance"}, Unsure(between(200))),
        (200, {"ok": "yes", "result": True}, Unsure(between(200))),
        (200, {"ok": 1, "result": True}, Unsure(between(200))),
        (502, {"error_code": "E_UPSTREAM"}, Unsure(between(502))),
        (502, {"ok": False, "error_code": "E_UPSTREAM"}, Unsure(between(502))),
        (401, {"ok": False}, NotSent(between(401))),
        (403, {"ok": False, "error_code": True}, NotSent(between(403))),
        (403, {"ok": False, "error_code": 0}, NotSent(between(403))),
        (403, {"ok": None, "error_code": 403, "description": "Forbidden"}, NotSent(between(403))),
    ],
)
def test_an_object_without_telegrams_ok_is_no_answer_of_telegrams(status: int, answer: Any, outcome: Outcome) -> None:
    """What a gateway says in JSON of its own condemns neither the bot, nor a person, nor a message."""
    assert classify(status, json.dumps(answer).encode()) == outcome


@pytest.mark.fault(10)
@pytest.mark.parametrize(
    ("code", "more", "outcome"),
    [
        (400, {"parameters": [1], "description": "Bad Request: x"}, Refused("Bad Request: x")),
        (400, {"parameters": {"migrate_to_chat_id": "there"}, "description": "x"}, Refused("x")),
        (400, {"parameters": {"retry_after": "soon"}, "description": ["x"]}, Refused("")),
        (429, {"parameters": {"retry_after": "soon"}}, Retry(1)),
        (429, {"parameters": {"retry_after": float("nan")}}, Retry(1)),
        (429, {"parameters": {"retry_after": -3}}, Retry(1)),
        (429, {"parameters": {"retry_after": 10**18}}, Retry(86400)),
        (429, {"parameters": {"retry_after": float("inf")}}, Retry(86400)),
        (403, {"description": "a\0b\ud800"}, Blocked("a\N{REPLACEMENT CHARACTER}b?")),
    ],
)
def test_numbers_and_words_of_an_answer_are_read_with_a_guard(code: int, more: Any, outcome: Outcome) -> None:
    """An answer of Telegram's in which one thing is of another kind leads to what the rest of it says."""
    assert classify(code, json.dumps({"ok": False, "error_code": code, **more}).encode()) == outcome


_LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
_NAMES = st.sampled_from(
    ["ok", "result", "error_code", "description", "parameters", "retry_after", "migrate_to_chat_id", "message_id", "x"]
)
_CODES = st.sampled_from([0, 200, 302, 400, 401, 403, 404, 407, 409, 413, 429, 500, 502])
_ANY = st.recursive(
    _LEAVES | _CODES, lambda one: st.lists(one, max_size=3) | st.dictionaries(_NAMES, one, max_size=4), max_leaves=12
)
_NEARLY = st.fixed_dictionaries(
    {"ok": _LEAVES},
    optional={"error_code": _CODES | _ANY, "description": _ANY, "parameters": _ANY, "result": _ANY},
)


@pytest.mark.fault(10)
@settings(max_examples=cases(1000), deadline=None)
@given(answer=_NEARLY | _ANY, status=_CODES)
def test_whatever_comes_is_an_outcome_and_never_an_error(answer: Any, status: int) -> None:
    """Nothing is raised; and what has no `ok` of Telegram's condemns nobody, but for what is too large for a door."""
    outcome = classify(status, json.dumps(answer).encode())
    telegrams = isinstance(answer, dict) and isinstance(answer.get("ok"), bool)
    if not telegrams and status != 413:
        assert isinstance(outcome, NotSent | Unsure | Retry)


@pytest.mark.parametrize(
    ("result", "ids"),
    [({"message_id": 5}, ("5",)), ([{"message_id": 5}, {"message_id": 6}], ("5", "6")), (True, ()), ([], ())],
)
def test_the_ids_of_what_was_sent_are_known(result: Any, ids: tuple[str, ...]) -> None:
    """One message, an album, or nothing."""
    outcome = classify(*done(result))
    assert isinstance(outcome, Sent)
    assert outcome.ids == ids

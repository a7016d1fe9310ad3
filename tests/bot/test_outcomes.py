import json
from typing import Any

import pytest

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
        ((200, b"[]"), Unsure("an answer with status 200 that is not JSON")),
        ((407, b"proxy wants a password"), NotSent("an answer with status 407 that is not JSON")),
        ((413, b"too large"), Refused("an answer with status 413 that is not JSON")),
        (done(True), Sent()),
    ],
)
def test_an_answer_is_sorted_by_what_to_do_next(answer: tuple[int, bytes], outcome: Outcome) -> None:
    """Each answer that Telegram or something in between gives leads to one outcome."""
    assert classify(*answer) == outcome or (classify(*answer), outcome) == (Sent((), True), Sent())


@pytest.mark.parametrize(
    ("result", "ids"),
    [({"message_id": 5}, ("5",)), ([{"message_id": 5}, {"message_id": 6}], ("5", "6")), (True, ()), ([], ())],
)
def test_the_ids_of_what_was_sent_are_known(result: Any, ids: tuple[str, ...]) -> None:
    """One message, an album, or nothing."""
    outcome = classify(*done(result))
    assert isinstance(outcome, Sent)
    assert outcome.ids == ids

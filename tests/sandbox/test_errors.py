"""Every refusal in the words of the real server."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from sandbox.people import Person, Town
from tests.sandbox.robot import Robot

GROUP, OUTSIDE = -1_001_000_000_001, -1_001_000_000_002
PARSE = "Bad Request: can't parse entities: "
UNCHANGED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a "
    "current content and reply markup of the message"
)
LATE = "Bad Request: query is too old and response timeout expired or query ID is invalid"


def keys(*buttons: dict[str, Any]) -> dict[str, Any]:
    """An inline keyboard, one button a row."""
    return {"inline_keyboard": [[one] for one in buttons]}


def html(text: str) -> dict[str, Any]:
    """A text to be parsed."""
    return {"chat_id": 1001, "text": text, "parse_mode": "HTML"}


def text(markup: dict[str, Any] | None = None, body: str = "т", **more: Any) -> dict[str, Any]:
    """A message to Anna."""
    return {"chat_id": 1001, "text": body, **({"reply_markup": markup} if markup else {}), **more}


def data(value: str) -> dict[str, Any]:
    """A button with callback data."""
    return {"text": "к", "callback_data": value}


LONG = {"text": "я" * 257}
HUNDRED = keys(*[data(str(number)) for number in range(101)])
HEAVY = keys(*[{"text": "я" * 60, "callback_data": str(number)} for number in range(90)])
STYLE = (
    'Bad Request: can\'t parse inline keyboard button: Field "style" has an unsupported value; expected one of '
    "danger, primary, success"
)
TEXTLESS = "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
PLAIN = [
    ("sendMessage", text(body=""), "Bad Request: message text is empty"),
    ("sendMessage", text(body=" \n "), "Bad Request: message text is empty"),
    ("sendMessage", html("<b> </b>"), "Bad Request: message text is empty"),
    ("sendMessage", text(body="я" * 4097), "Bad Request: message is too long"),
    ("sendMessage", html("<x>а</x>"), PARSE + 'Unsupported start tag "x" at byte offset 0'),
    ("sendMessage", html("я<x>"), PARSE + 'Unsupported start tag "x" at byte offset 2'),
    ("sendMessage", html("<b>а"), PARSE + 'Can\'t find end tag corresponding to start tag "b"'),
    ("sendMessage", html("<b>я</i>"), PARSE + 'Unmatched end tag at byte offset 5, expected "</b>", found "</i>"'),
    ("sendMessage", html("я</b>"), PARSE + "Unexpected end tag at byte offset 2"),
    ("sendMessage", text(keys(data("я" * 33))), "Bad Request: BUTTON_DATA_INVALID"),
    ("sendMessage", text(keys(data("a" * 65))), "Bad Request: BUTTON_DATA_INVALID"),
    ("sendMessage", text(HUNDRED), "Bad Request: reply markup is too long"),
    ("sendMessage", text(HEAVY), "Bad Request: reply markup is too long"),
    ("sendMessage", text(keys({"text": "к"})), TEXTLESS),
    ("sendMessage", text(keys({"text": "к", "style": "danger"})), TEXTLESS),
    ("sendMessage", text(keys({"text": "к", "copy_text": LONG})), "Bad Request: BUTTON_COPY_TEXT_INVALID"),
    ("editMessageText", text(message_id=99), "Bad Request: message to edit not found"),
    ("deleteMessage", {"chat_id": 1001, "message_id": 99}, "Bad Request: message to delete not found"),
    ("pinChatMessage", {"chat_id": 1001, "message_id": 99}, "Bad Request: message to pin not found"),
    ("copyMessage", {"chat_id": 1001, "from_chat_id": 1001, "message_id": 9}, "Bad Request: message to copy not found"),
    (
        "forwardMessage",
        {"chat_id": 1001, "from_chat_id": 1001, "message_id": 99},
        "Bad Request: message to forward not found",
    ),
    ("sendMessage", text(reply_parameters={"message_id": 99}), "Bad Request: message to be replied not found"),
    ("sendMessage", text(reply_to_message_id=99), "Bad Request: message to be replied not found"),
    ("answerCallbackQuery", {"callback_query_id": "1"}, LATE),
    ("sendMessage", {"chat_id": 404, "text": "т"}, "Bad Request: chat not found"),
    ("sendMessage", {"chat_id": -100, "text": "т"}, "Bad Request: chat not found"),
    ("sendMessage", {"chat_id": "@nobody_here", "text": "т"}, "Bad Request: chat not found"),
    ("sendMessage", text(message_thread_id=1), "Bad Request: message thread not found"),
    ("sendMessage", {"chat_id": GROUP, "text": "т", "message_thread_id": 1}, "Bad Request: message thread not found"),
    ("sendMessage", {"chat_id": 1002, "text": "т"}, "Forbidden: bot was blocked by the user"),
    ("sendMessage", {"chat_id": 1003, "text": "т"}, "Forbidden: user is deactivated"),
    ("sendMessage", {"chat_id": 1004, "text": "т"}, "Forbidden: bot can't initiate conversation with a user"),
    ("noSuchMethod", {}, "Not Found: method not found"),
    ("sendMessage", {}, "Bad Request: chat_id is empty"),
    ("sendMessage", {"chat_id": 1001}, "Bad Request: message text is empty"),
    ("sendPhoto", {"chat_id": 1001}, "Bad Request: there is no photo in the request"),
    ("sendMessage", text(parse_mode="BB"), "Bad Request: unsupported parse_mode"),
    ("sendMessage", text(disable_notification="maybe"),
     'Bad Request: parameter "disable_notification" must be of type Boolean'),
    ("sendMessage", text({"inline_keyboard": [[{"callback_data": "x"}]]}),
     'Bad Request: can\'t parse inline keyboard button: Can\'t find field "text"'),
    ("sendMessage", text({"inline_keyboard": [[{**data("x"), "style": "pink"}]]}),
     STYLE),
    ("getFile", {"file_id": "x"}, "Bad Request: wrong file_id or the file is temporarily unavailable"),
    ("sendPhoto", {"chat_id": 1001, "photo": "x"}, "Bad Request: wrong file identifier/HTTP URL specified"),
    ("sendPoll", {"chat_id": 1001, "question": "?", "options": []},
     "Bad Request: method is not supported by this sandbox"),
]  # fmt: skip


@pytest.fixture
async def scene(town: Town, robot: Robot, anna: Person) -> None:
    """One who blocked, one who is deactivated, one who never opened the bot; a group."""
    await (await town.person(1002, "Борис", bot=robot.id)).blocks()
    await town.person(1003, "Вера", bot=robot.id, deactivated=True)
    await town.person(1004, "Глеб", bot=robot.id, opened=False)
    await town.supergroup(GROUP, "Группа", members=[anna], bot=robot.id)


@pytest.mark.usefixtures("scene")
@pytest.mark.parametrize(("method", "params", "description"), PLAIN)
async def test_refusal_of_a_single_call(method: str, params: dict[str, Any], description: str, robot: Robot) -> None:
    """A call which the server does not take is refused in its exact words."""
    assert await robot.fails(method, **params) == description


Case = Callable[[Town, Robot, Person], Awaitable[str]]


async def caption(_: Town, robot: Robot, anna: Person) -> str:
    """A caption of 1025 characters."""
    await anna.sends(photo=True)
    photo = (await robot.updates())[0]["message"]["photo"][-1]["file_id"]
    return await robot.fails("sendPhoto", chat_id=1001, photo=photo, caption="я" * 1025)


async def unchanged(_: Town, robot: Robot, __: Person) -> str:
    """An edit which changes nothing."""
    sent = await robot.ok("sendMessage", **html("<b>а</b>"), reply_markup=keys(data("1")))
    place = {"chat_id": 1001, "message_id": sent["message_id"]}
    return await robot.fails("editMessageText", **html("<b>а</b>") | place, reply_markup=keys(data("1")))


async def foreign(_: Town, robot: Robot, anna: Person) -> str:
    """An edit of somebody else's message."""
    return await robot.fails("editMessageText", **text(message_id=(await anna.says("моё")).id))


async def forward(_: Town, robot: Robot, anna: Person) -> str:
    """An edit of a forward."""
    mine = (await anna.says("моё")).id
    sent = await robot.ok("forwardMessage", chat_id=1001, from_chat_id=1001, message_id=mine)
    return await robot.fails("editMessageText", **text(message_id=sent["message_id"]))


async def keyboarded(_: Town, robot: Robot, __: Person) -> str:
    """An edit of a message with a reply keyboard."""
    sent = await robot.ok("sendMessage", **text({"keyboard": [[{"text": "Да"}]]}))
    return await robot.fails("editMessageText", **text(message_id=sent["message_id"], body="иначе"))


async def old(town: Town, robot: Robot, anna: Person) -> str:
    """A deletion after 48 hours."""
    await anna.says("старое")
    now = (await town.clock())["now"]
    await town.clock(now + 48 * 3600 + 10)
    return await robot.fails("deleteMessage", chat_id=1001, message_id=1)


async def answered_twice(_: Town, robot: Robot, anna: Person) -> str:
    """A second answer to a tap."""
    await robot.ok("sendMessage", **text(keys(data("1"))))
    callback = await (await anna.reads("т")).tap("к")
    await robot.ok("answerCallbackQuery", callback_query_id=callback)
    return await robot.fails("answerCallbackQuery", callback_query_id=callback)


async def answered_late(town: Town, robot: Robot, anna: Person) -> str:
    """An answer after the time for it."""
    await town.settings(callback_seconds=0)
    await robot.ok("sendMessage", **text(keys(data("1"))))
    callback = await (await anna.reads("т")).tap("к")
    return await robot.fails("answerCallbackQuery", callback_query_id=callback)


async def album_of_eleven(_: Town, robot: Robot, anna: Person) -> str:
    """An album of eleven."""
    await anna.sends(photo=True)
    photo = (await robot.updates())[0]["message"]["photo"][-1]["file_id"]
    return await robot.fails("sendMediaGroup", chat_id=1001, media=[{"type": "photo", "media": photo}] * 11)


async def album_with_a_bad_part(_: Town, robot: Robot, anna: Person) -> str:
    """An album whose second part is no file."""
    await anna.sends(photo=True)
    photo = (await robot.updates())[0]["message"]["photo"][-1]["file_id"]
    parts = [{"type": "photo", "media": photo}, {"type": "photo", "media": "x"}]
    return await robot.fails("sendMediaGroup", chat_id=1001, media=parts)


async def large_file(_: Town, robot: Robot, anna: Person) -> str:
    """A file over 20 MB."""
    await anna.sends_media("document", size=20 * 1024 * 1024 + 1)
    document = (await robot.updates())[0]["message"]["document"]["file_id"]
    return await robot.fails("getFile", file_id=document)


async def kicked(town: Town, robot: Robot, anna: Person) -> str:
    """A group which threw the bot out."""
    group = await town.supergroup(GROUP, "Группа", members=[anna], bot=robot.id)
    await group.member(robot.id, "kicked")
    return await robot.fails("sendMessage", chat_id=GROUP, text="т")


async def left(town: Town, robot: Robot, anna: Person) -> str:
    """A group which the bot left."""
    await town.supergroup(GROUP, "Группа", members=[anna], bot=robot.id)
    await robot.ok("leaveChat", chat_id=GROUP)
    return await robot.fails("sendMessage", chat_id=GROUP, text="т")


async def muted(town: Town, robot: Robot, anna: Person) -> str:
    """A group in which members may not write."""
    group = await town.supergroup(GROUP, "Группа", members=[anna], bot=robot.id)
    await group.permissions(can_send_messages=False)
    return await robot.fails("sendMessage", chat_id=GROUP, text="т")


async def migrated(town: Town, robot: Robot, anna: Person) -> str:
    """A basic group which became a supergroup."""
    await (await town.group(-500, "Группа", members=[anna], bot=robot.id)).migrates(GROUP)
    answer = await robot.call("sendMessage", chat_id=-500, text="т")
    assert answer["parameters"] == {"migrate_to_chat_id": GROUP}
    return str(answer["description"])


async def flooded(town: Town, robot: Robot, _: Person) -> str:
    """Too many messages."""
    await town.settings(flood=True, flood_chat_burst=1, flood_chat_per_second=0.25)
    await robot.ok("sendMessage", **text())
    answer = await robot.call("sendMessage", **text())
    assert answer["error_code"] == 429
    assert answer["parameters"] == {"retry_after": 4}
    return str(answer["description"])


async def bad_token(_: Town, robot: Robot, __: Person) -> str:
    """A token of another bot's number."""
    robot.token = f"{robot.id}:wrong"
    return await robot.fails("getMe")


async def webhook_on(_: Town, robot: Robot, __: Person) -> str:
    """A poll beside a webhook."""
    await robot.ok("setWebhook", url="http://127.0.0.1:9/x")
    return await robot.fails("getUpdates")


CASES: list[tuple[Case, str]] = [
    (caption, "Bad Request: message caption is too long"),
    (unchanged, UNCHANGED),
    (foreign, "Bad Request: message can't be edited"),
    (forward, "Bad Request: message can't be edited"),
    (keyboarded, "Bad Request: message can't be edited"),
    (old, "Bad Request: message can't be deleted for everyone"),
    (answered_twice, LATE),
    (answered_late, LATE),
    (album_of_eleven, "Bad Request: too many messages to send as an album"),
    (
        album_with_a_bad_part,
        'Bad Request: failed to send message #2 with the error message "wrong file identifier/HTTP URL specified"',
    ),
    (large_file, "Bad Request: file is too big"),
    (kicked, "Forbidden: bot was kicked from the supergroup chat"),
    (left, "Forbidden: bot is not a member of the supergroup chat"),
    (muted, "Bad Request: not enough rights to send text messages to the chat"),
    (migrated, "Bad Request: group chat was upgraded to a supergroup chat"),
    (flooded, "Too Many Requests: retry after 4"),
    (bad_token, "Unauthorized"),
    (
        webhook_on,
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    ),
]


@pytest.mark.parametrize(("case", "description"), CASES, ids=lambda value: getattr(value, "__name__", ""))
async def test_refusal_after_a_story(case: Case, description: str, town: Town, robot: Robot, anna: Person) -> None:
    """A refusal which needs something to have happened before is given in the server's exact words."""
    assert await case(town, robot, anna) == description

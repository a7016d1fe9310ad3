"""Files, albums, forwards and copies."""

import struct

import pytest

from sandbox.people import Person, Town, channel, document, photo
from tests.sandbox.robot import Robot

PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + struct.pack(">II", 640, 480) + b"rest"


async def download(robot: Robot, file_id: str) -> bytes:
    """Fetch a file as bots do."""
    path = (await robot.ok("getFile", file_id=file_id))["file_path"]
    async with robot.session.get(f"{robot.url}/file/bot{robot.token}/{path}") as response:
        assert response.status == 200
        return await response.read()


async def test_upload_and_download(robot: Robot, anna: Person) -> None:
    """A photo uploaded by the bot is seen by the person and can be downloaded and sent again."""
    answer = await robot.form("sendPhoto", chat_id=1001, photo=PNG, caption="снимок")
    sizes = answer["result"]["photo"]
    assert (sizes[-1]["width"], sizes[-1]["height"]) == (640, 480)
    assert await (await anna.reads("снимок")).content() == PNG
    assert await download(robot, sizes[-1]["file_id"]) == PNG
    assert await download(robot, sizes[0]["file_id"]) != PNG
    await robot.ok("sendPhoto", chat_id=1001, photo=sizes[-1]["file_id"])


async def test_file_id_belongs_to_one_bot(robot: Robot, other: Robot, anna: Person, town: Town) -> None:
    """Another bot cannot use the file_id, though file_unique_id is the same for both."""
    await town.person(1001, "Анна", bot=other.id)
    await anna.sends(document=b"text")
    file_id = (await robot.updates())[0]["message"]["document"]["file_id"]
    assert "wrong file identifier" in await other.fails("sendDocument", chat_id=1001, document=file_id)


async def test_kinds_are_not_mixed(robot: Robot, anna: Person) -> None:
    """A document cannot be sent as a photo by its file_id."""
    await anna.sends(document=b"text")
    file_id = (await robot.updates())[0]["message"]["document"]["file_id"]
    assert await robot.fails("sendPhoto", chat_id=1001, photo=file_id) == (
        "Bad Request: can't use file of type Document as Photo"
    )


async def test_upload_limits(robot: Robot, anna: Person, town: Town) -> None:
    """Uploads have limits of their own for photos and for the rest."""
    assert anna.bot == robot.id
    await town.settings(upload_limit=200, photo_limit=100)
    assert "too big for a photo" in (await robot.form("sendPhoto", chat_id=1001, photo=PNG * 5))["description"]
    large = await robot.form("sendDocument", chat_id=1001, document=b"x" * 201)
    assert (large["error_code"], large["description"]) == (413, "Request Entity Too Large")
    assert (await robot.form("sendPhoto", chat_id=1001, photo=b"no image"))["description"].endswith("PROCESS_FAILED")


@pytest.mark.parametrize(("width", "height", "taken"), [(9000, 1000, True), (9001, 1000, False), (2001, 100, False)])
async def test_dimensions_of_a_photo(robot: Robot, anna: Person, width: int, height: int, taken: bool) -> None:
    """An uploaded photo with too long sides, or a strip, is refused as a photo and taken as a document."""
    assert anna.bot == robot.id
    picture = PNG[:16] + struct.pack(">II", width, height) + b"rest"
    answer = await robot.form("sendPhoto", chat_id=1001, photo=picture)
    assert answer["ok"] is taken
    assert taken or answer["description"] == "Bad Request: PHOTO_INVALID_DIMENSIONS"
    assert (await robot.form("sendDocument", chat_id=1001, document=picture))["ok"]


async def test_album_of_a_bot(robot: Robot, anna: Person) -> None:
    """An album is a list of messages with one media_group_id and without buttons."""
    media = '[{"type":"photo","media":"attach://one","caption":"<b>а</b>","parse_mode":"HTML"},{"type":"photo","media":"attach://two"}]'
    markup = '{"inline_keyboard":[[{"text":"к","callback_data":"1"}]]}'
    answer = await robot.form("sendMediaGroup", chat_id=1001, media=media, one=PNG, two=PNG, reply_markup=markup)
    first, second = answer["result"]
    assert first["media_group_id"] == second["media_group_id"]
    assert first["caption_entities"] == [{"type": "bold", "offset": 0, "length": 1}]
    assert (await anna.reads("а")).buttons == []


async def test_documents_and_photos_do_not_mix(robot: Robot, anna: Person) -> None:
    """Documents make an album only with documents."""
    await anna.sends_album([photo(), photo()])
    await anna.sends_album([document(b"1"), document(b"2")])
    found = [one["message"] for one in await robot.updates()]
    parts = [
        {"type": "photo", "media": found[0]["photo"][-1]["file_id"]},
        {"type": "document", "media": found[2]["document"]["file_id"]},
    ]
    assert "can't be mixed" in await robot.fails("sendMediaGroup", chat_id=1001, media=parts)


async def test_forward_keeps_origin_and_album(robot: Robot, anna: Person) -> None:
    """A forward names the first origin; several keep their album under a new id."""
    parts = await anna.sends_album([photo(), photo()], origin=channel("Посёлок", message_id=5))
    made = await robot.ok("forwardMessages", chat_id=1001, from_chat_id=1001, message_ids=[one.id for one in parts])
    history = {one.id: one for one in await anna.history()}
    forwards = [history[one["message_id"]] for one in made]
    assert {one.forward["message_id"] for one in forwards if one.forward} == {5}
    assert len({one.album for one in forwards}) == 1
    assert forwards[0].album != parts[0].album


async def test_copy_has_no_origin(robot: Robot, anna: Person) -> None:
    """A copy carries the content and a new caption, and no trace of the origin."""
    sent = await anna.sends("было", photo=True, origin=channel("Посёлок"))
    copy = await robot.ok("copyMessage", chat_id=1001, from_chat_id=1001, message_id=sent.id, caption="стало")
    shown = await anna.reads("стало")
    assert (shown.id, shown.forward, shown.media and shown.media.kind) == (copy["message_id"], None, "photo")


async def test_edit_of_media(robot: Robot, anna: Person) -> None:
    """A text can be turned into a photo, and a caption can be changed."""
    await anna.sends(photo=PNG)
    file_id = (await robot.updates())[0]["message"]["photo"][-1]["file_id"]
    sent = await robot.ok("sendMessage", chat_id=1001, text="а")
    place = {"chat_id": 1001, "message_id": sent["message_id"]}
    media = {"type": "photo", "media": file_id, "caption": "б"}
    assert "text" not in await robot.ok("editMessageMedia", **place, media=media)
    assert (await robot.ok("editMessageCaption", **place, caption="в"))["caption"] == "в"
    assert await robot.fails("editMessageText", **place, text="г") == (
        "Bad Request: there is no text in the message to edit"
    )

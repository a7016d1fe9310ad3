from typing import Any

import pytest
from aiogram.types import ForceReply

from bot.methods import digest_of, editing, menu, sending, size_of
from handlers.buttons import Button
from handlers.turn import Reply
from workflow.post import Media
from workflow.words import MediaKind

ROWS = ((Button(text="Принять", data="a:1", style="success"),),)


def media(kind: MediaKind, count: int = 1) -> tuple[Media, ...]:
    return tuple(Media(kind=kind, ref=f"{kind}-{number}") for number in range(count))


def dumped(call: Any) -> dict[str, Any]:
    found: dict[str, Any] = call.model_dump(exclude_none=True, exclude_defaults=True, warnings=False)
    return found


def test_a_text_goes_with_its_buttons() -> None:
    """HTML, no link preview, buttons with their style."""
    call = dumped(sending(Reply(text="<b>№ 1</b>", rows=ROWS), 7))
    assert (call["chat_id"], call["text"], call["parse_mode"]) == (7, "<b>№ 1</b>", "HTML")
    assert call["link_preview_options"]["is_disabled"] is True
    button = call["reply_markup"]["inline_keyboard"][0][0]
    assert (button["callback_data"], button["style"]) == ("a:1", "success")


@pytest.mark.parametrize(
    ("kind", "method", "field"),
    [
        (MediaKind.PHOTO, "sendPhoto", "photo"),
        (MediaKind.VIDEO, "sendVideo", "video"),
        (MediaKind.DOCUMENT, "sendDocument", "document"),
        (MediaKind.AUDIO, "sendAudio", "audio"),
        (MediaKind.ANIMATION, "sendAnimation", "animation"),
    ],
)
def test_one_attachment_goes_by_its_own_method(kind: MediaKind, method: str, field: str) -> None:
    """The text becomes the caption, and the buttons stay."""
    call = sending(Reply(text="подпись", media=media(kind), rows=ROWS), 7)
    shown = dumped(call)
    assert (call.__api_method__, shown[field], shown["caption"]) == (method, f"{kind}-0", "подпись")
    assert shown["reply_markup"]["inline_keyboard"]


def test_several_attachments_are_an_album() -> None:
    """The caption stands with the first of them; each counts for the rates."""
    call = sending(Reply(text="подпись", media=media(MediaKind.PHOTO, 3)), 7)
    shown = dumped(call)
    assert (call.__api_method__, size_of(call)) == ("sendMediaGroup", 3)
    assert [part.get("caption") for part in shown["media"]] == ["подпись", None, None]


def test_an_album_with_buttons_is_our_fault() -> None:
    """Telegram would drop the buttons in silence."""
    with pytest.raises(ValueError, match="an album cannot carry buttons"):
        sending(Reply(text="x", media=media(MediaKind.PHOTO, 2), rows=ROWS), 7)


def test_a_question_asks_for_an_answer() -> None:
    """In a group only the one who is asked sees the answer field."""
    call = sending(Reply(text="Почему?", ask=True, answers=5), -5, topic=12)
    assert isinstance(call.reply_markup, ForceReply)
    assert call.reply_markup.selective
    assert (call.message_thread_id, call.reply_parameters.message_id) == (12, 5)
    assert call.reply_parameters.allow_sending_without_reply


def test_an_edit_without_rows_takes_the_buttons_away() -> None:
    """A folded card has no buttons."""
    call = dumped(editing(Reply(text="карточка ниже"), 7, "12"))
    assert (call["message_id"], "reply_markup" in call) == (12, False)


def test_a_menu_is_the_chat_s_own() -> None:
    """Commands are set for one chat."""
    call = dumped(menu(7, [("my", "Мои карточки")]))
    assert call["scope"]["chat_id"] == 7
    assert call["commands"][0]["command"] == "my"


def test_the_digest_is_of_what_is_seen() -> None:
    """Text and buttons count; what is not seen does not."""
    reply = Reply(text="x", rows=ROWS)
    assert digest_of(reply) == digest_of(reply.model_copy(update={"version": 9, "delay": 1.0}))
    assert len({digest_of(reply), digest_of(Reply(text="x")), digest_of(Reply(text="y", rows=ROWS))}) == 3

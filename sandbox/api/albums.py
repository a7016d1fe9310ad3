"""sendMediaGroup: two to ten pieces, each a message of its own, joined by media_group_id."""

import random

from sandbox.api.call import Call, performs
from sandbox.api.sending import extras, media_flags
from sandbox.chats.posting import post
from sandbox.rules import rights
from sandbox.rules.entities import message_caption
from sandbox.words import ApiError, Json, bad

ALONE = {"document", "audio"}


def group_id() -> str:
    """Return a new media_group_id."""
    return str(random.randrange(13_000_000_000_000_000, 14_000_000_000_000_000))


def part(call: Call, number: int, item: Json) -> Json:
    """Return one message of an album; an error names the part, counted from 1."""
    try:
        content = call.source.content(item["type"], item["media"], item)
        return {**content, **message_caption(item), **media_flags(item)}
    except ApiError as error:
        if error.code != 400:
            raise
        reason = error.description.removeprefix("Bad Request: ")
        raise bad(f'failed to send message #{number} with the error message "{reason}"') from error


def checked(items: list[Json]) -> None:
    """Refuse too many pieces, too few, or kinds which do not go together."""
    if len(items) > 10:
        raise bad("too many messages to send as an album")
    if not items:
        raise bad("there are no messages to send")
    kinds = {item["type"] for item in items}
    if not kinds <= {"photo", "video", "document", "audio"}:
        raise bad("type of the media can't be used in an album")
    if len(kinds) > 1 and kinds & ALONE:
        alone = min(kinds & ALONE)
        raise bad(f"{alone} can't be mixed with other media types")


@performs("sendMediaGroup")
def send_media_group(call: Call) -> list[Json]:
    """Send an album; a reply_markup is ignored, as on the real server."""
    items = call.params["media"]
    checked(items)
    contents = [part(call, number, item) for number, item in enumerate(items, start=1)]
    chat = rights.writable(call.world, call.bot, call.params["chat_id"], items[0]["type"])
    more = extras(call, chat, None)
    shared: Json = {"media_group_id": group_id()} if len(contents) > 1 else {}
    sent = [post(call.world, chat, call.bot.id, {**content, **shared}, more) for content in contents]
    return [call.shown(chat, message) for message in sent]

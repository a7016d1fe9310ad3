"""A Telegram message as the core's values: parts, media, posts."""

import re

from aiogram.types import (
    Message,
    MessageOriginChannel,
    MessageOriginChat,
    MessageOriginHiddenUser,
    MessageOriginUser,
)

from workflow.links import first_link, is_link, network_of
from workflow.post import Media, Part, Post
from workflow.words import MediaKind

CHANNEL = "telegram"
_THEN = "|"
_ADDRESS = re.compile(
    r"https?://(?:www\.)?(?:t|telegram)\.me/(?:c/(?P<id>\d{1,15})|(?:s/)?(?P<name>[A-Za-z]\w{3,31}))"
    r"(?:/\d{1,12})?/(?P<number>\d{1,12})/?(?:[?#].*)?",
    re.ASCII | re.IGNORECASE,
)
"""An address of a message, by the chat's id or by its public name; a number between them is that of a topic."""


def key_of(message: Message) -> str:
    """The message's identity, for ever."""
    return f"{message.chat.id}:{message.message_id}"


def card_key(message: Message) -> str:
    """The identity of the card that the message opens: parts of an album open one card together."""
    if message.media_group_id:
        return f"{message.chat.id}:album:{message.media_group_id}"
    return key_of(message)


def held_key(message: Message) -> str:
    """The identity of a message that waits: every part of an album by itself, with the card it would open."""
    return f"{card_key(message)}{_THEN}{key_of(message)}"


def opened_by(held: str) -> str:
    """The identity of the card that a waiting message opens, from its `held_key`."""
    return held.partition(_THEN)[0]


def part_of(message: Message) -> Part:
    """The message's text and attachments; an address that stands behind words is written out after them, once."""
    return Part(key=key_of(message), text=_with_addresses(message), media=media_of(message))


def _with_addresses(message: Message) -> str:
    """Offsets of entities count UTF-16 units."""
    text = message.text or message.caption or ""
    units, told = text.encode("utf-16-le"), set[str]()
    pieces, done = [], 0
    for entity in message.entities or message.caption_entities or []:
        address, end = entity.url or "", 2 * (entity.offset + entity.length)
        if entity.type != "text_link" or not is_link(address) or address in text or address in told:
            continue
        told.add(address)
        end = max(done, end)
        pieces += [units[done:end].decode("utf-16-le"), f" ({address})"]
        done = end
    return "".join([*pieces, units[done:].decode("utf-16-le")])


def media_of(message: Message) -> tuple[Media, ...]:
    """The message's attachment, if it has one that can be passed on."""
    if message.photo:
        return (Media(kind=MediaKind.PHOTO, ref=message.photo[-1].file_id),)
    if message.video:
        return (Media(kind=MediaKind.VIDEO, ref=message.video.file_id, name=message.video.file_name or ""),)
    if message.animation:
        return (Media(kind=MediaKind.ANIMATION, ref=message.animation.file_id),)
    if message.document:
        return (Media(kind=MediaKind.DOCUMENT, ref=message.document.file_id, name=message.document.file_name or ""),)
    if message.audio:
        return (Media(kind=MediaKind.AUDIO, ref=message.audio.file_id, name=message.audio.file_name or ""),)
    return ()


def post_of(message: Message) -> Post:
    """The message as a citizen's post: where from, who wrote it, what it says."""
    author, source, origin_link = _origin(message)
    link = _link(message, origin_link)
    network = network_of(link) or ("telegram" if message.forward_origin else "")
    chat, original = _address(message, link) if network == "telegram" else ("", "")
    origin = message.forward_origin
    return Post(
        network=network,
        source=source,
        author=author,
        link=link,
        chat=chat,
        message=original,
        posted_at=origin.date if origin else None,
        parts=(part_of(message),),
    )


def _origin(message: Message) -> tuple[str, str, str]:
    """Author, source and link of a forwarded message; a hidden author has only a name, a channel none."""
    match message.forward_origin:
        case MessageOriginUser(sender_user=user):
            return user.full_name, "", ""
        case MessageOriginHiddenUser(sender_user_name=name):
            return name, "", ""
        case MessageOriginChat(sender_chat=chat, author_signature=signature):
            return signature or "", chat.title or "", ""
        case MessageOriginChannel(chat=chat, message_id=number, author_signature=signature):
            link = f"https://t.me/{chat.username}/{number}" if chat.username else ""
            return signature or "", chat.title or "", link
    return "", "", ""


def _address(message: Message, link: str) -> tuple[str, str]:
    """Chat and number of the original: a forward tells them of a channel alone; a pasted address, of groups too.

    An address within somebody's forwarded words is what he speaks of, not where he wrote.
    """
    match message.forward_origin:
        case MessageOriginChannel(chat=chat, message_id=number):
            return f"{CHANNEL}:{chat.id}", str(number)
        case None:
            return address_in(link)
    return "", ""


def address_in(link: str) -> tuple[str, str]:
    """Chat and number in an address of a message; both empty where it is none, or one of a comment elsewhere."""
    found = _ADDRESS.fullmatch(link)
    if found is None or "comment=" in link:
        return "", ""
    chat = f"-100{found['id']}" if found["id"] else f"@{found['name'].lower()}"
    return f"{CHANNEL}:{chat}", found["number"]


def _link(message: Message, origin_link: str) -> str:
    """The post's own address: one of a known network in its text, else where it was forwarded from."""
    written = [link for link in (first_link(message.text or message.caption or ""), *_marked_links(message)) if link]
    elsewhere = next((link for link in written if network_of(link) not in {"", "telegram"}), "")
    return elsewhere or origin_link or next(iter(written), "")


def _marked_links(message: Message) -> list[str]:
    """Addresses that Telegram itself found: behind words, and written without https://."""
    text = message.text or message.caption or ""
    entities = message.entities or message.caption_entities or []
    found = [entity.url or "" for entity in entities if entity.type == "text_link"]
    found += [entity.extract_from(text) for entity in entities if entity.type == "url"]
    return [link for link in map(_with_scheme, found) if is_link(link)]


def _with_scheme(link: str) -> str:
    return link if "://" in link else f"https://{link}"

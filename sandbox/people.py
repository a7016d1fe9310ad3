"""The client for tests: conversations that read as such.

async with Town.start() as town:
    bot = await town.bot()
    curator = await town.person(1001, "Куратор", bot=bot)
    await curator.says("/start")
    card = await curator.reads("№ 1")
    await card.tap("→ Дорожное хозяйство")
"""

from sandbox.client.message import Button, Media, Message
from sandbox.client.origins import channel, chat, document, hidden, media, photo, user, video
from sandbox.client.person import Group, Person
from sandbox.client.seat import Seat, Toast
from sandbox.client.town import BotAccount, Town
from sandbox.client.wire import TownError

__all__ = [
    "BotAccount",
    "Button",
    "Group",
    "Media",
    "Message",
    "Person",
    "Seat",
    "Toast",
    "Town",
    "TownError",
    "channel",
    "chat",
    "document",
    "hidden",
    "media",
    "photo",
    "user",
    "video",
]

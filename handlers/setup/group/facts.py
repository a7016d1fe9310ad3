"""What Telegram says of a group and of the bot's place in it."""

from dataclasses import dataclass

from aiogram import Bot
from aiogram.exceptions import AiogramError, TelegramMigrateToChat
from aiogram.types import ChatFullInfo, User

_ADMINS = frozenset({"administrator", "creator"})
_INSIDE = frozenset({*_ADMINS, "member", "restricted"})


@dataclass(frozen=True, slots=True)
class Facts:
    """A group as it can be seen now: `chat` is its id, another one than was asked for where it has moved.

    `sees_all`: whether the bot sees what people write there to each other. `rules_topics`: whether it may write into a
    closed topic. `known` is False where Telegram did not say.
    """

    chat: int
    title: str = ""
    forum: bool = False
    inside: bool = True
    writes: bool = True
    administrator: bool = False
    sees_all: bool = True
    rules_topics: bool = False
    known: bool = True


async def look(bot: Bot, chat: int) -> Facts:
    """Ask Telegram. A group that has become a supergroup is looked at under its new id."""
    try:
        return await _seen(bot, chat)
    except TelegramMigrateToChat as moved:
        return await look(bot, moved.migrate_to_chat_id)
    except (AiogramError, TimeoutError):
        return Facts(chat, known=False)


async def _seen(bot: Bot, chat: int) -> Facts:
    me = await bot.me()
    info, member = await bot.get_chat(chat), await bot.get_chat_member(chat, me.id)
    administrator = member.status in _ADMINS
    return Facts(
        chat=info.id,
        title=info.title or "",
        forum=bool(info.is_forum),
        inside=member.status in _INSIDE,
        writes=administrator or _may_write(info, member),
        administrator=administrator,
        sees_all=administrator or _without_privacy(await bot.get_me()),
        rules_topics=administrator and bool(getattr(member, "can_manage_topics", member.status == "creator")),
    )


def _may_write(info: ChatFullInfo, member: object) -> bool:
    """What the group lets everybody do, and what it forbids this one."""
    everybody = info.permissions is None or info.permissions.can_send_messages is not False
    return everybody and getattr(member, "can_send_messages", None) is not False


def _without_privacy(me: User) -> bool:
    return bool(me.can_read_all_group_messages)

"""What a bot in a group may hear."""

import re

from sandbox.chats.state import Bot, Chat, Message

COMMAND = re.compile(r"^/\w+(?:@(\w+))?")


def hears(bot: Bot, chat: Chat, message: Message) -> bool:
    """Tell whether the message reaches the bot: all of them in private chats and channels, to admins, without privacy.

    With privacy mode a bot hears commands to it, replies to its messages, and service messages.
    """
    if chat.private:
        return not chat.blocked
    if chat.type == "channel" or bot.sees_all or chat.admin(bot.id) or message.service:
        return True
    return command_to(bot, chat, message) or reply_to(bot, chat, message)


def command_to(bot: Bot, chat: Chat, message: Message) -> bool:
    """Tell whether it is a command to this bot; one without a name is to the bot which spoke last, if any did."""
    match = COMMAND.match(str(message.data.get("text", message.data.get("caption", ""))))
    if not match:
        return False
    if match[1]:
        return match[1].lower() == str(bot.user["username"]).lower()
    return chat.last_bot in (None, bot.id)


def reply_to(bot: Bot, chat: Chat, message: Message) -> bool:
    """Tell whether it replies to a message of this bot."""
    target = chat.messages.get(message.reply_to or 0)
    return target is not None and target.author == bot.id

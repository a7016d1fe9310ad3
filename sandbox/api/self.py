"""What a bot says of itself: its profile, commands, names and menu."""

import json
import re
from typing import Any

from sandbox.api.call import Call, performs
from sandbox.rules import rights
from sandbox.words import Json, bad

PROFILE: Json = {
    "can_join_groups": True,
    "can_read_all_group_messages": False,
    "supports_inline_queries": False,
    "can_connect_to_business": False,
    "has_main_web_app": False,
    "has_topics_enabled": False,
}
COMMAND = re.compile(r"[a-z0-9_]{1,32}")
TEXTS = {"Name": ("name", 64), "Description": ("description", 512), "ShortDescription": ("short_description", 120)}


@performs("getMe")
def get_me(call: Call) -> Json:
    """Return the bot's own user."""
    return {**PROFILE, **call.bot.user}


@performs("logOut", "close")
def leave_server(call: Call) -> bool:
    """Accept; there is no other server to go to."""
    return True


def scope_key(scope: Json | None, language: str) -> str:
    """Return the key under which a list of commands is kept."""
    return f"{language}|{json.dumps(scope or {'type': 'default'}, sort_keys=True)}"


def key(call: Call) -> str:
    """Return the key of the scope and language of the call; its chat must be known to the bot."""
    scope = call.params.get("scope")
    if scope and "chat_id" in scope:
        rights.find(call.world, call.bot, scope["chat_id"])
    return scope_key(scope, call.params.get("language_code", ""))


@performs("setMyCommands")
def set_commands(call: Call) -> bool:
    """Keep a list of commands for a scope and a language."""
    commands = call.params["commands"]
    if len(commands) > 100:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not COMMAND.fullmatch(command["command"].removeprefix("/")):
            raise bad("BOT_COMMAND_INVALID")
        if not 0 < len(command["description"]) <= 256:
            raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
    call.bot.commands[key(call)] = commands
    call.world.changes.add("menu", None, bot=call.bot.id)
    return True


@performs("getMyCommands")
def get_commands(call: Call) -> list[Json]:
    """Return the list kept for exactly this scope and language."""
    return call.bot.commands.get(key(call), [])


@performs("deleteMyCommands")
def delete_commands(call: Call) -> bool:
    """Forget the list of this scope and language."""
    call.bot.commands.pop(key(call), None)
    call.world.changes.add("menu", None, bot=call.bot.id)
    return True


def _set(field: str, limit: int) -> Any:
    def perform(call: Call) -> bool:
        text = call.params.get(field, "")
        if len(text) > limit:
            raise bad(f"bot {field.replace('_', ' ')} is too long")
        call.bot.names[f"{field}|{call.params.get('language_code', '')}"] = text
        return True

    return perform


def _get(field: str) -> Any:
    def perform(call: Call) -> Json:
        language = call.params.get("language_code", "")
        default = call.bot.user["first_name"] if field == "name" else ""
        names = call.bot.names
        return {field: names.get(f"{field}|{language}") or names.get(f"{field}|") or default}

    return perform


for _name, (_field, _limit) in TEXTS.items():
    performs(f"setMy{_name}")(_set(_field, _limit))
    performs(f"getMy{_name}")(_get(_field))


@performs("setChatMenuButton")
def set_menu_button(call: Call) -> bool:
    """Set the menu button of one private chat, or of all."""
    button = call.params.get("menu_button", {"type": "default"})
    if "chat_id" in call.params:
        rights.find(call.world, call.bot, call.params["chat_id"]).menu_button = button
    else:
        call.bot.menu_button = button
    return True


@performs("getChatMenuButton")
def get_menu_button(call: Call) -> Json:
    """Return the menu button of a private chat, or the usual one."""
    own = rights.find(call.world, call.bot, call.params["chat_id"]).menu_button if "chat_id" in call.params else None
    return own or call.bot.menu_button

"""Keyboards: what a button may carry, and how large a keyboard may be."""

import json
import re
from urllib.parse import urlsplit

from sandbox.words import Json, bad

ACTIONS = {
    "url", "callback_data", "web_app", "login_url", "switch_inline_query", "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat", "copy_text", "callback_game", "pay", "disabled",
}  # fmt: skip
PARSE = "can't parse inline keyboard button: "
MAX_BUTTONS, MAX_BYTES = 100, 10_000
INLINE = "inline_keyboard"


def checked(markup: Json | None) -> Json | None:
    """Return the markup as it will be kept, or nothing; raise ApiError 400 when the server would not take it."""
    if not markup:
        return None
    if INLINE in markup:
        rows = [[inline(button) for button in row] for row in markup[INLINE] if row]
        _small(rows)
        return {INLINE: rows} if rows else None
    if "keyboard" in markup:
        _small(markup["keyboard"])
        return {**markup, "keyboard": [row for row in markup["keyboard"] if row]}
    return markup


def _small(rows: list[list[Json]]) -> None:
    """Refuse more than 100 buttons, or about 10 kB of them."""
    simple = sum(map(len, rows))
    if simple > MAX_BUTTONS or (simple > 2 and len(json.dumps(rows, ensure_ascii=False).encode()) > MAX_BYTES):
        raise bad("reply markup is too long")


def inline(button: Json) -> Json:
    """Check one inline button and return it as the server does."""
    if not button["text"].strip():
        raise bad("inline keyboard button text must be non-empty")
    actions = ACTIONS & button.keys()
    if not actions:
        raise bad(PARSE + "Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise bad(PARSE + "Exactly one action must be specified")
    action = actions.pop()
    check = CHECKS.get(action)
    return check(button) if check else button


def _callback(button: Json) -> Json:
    size = len(button["callback_data"].encode())
    if not 0 < size <= 64:
        raise bad("BUTTON_DATA_INVALID")
    return button


def _url(button: Json) -> Json:
    return {**button, "url": link(button["url"], "URL")}


def _login(button: Json) -> Json:
    link(button["login_url"]["url"], "login URL")
    return button


def _copy(button: Json) -> Json:
    if not 0 < len(button["copy_text"]["text"]) <= 256:
        raise bad("BUTTON_COPY_TEXT_INVALID")
    return button


def link(url: str, name: str) -> str:
    """Return a link as the server keeps it; raise ApiError 400 when it is none."""
    if re.match(r"(tg|ton|tonsite)://", url):
        return url
    full = url if re.match(r"https?://", url, re.IGNORECASE) else f"http://{url}"
    host = urlsplit(full).hostname or ""
    if "." not in host or " " in full:
        raise bad(f"inline keyboard button {name} '{url}' is invalid: Wrong HTTP URL")
    return full if urlsplit(full).path or urlsplit(full).query else full + "/"


CHECKS = {"callback_data": _callback, "url": _url, "login_url": _login, "copy_text": _copy}

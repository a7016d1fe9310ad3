"""Links: what is one, and which network it leads to."""

import re
from urllib.parse import urlsplit

_LINK = re.compile(r"https?://[^\s<>\"«»]+", re.IGNORECASE)
_TRAILING = ".,;:!?)]}…"

NETWORKS = {
    "vk.com": "vk",
    "vk.ru": "vk",
    "vk.cc": "vk",
    "ok.ru": "ok",
    "odnoklassniki.ru": "ok",
    "t.me": "telegram",
    "telegram.me": "telegram",
    "facebook.com": "facebook",
    "fb.com": "facebook",
    "instagram.com": "instagram",
    "twitter.com": "twitter",
    "x.com": "twitter",
    "youtube.com": "youtube",
    "youtu.be": "youtube",
    "max.ru": "max",
    "gosuslugi.ru": "portal",
}
"""Networks by the last parts of a host's name. Any other site is taken too, under no name (KLP-2)."""


def first_link(text: str) -> str:
    """The first web address in a text, or an empty string."""
    found = _LINK.search(text)
    return found.group().rstrip(_TRAILING) if found else ""


def is_link(text: str) -> bool:
    """Whether the whole text is one web address."""
    found = _LINK.fullmatch(text.strip())
    return found is not None and "." in (_host(text.strip()) or "")


def network_of(link: str) -> str:
    """The network that a link leads to; empty where it is none that we know."""
    host = _host(link) or ""
    known = (name for domain, name in NETWORKS.items() if host == domain or host.endswith("." + domain))
    return next(known, "")


def _host(link: str) -> str | None:
    """The host as browsers read it: a backslash is a slash to them, and a last dot is of no account."""
    try:
        host = urlsplit(link.replace("\\", "/")).hostname
    except ValueError:  # for example an unclosed bracket of an IPv6 address
        return None
    return host and host.rstrip(".")

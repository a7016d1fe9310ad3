"""One address for all the ways in which a link to the same post is written."""

import re
from collections.abc import Callable
from urllib.parse import SplitResult, parse_qsl, unquote, urlencode, urlsplit

from workflow.links import network_of

_ALIAS = {
    "vk.ru": "vk.com",
    "odnoklassniki.ru": "ok.ru",
    "telegram.me": "t.me",
    "fb.com": "facebook.com",
    "twitter.com": "x.com",
}
_PREFIX = re.compile(r"^(?:www|m|mobile)\.")
_TRACKING = re.compile(
    r"utm_\w+|_openstat|(?:fb|g|y)clid|igsh(?:id)?|mc_[ce]id|ref(?:_\w+)?|from|src|si|feature", re.IGNORECASE
)

_VK_THING = re.compile(r"(wall|photo|video|clip|topic|story|market)(-?\d+_\d+)(?:_r(\d+))?")
_PAGE = {
    "ok": re.compile(r"/(?:topic|statuses|video|photos?|pphotos|album|note|article)s?/"),
    "instagram": re.compile(r"/(?:p|reel|tv)/"),
    "facebook": re.compile(r"/(?:posts|permalink|story|photos?|videos?|reel|share)\b|_fbid="),
    "twitter": re.compile(r"/status/"),
}
"""What the address of a post has in it, where an address of a person or of a group has not."""


def same_address(link: str) -> str:
    """The link as one text, equal for links that lead to one post.

    Empty where the link leads to no single post: a site's front page, a person, a group.
    """
    parts = _split(link)
    if parts is None or not parts.hostname:
        return ""
    network = network_of(f"https://{parts.hostname}")
    return _WAYS.get(network, _any)(parts)


def _split(link: str) -> SplitResult | None:
    link = link.strip()
    try:
        parts = urlsplit(link if "://" in link else f"https://{link}")
        return parts if "." in (parts.hostname or "") else None
    except ValueError:  # for example an unclosed bracket of an IPv6 address
        return None


def _vk(parts: SplitResult) -> str:
    """A thing on a wall may stand in the path or, shown over another page, in `w` or `z`; a comment is its own."""
    query = dict(parse_qsl(parts.query))
    for place in (parts.path, query.get("w", ""), query.get("z", "")):
        if found := _VK_THING.search(place):
            kind, thing, reply = found.groups()
            reply = query.get("reply") or query.get("post") or reply
            return f"vk.com/{kind}{thing}" + (f"?reply={reply}" if reply else "")
    return _any(parts) if parts.hostname == "vk.cc" else ""


def _telegram(parts: SplitResult) -> str:
    path = re.sub(r"^/s/", "/", parts.path.lower()).rstrip("/")
    comment = dict(parse_qsl(parts.query)).get("comment")
    if not re.search(r"/\d+$", path):
        return ""
    return f"t.me{path}" + (f"?comment={comment}" if comment else "")


def _any(parts: SplitResult) -> str:
    host = _PREFIX.sub("", (parts.hostname or "").rstrip("."))
    path, query = unquote(parts.path).rstrip("/"), _telling(parts.query)
    fragment = f"#{parts.fragment}" if parts.fragment.startswith(("/", "!")) else ""
    address = f"{path}{query}{fragment}"
    wanted = _PAGE.get(network_of(f"https://{host}"))
    if not address or (wanted and not wanted.search(address + "/")):
        return ""
    return _ALIAS.get(host, host) + address


def _telling(query: str) -> str:
    """The query without what only tells where the reader came from."""
    kept = sorted((key, value) for key, value in parse_qsl(query) if not _TRACKING.fullmatch(key))
    return f"?{urlencode(kept)}" if kept else ""


_WAYS: dict[str, Callable[[SplitResult], str]] = {"vk": _vk, "telegram": _telegram}

"""Accounts of an office in the networks: whose post it is, and whether the procedure covers it (Kozhevnikovo 18)."""

import re
from urllib.parse import unquote, urlsplit

from workflow.links import network_of
from workflow.office import Account, Office
from workflow.post import Post
from workflow.procedure import Excluded, Procedure

_ALIAS = {"vk.ru": "vk.com", "odnoklassniki.ru": "ok.ru", "telegram.me": "t.me", "fb.com": "facebook.com"}
_PREFIX = re.compile(r"^(?:www|m|mobile)\.")
_VK_PAGE = re.compile(r"/(?:club|public|event)(\d+)")
_VK_THING = re.compile(r"(?:wall|photo|video|clip|topic|story|market)-(\d+)_")


def excluded_by(post: Post, office: Office, procedure: Procedure) -> Excluded | None:
    """What keeps the post out of the procedure: it comes from an account that the office's file says is excluded."""
    named = {one.name: one for one in procedure.excluded}
    return next((named[one.excluded] for one in office.accounts if one.excluded in named and _from(post, one)), None)


def _from(post: Post, account: Account) -> bool:
    """Whether the post stands in this account: by its address, else by the name of where it was forwarded from."""
    if _stands_in(post.link, account.link):
        return True
    network = post.network or network_of(post.link)
    named = _plain(account.name)
    return network in ("", account.network) and bool(named) and named in (_plain(post.source), _plain(post.author))


def _stands_in(link: str, account: str) -> bool:
    page, place = _address(account), _address(link)
    if not page or not place:
        return False
    group = _VK_PAGE.search(page)
    if group and (thing := _VK_THING.search(unquote(link))):
        return place.startswith("vk.com") and thing[1] == group[1]
    return place == page or place.startswith((f"{page}/", f"{page}?"))


def _address(link: str) -> str:
    """Host and path, as one way of writing; empty where there is no path, for a site's front page is no account."""
    try:
        parts = urlsplit(link.strip() if "://" in link else f"https://{link.strip()}")
        host = _PREFIX.sub("", (parts.hostname or "").rstrip("."))
    except ValueError:  # for example an unclosed bracket of an IPv6 address
        return ""
    path = unquote(parts.path).rstrip("/").lower()
    path = re.sub(r"^/s/", "/", path) if host == "t.me" else path
    return f"{_ALIAS.get(host, host)}{path}" if host and path else ""


def _plain(name: str) -> str:
    return " ".join(name.casefold().removeprefix("@").split())

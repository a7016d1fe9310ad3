"""Accounts of an office in the networks: whose post it is, and whether the procedure covers it (Kozhevnikovo 18)."""

import re
from collections.abc import Mapping
from urllib.parse import unquote, urlsplit

from workflow.links import first_link, is_link, network_of
from workflow.office import Account, Office
from workflow.post import Post
from workflow.procedure import Excluded, Procedure

_MOST, _LONGEST_NAME, _LONGEST_LINK = 50, 100, 500
_ALIAS = {"vk.ru": "vk.com", "odnoklassniki.ru": "ok.ru", "telegram.me": "t.me", "fb.com": "facebook.com"}
_PREFIX = re.compile(r"^(?:www|m|mobile)\.")
_VK_PAGE = re.compile(r"/(?:club|public|event)(\d+)")
_VK_THING = re.compile(r"(?:wall|photo|video|clip|topic|story|market)-(\d+)_")


def excluded_by(post: Post, office: Office, procedure: Procedure) -> Excluded | None:
    """What keeps the post out of the procedure: it comes from an account that the office's file says is excluded."""
    named = {one.name: one for one in procedure.excluded}
    return next((named[one.excluded] for one in office.accounts if one.excluded in named and _from(post, one)), None)


def account_of(link: str, office: Office) -> Account | None:
    """The account of the office's own in which a link stands; None for any other place (Klepechikha 3)."""
    return next((one for one in office.accounts if _stands_in(link, one.link)), None)


def same_page(link: str, other: str) -> bool:
    """Whether two addresses are of one page, however they are written."""
    return bool(_address(link)) and _address(link) == _address(other)


def made_of(text: str) -> Account | None:
    """The account at an address that somebody wrote; its network is known by its host, else the host is its name.

    None where there is no address of a page in the text: a site's front page is no account.
    """
    link = first_link(text)
    page = _address(link) if is_link(link) and len(link) <= _LONGEST_LINK else ""
    return Account(network_of(link) or page.split("/")[0], called(link), link) if page else None


def called(link: str) -> str:
    """What a page may be called where nobody said it: the end of its address."""
    return _address(link).rpartition("/")[2][:_LONGEST_NAME]


def fit_accounts(value: object) -> bool:
    """Whether it may be the list of an office's accounts, in the terms of JSON: each page in it once."""
    if not isinstance(value, list) or len(value) > _MOST:
        return False
    if not all(isinstance(one, dict) and _is_account(one) for one in value):
        return False
    pages = [_address(one["link"]) for one in value]
    return len(set(pages)) == len(pages)


def _is_account(entry: Mapping[str, object]) -> bool:
    link, name, network = (entry.get(key) for key in ("link", "name", "network"))
    if not (isinstance(link, str) and isinstance(name, str) and isinstance(network, str)):
        return False
    seen = bool(name.strip() and network.strip()) and name.isprintable() and len(name) <= _LONGEST_NAME
    return seen and is_link(link) and bool(_address(link)) and len(link) <= _LONGEST_LINK


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

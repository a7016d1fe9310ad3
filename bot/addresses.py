"""The passwords in an address of a database or a proxy: before the host, or in its query, as libpq takes them too."""

import re
from collections.abc import Iterator
from urllib.parse import unquote, unquote_plus, urlsplit

IN_QUERY = re.compile(r"(?<=[?&])((?:ssl)?password=)[^&#\s]+", re.IGNORECASE)
"""A password in the query of an address, by its name."""

_LOGIN = re.compile(r"(?<=://)[^/]+(?=@)")
_TOLD_APART = 8


def passwords_in(address: str) -> list[str]:
    """The passwords of an address, as they stand there and as they are meant; none where none is to be told apart.

    One that is shorter, or the same word as the user, would be taken out of every other word of a log as well. In an
    address logs hide it all the same (bot.logs).
    """
    try:
        parts = urlsplit(address)
        user, password = parts.username, parts.password or ""
    except ValueError:
        return []
    found = {password, unquote(password), *_in_query(address)}
    return sorted(one for one in found if len(one) >= _TOLD_APART and one != user)


def without_passwords(address: str) -> str:
    """Where the address leads, and not with which password."""
    return IN_QUERY.sub(r"\1<hidden>", _LOGIN.sub("<hidden>", address))


def _in_query(address: str) -> Iterator[str]:
    for found in IN_QUERY.finditer(address):
        word = found[0].partition("=")[2]
        yield from (word, unquote_plus(word))

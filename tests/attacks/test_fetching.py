"""Attack 15: links to addresses inside. The bot opens no address that anybody has written, whatever comes of it."""

import socket
from typing import Any

import pytest
from aiogram.methods import EditMessageText, SendMessage

from tests.attacks.house import House
from tests.attacks.people import everybody, who
from tests.attacks.raw import message, says
from tests.proof.counting import Tried

LINKS = (
    "http://127.0.0.1:{port}/a.b", "http://localhost:{port}/", "http://[::1]:{port}/", "http://0.0.0.0:{port}/",
    "http://2130706433:{port}/", "http://0x7f000001:{port}/", "http://0177.0.0.1:{port}/", "http://127.1:{port}/",
    "http://169.254.169.254/latest/meta-data/", "http://[::ffff:127.0.0.1]:{port}/", "http://[fe80::1%25lo]/",
    "https://user:pass@127.0.0.1:{port}/", "file:///etc/passwd", "javascript:alert(document.domain)//.ru",
    "data:text/html,<b>x.y", "gopher://127.0.0.1:{port}/_x", "ftp://127.0.0.1:{port}/", "http://router.local/",
    "http://intranet/", "//127.0.0.1:{port}/x.y", "http://vk.com@127.0.0.1:{port}/", "http://127.0.0.1:{port}\\@vk.com/",
)  # fmt: skip


class Guard:
    """Notes every wish to reach somebody, and refuses it."""

    def __init__(self) -> None:
        self.wishes: list[Any] = []

    def refuse(self, *wanted: Any, **_: Any) -> Any:
        """Instead of connecting, or of asking for an address."""
        self.wishes.append(wanted[-1] if isinstance(wanted[0], socket.socket) else wanted[0])
        raise OSError("nobody is to be reached")


@pytest.fixture
def guard(house: House, monkeypatch: pytest.MonkeyPatch) -> Guard:
    """The house is there already; from now on nothing can be reached."""
    made = Guard()
    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, lambda *wanted: made.refuse(*wanted), raising=False)
    for name in ("getaddrinfo", "gethostbyname", "create_connection"):
        monkeypatch.setattr(socket, name, made.refuse)
    return made


@pytest.mark.attack(15)
async def test_nothing_is_fetched(house: House, guard: Guard, tried: Tried) -> None:
    """Posts, additions, drafts, answers to questions and accounts with links inside: no connection and no question."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        listening.settimeout(0)
        curator, executor = who("own", "curator"), who("own", "executor")
        for one in LINKS:
            link = one.format(port=listening.getsockname()[1])
            hidden = [{"type": "text_link", "offset": 0, "length": 1, "url": link}]
            post = message(curator, text=f"Яма {link}", entities=hidden)
            origin = {"type": "hidden_user", "date": 1, "sender_user_name": link[:64]}
            await house.feed({"message": {**post, "forward_origin": origin}}, says(executor, link), says(curator, link))
            await house.feed(says(who("own", "administrator"), "/accounts"), says(curator, f"/find {link}"))
            tried.count()
        for person in everybody("own").values():
            await house.feed(says(person, "/my"), says(person, "/card 8"))
        with pytest.raises(BlockingIOError):
            listening.accept()
    assert guard.wishes == []
    await house.sound()
    assert_harmless(house)


def assert_harmless(house: House) -> None:
    """Links are of the web alone, and Telegram is told to look at none of them."""
    schemes = {link.partition(":")[0].lower() for one in house.judge.heard for link in one.links}
    assert schemes <= {"http", "https"}
    said = [one.call for one in house.judge.heard if isinstance(one.call, SendMessage | EditMessageText)]
    assert said
    assert all(one.link_preview_options and one.link_preview_options.is_disabled for one in said)  # type: ignore[union-attr]  # no default is left standing there

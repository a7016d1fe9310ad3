"""Whoever comes from outside without a key finds every door shut, whatever he says of himself."""

import asyncio
import hmac
import re
import socket
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from bot.bootstrap import build
from bot.webhook import listen
from storage.work import Work
from tests.attacks.doors import CARD, SECRET, TOKEN, UPDATE, Doors, bearer, doors, knock, secret, settings, told
from tests.bot.fakes import rows
from tests.cases import EXPLORING
from tests.proof.counting import Tried

RIGHT = SECRET.encode()
WRONG = {
    "empty": [secret(b"")],
    "wrong": [secret(b"wrong")],
    "cut": [secret(RIGHT[:-1])],
    "longer": [secret(RIGHT + b"x")],
    "other case": [secret(RIGHT.upper())],
    "russian": [secret("секрет".encode())],
    "cp1251": [secret("секрет".encode("cp1251"))],
    "not utf-8": [secret(b"\xff\xfe\x80")],
    "right with a byte": [secret(RIGHT + b"\xff")],
    "fullwidth": [secret("ｒｉｇｈｔ－Ｓｅｃｒｅｔ＿１".encode())],
    "a tab inside": [secret(b"right\tSecret_1")],
    "twice, wrong first": [secret(b"wrong"), secret(RIGHT)],
    "twice, right first": [secret(RIGHT), secret(b"wrong")],
    "twice right": [secret(RIGHT), secret(RIGHT)],
    "with a comma": [secret(RIGHT + b", " + RIGHT)],
    "another header": [b"Authorization: Bearer " + RIGHT],
    "in a cookie": [b"Cookie: X-Telegram-Bot-Api-Secret-Token=" + RIGHT],
    "underscores": [b"X_Telegram_Bot_Api_Secret_Token: " + RIGHT],
    "nothing": [],
}
BROKEN = {
    "a zero byte": [secret(RIGHT + b"\x00")],
    "a bare line break": [secret(b"wrong\nX-Other: 1")],
    "folded": [secret(b"wrong\r\n " + RIGHT)],
    "endless": [secret(b"x" * 100_000)],
    "a space before the colon": [b"X-Telegram-Bot-Api-Secret-Token : " + RIGHT],
    "two lengths": [secret(RIGHT), b"Content-Length: 1"],
    "a length and chunks": [secret(RIGHT), b"Transfer-Encoding: chunked"],
    "a thousand headers": [b"X-%d: y" % number for number in range(1000)],
}
SPOOFS = (
    b"X-Forwarded-For: 127.0.0.1",
    b"X-Real-IP: 127.0.0.1",
    b"Forwarded: for=127.0.0.1;host=localhost;proto=https",
)
TRUSTING = re.compile(r"x-forwarded|x-real-ip|\.remote\b|remote_addr|peername", re.IGNORECASE)


@pytest.fixture
async def open_doors(work: Work) -> AsyncIterator[Doors]:
    async with doors(work) as made:
        yield made


@pytest.mark.attack(7)
async def test_without_the_secret_no_update_comes_in(open_doors: Doors, tried: Tried) -> None:
    """A missing, wrong, repeated or non-ASCII secret is 401, never 500; nothing is stored."""
    answers = {}
    for name, lines in WRONG.items():
        answers[name] = await knock(open_doors.webhook, told(*lines), UPDATE)
    tried.count(len(WRONG), lost=len(open_doors.stored))
    assert answers == dict.fromkeys(WRONG, 401)
    assert open_doors.stored == []


@pytest.mark.attack(7)
async def test_what_is_no_http_is_refused(open_doors: Doors, tried: Tried) -> None:
    """Bytes that no server should take for a request end with 4xx or a closed connection; nothing is stored."""
    answers = {}
    for name, lines in BROKEN.items():
        answers[name] = await knock(open_doors.webhook, told(*lines), UPDATE)
    tried.count(len(BROKEN), lost=len(open_doors.stored))
    assert {name: status for name, status in answers.items() if not (status == 0 or 400 <= status < 500)} == {}
    assert open_doors.stored == []


@pytest.mark.attack(7)
async def test_every_byte_in_the_place_of_the_secret(open_doors: Doors, tried: Tried) -> None:
    """Each of the 256 bytes, alone and after the right secret, is refused and breaks nothing."""
    step = 1 if EXPLORING else 8
    values = [byte for number in range(0, 256, step) for byte in (bytes([number]), RIGHT + b"!" + bytes([number]))]
    answers = {value: await knock(open_doors.webhook, told(secret(value)), UPDATE) for value in values}
    tried.count(len(values), lost=len(open_doors.stored))
    assert set(answers.values()) <= {0, 400, 401}
    assert open_doors.stored == []
    assert await knock(open_doors.webhook, told(secret(RIGHT)), UPDATE) == 200


@pytest.mark.attack(8)
async def test_nobody_comes_in_by_saying_where_he_comes_from(open_doors: Doors, work: Work, tried: Tried) -> None:
    """An address that a header claims opens no door."""
    answers = [
        await knock(open_doors.webhook, told(*SPOOFS), UPDATE),
        await knock(open_doors.intake, told(*SPOOFS, path=b"/intake/v1/cards"), CARD),
        await knock(open_doors.intake, told(*SPOOFS, path=b"/intake/v1/cards/lesnoe/1", method=b"GET")),
    ]
    cards = (await rows(work, "SELECT count(*) FROM cards"))[0][0]
    tried.count(len(answers), lost=len(open_doors.stored) + cards)
    assert answers == [401, 401, 401]
    assert (open_doors.stored, cards) == ([], 0)


@pytest.mark.attack(8)
async def test_a_claimed_address_takes_nothing_away_either(open_doors: Doors) -> None:
    """Whoever has the key comes in, whatever a proxy or he himself writes of his address."""
    claimed = [b"X-Forwarded-For: 203.0.113.9, unknown, \xff", b"X-Real-IP: 198.51.100.1"]
    assert await knock(open_doors.webhook, told(secret(RIGHT), *claimed), UPDATE) == 200
    assert await knock(open_doors.health, told(*claimed, path=b"/livez", method=b"GET")) == 200
    # 404: the token was taken, and there is no office of this name.
    assert await knock(open_doors.intake, told(bearer(TOKEN.encode()), *claimed, path=b"/intake/v1/cards"), CARD) == 404


@pytest.mark.attack(8)
def test_no_code_asks_where_a_request_comes_from() -> None:
    """What nobody reads nobody can be deceived by."""
    root = Path(__file__).parents[2]
    files = [file for room in ("bot", "handlers", "storage", "workflow") for file in (root / room).rglob("*.py")]
    assert len(files) > 100
    assert [file.name for file in files if TRUSTING.search(file.read_text(encoding="utf-8"))] == []


@pytest.mark.attack(9)
async def test_all_doors_are_on_this_machine_unless_set_otherwise(work: Work, tried: Tried) -> None:
    """Webhook, intake and health listen on 127.0.0.1 by default; another address of the same machine is refused."""
    hosts = settings()
    ports = [_free(), _free(), _free()]
    app = await build(settings(health_port=str(ports[0]), intake_token=TOKEN, intake_port=str(ports[1])), work=work)
    assert app.intake is not None
    await app.health.open()
    await app.intake.open()
    webhook = await listen(web.Application(), hosts.webhook_host, ports[2])
    reached = [port for port in ports if await asyncio.to_thread(_reaches, "127.0.0.1", port)]
    strayed = [port for port in ports if await asyncio.to_thread(_reaches, "127.0.0.2", port)]
    await app.close()
    await webhook.cleanup()
    tried.count(len(ports), lost=len(strayed))
    assert (reached, strayed) == (ports, [])


@pytest.mark.attack(9)
async def test_without_their_settings_there_are_no_doors(work: Work) -> None:
    """A bot that polls listens nowhere until it is asked to."""
    app = await build(settings(), work=work)
    assert (app.intake, app.health.listener) == (None, None)
    await app.close()


@pytest.mark.attack(9)
async def test_the_health_pages_tell_no_secret(open_doors: Doors) -> None:
    """Neither tokens nor addresses stand on them, and they take nothing in."""
    for path in (b"/livez", b"/readyz", b"/metrics"):
        assert await knock(open_doors.health, told(path=path), b"x" * 5000) == 405
        assert await knock(open_doors.health, told(path=path, method=b"GET")) == 200


@pytest.mark.attack(7, 9)
async def test_secrets_are_compared_in_constant_time(
    open_doors: Doors, monkeypatch: pytest.MonkeyPatch, tried: Tried
) -> None:
    """Every one that is shown, however wrong, goes whole through the comparison that does not end early."""
    compared: list[tuple[bytes, bytes]] = []
    real = hmac.compare_digest

    def noting(shown: Any, right: Any) -> bool:
        compared.append((shown, right))
        return real(shown, right)

    monkeypatch.setattr(hmac, "compare_digest", noting)
    for value in (b"", b"r", b"right-Secret_2", b"x" * 200):
        await knock(open_doors.webhook, told(secret(value)), UPDATE)
        await knock(open_doors.intake, told(bearer(value), path=b"/intake/v1/cards"), CARD)
    tried.count(len(compared))
    assert {right for _, right in compared} == {RIGHT, TOKEN.encode()}
    assert len(compared) == 8


@pytest.mark.attack(9)
@pytest.mark.parametrize(
    "lines",
    [
        [bearer(TOKEN.encode()), bearer(b"wrong")],
        [bearer(b"wrong"), bearer(TOKEN.encode())],
        [bearer(TOKEN.encode() + b"\xff")],
        [bearer("токен".encode())],
        [b"X-Authorization: Bearer " + TOKEN.encode()],
        [],
    ],
)
async def test_without_the_token_no_card_is_opened(open_doors: Doors, work: Work, lines: list[bytes]) -> None:
    """A missing, wrong, repeated or non-ASCII token is 401."""
    assert await knock(open_doors.intake, told(*lines, path=b"/intake/v1/cards"), CARD) == 401
    assert await rows(work, "SELECT count(*) FROM cards") == [(0,)]


def _free() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _reaches(host: str, port: int) -> bool:
    try:
        socket.create_connection((host, port), timeout=5).close()
    except ConnectionRefusedError:
        return False
    return True

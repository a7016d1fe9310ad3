"""The server of the intake interface, beside the bot's other loops."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from bot.bells import Bells
from bot.clock import wall_now
from bot.intake.acting import acted
from bot.intake.faults import NOT_KNOWN, NOT_THERE, IntakeError, one_fault, refusing
from bot.intake.guard import may_speak
from bot.intake.model import ActSaid
from bot.intake.opening import opened
from bot.intake.reading import said, submission
from bot.intake.telling import told
from bot.listening import Listener
from bot.logs import log
from storage.work import Work
from workflow.ports import Clock

AT_ONCE = 4
"""Requests that are read at the same time: each may be as large as the settings allow."""

_CARD = "/intake/v1/cards/{office}/{id}"
_STOPPING = 5.0
_HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", "Server": "otklik"}

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True)
class Desk:
    """What the interface works with. `most` is how many bytes a request may have."""

    work: Work
    clock: Clock
    bells: Bells
    token: str
    most: int


class Intake:
    """Answers over HTTP whoever shows the token; everybody else is turned away before anything is read."""

    def __init__(self, desk: Desk) -> None:
        if not desk.token:
            raise ValueError("INTAKE_TOKEN: missing; without it anybody could open cards")
        self._desk, self._room = desk, asyncio.Semaphore(AT_ONCE)
        self._log = log("bot.intake")

    def application(self) -> web.Application:
        """The web application."""
        app = web.Application(client_max_size=self._desk.most, middlewares=[self._guarded])
        app.router.add_post("/intake/v1/cards", self.open)
        app.router.add_get(_CARD, self.tell)
        app.router.add_post(f"{_CARD}/acts", self.act)
        return app

    async def open(self, request: web.Request) -> web.Response:
        """Make a card: 201; 200 with the same number where the message came before."""
        async with self._room:
            given = await submission(request, self._desk.most)
        now, real = self._desk.clock.now(), wall_now()
        card, new = await self._desk.work.run(lambda conn: opened(conn, given, now, real))
        self._desk.bells.ring_outward()
        body = {"card": card.id, "number": card.number, "step": card.step}
        return web.json_response(body, status=201 if new else 200)

    async def tell(self, request: web.Request) -> web.Response:
        """Say where a message stands."""
        office, identity = _named(request)
        return web.json_response(await self._desk.work.read(lambda conn: told(conn, office, identity)))

    async def act(self, request: web.Request) -> web.Response:
        """Carry out what the citizen does: 200, or 409 with the reason."""
        act, (office, identity) = await said(request, ActSaid), _named(request)
        now, real = self._desk.clock.now(), wall_now()
        body = await self._desk.work.run(lambda conn: acted(conn, office, identity, act, now, real))
        self._desk.bells.ring_outward()
        return web.json_response(body)

    @web.middleware
    async def _guarded(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        response = await self._answered(request, handler)
        response.headers.update(_HEADERS)
        return response

    async def _answered(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Every answer is JSON, a fault of ours too, of which the log has the place and the sender nothing."""
        try:
            if not may_speak(request, self._desk.token):
                raise one_fault(NOT_KNOWN, "Authorization", "show the token, as: Bearer <token>")
            return await handler(request)
        except IntakeError as error:
            return refusing(error)
        except web.HTTPException as error:
            return _plain(error.status, error.reason)
        except Exception as error:
            self._log.error("a request failed", exc_info=error)
            return _plain(500, "failed here; send it again under the same id or key: nothing is taken twice")


def _named(request: web.Request) -> tuple[str, str]:
    """Office and identity of the path. Raises IntakeError for what no card can be called."""
    office, identity = request.match_info["office"], request.match_info["id"]
    if not (office + identity).isprintable():
        raise one_fault(NOT_THERE, "id", "no message came under this identity")
    return office, identity


def _plain(status: int, mend: Any) -> web.Response:
    return refusing(one_fault(status, "", str(mend)))


def listening(intake: Intake, host: str, port: int) -> Listener:
    """The intake interface at its address."""
    return Listener(intake.application(), host, port, "the intake interface", "INTAKE_HOST, INTAKE_PORT", _STOPPING)

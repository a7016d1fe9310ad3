"""The way out of an office that has a mail server: cards come to people, messages and mails go."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

from bot.clock import wall_now
from bot.mail.mailer import Mailer, make_mailer
from bot.mail.settings import MailSettings
from bot.outcomes import NotSent, Outcome, Refused, Sent
from bot.sender import Sender
from storage.books import SqlBooks
from storage.work import Work
from tests.bot.fakes import Telegram, Wall, rows, send_all, way_of
from tests.fixtures.cards import opening, routing
from tests.fixtures.offices import NOW, person
from workflow import desk
from workflow.card import Card
from workflow.commands import Act, Command, Open
from workflow.office import Office
from workflow.post import Media, Part, Post
from workflow.words import MediaKind, PersonId

PETR = "petr@example.org"
SENDER = "Отклик <bot@example.org>"
PHOTO = Media(kind=MediaKind.PHOTO, ref="photo")


class Shelf:
    """Where Telegram keeps files: their bytes by reference, or the outcome of asking for them."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {"photo": b"a picture"}
        self.asked: dict[str, Outcome] = {}
        self.down = False

    async def ask(self, name: str, params: Mapping[str, Any]) -> Outcome:
        """As getFile."""
        assert name == "getFile"
        ref = str(params["file_id"])
        if self.down:
            return NotSent("ClientConnectorError")
        if ref not in self.files:
            return self.asked.get(ref, Refused("Bad Request: wrong file_id"))
        return Sent(result={"file_path": f"photos/{ref}.jpg", "file_size": len(self.files[ref])})

    async def download(self, path: str, most: int) -> bytes | Outcome:
        """The bytes."""
        return self.files[path.removeprefix("photos/").removesuffix(".jpg")]


class MailPost:
    """An outbox with a sender on a fake Telegram and a mailer on a real mail server."""

    def __init__(self, work: Work, telegram: Telegram, clock: Wall, office: Office, port: int, **more: Any) -> None:
        self.work, self.telegram, self.office = work, telegram, office
        self.shelf = Shelf()
        way = way_of(work, telegram, clock)
        way.bot = "otklik_bot"
        self.sender = Sender(way)
        plain = {"smtp_host": "127.0.0.1", "smtp_port": port, "smtp_tls": "none", "smtp_from": SENDER}
        settings = MailSettings.model_validate(plain | more)
        made = make_mailer(settings, way, self.shelf)
        assert made is not None
        self.mailer: Mailer = made

    async def does(self, command: Command) -> desk.Done:
        """A command is carried out by an office that has a mail server."""
        real = wall_now()
        outcome = await self.work.run(lambda conn: desk.do(command, SqlBooks(conn, real, mail=True), NOW))
        assert isinstance(outcome, desk.Done)
        return outcome

    async def routed(self, text: str = "Яма на Лесной", *media: Media, department: str = "roads", **post: Any) -> Card:
        """The curator opens a card and routes it."""
        command = opening(self.office, text)
        parts = (Part(text=text, media=media),)
        whole = Post(source="Подслушано", parts=parts, **post)
        opened = await self.does(Open(command.office, command.by, whole))
        return (await self.does(routing(opened.card, self.office, department))).card

    async def acts(self, card: Card, who: str, action: str, **more: Any) -> Card:
        """Somebody takes an action on the card."""
        return (await self.does(Act(card.id, PersonId(person(self.office, who)), action, **more))).card

    async def mails(self) -> None:
        """Every mail that may go goes."""
        while True:
            async with asyncio.TaskGroup() as group:
                begun = await self.mailer.once(group)
            if not begun:
                return

    async def sends(self) -> None:
        """Every message of Telegram that may go goes."""
        await send_all(self.sender)

    async def no_waiting(self) -> None:
        """Pauses need not be waited off."""

        def forget(conn: Any) -> None:
            conn.exec_driver_sql("UPDATE outbox SET not_before = NULL")
            conn.exec_driver_sql("UPDATE lanes SET paused_until = NULL, leased_until = NULL")

        await self.work.run(forget)
        self.mailer.outage.till = 0.0

    async def states(self) -> Sequence[str]:
        """How the mails stand."""
        return [row[0] for row in await rows(self.work, "SELECT status FROM outbox WHERE kind = 'mail' ORDER BY id")]

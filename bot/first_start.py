"""The first start: where there is nobody yet, the terminal shows the link by which the first administrator comes in."""

import typer
from sqlalchemy import Connection

from bot.bootstrap import App
from bot.clock import wall_now
from bot.commands.office_link import words
from storage.first_links import fresh
from storage.invitations import nobody_yet


async def show_way_in(app: App) -> None:
    """Print a link to set an office up where there is none; those printed before and not used are withdrawn.

    It goes to the terminal past the log, in which its word must never stand.
    """
    now = wall_now()

    def make(conn: Connection) -> str:
        return fresh(conn, None, now) if nobody_yet(conn) else ""

    if word := await app.work.run(make):
        typer.echo(words(word, app.way.bot))

"""The first start: where there is nobody yet, the terminal shows the link by which the first administrator comes in."""

from datetime import datetime

import typer
from sqlalchemy import Connection

from bot.bootstrap import App
from bot.clock import wall_now
from bot.commands.office_link import words
from storage import first_links
from storage.invitations import nobody_yet


async def show_way_in(app: App) -> None:
    """Print a link to set an office up where there is none; older ones that were not used are withdrawn.

    Where several processes may work, one minutes old is that of another which starts too, and somebody may be reading
    it right now: it stays good. Of its word only a hash is kept, so this process can but say who has shown it.
    It goes to the terminal past the log, in which its word must never stand.
    """
    now = wall_now()

    def make(conn: Connection) -> str:
        if not nobody_yet(conn):
            return ""
        first_links.one_at_a_time(conn)
        made = None if app.settings.alone else first_links.just_made(conn, now)
        return _shown_elsewhere(made) if made else words(first_links.fresh(conn, None, now), app.way.bot)

    if told := await app.work.run(make):
        typer.echo(told)


def _shown_elsewhere(made: datetime) -> str:
    return (
        f"To set up an office: another process, or an earlier start, printed a link at {made:%H:%M:%S} UTC.\n"
        "It is still good: look into that one's output. Or print another, which withdraws it: office link --new"
    )

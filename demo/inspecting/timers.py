"""The timers of a card: when it will ring or has rung, of what, and who hears it."""

from collections.abc import Sequence

from sqlalchemy import Connection

from demo.inspecting.looking import there
from handlers.shares import part_named
from handlers.shown import Shown
from handlers.timer_words import act_words, hearers_words, ping_words
from sandbox.words import Json
from storage.timers import Timer, of_card
from workflow.events import Event, Rang


def timers(conn: Connection, events: Sequence[Event], shown: Shown) -> list[Json]:
    """A line for each ping of the card: those to come first, the soonest before the others."""
    rang = {event.ping: event for event in events if isinstance(event, Rang)}
    rows = [_row(timer, rang.get(timer.ping), shown) for timer in of_card(conn, shown.card.id)]
    return sorted(rows, key=lambda row: (row["fired_at"] is not None, row["at"]))


def _row(timer: Timer, rang: Rang | None, shown: Shown) -> Json:
    what, whom = _words(timer.ping, shown)
    # The row notes real time; when it rang by the office's clock stands in the journal.
    rung = (rang.at if rang else timer.at) if timer.fired_at else None
    return {
        "at": there(timer.at, shown),
        "what": what,
        "whom": whom,
        "fired_at": there(rung, shown),
        "quiet": bool(rang and rang.quiet),
    }


def _words(key: str, shown: Shown) -> tuple[str, str]:
    """What rings and who hears it, by the ping's key: «answer/1/0», «part/4/1/part2»; see workflow.deadlines."""
    name, _, which, *more = key.split("/")
    deadline = shown.procedure.named(name)
    if deadline is None:
        return name, ""
    if which == "then":
        return act_words(deadline, shown), ""
    ping = deadline.rings[int(which)]
    part = next((part_named(int(one.removeprefix("part")), shown) for one in more if one.startswith("part")), "")
    what = ping_words(deadline, ping, shown)
    return f"{what} · {part}" if part else what, hearers_words(ping.hearers, shown.texts)

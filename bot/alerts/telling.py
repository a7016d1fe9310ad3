"""Trouble is put into the outbox, in the same commit in which it is noted that it was."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import Connection

from bot.alerts.hearers import Hearer, hearers
from bot.alerts.limits import Memory, Verdict, weigh
from bot.alerts.off import Off
from bot.alerts.time_words import off_text
from bot.alerts.troubles import Trouble
from bot.alerts.words import alert_text, over_text
from handlers.texts import texts_for
from handlers.turn import Reply
from storage import marks, outbox
from storage.vitals import ALERT, CHAT_ALERT
from workflow.notices import Urgency

MEMORY = "alerts"
"""The mark of what was told so far."""


def tell(conn: Connection, found: Sequence[Trouble], now: datetime, chat: str, locale: str) -> Verdict:
    """Tell of the trouble what is to be told now (real time). Returns what was."""
    before = _memory(conn)
    verdict, memory = weigh(found, before, now)
    if memory.told != before.told:
        marks.put(conn, MEMORY, now, **memory.model_dump(mode="json"))
    if verdict.begun or verdict.over:
        for hearer in hearers(conn, chat, locale):
            outbox.put(conn, list(_messages(verdict, hearer, now)), now)
    return verdict


def tell_off(conn: Connection, off: Off, now: datetime, chat: str, locale: str) -> None:
    """Tell for how long nobody worked; now is real time."""
    for hearer in hearers(conn, chat, locale):
        texts = texts_for(hearer.locale)
        text = off_text(off, texts, hearer.zone)
        outbox.put(conn, [_message(["off"], text, "begun", hearer, now)], now)


def _memory(conn: Connection) -> Memory:
    mark = marks.get(conn, MEMORY)
    return Memory.model_validate(mark.about) if mark else Memory()


def _messages(verdict: Verdict, hearer: Hearer, now: datetime) -> Iterator[outbox.Message]:
    """One message of what is over, one of what has begun: a look that finds much does not ring many times."""
    texts = texts_for(hearer.locale)
    if verdict.over:
        yield _message(verdict.over, over_text(verdict.over, texts), "over", hearer, now)
    if verdict.begun:
        text = alert_text(verdict.begun, texts, last=verdict.last, private=hearer.private)
        yield _message([trouble.kind for trouble in verdict.begun], text, "begun", hearer, now)


def _message(kinds: Sequence[str], text: str, what: str, hearer: Hearer, now: datetime) -> outbox.Message:
    """One that could not go yet is taken back by the next of just its kinds: after an outage only its end is said.

    The key makes a second one of the hour impossible, whoever tells it.
    """
    named = "+".join(sorted(kinds))
    return outbox.Message(
        lane=hearer.lane,
        kind=ALERT if hearer.private else CHAT_ALERT,
        body=Reply(text=text, topic=hearer.topic).model_dump_json(),
        urgency=Urgency.URGENT,
        key=f"alert:{named}:{what}:{now:%Y-%m-%dT%H}:{hearer.lane}",
        supersede=f"alert:{named}:{hearer.lane}",
    )

"""Trouble is put into the outbox, in the same commit in which it is noted that it was."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import Connection

from bot.alerts.hearers import Hearer, hearers
from bot.alerts.limits import Memory, Verdict, weigh
from bot.alerts.troubles import Kind, Trouble
from bot.alerts.words import alert_text, over_text
from handlers.texts import texts_for
from handlers.turn import Reply
from storage import marks, outbox
from storage.vitals import ALERT
from workflow.notices import Urgency

MEMORY = "alerts"
"""The mark of what was told so far."""


def tell(conn: Connection, found: Sequence[Trouble], now: datetime, chat: str, locale: str) -> Verdict:
    """Tell of the trouble what is to be told now (real time). Returns what was."""
    verdict, memory = weigh(found, _memory(conn), now)
    if verdict.begun or verdict.over:
        marks.put(conn, MEMORY, now, **memory.model_dump(mode="json"))
        for hearer in hearers(conn, chat, locale):
            outbox.put(conn, list(_messages(verdict, hearer, now)), now)
    return verdict


def _memory(conn: Connection) -> Memory:
    mark = marks.get(conn, MEMORY)
    return Memory.model_validate(mark.about) if mark else Memory()


def _messages(verdict: Verdict, hearer: Hearer, now: datetime) -> Iterator[outbox.Message]:
    texts = texts_for(hearer.locale)
    for kind in verdict.over:
        yield _message(kind, over_text(kind, texts), "over", hearer, now)
    for trouble in verdict.begun:
        last = verdict.last and trouble is verdict.begun[-1]
        text = alert_text(trouble, texts, last=last, private=hearer.private)
        yield _message(trouble.kind, text, "begun", hearer, now)


def _message(kind: Kind, text: str, what: str, hearer: Hearer, now: datetime) -> outbox.Message:
    """One that could not go yet is taken back by the next of its kind: after an outage its end is all there is to say.

    The key makes a second one of the hour impossible, whoever tells it.
    """
    return outbox.Message(
        lane=hearer.lane,
        kind=ALERT,
        body=Reply(text=text, topic=hearer.topic).model_dump_json(),
        urgency=Urgency.URGENT,
        key=f"alert:{kind}:{what}:{now:%Y-%m-%dT%H}:{hearer.lane}",
        supersede=f"alert:{kind}:{hearer.lane}",
    )

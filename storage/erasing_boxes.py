"""What names an erased card in the boxes: its messages, acts of citizens, texts begun for it, the same post that waits.

What does not name it is looked for afterwards, page by page (storage.erasing_looking).
"""

from datetime import datetime

from sqlalchemy import Connection, and_, not_, select, update

from storage.erasing_posts import drop_same
from storage.erasing_talks import scrub_talks
from storage.erasing_traces import Traces
from storage.mails import KIND as MAIL
from storage.sql import one_of
from storage.tables import intake_acts, outbox
from workflow.digest import DIGEST
from workflow.duty_notices import DUTY
from workflow.notices import NoticeKind
from workflow.staffing.news import STAFF

BARE = "{}"

NOTICES = (*map(str, NoticeKind), MAIL, DIGEST, DUTY, STAFF)
"""Kinds of messages that hold no words of people: they are worded when they are sent. The program reads them again."""


def erase_boxes(conn: Connection, traces: Traces, real: datetime) -> int:
    """Take the words out of all that names these cards. Returns from how many rows. `real` is real time."""
    return _messages(conn, traces, real) + drop_same(conn, traces.posts) + scrub_talks(conn, traces.cards)


def being_sent(conn: Connection, card: int) -> bool:
    """Whether words of the card are on their way just now. A notice is drawn anew each time and does not count."""
    said = one_of(outbox.c.kind, "reply", "publication")
    these = select(outbox.c.id).where(outbox.c.card == card, one_of(outbox.c.status, "sending"), said)
    return conn.execute(these.limit(1)).first() is not None


def _messages(conn: Connection, traces: Traces, real: datetime) -> int:
    """Messages and acts of these cards."""
    mine = outbox.c.card.in_(traces.cards)
    said = and_(mine, one_of(outbox.c.status, "new", "dead", "doubt"), outbox.c.kind.in_(("reply", "publication")))
    dropped = {"status": "dropped", "error": "erased", "settled_at": real}
    conn.execute(update(outbox).where(said).values(dropped))
    over = and_(mine, one_of(outbox.c.status, "sent", "dropped", "superseded"), outbox.c.body != BARE)
    rows = conn.execute(update(outbox).where(over, not_(outbox.c.kind.in_(NOTICES))).values(body=BARE)).rowcount
    acts = intake_acts.c.card.in_(traces.cards)
    return rows + conn.execute(update(intake_acts).where(acts).values(digest="erased", answer={})).rowcount

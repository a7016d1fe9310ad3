"""The inbox: raw updates, each stored once, done in order within a chat and side by side across chats.

All times here are real ones, UTC.
"""

from storage.inbox.claiming import LONGEST_TURN, Claimed, Waiting, again, claim, done, failed, put_by, release, renew
from storage.inbox.returning import unclaim
from storage.inbox.rows import Dead, Incoming, dead, last_update, purge, receive, requeue, span, waiting

__all__ = [
    "LONGEST_TURN",
    "Claimed",
    "Dead",
    "Incoming",
    "Waiting",
    "again",
    "claim",
    "dead",
    "done",
    "failed",
    "last_update",
    "purge",
    "put_by",
    "receive",
    "release",
    "renew",
    "requeue",
    "span",
    "unclaim",
    "waiting",
]

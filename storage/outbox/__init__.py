"""The outbox: what is to be sent, in order within a lane, the most urgent lane first. Times are real ones, UTC."""

from storage.outbox.folding import Words, behind, reword, supersede
from storage.outbox.keeping import (
    Subject,
    lane_pause,
    message,
    purge,
    redirect,
    requeue,
)
from storage.outbox.looking import Fate, Row, fate, newest, said_under, told_since
from storage.outbox.returning import unclaim
from storage.outbox.rows import MAIL, ONCE, Message, put
from storage.outbox.sending import Sending, again, claim, dead, doubt, drop, forget_text, sent, unsure, wait

__all__ = [
    "MAIL",
    "ONCE",
    "Fate",
    "Message",
    "Row",
    "Sending",
    "Subject",
    "Words",
    "again",
    "behind",
    "claim",
    "dead",
    "doubt",
    "drop",
    "fate",
    "forget_text",
    "lane_pause",
    "message",
    "newest",
    "purge",
    "put",
    "redirect",
    "requeue",
    "reword",
    "said_under",
    "sent",
    "supersede",
    "told_since",
    "unclaim",
    "unsure",
    "wait",
]

"""The tables. Private to storage: everybody else speaks to its functions."""

from storage.tables.base import metadata
from storage.tables.blobs import blob_files, blobs, intake_acts
from storage.tables.boxes import chats, conversations, held, inbox, lanes, menus, outbox
from storage.tables.calendar import duties, duties_done, tallies
from storage.tables.cards import cards, events, timers, views
from storage.tables.offices import departments, offices, people, procedures
from storage.tables.staff import absences, callers, invitations, office_changes
from storage.tables.upkeep import marks

__all__ = [
    "absences",
    "blob_files",
    "blobs",
    "callers",
    "cards",
    "chats",
    "conversations",
    "departments",
    "duties",
    "duties_done",
    "events",
    "held",
    "inbox",
    "intake_acts",
    "invitations",
    "lanes",
    "marks",
    "menus",
    "metadata",
    "office_changes",
    "offices",
    "outbox",
    "people",
    "procedures",
    "tallies",
    "timers",
    "views",
]

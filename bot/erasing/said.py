"""What the commands say after they have erased something: what is left, and where."""

from bot.erasing.looking import Looked
from storage.erasing import Done

_CARDS = """\
Left, because nobody but people can take it away:
- Telegram: messages that showed these cards are edited by the bot as it runs; what else was sent (the answer's text,
  photos, previews, reminders and lists already sent, also in the group, what people wrote themselves, the posts as the
  curator forwarded them) stays in the chats. A bot cannot delete messages older than 48 hours. Ask those who have
  these chats to delete it there.
- The answer where it was published, and the post itself: they are on the network's page.
- Copies made before today (`backup`), mail that was sent, logs of the mail server, papers."""

_PERSON = """\
Left, because nobody but people can take it away: chats in Telegram, copies made before today (`backup`), mail, what
people wrote of him in cards, and in updates and messages that are stuck (`inbox dead`, `outbox list`). The journal
keeps his number."""

_WAITING = (
    "{n} updates, messages, posts and talks of others wait, or are stuck, and may hold some of it; they were left as "
    "they are. See `inbox dead` and `outbox list`; if one of them is about the same, drop it, or erase again once it "
    "was dealt with."
)

_POSTGRES = "PostgreSQL clears the old rows with its next VACUUM; run `VACUUM` where it must be now."


def of_cards(done: Done, looked: Looked) -> list[str]:
    """What was erased, and what is left."""
    if not done.cards and looked == Looked():
        return ["Nothing is left there to be erased."]
    rows = done.rows + looked.rows
    counted = f"Erased: cards {done.cards}, events {done.events}, other rows {rows}, files {looked.files}."
    waiting = [_WAITING.format(n=looked.waiting)] if looked.waiting else []
    return [counted, *waiting, _CARDS]


def of_person(rows: int) -> list[str]:
    """The same for somebody who has left."""
    return [f"Erased. He was found in {rows} other rows.", _PERSON]


def of_pages(rewritten: bool) -> str:
    """What became of the database's free pages."""
    return "The database's file was written anew." if rewritten else _POSTGRES

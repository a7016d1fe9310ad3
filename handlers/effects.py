"""What a conversation may write beside cards. The worker carries these out in the turn's own commit."""

from datetime import datetime

from handlers.turn import Effect
from workflow.post import Post
from workflow.words import CardId, OfficeId, PersonId


class LocaleChosen(Effect):
    """A person chose the language the bot speaks to him."""

    person: PersonId
    locale: str


class PostHeld(Effect):
    """A post waits until the curator says whether it belongs to the card before it.

    It becomes a card of its own, with the deadlines of the moment it came, where he says nothing for a while.
    """

    office: OfficeId
    person: PersonId
    lane: str
    after: CardId
    key: str
    post: Post
    detected: datetime


class CommandsShown(Effect):
    """Telegram's menu of commands in this chat is to be set to those of its person.

    Which they are is looked up when it is sent, in all offices that he works for; `names` are those known so far.
    """

    lane: str
    locale: str
    names: tuple[str, ...] = ()


class DutyFinished(Effect):
    """Somebody says that the duty of a period is done; who says so second is told in the same chat who was first."""

    office: OfficeId
    procedure: str
    duty: str
    period: str
    by: PersonId
    at: datetime
    lane: str
    locale: str


class PublicationSent(Effect):
    """The answer goes to the chat of its post as `count` messages, each once for ever; `order` is the event behind it.

    `message` is the one that is answered there, empty where it is not known.
    """

    office: OfficeId
    card: CardId
    order: int
    by: PersonId | None
    lane: str
    message: str
    count: int


class PreviewOver(Effect):
    """A text is begun no more: the preview that stands under this word, and any that waits, loses its buttons."""

    lane: str
    word: str
    office: OfficeId
    card: CardId
    person: PersonId

"""What the buttons carry. Typed, short (64 bytes), and never trusted: the core checks every tap again."""

from hashlib import sha256

from handlers.carried import Carried
from workflow.words import DraftKind


class Tap(Carried, prefix="t"):
    """An action on a card, seen in a certain turn of it; `value` is the department, the importance, or the ground."""

    card: int
    turn: int
    action: str
    value: str = ""


class More(Carried, prefix="m"):
    """Show the buttons that did not fit."""

    card: int


class Submit(Carried, prefix="s"):
    """Send the draft in this state of its preview (`revision`) by this action, as this kind."""

    card: int
    turn: int
    revision: int
    kind: DraftKind
    action: str = "submit"


class Change(Carried, prefix="e"):
    """Write the draft anew, or one's part of the answer."""

    card: int
    part: bool = False


class Give(Carried, prefix="p"):
    """Give one's part of the answer as its preview (`revision`) shows it; not `whole` where more is to come."""

    card: int
    revision: int
    whole: bool


class Enough(Carried, prefix="o"):
    """The pieces that have been given are one's whole part."""

    card: int


class Aim(Carried, prefix="a"):
    """What was written is for one's own part of the answer, or for the common answer."""

    card: int
    part: bool


class Compose(Carried, prefix="b"):
    """Begin the common answer with the parts that have been given."""

    card: int
    turn: int


class Repeat(Carried, prefix="y"):
    """The post repeats that of the card `of`; 0 where it repeats none."""

    card: int
    of: int


class OtherCard(Carried, prefix="z"):
    """The post repeats that of a card whose number is to be written."""

    card: int


class Earlier(Carried, prefix="f"):
    """Show the earlier card's answer."""

    card: int


class Together(Carried, prefix="j"):
    """Answer the card together with the one that it repeats."""

    card: int


class Here(Carried, prefix="d"):
    """The bot is to publish the draft with this number itself: `ask`, then `yes` or `no`."""

    card: int
    turn: int
    draft: int
    what: str


class NoLink(Carried, prefix="n"):
    """It was published, but there is no link to give."""

    card: int


class Held(Carried, prefix="h"):
    """What to do with posts that came right after a card: `together` or apart."""

    card: int
    together: bool


class Language(Carried, prefix="l"):
    """The language to speak in."""

    locale: str


class Show(Carried, prefix="c"):
    """Show a card."""

    card: int


class Why(Carried, prefix="w"):
    """Why the card's deadlines are when they are."""

    card: int


class TellHead(Carried, prefix="r"):
    """Tell of this missed deadline those who must hear of it from a person."""

    card: int
    deadline: str


class Pick(Carried, prefix="k"):
    """One answer to what the action asks for (`need`): a place in the procedure's list, a number of days, a date.

    `pN` instead of an answer turns to the page N of the list.
    """

    card: int
    turn: int
    action: str
    need: str
    value: str


class Toggle(Carried, prefix="u"):
    """A department comes to those who share the card, or leaves them; without one the list turns its page."""

    card: int
    turn: int
    action: str
    unit: str = ""


class Chosen(Carried, prefix="g"):
    """Those who share the card are chosen."""

    card: int
    turn: int
    action: str


class Leave(Carried, prefix="x"):
    """Leave the question about this card."""

    card: int


_LONGEST_KEY = 20
_HASHED = 12


def brief(key: str) -> str:
    """A department's key as a button carries it: a long one as the beginning of its hash, which no key looks like."""
    return key if len(key) <= _LONGEST_KEY else "~" + sha256(key.encode()).hexdigest()[:_HASHED]

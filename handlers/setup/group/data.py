"""What the buttons in a group carry. The chat is the one they are pressed in, and who presses is looked at again."""

from handlers.carried import Carried


class Here(Carried, prefix="gh"):
    """The deadlines of this office are to be told here: in the forum topic with this number, 0 for the general one.

    `sure`: another group, or another topic, may be given up for it.
    """

    office: int
    topic: int
    sure: bool = False


class Leave(Carried, prefix="gl"):
    """All stays as it is."""

    office: int

"""What storage refuses, each with its reason as the docstring."""


class Fenced(Exception):  # noqa: N818 - a state of affairs that the worker meets, the usual word for it
    """Somebody else has taken the lane since; whatever was done with it here must be rolled back."""

    def __init__(self, lane: str, fence: int) -> None:
        super().__init__(f"lane {lane!r} has moved on from fence {fence}. {self.__doc__}")
        self.lane = lane
        self.fence = fence


class OvertakenError(Exception):
    """The card was changed by somebody else since it was read; nothing was written."""

    def __init__(self, card: int, version: int) -> None:
        super().__init__(f"card {card} is no longer at version {version}. {self.__doc__}")
        self.card = card
        self.version = version

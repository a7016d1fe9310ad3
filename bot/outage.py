"""Whether the service itself is failing, so that a message is not blamed for it. Pure; real seconds are passed in."""

from bot.outcomes import NotSent, Outcome, Unsure

_FIRST_PAUSE, _LONGEST_PAUSE = 2.0, 60.0


class Outage:
    """Begins with an answer that did not come and ends with one that did. Pauses for everybody grow meanwhile."""

    def __init__(self) -> None:
        self.till = 0.0
        self.pause = 0.0
        self.answers = True
        self._chats: set[str] = set()

    @property
    def on(self) -> bool:
        """Whether nothing has succeeded since the last failure."""
        return self.pause > 0

    def note(self, outcome: Outcome, chat: str, now: float) -> None:
        """What came of a call to the chat. Whatever Telegram itself says, a refusal too, ends the outage."""
        if not isinstance(outcome, Unsure | NotSent):
            self._end()
            return
        self._chats.add(chat)
        self._failed(now)

    def asked(self, outcome: Outcome, now: float) -> None:
        """What came of a question that changes nothing. Where only one chat has failed, an answer ends the outage."""
        if isinstance(outcome, Unsure | NotSent):
            self._failed(now)
        elif len(self._chats) > 1:
            self.answers = True
        else:
            self._end()

    def over(self) -> None:
        """Somebody else has had an answer after a silence: a message is tried at once, one, to see."""
        if self.on:
            self.till, self.answers = 0.0, True

    def excuses(self, chat: str) -> bool:
        """Whether other chats fail too, so that a message to this one is not at fault."""
        return bool(self._chats - {chat})

    def _failed(self, now: float) -> None:
        """Many fail at once: only the first failure after a pause makes the next one longer."""
        self.answers = False
        if now >= self.till:
            self.pause = min(_LONGEST_PAUSE, max(_FIRST_PAUSE, 2 * self.pause))
            self.till = now + self.pause

    def _end(self) -> None:
        self.till, self.pause, self.answers = 0.0, 0.0, True
        self._chats.clear()

"""The chat as text: who says what to whom, when, with which buttons."""

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding

from demo.walk.stage import Stage
from sandbox.people import Message

_COLOURS = {"Куратор": "cyan", "Исполнитель дорог": "yellow", "Глава района": "magenta", "Группа": "green"}
_WIDTH = 110


class Printer:
    """Prints what people see, in the order they see it."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._console = Console(width=_WIDTH, highlight=False, soft_wrap=False)

    def title(self, text: str) -> None:
        """A line between the scenes."""
        self._console.print()
        self._console.rule(f"[bold]{escape(text)}[/bold]", align="left")

    def does(self, who: str, what: str) -> None:
        """What a person does."""
        self._console.print(f"[dim]{self._time()}[/dim] [bold {_COLOURS[who]}]{who}[/] {escape(what)}")

    def gets(self, who: str, message: Message) -> Message:
        """What a person reads from the bot."""
        self._console.print(f"[dim]{self._time()}[/dim] [dim]бот →[/dim] [{_COLOURS[who]}]{who}[/]")
        lines = [escape(line) for line in (message.text or "(вложение)").splitlines()]
        if message.media:
            lines.append(f"[dim]({message.media.kind})[/dim]")
        rows = ["  ".join(f"[reverse] {escape(one.label)} [/]" for one in row) for row in message.buttons]
        self._console.print(Padding("\n".join([*lines, *rows]), (0, 0, 0, 8)))
        return message

    def _time(self) -> str:
        return f"{self._stage.now():%a %H:%M}"

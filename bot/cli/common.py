"""What the commands share."""

from typing import Annotated, NoReturn

import typer

Json = Annotated[bool, typer.Option("--json", help="As JSON, for programs.")]


def fail(error: ValueError) -> NoReturn:
    """Say what is wrong, and end with 2: something given cannot be used.

    What a library says of data that it cannot read holds those data: it is told without them, and the end is 1.
    """
    from bot.logs import fault, wordy

    foreign = wordy(error)
    typer.echo(fault(error) if foreign else str(error), err=True)
    raise SystemExit(1 if foreign else 2)

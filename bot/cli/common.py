"""What the commands share."""

from typing import Annotated, NoReturn

import typer

Json = Annotated[bool, typer.Option("--json", help="As JSON, for programs.")]


def fail(error: ValueError) -> NoReturn:
    """Say what is wrong, and end with 2: something given cannot be used."""
    typer.echo(str(error), err=True)
    raise SystemExit(2)

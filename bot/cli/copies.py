"""`backup` and `restore`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.common import fail

if TYPE_CHECKING:
    from bot.commands.copies import Told

app = typer.Typer()


@app.command()
def backup(
    file: Annotated[str, typer.Argument(help="Where to; a folder gets a file with the date in its name.")],
    keep: Annotated[int, typer.Option(min=0, help="In a folder: keep so many newest copies. 0 keeps all.")] = 0,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Also in the place of a file that is there.")] = False,
) -> None:
    """Copy the database while the bot runs; the copy is checked, and either whole or not there."""
    from bot.commands.copies import backup as made

    try:
        _tell(made(file, keep, overwrite))
    except ValueError as error:
        fail(error)


@app.command()
def restore(file: Annotated[Path, typer.Argument(help="A copy that `backup` has made.")]) -> None:
    """Put a copy in the place of the database; the bot must be stopped. Says what is lost by it."""
    from bot.commands.copies import restore as put_back

    try:
        _tell(put_back(file))
    except ValueError as error:
        fail(error)


def _tell(told: "Told") -> None:
    for warning in told.warnings:
        typer.echo(f"warning: {warning}", err=True)
    typer.echo(told.text)

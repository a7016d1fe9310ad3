"""`audit`: whether the journal is what was written."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.common import Json, fail

audit = typer.Typer(help="The journal: whether it is what was written.", no_args_is_help=True)


@audit.command()
def verify(
    office: Annotated[str, typer.Argument(help="The office's key; without it all of them.")] = "",
    head: Annotated[
        Path | None, typer.Option(help="Ends of the journal kept elsewhere, as `head` printed them.")
    ] = None,
    public: Annotated[Path | None, typer.Option(help="The public key of whoever signed them.")] = None,
    as_json: Json = False,
) -> None:
    """Walk the whole journal and name the first break; 1 where there is one."""
    from bot.commands import audit as answer

    try:
        told = answer.verify(office, head, public, machine=as_json)
    except ValueError as error:
        fail(error)
    typer.echo(told.text)
    raise SystemExit(0 if told.good else 1)


@audit.command()
def head(
    sign: Annotated[Path | None, typer.Option(help="Sign with this private key.")] = None,
) -> None:
    """Print where each office's journal ends, to be kept elsewhere: a line of JSON an office."""
    from bot.commands import audit as answer

    try:
        typer.echo(answer.head(sign))
    except ValueError as error:
        fail(error)


@audit.command()
def key(
    file: Annotated[str, typer.Argument(help="Where the private key goes; the public one goes to FILE.pub.")],
) -> None:
    """Make a pair of keys to sign ends of the journal with."""
    from bot.commands import audit as answer
    from bot.paths import to_write

    try:
        typer.echo(answer.key(to_write(file)))
    except ValueError as error:
        fail(error)

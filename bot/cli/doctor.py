"""`doctor`: what is right and what is wrong with an installation."""

from typing import Annotated

import typer

from bot.cli.common import Json

app = typer.Typer()


@app.command()
def doctor(
    as_json: Json = False,
    offline: Annotated[bool, typer.Option("--offline", help="Ask Telegram nothing.")] = False,
) -> None:
    """Look at settings, database, Telegram, copies and offices, and name the mend of what is wrong."""
    from bot.doctor.asking import answer

    told = answer(machine=as_json, offline=offline)
    typer.echo(told.text)
    raise SystemExit(0 if told.good else 1)

"""`outbox` and `inbox`: what could not be sent, and what could not be dealt with."""

from typing import Annotated

import typer

from bot.cli.common import Json, fail

outbox = typer.Typer(help="What could not be sent: shown, sent after all, let go.", no_args_is_help=True)
inbox = typer.Typer(help="Updates that were given up or put by: shown, dealt with anew.", no_args_is_help=True)

Numbers = Annotated[list[int] | None, typer.Argument(help="Their numbers, as the list shows them.")]


@outbox.command("list")
def outbox_list(
    waiting: Annotated[bool, typer.Option("--all", help="Also what has not gone yet.")] = False,
    office: Annotated[str, typer.Option(help="Only of the office with this key.")] = "",
    as_json: Json = False,
) -> None:
    """Show what is dead or in doubt, with what it is about, how old it is, and why."""
    from bot.commands.outbox import listed

    try:
        typer.echo(listed(office, waiting=waiting, machine=as_json))
    except ValueError as error:
        fail(error)


@outbox.command("retry")
def outbox_retry(
    ids: Numbers = None,
    all_dead: Annotated[bool, typer.Option("--all-dead", help="All that are dead; none that is in doubt.")] = False,
) -> None:
    """Send rows after all; one that is in doubt goes marked as a repeat."""
    from bot.commands.outbox import retry

    try:
        told = retry(ids or (), all_dead=all_dead)
    except ValueError as error:
        fail(error)
    _say(told.text, told.good)


@outbox.command("drop")
def outbox_drop(
    ids: Annotated[list[int], typer.Argument(help="Their numbers, as the list shows them.")],
    reason: Annotated[str, typer.Option(help="Why; it is kept with the row.")],
) -> None:
    """Let rows go: they are not sent any more."""
    from bot.commands.outbox import drop

    try:
        told = drop(ids, reason)
    except ValueError as error:
        fail(error)
    _say(told.text, told.good)


@inbox.command("dead")
def inbox_dead(
    full: Annotated[bool, typer.Option("--full", help="With the whole update: people's words are in it.")] = False,
    as_json: Json = False,
) -> None:
    """Show updates that were given up: what came, in which chat, and why it failed."""
    from bot.commands.inbox import dead

    try:
        typer.echo(dead(full=full, machine=as_json))
    except ValueError as error:
        fail(error)


@inbox.command("asked")
def inbox_asked(
    full: Annotated[bool, typer.Option("--full", help="With the whole update: people's words are in it.")] = False,
    as_json: Json = False,
) -> None:
    """Show updates that wait till their sender says for which of his offices he sent them."""
    from bot.commands.inbox import asked

    try:
        typer.echo(asked(full=full, machine=as_json))
    except ValueError as error:
        fail(error)


@inbox.command("requeue")
def inbox_requeue(
    ids: Numbers = None,
    every: Annotated[bool, typer.Option("--all", help="All that are dead.")] = False,
) -> None:
    """Have updates dealt with anew. Their senders were told to send them again: ask first whether they did."""
    from bot.commands.inbox import requeue

    try:
        told = requeue(ids or (), every=every)
    except ValueError as error:
        fail(error)
    _say(told.text, told.good)


def _say(text: str, good: bool) -> None:
    """What was done; 1 where something that was asked for was not."""
    typer.echo(text)
    raise SystemExit(0 if good else 1)

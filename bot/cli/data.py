"""`erase` and `export`: what people's data the installation holds, taken out or carried away."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.cli.common import fail

erase = typer.Typer(help="Erase people's data; the journal stays provable.", no_args_is_help=True)

Office = Annotated[str, typer.Argument(help="The office's key.")]
Reason = Annotated[str, typer.Option(help="Why; the journal keeps it, so name nobody here.")]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask.")]
EvenOpen = Annotated[bool, typer.Option("--even-open", help="Also cards whose deadlines still run.")]


@erase.command()
def card(
    office: Office,
    number: Annotated[int, typer.Argument(help="The card's number.")],
    reason: Reason,
    yes: Yes = False,
    even_open: EvenOpen = False,
) -> None:
    """Erase what was said on one card: texts, names, links, files. Its number, steps and times stay."""
    from bot.erasing.cards import one_card

    _cards(office, lambda conn: one_card(conn, office, number), reason, yes, even_open)


@erase.command()
def citizen(
    office: Office,
    author: Annotated[str, typer.Option(help="The author's name as cards show it, or the link of a post.")] = "",
    number: Annotated[int | None, typer.Option("--card", help="Any card of his.")] = None,
    reason: Reason = "",
    yes: Yes = False,
    even_open: EvenOpen = False,
) -> None:
    """Erase every card of one author."""
    from bot.erasing.cards import citizens_cards

    _cards(office, lambda conn: citizens_cards(conn, office, author, number), reason, yes, even_open)


@erase.command()
def person(
    office: Office,
    key: Annotated[str, typer.Argument(help="The person's key, as in the office's file.")],
    yes: Yes = False,
) -> None:
    """Erase somebody who has left: name, addresses, choices. The journal keeps his number alone."""
    from bot.clock import wall_now
    from bot.commands.opened import looked, worked
    from bot.erasing import said
    from bot.erasing.people import erase_somebody, somebody

    try:
        found = looked(lambda conn: somebody(conn, office, key))
        _sure(f"Erase the person {found.key!r} of {office!r}? This cannot be undone.", yes)
        rows = worked(lambda work: erase_somebody(work, office, key, wall_now()))
    except ValueError as error:
        fail(error)
    _say(said.of_person(rows))
    _rewrite()


@erase.command()
def pages() -> None:
    """With the bot stopped: write a SQLite database's file anew, so that its free pages hold nothing erased."""
    _rewrite(alone=True)


def export(
    to: Annotated[Path, typer.Argument(help="A new folder, or a new file that ends with .zip.")],
) -> None:
    """Write everything in open formats: JSON Lines, CSV, TOML, files as they are, and how to check the journal."""
    from bot.exporting.command import export_to

    try:
        for line in export_to(to):
            typer.echo(line)
    except ValueError as error:
        fail(error)


def _cards(office: str, query: Callable[[Any], Any], reason: str, yes: bool, even_open: bool) -> None:
    from bot.clock import wall_now
    from bot.commands.opened import looked, worked
    from bot.erasing import said
    from bot.erasing.cards import erase_cards, lines, refuse_open

    try:
        if not (found := looked(query)):
            typer.echo("Nothing was found.")
            raise SystemExit(1)
        _say(lines(found))
        refuse_open(found, even_open)
        _sure(f"Erase what was said on {len(found)} card(s)? This cannot be undone.", yes)
        these = [one.id for one in found]
        done, found_more = worked(lambda work: erase_cards(work, office, these, (reason, even_open), wall_now()))
    except ValueError as error:
        fail(error)
    _say(said.of_cards(done, found_more))
    _rewrite()


def _rewrite(alone: bool = False) -> None:
    from bot.erasing import said
    from bot.settings import StorageSettings, load_settings
    from storage.erasing_pages import BesideBotError, NotRewrittenError, rewrite

    try:
        typer.echo(said.of_pages(rewrite(load_settings(StorageSettings).database_url)))
    except NotRewrittenError as error:
        typer.echo(f"{error.__doc__} ({error}) Stop the bot and run `erase pages`.", err=True)
        if alone or not isinstance(error, BesideBotError):
            raise SystemExit(1) from None


def _sure(question: str, yes: bool) -> None:
    if not yes and not typer.confirm(question):
        typer.echo("Nothing changed.")
        raise SystemExit(1)


def _say(lines: list[str]) -> None:
    for line in lines:
        typer.echo(line)

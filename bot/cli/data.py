"""`erase` and `export`: what people's data the installation holds, taken out or carried away."""

from collections.abc import Callable
from typing import Annotated, Any

import typer

from bot.cli.common import fail

erase = typer.Typer(help="Erase people's data; the journal stays provable.", no_args_is_help=True)

Office = Annotated[str, typer.Argument(help="The office's key.")]
Reason = Annotated[str, typer.Option(help="Why; the journal keeps it for ever, so name nobody here.")]
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
    reason: Reason,
    author: Annotated[str, typer.Option(help="The author's name as cards show it, or the link of a post.")] = "",
    number: Annotated[int | None, typer.Option("--card", help="Any card of his, instead of --author.")] = None,
    yes: Yes = False,
    even_open: EvenOpen = False,
) -> None:
    """Erase every card of one author: give --author, or --card where you know one of his, not both."""
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
    from bot.erasing.pages import asked, in_words
    from storage.erasing_pages import NotRewrittenError

    try:
        typer.echo(asked())
    except ValueError as error:
        fail(error)
    except NotRewrittenError as error:
        typer.echo(in_words(error), err=True)
        raise SystemExit(1) from None


def export(
    to: Annotated[str, typer.Argument(help="A new folder, or a new file that ends with .zip.")],
) -> None:
    """Write everything in open formats: JSON Lines, CSV, TOML, files as they are, and how to check the journal."""
    from bot.exporting.command import export_to
    from bot.paths import to_write

    try:
        for line in export_to(to_write(to)):
            typer.echo(line)
    except ValueError as error:
        fail(error)


def _cards(office: str, query: Callable[[Any], Any], reason: str, yes: bool, even_open: bool) -> None:
    from bot.clock import wall_now
    from bot.commands.opened import looked, worked
    from bot.erasing import said
    from bot.erasing.cards import erase_cards, lines, refuse_no_reason, refuse_open

    try:
        refuse_no_reason(reason)
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


def _rewrite() -> None:
    """The end of an erasure, which beside a bot is done without it."""
    from bot.erasing.pages import in_words, rewritten
    from storage.erasing_pages import BesideBotError, NotRewrittenError

    try:
        typer.echo(rewritten())
    except NotRewrittenError as error:
        typer.echo(in_words(error), err=True)
        if not isinstance(error, BesideBotError):
            raise SystemExit(1) from None


def _sure(question: str, yes: bool) -> None:
    if not yes and not typer.confirm(question):
        typer.echo("Nothing changed.")
        raise SystemExit(1)


def _say(lines: list[str]) -> None:
    for line in lines:
        typer.echo(line)

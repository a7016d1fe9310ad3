"""The command line. Each command imports only what it needs, so that answers about time come at once."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli import audit, boxes, copies, data, doctor
from bot.cli.common import Json, fail

app = typer.Typer(
    help="Otklik: citizens' posts, legal deadlines, agreed answers, in Telegram.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
office = typer.Typer(help="Offices: who works there, when, on which procedures.", no_args_is_help=True)
app.add_typer(office, name="office")
procedure_app = typer.Typer(help="Procedures: drawn, and compared.", no_args_is_help=True)
app.add_typer(procedure_app, name="procedure")
app.add_typer(copies.app)
app.add_typer(doctor.app)
app.add_typer(audit.audit, name="audit")
app.add_typer(boxes.outbox, name="outbox")
app.add_typer(boxes.inbox, name="inbox")
app.add_typer(data.erase, name="erase")
app.command()(data.export)

Moments = Annotated[list[str] | None, typer.Argument(help="Known moments, as detected=2026-03-05T17:50.")]


@app.command()
def run(
    clock_start: Annotated[str, typer.Option(help="Simulated clock: where it starts, as 2026-03-06T16:30.")] = "",
    clock_speed: Annotated[float, typer.Option(help="Simulated clock: how many times faster it runs.")] = 1.0,
    clock_file: Annotated[Path | None, typer.Option(help="Simulated clock that others set through a file.")] = None,
) -> None:
    """Run the bot until it is told to stop."""
    from bot.logs import catch_crashes
    from bot.run import main
    from bot.stopping import leave

    catch_crashes()
    raise SystemExit(main(clock_start, clock_speed, clock_file, leave))


@office.command()
def load(
    file: Annotated[Path, typer.Argument(help="An office file; see the example.")],
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Also undo what was changed in the chat.")] = False,
) -> None:
    """Take in an office file, and say what it changes."""
    from bot.commands.office import load_file

    try:
        loaded = load_file(file, overwrite)
    except ValueError as error:
        fail(error)
    for warning in loaded.warnings:
        typer.echo(f"warning: {warning}", err=True)
    typer.echo(loaded.text)


@office.command()
def save(
    key: Annotated[str, typer.Argument(help="The office's key; not needed where there is only one.")] = "",
    file: Annotated[str | None, typer.Argument(help="Where to write it; without it, to the terminal.")] = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace a file that is there already.")] = False,
) -> None:
    """Write an office as a file, as `load` takes it back."""
    from bot.commands.offices_shown import save as saved
    from bot.paths import to_write

    try:
        typer.echo(saved(key, None if file is None else to_write(file), overwrite=overwrite).rstrip("\n"))
    except ValueError as error:
        fail(error)


@office.command("list")
def list_() -> None:
    """Show all offices."""
    from bot.commands.offices_shown import listed

    try:
        typer.echo(listed())
    except ValueError as error:
        fail(error)


@office.command()
def link(
    key: Annotated[str, typer.Argument(help="The office's key; not needed where there is only one.")] = "",
    new: Annotated[bool, typer.Option("--new", help="To set up one more office.")] = False,
) -> None:
    """Print a link, good once and for a day: to an office whose administrators have lost access, or to a new one."""
    from bot.commands.office_link import answer

    try:
        typer.echo(answer(key, new))
    except ValueError as error:
        fail(error)


@app.command()
def due(
    procedure: Annotated[str, typer.Argument(help="The name of a procedure, or a file.")],
    moments: Moments = None,
    zone: Annotated[str, typer.Option(help="The zone of moments and answers, as Asia/Kamchatka.")] = "",
    importance: Annotated[str, typer.Option(help="normal, high or fast.")] = "normal",
    days: Annotated[int | None, typer.Option(help="Days of the fast track, with --importance fast.")] = None,
    kind: Annotated[str, typer.Option(help="The kind of card, where the procedure has kinds.")] = "",
    as_json: Json = False,
) -> None:
    """Print every deadline that is known from these moments."""
    from bot.commands.due import answer
    from bot.commands.when import parse_moment

    try:
        known = dict(map(parse_moment, moments or ()))
        typer.echo(answer(procedure, known, zone, importance, as_json, days=days, kind=kind))
    except ValueError as error:
        fail(error)


@app.command()
def when(
    rule: Annotated[str, typer.Argument(help='A rule, as "8 working hours after x".')],
    moments: Moments = None,
    zone: Annotated[str | None, typer.Option(help="The zone of moments and answers.")] = None,
    office_file: Annotated[Path | None, typer.Option("--office", help="An office file: its timetable counts.")] = None,
    as_json: Json = False,
) -> None:
    """Answer one rule, and say why this moment."""
    from bot.commands.when import answer, parse_moment

    try:
        typer.echo(answer(rule, dict(map(parse_moment, moments or ())), zone, office_file, as_json))
    except ValueError as error:
        fail(error)


@app.command()
def check(files: Annotated[list[str], typer.Argument(help="Procedure files or names.")]) -> None:
    """Prove procedures: no stuck card, no card without an owner and a clock."""
    from bot.commands.check import report

    proved = True
    for file in files:
        text, good = report(file)
        typer.echo(text, err=not good)
        proved = proved and good
    raise SystemExit(0 if proved else 1)


@procedure_app.command("draw")
def procedure_draw(
    name: Annotated[str | None, typer.Argument(help="A name or a file; without it, all of them as a document.")] = None,
    locale: Annotated[str, typer.Option(help="ru or en.")] = "ru",
) -> None:
    """Print the way of a card as a Mermaid diagram."""
    from bot.commands.drawing import answer

    try:
        typer.echo(answer(name, locale))
    except ValueError as error:
        fail(error)


@procedure_app.command("diff")
def procedure_diff(
    old: Annotated[str, typer.Argument(help="A name or a file.")],
    new: Annotated[str, typer.Argument(help="A name or a file.")],
) -> None:
    """Print what changes from one version of a procedure to another; cards under way keep theirs."""
    from bot.commands.differing import answer

    try:
        typer.echo(answer(old, new))
    except ValueError as error:
        fail(error)


@app.command()
def clauses(
    procedure: Annotated[str, typer.Argument(help="The name of a procedure; without it, all of them.")] = "",
    scope: Annotated[str, typer.Option(help="way, people, reports, citizen or writing.")] = "",
    missing: Annotated[bool, typer.Option("--missing", help="Only what is not whole yet, or has no test.")] = False,
    as_json: Json = False,
) -> None:
    """List what the documents demand, how far it is carried out, and the tests that show it."""
    from bot.commands.clauses import NotInSourcesError, answer

    try:
        typer.echo(answer(procedure, scope, missing, as_json))
    except NotInSourcesError as error:
        typer.echo(str(error), err=True)
        raise SystemExit(1) from None
    except ValueError as error:
        fail(error)


@app.command()
def access(
    role: Annotated[str, typer.Option(help="One role, with the clause or the reason of each right.")] = "",
    procedure: Annotated[str, typer.Option(help="A procedure's name or file: its own steps and actions.")] = "",
) -> None:
    """Print who may do what: role by role, as the core reads it at every command."""
    from bot.commands.access import answer

    try:
        typer.echo(answer(role, procedure))
    except ValueError as error:
        fail(error)


if __name__ == "__main__":
    app()

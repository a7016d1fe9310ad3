"""The procedure files that come with the product, found by name."""

from pathlib import Path

from bot.paths import unusable
from workflow.checker import check
from workflow.procedure import BadProcedureError, Procedure
from workflow.procedure_file import parse_procedure

FOLDER = Path(__file__).parents[2] / "procedures"


def shipped(own: str = "") -> list[Procedure]:
    """Every procedure of the product, and of the folder `own`. Raises BadProcedureError for one that cannot be used."""
    return [parse_procedure(text, name) for name, text in texts(own).items()]


def texts(own: str = "") -> dict[str, str]:
    """The text of every procedure file by the file's name; one's own takes the place of the product's."""
    return {file.name: read(file) for folder in (FOLDER, *_own(own)) for file in sorted(folder.glob("*.toml"))}


def prove(own: str) -> None:
    """Raises BadProcedureError for a procedure of the folder `own` under which a card could be stuck."""
    for folder in _own(own):
        for file in sorted(folder.glob("*.toml")):
            if faults := check(parse_procedure(read(file), file.name)):
                raise BadProcedureError(file.name, [str(fault) for fault in faults])


def _own(folder: str) -> tuple[Path, ...]:
    """The folder of one's own files. Raises BadProcedureError where it is none."""
    if not folder:
        return ()
    if not Path(folder).is_dir():
        fault = f"{folder!r} is no folder; write the folder of your procedure files"
        raise BadProcedureError("PROCEDURES_DIR", [fault])
    return (Path(folder),)


def locate(name_or_file: str) -> Path:
    """The file of a procedure. Raises ValueError that lists the known names."""
    for file in (FOLDER / f"{name_or_file}.toml", Path(name_or_file)):
        if file.is_file():
            return file
    known = ", ".join(sorted(file.stem for file in FOLDER.glob("*.toml")))
    raise ValueError(f"{name_or_file}: no such procedure or file; known are: {known}")


def find(name_or_file: str) -> Procedure:
    """The procedure. Raises ValueError for an unknown name and BadProcedureError for a bad file."""
    file = locate(name_or_file)
    return parse_procedure(read(file), file.name)


def read(file: Path) -> str:
    """The text of a file. Raises BadProcedureError where it cannot be opened or is no UTF-8 text."""
    try:
        return file.read_text(encoding="utf-8")
    except OSError as error:
        raise BadProcedureError(str(file), [f"cannot be opened: {unusable(file, error)}"]) from error
    except UnicodeDecodeError as error:
        raise BadProcedureError(str(file), ["is not UTF-8 text; save it as UTF-8"]) from error

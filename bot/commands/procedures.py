"""The procedure files that come with the product, found by name."""

from pathlib import Path

from workflow.procedure import Procedure
from workflow.procedure_file import parse_procedure

FOLDER = Path(__file__).parents[2] / "procedures"


def shipped() -> list[Procedure]:
    """Every procedure of the product. Raises BadProcedureError for a file that cannot be used."""
    return [parse_procedure(read(file), file.name) for file in sorted(FOLDER.glob("*.toml"))]


def texts() -> dict[str, str]:
    """The text of every procedure file of the product, by the file's name."""
    return {file.name: read(file) for file in sorted(FOLDER.glob("*.toml"))}


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
    """The text of a file. Raises ValueError where it cannot be opened or is no UTF-8 text."""
    try:
        return file.read_text(encoding="utf-8")
    except OSError as error:
        raise ValueError(f"{file}: cannot be opened ({type(error).__name__}); check the path") from error
    except UnicodeDecodeError as error:
        raise ValueError(f"{file}: is not UTF-8 text; save it as UTF-8") from error

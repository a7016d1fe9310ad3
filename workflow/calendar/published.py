"""The published calendars, read from the files in procedures/calendars: the only part that touches files."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from workflow.calendar.year import Year, parse_year

FOLDER = Path(__file__).parents[2] / "procedures" / "calendars"


def load(folder: Path) -> Mapping[int, Year]:
    """Read every calendar of a folder; raises ValueError that names the file and the key."""
    years = (_read(file) for file in sorted(folder.glob("*.toml")))
    return MappingProxyType({year.year: year for year in years})


@cache
def published() -> Mapping[int, Year]:
    """The calendars that come with the product, by year; read once."""
    return load(FOLDER)


def _read(file: Path) -> Year:
    try:
        return parse_year(tomllib.loads(file.read_text(encoding="utf-8")))
    except ValueError as fault:
        raise ValueError(f"{file.name}: {fault}") from fault

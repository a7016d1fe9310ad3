"""Regions and their time zones, read from regions.toml, which names its source."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

_FILE = Path(__file__).with_name("regions.toml")


@dataclass(frozen=True, slots=True)
class Region:
    """A region; `zones` are IANA names by the territories they are for, one with an empty name where it has one."""

    name: str
    district: str
    zones: Mapping[str, str]

    @property
    def only_zone(self) -> str:
        """Its zone; empty where there are several to choose from."""
        return next(iter(self.zones.values())) if len(self.zones) == 1 else ""


@lru_cache(maxsize=1)
def regions() -> tuple[Region, ...]:
    """All regions, district by district."""
    table = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return tuple(_region(name, district) for district in table["district"] for name in district["regions"])


def districts() -> tuple[str, ...]:
    """The names of the federal districts, in the order of the file."""
    return tuple(dict.fromkeys(one.district for one in regions()))


def in_district(district: str) -> tuple[Region, ...]:
    """The regions of a federal district."""
    return tuple(one for one in regions() if one.district == district)


def named(name: str) -> Region | None:
    """The region with just this name, or None."""
    return next((one for one in regions() if one.name == name), None)


def beginning_with(text: str) -> tuple[Region, ...]:
    """Regions whose name, or a word of it, begins with the text; those whose whole name does come first."""
    wanted = _plain(text)
    if not wanted:
        return ()
    found = [one for one in regions() if any(word.startswith(wanted) for word in _beginnings(one.name))]
    exact = [one for one in found if _plain(one.name) == wanted]
    return tuple(exact or sorted(found, key=lambda one: not _plain(one.name).startswith(wanted)))


def _region(name: str, district: Mapping[str, Mapping[str, object]]) -> Region:
    several = district.get("several", {}).get(name)
    zone = district.get("other", {}).get(name, district["zone"])
    zones = several if isinstance(several, dict) else {"": str(zone)}
    return Region(name, str(district["name"]), zones)


def _beginnings(name: str) -> tuple[str, ...]:
    """The name from each of its words on: «автономный округ» finds nothing by chance of a letter inside."""
    words = _plain(name).replace("(", "").split()
    return tuple(" ".join(words[index:]) for index in range(len(words)))


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("ё", "е").replace("-", " ").split())

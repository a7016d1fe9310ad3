"""Two offices of one bot, and everybody who works there; one person works in both."""

from pathlib import Path

import pytest

from bot.commands.office import load_file

DISTRICT, TOWN = -1001000000001, -1001000000002

_DISTRICT = f"""[office]
key = "district"
name = "Администрация района"
procedures = ["sobolevo"]
zone = "Asia/Kamchatka"
group_chat = {DISTRICT}
"""
_TOWN = f"""[office]
key = "town"
name = "Администрация городка"
procedures = ["kozhevnikovo"]
zone = "Asia/Tomsk"
group_chat = {TOWN}
"""
_UNITS = {"roads": "Дорожное хозяйство", "utilities": "ЖКХ"}

Row = tuple[str, int, str, str]
"""Key, account, roles, department."""

DISTRICT_STAFF: tuple[Row, ...] = (
    ("curator", 1001, "curator", ""),
    ("curator-2", 1007, "curator", ""),
    ("roads-1", 1002, "executor", "roads"),
    ("roads-2", 1004, "executor", "roads"),
    ("utilities-1", 1005, "executor", "utilities"),
    ("head", 1003, "head", ""),
    ("coordinator", 1006, "coordinator, administrator", ""),
)
TOWN_STAFF: tuple[Row, ...] = (
    ("coordinator", 2001, "coordinator", ""),
    ("roads", 2002, "executor", "roads"),
    ("utilities", 1005, "executor", "utilities"),
    ("head", 2003, "head", ""),
)
STRANGER = 777
IN_BOTH = {row[1] for row in DISTRICT_STAFF} & {row[1] for row in TOWN_STAFF}
EVERYBODY = sorted({row[1] for row in (*DISTRICT_STAFF, *TOWN_STAFF)} | {STRANGER})


def office_file(key: str, without: frozenset[str] = frozenset()) -> str:
    """The file of an office as it is when these people have been dismissed."""
    head, staff = (_DISTRICT, DISTRICT_STAFF) if key == "district" else (_TOWN, TOWN_STAFF)
    units = [f'[[department]]\nkey = "{unit}"\nname = "{name}"' for unit, name in _UNITS.items()]
    return "\n".join([head, *units, *(_person(row) for row in staff if row[0] not in without)])


def load(url: str, folder: Path, key: str, without: frozenset[str] = frozenset()) -> None:
    """`office load`, in this process."""
    file = folder / f"{key}.toml"
    file.write_text(office_file(key, without), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATABASE_URL", url)
        load_file(file, overwrite=True)


def _person(row: Row) -> str:
    key, account, roles, unit = row
    listed = ", ".join(f'"{role}"' for role in roles.split(", "))
    department = f'\ndepartment = "{unit}"' if unit else ""
    return (
        f'[[person]]\nkey = "{key}"\nname = "Сотрудник {key}"\ntelegram_id = {account}\nroles = [{listed}]{department}'
    )

"""An invented office of many curators, as an office file."""

from pathlib import Path

CURATORS = 200
FIRST = 1001
"""Telegram's number of the first curator; the others follow."""

_OFFICE = """
[office]
key = "bench"
name = "Администрация района"
procedures = ["sobolevo"]
zone = "Asia/Kamchatka"
locale = "ru"
group_chat = -1001000000001

[[department]]
key = "roads"
name = "Дорожное хозяйство"
topics = ["дороги", "снег", "освещение", "фонари"]
"""


def write_office(path: Path) -> None:
    """Write the file: curators, one executor, a head, a coordinator."""
    curators = [_person(f"curator-{number}", FIRST + number, "curator") for number in range(CURATORS)]
    others = [
        _person("roads-1", 901, "executor") + 'department = "roads"\n',
        _person("head", 902, "head"),
        _person("coordinator", 903, "coordinator"),
    ]
    path.write_text("\n".join([_OFFICE, *curators, *others]), encoding="utf-8")


def _person(key: str, number: int, role: str) -> str:
    return f'[[person]]\nkey = "{key}"\nname = "{key}"\ntelegram_id = {number}\nroles = ["{role}"]\n'

"""Words that do harm where they are taken for markup or turn text round, and an office whose every name is so."""

import json

import pytest

from tests.attacks.furnished import STEPS
from tests.attacks.people import everybody, office_text

ADDRESS = "executor@example.org"
"""Where the executor of such an office gets his mail."""


def evil(word: str) -> str:
    """The word with a tag that closes, an ampersand, a tag that does not, and controls that turn round what follows."""
    return f"<b>{word}</b>&amp;<i \u202e{word}\u2066"


def seen(word: str) -> str:
    """What people are to see of it: every sign of it, and no control."""
    return f"<b>{word}</b>&amp;<i {word}"


def evil_office(key: str) -> str:
    """The file of an office whose every name is such a word; its executor can be written to by mail."""
    names = {"Администрация Светлого": "офис", "Дороги": "отдел", "Другой отдел Явный": "соседи", "stranica": "счёт"}
    names |= {f"{role.title()} Явный": role for role in everybody(key)}
    text = office_text(key).replace(f'key = "{key}-executor"', f'key = "{key}-executor"\nemail = "{ADDRESS}"')
    for name, word in names.items():
        text = text.replace(f'"{name}"', json.dumps(evil(word), ensure_ascii=False))
    return text


def made_evil(patch: pytest.MonkeyPatch) -> None:
    """From now on an office is furnished with such names, such posts and such authors."""
    patch.setattr("tests.attacks.furnished.office_text", evil_office)
    patch.setattr("tests.attacks.furnished.POSTS", tuple(evil(f"пост{number}") for number in range(len(STEPS))))
    patch.setattr("tests.attacks.furnished.NAMES", {"own": evil("автор")})

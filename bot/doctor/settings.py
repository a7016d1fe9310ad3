"""Settings: every fault at once, names that look misspelt, and who may read them."""

import stat
from collections.abc import Iterator
from difflib import get_close_matches

from bot.doctor.finding import Finding, fault, ok, warning
from bot.doctor.visit import Visit
from bot.settings import Settings

CHECK = "settings"
_NEAR = 0.82
_NAMES = sorted(name.upper() for name in Settings.model_fields)


def settings(visit: Visit) -> Iterator[Finding]:
    """What `run` would refuse to start with."""
    for line in visit.faults:
        name, _, mend = line.partition(": ")
        yield fault(CHECK, f"{name} cannot be used", mend)
    if not visit.faults:
        yield ok(CHECK, "all of them can be used")


def names(visit: Visit) -> Iterator[Finding]:
    """A name that nobody reads, and that is nearly one of ours, is taken for a slip of the pen."""
    own = _in_file(visit)
    ours = {name for name in visit.environment if name.upper().partition("_")[0] in _FIRST}
    for name in sorted({*own, *ours}):
        near = get_close_matches(name.upper(), _NAMES, 1, _NEAR)
        if near and name.upper() not in _NAMES:
            where = ".env" if name in own else "the environment"
            yield warning(CHECK, f"{name} in {where} is no setting, and is ignored", f"perhaps {near[0]} is meant")


def file_rights(visit: Visit) -> Iterator[Finding]:
    """`.env` holds the token: whoever reads it is the bot."""
    file = visit.folder / ".env"
    if not file.exists():
        return
    if stat.S_IMODE(file.stat().st_mode) & (stat.S_IRWXG | stat.S_IRWXO):
        yield warning(CHECK, ".env can be read by others than the bot's user", "chmod 600 .env")


_FIRST = {name.partition("_")[0] for name in _NAMES}


def _in_file(visit: Visit) -> set[str]:
    """The names in `.env`; none of the values is kept."""
    try:
        text = (visit.folder / ".env").read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return set()
    lines = (line.strip().removeprefix("export ") for line in text.splitlines())
    return {line.partition("=")[0].strip() for line in lines if "=" in line and not line.startswith("#")}

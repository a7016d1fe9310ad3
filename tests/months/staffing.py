"""People are dismissed and taken on again, by an office file that is loaded while the bot runs."""

from pathlib import Path
from random import Random

from bot.bootstrap import App
from bot.clock import wall_now
from bot.commands import procedures
from bot.commands.office import _Given, _take_in
from tests.months.offices import office_file
from workflow.office_file import parse_office

_MAY_GO = ("roads-2", "curator-2", "utilities-1")


class Staffing:
    """Who has been dismissed at present."""

    def __init__(self, folder: Path, dice: Random) -> None:
        self._folder, self._dice = folder, dice
        self._gone: frozenset[str] = frozenset()
        self._known = procedures.shipped()

    async def changes(self, app: App) -> str:
        """One of them goes, or comes back."""
        one = self._dice.choice(_MAY_GO)
        gone = self._gone ^ {one}
        parsed = parse_office(office_file("district", gone), "district.toml", {known.name for known in self._known})
        given = _Given("district.toml", parsed, self._known, True, wall_now())
        await app.work.run(lambda conn: _take_in(conn, given))
        app.bells.ring_outward()
        self._gone = gone
        return f"{'dismisses' if one in gone else 'takes back'} {one}"

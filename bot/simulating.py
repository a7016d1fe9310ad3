"""The office's clock as the command line asks for it: real time, a simulated one, or one that a file tells."""

from dataclasses import dataclass
from pathlib import Path

from bot.clock import Clock, FileClock, SimulatedClock, SystemClock, parse_start, wall_now
from bot.settings import Settings
from storage.migrations import upgrade
from storage.offices import all_offices
from storage.work import Work


@dataclass(frozen=True, slots=True)
class Simulation:
    """`--clock-start`, `--clock-speed` (simulated seconds a real one) and `--clock-file`; by default real time."""

    start: str = ""
    speed: float = 1.0
    file: Path | None = None

    def refuse(self, settings: Settings) -> None:
        """Raises ValueError where it makes no sense, or people of the real Telegram would have to live in it."""
        simulated = bool(self.start) or self.speed != 1.0 or self.file is not None
        if simulated and settings.real_telegram:
            raise ValueError(
                "--clock-start, --clock-speed, --clock-file: people of the real Telegram live in real time; "
                "set TELEGRAM_API_SERVER to a local server, as python -m sandbox serve runs one"
            )
        if self.speed <= 0:
            raise ValueError(f"--clock-speed {self.speed:g}: write a number above 0")
        if self.speed != 1.0 and not self.start:
            raise ValueError("--clock-speed: give --clock-start too")

    async def clock(self, settings: Settings) -> Clock:
        """The clock; a start without an offset is in the zone of the first office."""
        if self.file is not None:
            return FileClock(self.file)
        if not self.start:
            return SystemClock()
        return SimulatedClock(parse_start(self.start, await _zone(settings)), self.speed)


async def _zone(settings: Settings) -> str:
    """The zone of the first office; UTC where none is loaded yet."""
    async with await Work.open(settings.database_url) as work:
        await upgrade(work, wall_now())
        found = await work.read(all_offices)
    return found[0].office.timetable.zone if found else "UTC"

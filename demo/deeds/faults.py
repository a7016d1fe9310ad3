"""What can be made to go wrong: the messenger down, its flood limit tight, the bot killed."""

from demo.show import Show, deed
from sandbox.flood import Flood
from sandbox.page.stage import StageError
from sandbox.words import Json

TIGHT = {
    "flood_chat_per_second": 0.5,
    "flood_chat_burst": 1.0,
    "flood_all_per_second": 2.0,
    "flood_group_per_minute": 12.0,
}
"""Limits under which messages trickle, so that people see them wait."""


@deed("fault")
async def fault(show: Show, body: Json) -> Json:
    """Switch `name` ("down" or "flood") `on` or off. Raises StageError no_fault."""
    name, on = body.get("name"), bool(body.get("on"))
    if name == "down":
        await (show.door.shut() if on else show.door.open())
    elif name == "flood":
        show.world.flood = Flood()
        show.drive("settings", flood=on, **TIGHT)
    else:
        raise StageError("no_fault", name=str(name))
    show.changed()
    return faults(show)


def faults(show: Show) -> Json:
    """What is made to go wrong now."""
    return {"down": not show.door.is_open, "flood": show.world.settings.flood}


@deed("kill")
async def kill(show: Show, body: Json) -> Json:
    """End the bot's process as a power cut would; it is started again by itself. Raises StageError not_running."""
    if show.bot is None or not show.bot.alive:
        raise StageError("not_running")
    show.bot.kill()
    return {}

"""Switch faults on and off."""

from dataclasses import fields

from sandbox.chats.world import World
from sandbox.drive.acts import act, maybe
from sandbox.faults import Fault
from sandbox.words import DriveError, Json

NAMES = {one.name for one in fields(Fault) if one.init and one.name not in {"number", "hits"}}


@act("fault")
def fault(world: World, body: Json) -> Json:
    """Switch a fault on; returns it with its number."""
    if unknown := body.keys() - NAMES:
        raise DriveError(f"a fault has no {sorted(unknown)}; it has {', '.join(sorted(NAMES))}")
    if "kind" not in body:
        raise DriveError("the field 'kind' is missing")
    return world.faults.add(Fault(**body)).shown()


@act("faults", reads=True)
def faults(world: World, _: Json) -> Json:
    """List the faults that are on, with how often each has hit."""
    return {"faults": [one.shown() for one in world.faults.active]}


@act("calm")
def calm(world: World, body: Json) -> Json:
    """Switch off the fault `number`, or all of them."""
    world.faults.remove(maybe(body, "number"))
    return {}

"""One call for one message; where the office's topic is gone, it is said in the group itself."""

from bot.logs import log
from bot.outcomes import NoTopic, NotSent, Outcome, Refused
from bot.points import point
from bot.showing import Order
from bot.way import Way
from storage import blobs


async def said(way: Way, order: Order, lane: str) -> Outcome:
    """What came of it. Raises bot.uploads.UnfetchedError where a file that belongs to it could not be fetched."""
    name = order.call.__api_method__
    point(f"send:before:{name}")
    outcome = await _first(way, order)
    if isinstance(outcome, NoTopic):
        log("bot.saying").warning("the office's topic is gone; said in the group itself", lane=lane)
        outcome = await way.call(order.again()) if order.again else NotSent("no topic")
    point(f"send:after:{name}")
    return Refused("the topic is gone") if isinstance(outcome, NoTopic) else outcome


async def _first(way: Way, order: Order) -> Outcome:
    if order.parcel is None:
        return await way.call(order.call)
    return await order.parcel.deliver(way.call, lambda sha: way.work.read(lambda conn: blobs.get(conn, sha)))

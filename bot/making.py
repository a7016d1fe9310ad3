"""From a row of the outbox to the call that says it: with what waits behind it, and as things are now."""

from bot.folding import FOLDED, fold, waits_behind
from bot.repeats import announce
from bot.showing import Order, order_of
from bot.way import Way
from storage.outbox import Sending


async def folded(way: Way, message: Sending) -> Sending | None:
    """The message with what waits behind it and can be said by it; None where another says it, and it is settled so.

    Raises Fenced where the lane is another's.
    """
    if message.kind not in FOLDED or not await way.work.read(lambda conn: waits_behind(conn, message)):
        return message
    real = way.real()
    return await way.work.run(lambda conn: fold(conn, message, real))


async def ordered(way: Way, message: Sending) -> Order | None:
    """The call to be made; None where there is nothing to say any more.

    A repeat that has no room for its mark goes only after the mark has been put behind it: were this process to die
    right then, the row would be a doubt, and nobody would put it there any more.
    """
    now, real = way.clock.now(), way.real()
    order = await way.work.read(lambda conn: order_of(conn, message, now, way.bot, way.locale))
    if order and order.unmarked:
        await way.work.run(lambda conn: announce(conn, message, real))
    return order
